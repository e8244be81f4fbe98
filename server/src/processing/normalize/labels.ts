import { isArray } from "../json/json.ts";
import { tagText } from "./tags.ts";
import type { Reader } from "./shape.ts";

/** Words and rules by which an event is filed: release, environment, platform, fingerprint … (`protocol.md` §9.1, §10.7). */

const platforms = new Set("as3 c cfml cocoa csharp elixir go groovy haskell java javascript native node objc other perl php python ruby".split(" "));

/** Platforms that are not in the list, `crystal` or `powershell`, are `other`, without a remark. */
export const platform: Reader<string> = (value, cursor) => {
  if (typeof value !== "string") return cursor.invalid("expected a string", value);
  return platforms.has(value) ? value : "other";
};

export const release: Reader<string> = (value, cursor) => {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return cursor.invalid("expected a string", value);
  const version = text.trim();
  if (version === "") return undefined;
  if (version.length > 250) return cursor.tooLong(250, version);
  if (/[\r\n\f\t/\\]/.test(version) || version === "." || version === ".." || version.toLowerCase() === "latest")
    return cursor.invalid("not a release name", value);
  return version;
};

export const dist: Reader<string> = (value, cursor) => {
  const text = (typeof value === "number" ? String(value) : value) ?? "";
  if (typeof text !== "string") return cursor.invalid("expected a string", value);
  const name = text.trim();
  if (name === "") return undefined;
  if (name.length > 64) return cursor.tooLong(64, name);
  return /^[\w.-]+$/.test(name) ? name : cursor.invalid("letters, digits, _, . and - are allowed", value);
};

export const environment: Reader<string> = (value, cursor) => {
  const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  if (typeof text !== "string") return cursor.invalid("expected a string", value);
  const name = text.trim();
  if (name === "") return undefined;
  if (name.length > 64) return cursor.tooLong(64, name);
  return /[\n\r\f/]/.test(name) || name === "." || name === ".." || name.toLowerCase() === "none" ? cursor.invalid("not an environment name", value) : name;
};

export const logger: Reader<string> = (value, cursor) => {
  if (typeof value !== "string") return cursor.invalid("expected a string", value);
  const name = value.trim();
  if (name === "") return undefined;
  if (name.length > 64) return cursor.tooLong(64, name);
  return /[\r\n]/.test(name) ? cursor.invalid("a logger's name has no line breaks", value) : name;
};

const maxEntries = 32;
const maxEntryLength = 1024;

/**
 * Scalars become text, anything else is left out. A list that is or becomes empty means default grouping and not one
 * issue for all (`peers.md` §4.3).
 */
export const fingerprint: Reader<readonly string[]> = (value, cursor) => {
  const sent = isArray(value) ? value : [value];
  const out: string[] = [];
  for (const entry of sent.slice(0, maxEntries)) {
    const text = tagText(entry);
    if (text !== undefined) out.push(text.length > maxEntryLength ? text.slice(0, maxEntryLength).toWellFormed() : text);
    else if (entry !== null) cursor.invalid("fingerprints are made of text", entry);
  }
  return out.length === 0 ? ["{{ default }}"] : out;
};
