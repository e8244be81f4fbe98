import { topDomains } from "./look.ts";
import { v4Form, v6Forms } from "./parameter-addresses.ts";
import { dateForms } from "./parameter-dates.ts";
import { swiftForm, traceparentForm, urlForm, uuidForm } from "./parameter-patterns.ts";

/** Where a date can begin at all: with the digits that all forms have in common, or with a name. */
const dateStart = String.raw`(?=\d{4}-?\d\d|\d{1,2}:\d|\d{1,2}\s+[A-Z]|[MTWFSJAOND][a-z]{2}|datetime)`;

const group = "[\\da-fA-F]{1,4}";

/** Two colons in a row, or seven groups: all that an address can be recognized by, and quickly denied. */
const v6Start = String.raw`(?<!\w)(?=(?:${group}:){0,7}:|(?:${group}:){7})`;

const atom = String.raw`[\w.!#$%&'*+/=?^${"`"}{|}~-]`;
/** Both a letter and a digit within so many characters. */
const mixed = (letters: string, length: number): string => String.raw`(?=[\d${letters}]{0,${length - 1}}[${letters}])(?=[\d${letters}]{0,${length - 1}}\d)`;
const hexStart = String.raw`(?:(?<!\w)-)?\b`;

const expressions: readonly (readonly [name: string, expression: string])[] = [
  ["email", String.raw`${atom}+@[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)*`],
  ["url", urlForm],
  // Lazy: the first label that is a TLD ends the name, so `x.co.uk` becomes `<hostname>.uk`.
  // Another may follow at once, as in the names of AWS: `x.us-east-1.y.com`. Bounded, for every label may begin one.
  ["hostname", String.raw`\b(?:[A-Za-z\d-]{1,63}\.){1,40}?(?:${topDomains.join("|")})\b`],
  ["ip", String.raw`${v6Start}(?:${v6Forms})`],
  ["ip", String.raw`\b${v4Form}\b`],
  ["traceparent", traceparentForm],
  ["uuid", uuidForm],
  ["sha1", String.raw`\b[\da-fA-F]{40}\b`],
  ["md5", String.raw`\b[\da-fA-F]{32}\b`],
  ["date", `${dateStart}(?:${dateForms.join("|")})`],
  ["duration", String.raw`\b\d+ms|\d+(?:\.\d+)?s\b`],
  ["swift_txn_id", swiftForm],
  ["hex", String.raw`\b0[xX][\da-fA-F]+\b|${hexStart}(?:${mixed("a-f", 6)}[\da-f]{4,6}\b|${mixed("A-F", 6)}[\dA-F]{4,6}\b|[\da-f]{8,128}\b|[\dA-F]{8,128}\b)`],
  ["git_sha", String.raw`\b${mixed("a-f", 7)}[\da-f]{7}\b`],
  ["float", String.raw`-?\b\d+\.\d+\b`],
  ["int", String.raw`(?:(?<!\w)-)?\b\d{1,7}\b`],
  ["quoted_str", String.raw`(?<==)(?:'[^']+'|"[^"]+")`],
  ["bool", String.raw`(?<==)(?:[Tt]rue|[Ff]alse)`],
];

const whole = new RegExp(expressions.map(([, expression]) => expression).join("|"), "g");
const each = expressions.map(([name, expression]) => ({ placeholder: `<${name}>`, expression: new RegExp(expression, "y") }));

/** `parameterize` as `grouping.md` §7 describes it: one big alternation, the leftmost match wins, then the order of the list. */
export function parameterizeByExpression(text: string): string {
  return text.replace(whole, (_match, at: number) => {
    const found = each.find(({ expression }) => {
      expression.lastIndex = at;
      return expression.test(text);
    });
    return found?.placeholder ?? "";
  });
}
