/**
 * Replaces what varies between occurrences of one message (`grouping.md` §7), in one pass: the leftmost match wins, then
 * the order of this list. Bounded repetition keeps hostile text from taking quadratic time.
 */
const patterns: readonly (readonly [name: string, pattern: string])[] = [
  ["email", String.raw`[\w.!#$%&'*+/=?^{|}~-]{1,64}@[A-Za-z\d](?:[A-Za-z\d-]{0,62})(?:\.[A-Za-z\d][A-Za-z\d-]{0,62}){0,8}`],
  ["url", String.raw`\b(?:wss?|https?|ftp):\/\/[^\s/$.?#][^\s]{1,2048}`],
  [
    "ip",
    String.raw`(?<![\w:])(?:(?:[\da-fA-F]{1,4}:){7}[\da-fA-F]{1,4}|(?:[\da-fA-F]{1,4}:){1,7}:(?:[\da-fA-F]{1,4}(?::[\da-fA-F]{1,4}){0,6})?|::[\da-fA-F]{1,4}(?::[\da-fA-F]{1,4}){0,6})(?![\w:])|\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b`,
  ],
  ["uuid", String.raw`\b[\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12}\b`],
  ["sha1", String.raw`\b[\da-fA-F]{40}\b`],
  ["md5", String.raw`\b[\da-fA-F]{32}\b`],
  [
    "date",
    String.raw`(?<!\d)\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?(?![\d:])|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:\d{1,2} [A-Z][a-z]{2}|[A-Z][a-z]{2} \d{1,2}) \d{4}(?: \d{2}:\d{2}(?::\d{2})?(?: (?:GMT|UTC)?(?:[+-]\d{4})?)?)?`,
  ],
  ["duration", String.raw`\b\d{1,9}ms\b|\b\d{1,9}(?:\.\d{1,9})?s\b`],
  [
    "hex",
    String.raw`\b0[xX][\da-fA-F]{1,128}\b|\b(?=[\da-f]{0,5}[a-f])(?=[\da-f]{0,5}\d)[\da-f]{4,6}\b|\b(?=[\dA-F]{0,5}[A-F])(?=[\dA-F]{0,5}\d)[\dA-F]{4,6}\b|\b(?:[\da-f]{8,128}|[\dA-F]{8,128})\b`,
  ],
  ["git_sha", String.raw`\b(?=[\da-f]{0,6}[a-f])(?=[\da-f]{0,6}\d)[\da-f]{7}\b`],
  ["float", String.raw`(?:(?<!\w)-)?\b\d{1,32}\.\d{1,32}\b`],
  ["int", String.raw`(?:(?<!\w)-)?\b\d{1,7}\b`],
  ["quoted_str", String.raw`(?<==)(?:'[^'\n]{1,512}'|"[^"\n]{1,512}")`],
  ["bool", String.raw`(?<==)(?:[Tt]rue|[Ff]alse)\b`],
];

const all = new RegExp(patterns.map(([name, pattern]) => `(?<${name}>${pattern})`).join("|"), "g");

/** A message beyond this length is cut before matching. */
const maxLength = 8192;

/** Nothing that could match is in texts without a digit, `@`, `://`, `=`, `:` or a long hex-like word. */
const candidate = /\d|@|:\/\/|=|::|[a-fA-F]{8}/;

export function parameterize(text: string): string {
  const bounded = text.length > maxLength ? text.slice(0, maxLength) : text;
  if (!candidate.test(bounded)) return bounded;
  return bounded.replace(all, (match, ...rest: unknown[]) => {
    const index = rest.findIndex((group) => group !== undefined);
    return index >= 0 && index < patterns.length ? `<${patterns[index]?.[0] ?? ""}>` : match;
  });
}

/** The first two lines that are not blank, `...` standing for what was left out, and then without what varies. */
export function normalizeMessage(text: string): string {
  return parameterize(firstLines(text));
}

/** What Python's `splitlines` breaks at. */
// oxlint-disable-next-line no-control-regex -- the separators are control characters
const lineEnd = /\r\n|[\n\r\v\f\u001C-\u001E\u0085\u2028\u2029]/;

function firstLines(text: string): string {
  const kept: string[] = [];
  for (const line of text.slice(0, maxLength).split(lineEnd)) {
    if (line.trim() === "") continue;
    kept.push(line);
    if (kept.length === 2) break;
  }
  const joined = kept.join("\n");
  return joined === text || joined === "" ? joined : `${joined}...`;
}
