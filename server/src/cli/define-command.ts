import type { z } from "zod";
import type { CheckedFolder } from "../checks/folder.ts";
import type { Settings } from "../config/settings.ts";
import type { DeadLetters } from "../log/port.ts";
import type { Clock } from "../platform/clock.ts";
import type { BlobReader } from "../stores/blobs/port.ts";
import type { StateReader, StateWriter } from "../stores/state/port.ts";
import type { TelemetryReader } from "../stores/telemetry/port.ts";
import type { WaitingUploads } from "../stores/uploads/port.ts";

/** The data folder, opened in this process, whether or not a server works on it at the same time. */
export interface CliStores {
  readonly state: StateReader;
  readonly writer: StateWriter;
  readonly telemetry: TelemetryReader;
  readonly blobs: BlobReader;
  /** What lies in the log. */
  readonly log: () => { readonly lastSeq: number; readonly bytes: number };
  readonly deadLetters: DeadLetters;
  readonly uploads: WaitingUploads;
  close(): Promise<void>;
}

export interface CommandContext {
  readonly settings: Settings;
  /** Public base URL without a trailing slash, as the settings give it. */
  readonly publicUrl: string;
  readonly clock: Clock;
  /** Opened at the first call, closed after the command. */
  stores(): Promise<CliStores>;
  /** The data folder as it is, for a check; undefined when there is none. */
  inspect(): Promise<CheckedFolder | undefined>;
  /** Runs the server until it is told to stop. */
  serve(): Promise<void>;
  stdin(): Promise<string>;
}

/** What a command did: one document for `--json`, readable text otherwise. */
interface Outcome {
  readonly json: unknown;
  readonly text: string;
  /** It could be done and the answer is a bad one: exit code 1. */
  readonly failed?: boolean;
}

interface Described {
  /** Words that name it: `["org", "create"]`. */
  readonly words: readonly string[];
  readonly summary: string;
  /** May be the first one on a data folder; any other one has to do with what is there. */
  readonly startsFolder?: boolean;
  /** Positional arguments in order, by their name in `input`. */
  readonly positional?: readonly string[];
}

interface Definition<Input extends z.ZodObject> extends Described {
  /** Arguments and options by camel-case name; `.meta({ description })` is their help. A boolean is a switch, an array repeats. */
  readonly input: Input;
  /** Nothing to print when it resolves to undefined. */
  readonly run: (context: CommandContext, input: z.output<Input>) => Promise<Outcome | undefined>;
}

export interface CliCommand extends Described {
  readonly input: z.ZodObject;
  run(context: CommandContext, input: Readonly<Record<string, unknown>>): Promise<Outcome | undefined>;
}

/** Says in one line why a command cannot do what it was asked to. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
}

export function defineCommand<Input extends z.ZodObject>(definition: Definition<Input>): CliCommand {
  return {
    ...definition,
    async run(context, input) {
      const parsed = definition.input.safeParse(input);
      if (!parsed.success)
        throw new CommandFailed(parsed.error.issues.map(({ path, message }) => `${flagOf(path.map(String).at(0) ?? "", definition)}: ${message}`).join("; "));
      return definition.run(context, parsed.data);
    },
  };
}

/** How a person writes the argument: `--password-stdin`, or `<name>`. */
export const flagOf = (name: string, { positional = [] }: Described): string =>
  positional.includes(name)
    ? `<${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}>`
    : `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
