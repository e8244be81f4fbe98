import type { ScrubbingSettings } from "../../project-settings/project-settings.ts";
import { scrubbingOf } from "./compile.ts";
import { redactText } from "./rule.ts";
import { Scrubber } from "./scrubber.ts";
import { free, shape } from "./shape.ts";

const attachment = shape({ type: "attachments", members: { filename: free } });

/** The name of a file that was sent along. */
export function scrubFileName(filename: string, settings: ScrubbingSettings): string {
  const rules = scrubbingOf(settings);
  return rules === undefined ? filename : new Scrubber(rules).item({ filename }, attachment).filename;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * What is in a file, if it is text, by rules that name files (`$attachments.'app.log'`, `$attachments.**`); built-in rules and those
 * for all texts leave files alone (`protocol.md` §14).
 */
export function scrubFile(filename: string, content: Uint8Array, settings: ScrubbingSettings): Uint8Array {
  const place = { keys: [filename], types: ["attachments", "binary"] };
  const applications = scrubbingOf(settings)?.applications ?? [];
  const rules = applications.flatMap(({ selector, rules: own }) => (selector.namesFiles && selector.matches(place) ? own : []));
  if (rules.length === 0) return content;
  const text = textOf(content);
  const redacted = text === undefined ? undefined : redactText(text, filename, rules);
  if (redacted === "removed") return new Uint8Array();
  return redacted === undefined ? content : Buffer.from(redacted.text);
}

/** Undefined of anything but text. */
function textOf(content: Uint8Array): string | undefined {
  if (content.includes(0)) return undefined;
  try {
    return utf8.decode(content);
  } catch {
    return undefined;
  }
}
