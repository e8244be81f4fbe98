import type { Json } from "./json.ts";

export type Decoded = { readonly value: Json } | { readonly problem: string };

const decoder = new TextDecoder("utf-8");

/**
 * JSON as clients really send it: a byte order mark, invalid UTF-8 and lone surrogates (each becomes U+FFFD), and the
 * bare `NaN` and `Infinity` of old Python clients (`protocol.md` §2.1; they become null). Nesting is no concern here:
 * V8 parses iteratively, and whoever walks the result stops at a depth of its own.
 */
export function decodeJson(bytes: Uint8Array): Decoded {
  return decodeJsonText(decodeText(bytes));
}

/** UTF-8 without a byte order mark; what is none becomes U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

export function decodeJsonText(source: string): Decoded {
  const text = source.includes("\\u") ? replaceLoneSurrogates(source) : source;
  try {
    return { value: parse(text) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const repaired = replaceBareNumbers(text);
    if (repaired === text) return { problem };
    try {
      return { value: parse(repaired) };
    } catch {
      return { problem };
    }
  }
}

function parse(text: string): Json {
  const value: Json = JSON.parse(text);
  return value;
}

const surrogateEscape = /\\u[dD][89a-fA-F]/;
/** A pair, a lone half, or any other escape: the last alternative keeps `\\ud800` (an escaped backslash) from being taken for a half. */
const escape = /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}|\\[^]/g;

function replaceLoneSurrogates(text: string): string {
  if (!surrogateEscape.test(text)) return text;
  return text.replace(escape, (match) => (match.length === 6 ? "\\ufffd" : match));
}

/** Strings are matched first, so that a NaN inside of one stays; an unfinished one, too, or each of its quotes would start over. */
const stringOrBareNumber = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|-?\b(?:NaN|Infinity)\b/g;

function replaceBareNumbers(text: string): string {
  if (!text.includes("NaN") && !text.includes("Infinity")) return text;
  return text.replace(stringOrBareNumber, (match) => (match.startsWith('"') ? match : "null"));
}
