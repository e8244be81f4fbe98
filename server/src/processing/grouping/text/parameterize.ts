import { parameterPatterns } from "./parameter-patterns.ts";

const names = parameterPatterns.map(([name]) => `<${name}>`);
/** One pass: the leftmost match wins, then the order of the list. One group for each pattern, and no others. */
const all = new RegExp(parameterPatterns.map(([, pattern]) => `(${pattern})`).join("|"), "g");

/** What normalization leaves of a message at most. */
const maxLength = 8192 + 200;

/** No pattern matches text without one of these. */
const candidate = /[\d@=.]|::|:\/\/|[a-fA-F]{8}/;

/** The text with `<name>` in the place of everything that varies between occurrences (`grouping.md` §7). */
export function parameterize(text: string): string {
  const bounded = text.length > maxLength ? text.slice(0, maxLength) : text;
  if (!candidate.test(bounded)) return bounded;
  return bounded.replace(all, (match: string, ...groups: unknown[]) => {
    for (let i = 0; i < names.length; i++) if (groups[i] !== undefined) return names[i] ?? match;
    return match;
  });
}

/** The first two lines that are not blank, `...` standing for what was left out, and then without what varies. */
export function normalizeMessage(text: string): string {
  return parameterize(firstLines(text));
}

/** What Python's `splitlines` breaks at. */
// oxlint-disable-next-line no-control-regex -- the separators are control characters
const lineEnd = /\r\n|[\n\r\v\f\u001C-\u001E\u0085\u2028\u2029]/;

export function firstLines(text: string): string {
  if (!lineEnd.test(text)) return text.trim() === "" ? "..." : text;
  const kept: string[] = [];
  for (const line of text.split(lineEnd)) {
    if (line.trim() === "") continue;
    kept.push(line);
    if (kept.length === 2) break;
  }
  const joined = kept.join("\n");
  return joined === text ? joined : `${joined}...`;
}
