import { crashFrame, mainException } from "../../derive/crash-frame.ts";
import type { NormalizedEvent } from "../../normalize/event.ts";
import { parameterize } from "./parameterize.ts";

const variable = /^\{\{ *(\S+?) *\}\}$/;

export function isDefaultVariable(entry: string): boolean {
  return variable.exec(entry)?.[1] === "default";
}

export type FingerprintKind = "default" | "hybrid" | "custom";

/** `grouping.md` §4.1 */
export function fingerprintKind(fingerprint: readonly string[] | undefined): FingerprintKind {
  if (fingerprint === undefined || fingerprint.length === 0) return "default";
  if (!fingerprint.some(isDefaultVariable)) return "custom";
  return fingerprint.length === 1 ? "default" : "hybrid";
}

/** An entry with its variable filled in; text that is no variable as a whole stays as it is (`grouping.md` §4.3). */
export function resolveEntry(entry: string, event: NormalizedEvent): string {
  const name = variable.exec(entry)?.[1];
  return name === undefined ? entry : resolve(name, event);
}

function resolve(name: string, event: NormalizedEvent): string {
  const exception = mainException(event);
  const frame = crashFrame(event);
  switch (name) {
    case "transaction":
      return event.transaction ?? "<no-transaction>";
    case "message":
      return parameterize(event.logentry?.formatted ?? exception?.value ?? "") || "<no-message>";
    case "type":
    case "error.type":
      return exception?.type ?? "<no-type>";
    case "value":
    case "error.value":
      return exception?.value ?? "<no-value>";
    case "function":
    case "stack.function":
      return frame?.function ?? "<no-function>";
    case "path":
    case "stack.abs_path":
      return frame?.abs_path ?? frame?.filename ?? "<no-abs-path>";
    case "stack.filename":
      return frame?.filename ?? frame?.abs_path ?? "<no-filename>";
    case "module":
    case "stack.module":
      return frame?.module ?? "<no-module>";
    case "package":
    case "stack.package":
      return frame?.package?.split(/[/\\]/).at(-1) ?? "<no-package>";
    case "level":
      return event.level;
    case "logger":
      return event.logger ?? "<no-logger>";
    default:
      return name.startsWith("tags.") ? tag(name.slice(5), event) : `<unrecognized-variable-${name}>`;
  }
}

function tag(name: string, event: NormalizedEvent): string {
  return event.tags?.find(([key]) => key === name)?.[1] ?? `<no-value-for-tag-${name}>`;
}
