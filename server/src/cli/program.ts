import { Command, CommanderError, Option } from "commander";
import { z } from "zod";
import type { CheckedFolder } from "../checks/folder.ts";
import type { Settings } from "../config/settings.ts";
import type { Clock } from "../platform/clock.ts";
import { commands } from "./commands.ts";
import type { CliCommand, CliStores, CommandContext } from "./define-command.ts";
import { flagOf } from "./define-command.ts";
import { publicUrlOf } from "./public-url.ts";

export interface ProgramOptions {
  /** Throws when the environment holds bad settings. Asked once a command runs: `--help` always works. */
  readonly settings: () => Settings;
  /** Throws when there is no data folder and none may be made. */
  readonly openStores: (settings: Settings, mayMake: boolean) => Promise<CliStores>;
  readonly inspectFolder: (settings: Settings) => Promise<CheckedFolder | undefined>;
  /** Resolves when the server has stopped. */
  readonly serve: (settings: Settings) => Promise<void>;
  readonly stdin: () => Promise<string>;
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  readonly clock: Clock;
  readonly version: string;
}

export interface Program {
  /** `words` as after the program's name. Resolves to the exit code: 0, or 1 after one line on stderr or an answer that is a bad one. */
  run(words: readonly string[]): Promise<number>;
}

/** The `vedette` command. */
export function createProgram(options: ProgramOptions): Program {
  return {
    async run(words) {
      try {
        let code = 0;
        await build(options, () => (code = 1)).parseAsync([...words], { from: "user" });
        return code;
      } catch (error) {
        if (error instanceof CommanderError && error.exitCode === 0) return 0;
        // A command that only groups others has printed its help.
        if (error instanceof CommanderError && error.code === "commander.help") return 1;
        const message = (error instanceof Error ? error.message : String(error)).replace(/^error: /, "").trim();
        options.printError(words.includes("--json") ? JSON.stringify({ error: message }) : `vedette: ${message}`);
        return 1;
      }
    },
  };
}

function build(options: ProgramOptions, onFailed: () => void): Command {
  const root = new Command("vedette").description("An error tracker that every Sentry SDK can talk to").version(options.version);
  configure(root, options);
  for (const command of commands) {
    const parents = command.words.slice(0, -1);
    const parent = parents.reduce(
      (above, word) => above.commands.find((known) => known.name() === word) ?? configure(above.command(word).description(`${word} …`), options),
      root,
    );
    addCommand(parent, command, options, onFailed);
  }
  for (const group of root.commands.filter(({ commands }) => commands.length > 0))
    group.description(group.commands.map((command) => command.name()).join(", "));
  return root;
}

/** The one line of an error comes from `run`; commander itself prints help only. */
function configure(command: Command, { print, printError }: ProgramOptions): Command {
  return command
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: (text) => printError(text.trimEnd()), outputError: () => undefined });
}

function addCommand(parent: Command, command: CliCommand, options: ProgramOptions, onFailed: () => void): void {
  const target = configure(parent.command(command.words.at(-1) ?? ""), options).description(command.summary);
  for (const [name, schema] of Object.entries(command.input.shape)) {
    if (!(schema instanceof z.ZodType)) continue;
    const description = schema.meta()?.description ?? "";
    const required = !schema.safeParse(undefined).success;
    const flag = flagOf(name, command);
    if (command.positional?.includes(name) === true) target.argument(required ? flag : flag.replace("<", "[").replace(">", "]"), description);
    else target.addOption(option(flag, schema, description).makeOptionMandatory(required));
  }
  target.option("--json", "print one JSON document");
  target.action(async (...args: readonly unknown[]) => {
    const values = Object.fromEntries((command.positional ?? []).map((name, index) => [name, args[index]]));
    const { json, ...given } = target.opts();
    const outcome = await withContext(options, command, (context) => command.run(context, { ...given, ...values }));
    if (outcome === undefined) return;
    options.print(json === true ? JSON.stringify(outcome.json) : outcome.text);
    if (outcome.failed === true) onFailed();
  });
}

function option(flag: string, schema: z.ZodType, description: string): Option {
  const inner = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? schema.unwrap() : schema;
  if (inner instanceof z.ZodBoolean) return new Option(flag, description);
  if (inner instanceof z.ZodArray)
    return new Option(`${flag} <value>`, `${description} (repeatable)`).argParser((value: string, before: readonly string[] | undefined) => [
      ...(before ?? []),
      value,
    ]);
  return new Option(`${flag} <value>`, description);
}

async function withContext<T>(options: ProgramOptions, { startsFolder = false }: CliCommand, work: (context: CommandContext) => Promise<T>): Promise<T> {
  const settings = options.settings();
  let opened: Promise<CliStores> | undefined;
  try {
    return await work({
      settings,
      publicUrl: publicUrlOf(settings),
      clock: options.clock,
      stores: () => (opened ??= options.openStores(settings, startsFolder)),
      inspect: () => options.inspectFolder(settings),
      serve: () => options.serve(settings),
      stdin: options.stdin,
    });
  } finally {
    await (await opened?.catch(() => undefined))?.close();
  }
}
