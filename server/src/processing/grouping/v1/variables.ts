import type { Exception, Frame, NormalizedEvent } from "../../normalize/event.ts";
import { ruleTags } from "../rule-tags.ts";
import { parameterize } from "../text/parameterize.ts";
import type { ConfigTraits } from "./config-traits.ts";

const whole = /^\{\{ *(\S+?) *\}\}$/;
const within = /\{\{ *(\S+?) *\}\}/g;

export function isDefaultVariable(entry: string): boolean {
  return whole.exec(entry)?.[1] === "default";
}

/** An entry with its variable filled in (`grouping.md` §4.3). Text is no variable unless it is one as a whole. */
export function resolveEntry(entry: string, event: NormalizedEvent, { unknownVariables }: ConfigTraits): string {
  const name = whole.exec(entry)?.[1];
  if (name !== undefined) return variable(name, event) ?? (unknownVariables === "kept" ? entry : `<unrecognized-variable-${name}>`);
  // SDKs that copy the message into the fingerprint would else make an issue of each occurrence.
  return isMessageOf(event, entry) ? parameterize(entry) : entry;
}

/** Variables in the title that a rule gives. */
export function resolveTitle(title: string, event: NormalizedEvent, { unknownVariables }: ConfigTraits): string {
  return title.replaceAll(within, (match, name: string) => variable(name, event) ?? (unknownVariables === "kept" ? match : `<unrecognized-variable-${name}>`));
}

function isMessageOf(event: NormalizedEvent, text: string): boolean {
  return (
    text === event.logentry?.formatted || text === event.logentry?.message || event.exception?.values.some((exception) => exception?.value === text) === true
  );
}

function variable(name: string, event: NormalizedEvent): string | undefined {
  return name.startsWith("tags.") ? tag(name.slice(5), event) : variables.get(name)?.(event);
}

const variables = new Map<string, (event: NormalizedEvent) => string>([
  ["transaction", (event) => event.transaction || "<no-transaction>"],
  ["message", message],
  ["type", errorType],
  ["error.type", errorType],
  ["value", errorValue],
  ["error.value", errorValue],
  ["function", functionName],
  ["stack.function", functionName],
  ["path", absPath],
  ["stack.abs_path", absPath],
  ["stack.filename", (event) => frame(event)?.filename || frame(event)?.abs_path || "<no-filename>"],
  ["module", moduleName],
  ["stack.module", moduleName],
  ["package", packageName],
  ["stack.package", packageName],
  ["level", (event) => event.level || "<no-level>"],
  ["logger", (event) => event.logger || "<no-logger>"],
]);

function message(event: NormalizedEvent): string {
  return parameterize(event.logentry?.formatted || event.logentry?.message || lastException(event)?.value || "") || "<no-message>";
}

function errorType(event: NormalizedEvent): string {
  return lastException(event)?.type || "<no-type>";
}

function errorValue(event: NormalizedEvent): string {
  return lastException(event)?.value || "<no-value>";
}

function functionName(event: NormalizedEvent): string {
  return frame(event)?.function || "<no-function>";
}

function absPath(event: NormalizedEvent): string {
  return frame(event)?.abs_path || frame(event)?.filename || "<no-abs-path>";
}

function moduleName(event: NormalizedEvent): string {
  return frame(event)?.module || "<no-module>";
}

function packageName(event: NormalizedEvent): string {
  return frame(event)?.package?.split(/[/\\]/).at(-1) || "<no-package>";
}

function tag(name: string, event: NormalizedEvent): string {
  return ruleTags(event).find(([key]) => key === name)?.[1] || `<no-value-for-tag-${name}>`;
}

function lastException(event: NormalizedEvent): Exception | undefined {
  return event.exception?.values.findLast((exception) => exception !== null) ?? undefined;
}

/** From the crash outwards the first in-app frame, else the very frame that crashed. */
function frame(event: NormalizedEvent): Frame | undefined {
  const threads = event.threads?.values.filter((thread) => thread !== null) ?? [];
  const stack = lastException(event)?.stacktrace ?? event.stacktrace ?? (threads.length === 1 ? threads[0]?.stacktrace : undefined);
  const frames = stack?.frames?.filter((each) => each !== null) ?? [];
  return frames.findLast((each) => each.in_app === true) ?? frames.at(-1);
}
