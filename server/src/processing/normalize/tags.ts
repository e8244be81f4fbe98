import { isArray, isObject, type Json } from "../json/json.ts";
import type { Cursor } from "./cursor.ts";
import type { Tag } from "./event.ts";
import { codePoints } from "./readers.ts";

/** Sentry has no such limit of its own; events with some 500 tags are seen in the wild. */
const maxTags = 500;
const maxCharacters = 200;

/** These are what the server derives, never what a client says (`protocol.md` §10.5). */
const reserved = new Set(["release", "dist", "user", "filename", "function"]);

/**
 * The tags sent, first occurrence wins; those sent as a map are sorted by key. Unusable ones are left out and noted.
 * The tag `environment` is answered apart: it stands for the event's own member.
 */
export function readTags(value: Json, cursor: Cursor): { readonly tags: readonly Tag[]; readonly environment: string | undefined } {
  const sent = pairs(value);
  if (sent === undefined) {
    cursor.invalid("expected a map or a list of pairs", value);
    return { tags: [], environment: undefined };
  }
  if (sent.length > maxTags) cursor.shortened(sent.length);
  const tags = new Map<string, string>();
  for (const [position, rawKey, rawValue] of sent.slice(0, maxTags)) {
    cursor.enter(position);
    const key = tagKey(rawKey, cursor);
    const text = key === undefined || rawValue === null ? undefined : tagValue(rawValue, cursor);
    if (key !== undefined && text !== undefined && !reserved.has(key) && !tags.has(key)) tags.set(key, text);
    cursor.leave();
  }
  const environment = tags.get("environment");
  tags.delete("environment");
  const out = [...tags];
  return { tags: isArray(value) ? out : out.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)), environment };
}

function pairs(value: Json): (readonly [position: string | number, key: Json, value: Json])[] | undefined {
  if (isObject(value)) return Object.entries(value).map(([key, entry]) => [key, key, entry]);
  if (!isArray(value)) return undefined;
  const out: (readonly [number, Json, Json])[] = [];
  for (const [i, entry] of value.entries()) if (isArray(entry)) out.push([i, entry[0] ?? null, entry[1] ?? null]);
  return out;
}

const plainKey = /^[\w.:-]+$/;

/**
 * Relay refuses keys outside of `[a-zA-Z0-9_.:-]`. Current SDKs send `émoji 🚀` untouched, so a key with other letters
 * is kept as it is here; spaces become `-` only where that makes a plain key of it, as in Relay.
 */
function tagKey(value: Json, cursor: Cursor): string | undefined {
  const sent = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  if (typeof sent !== "string") return value === null ? undefined : cursor.invalid("expected a tag key", value);
  const key = plainKey.test(sent) ? sent : usable(sent.trim());
  if (key === "") return cursor.invalid("the tag key is empty", value);
  return tooLong(key) ? cursor.tooLong(maxCharacters, key) : key;
}

function usable(key: string): string {
  if (key.includes("\n") || key.includes("\r")) return "";
  const dashed = key.replaceAll(" ", "-");
  return plainKey.test(dashed) ? dashed : key;
}

/** Text, trimmed and of one line; noted and undefined where it cannot be a tag's value. */
export function tagValue(value: Json, cursor: Cursor): string | undefined {
  const text = tagText(value);
  if (text === undefined) return cursor.invalid("expected text, a number or a boolean", value);
  const trimmed = text.trim();
  if (trimmed === "") return cursor.invalid("the tag value is empty", value);
  if (trimmed.includes("\n")) return cursor.invalid("a tag value has no line breaks", value);
  return tooLong(trimmed) ? cursor.tooLong(maxCharacters, trimmed) : trimmed;
}

/** Booleans are spelled as Python does, floats lose their fraction. */
export function tagText(value: Json): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value !== "number") return undefined;
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? String(whole === 0 ? 0 : whole) : undefined;
}

function tooLong(text: string): boolean {
  return text.length > maxCharacters && codePoints(text) > maxCharacters;
}
