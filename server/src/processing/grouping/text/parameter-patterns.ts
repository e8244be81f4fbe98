import type { Look } from "./look.ts";
import { emailEnd, hostnameEnd, mayBeTraceparent, mayBeUrl, mayBeUuid, mayBeV4, v4Form, v6End, v6Forms } from "./parameter-addresses.ts";
import { dateEnd } from "./parameter-dates.ts";
import { booleanEnd, durationEnd, floatEnd, gitShaEnd, hexEnd, hexWordEnd, intEnd, mayBeSwiftTransaction, quotedEnd } from "./parameter-numbers.ts";

interface ParameterPattern {
  readonly name: string;
  /** What a match and, if given, the two characters behind it can be; beyond the end there is `\0`. */
  readonly first: RegExp;
  readonly second?: RegExp;
  readonly third?: RegExp;
  /** A character without which there is no match. */
  readonly needs?: "@" | ":" | "-" | "=" | ".";
  /** Whether one can begin between two characters of a word. */
  readonly withinWords?: true;
  /** Where a match that begins here ends, else -1. */
  readonly end: (look: Look, at: number) => number;
}

/** An expression that is asked where a look at a few characters does not rule it out. */
function expression(source: string, mayMatch: (look: Look, at: number) => boolean): ParameterPattern["end"] {
  const pattern = new RegExp(source, "y");
  return (look, at) => {
    if (!mayMatch(look, at)) return -1;
    pattern.lastIndex = at;
    return pattern.test(look.text) ? pattern.lastIndex : -1;
  };
}

export const urlForm: string = String.raw`\b(?:wss?|https?|ftp):\/\/[^\s/$.?#][^\n]\S*`;
export const traceparentForm: string = String.raw`\b(?:00-[\da-f]{32}-[\da-f]{16}-0[01]|1-[\da-f]{8}-[\da-f]{24})\b`;
export const uuidForm: string = String.raw`\b[\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12}\b`;
export const swiftForm: string = String.raw`\btx[\da-f]{21}-[\da-f]{10}\S*`;

const v6 = expression(v6Forms, () => true);
const hex = /[\da-fA-F]/;
const atom = /[\w.!#$%&'*+/=?^`{|}~-]/;
const atomOrAt = /[\w.!#$%&'*+/=?^`{|}~@-]/;

/**
 * What varies between occurrences of one message, by name and in order of preference (`grouping.md` §7). What begins at a
 * place is told from few characters, what follows is bounded or eats what it has read: so the time for hostile text stays
 * in proportion to its length.
 */
export const parameterPatterns: readonly ParameterPattern[] = [
  { name: "email", needs: "@", first: atom, second: atomOrAt, withinWords: true, end: emailEnd },
  { name: "url", needs: ":", first: /[whf]/, second: /[ts]/, end: expression(urlForm, mayBeUrl) },
  { name: "hostname", needs: ".", first: /[A-Za-z\d-]/, second: /[A-Za-z\d.-]/, end: hostnameEnd },
  { name: "ip", needs: ":", first: /[\da-fA-F:]/, second: /[\da-fA-F:]/, end: (look, at) => v6End(look, at) ?? v6(look, at) },
  { name: "ip", needs: ".", first: /\d/, second: /[\d.]/, end: expression(String.raw`\b${v4Form}\b`, mayBeV4) },
  { name: "traceparent", needs: "-", first: /[01]/, second: /[0-]/, end: expression(traceparentForm, mayBeTraceparent) },
  { name: "uuid", needs: "-", first: hex, second: hex, third: hex, end: expression(uuidForm, mayBeUuid) },
  { name: "sha1", first: hex, second: hex, third: hex, end: (look, at) => hexWordEnd(look, at, 40) },
  { name: "md5", first: hex, second: hex, third: hex, end: (look, at) => hexWordEnd(look, at, 32) },
  { name: "date", first: /[\dMTWFSJAONDd]/, second: /[\d:\sa-z\u0080]/, third: /[\d:\sa-zA-Z\u0080]/, withinWords: true, end: dateEnd },
  { name: "duration", first: /\d/, second: /[\dms.]/, withinWords: true, end: durationEnd },
  { name: "swift_txn_id", needs: "-", first: /t/, second: /x/, end: expression(swiftForm, mayBeSwiftTransaction) },
  { name: "hex", first: /[\da-fA-F-]/, second: /[\da-fA-FxX]/, third: hex, end: hexEnd },
  { name: "git_sha", first: /[\da-f]/, second: hex, third: hex, end: gitShaEnd },
  { name: "float", needs: ".", first: /[\d-]/, second: /[\d.]/, end: floatEnd },
  { name: "int", first: /[\d-]/, second: /\d|\W/, end: intEnd },
  { name: "quoted_str", needs: "=", first: /['"]/, end: quotedEnd },
  { name: "bool", needs: "=", first: /[TtFf]/, second: /[ra]/, end: booleanEnd },
];
