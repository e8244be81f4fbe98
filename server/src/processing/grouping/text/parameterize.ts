import { lineEnd } from "../../line-end.ts";
import { parameterPatterns } from "./parameter-patterns.ts";

const characters = ["@", ":", "-", "=", "."] as const;
const combined = new Map<number, RegExp>();

/**
 * One pass: the leftmost match wins, then the order of the list. Patterns that need a character which the text lacks are
 * left out, and there are no groups: with one per pattern each match costs twice as much.
 */
function patternFor(text: string): RegExp {
  let present = 0;
  for (let i = 0; i < characters.length; i++) if (text.includes(characters[i] ?? "")) present |= 1 << i;
  const known = combined.get(present);
  if (known !== undefined) return known;
  const usable = parameterPatterns.filter(([, , needs]) => needs === undefined || (present & (1 << characters.indexOf(needs))) !== 0);
  const pattern = new RegExp(usable.map(([, source]) => source).join("|"), "g");
  combined.set(present, pattern);
  return pattern;
}

const each = parameterPatterns.map(([name, pattern]) => ({ placeholder: `<${name}>`, pattern: new RegExp(pattern, "y") }));

/** What normalization leaves of a message at most. */
const maxLength = 8192 + 200;

/** No pattern matches text without one of these. */
const candidate = /[\d@=.]|::|:\/\/|[a-fA-F]{8}/;

/** The text with `<name>` in the place of everything that varies between occurrences (`grouping.md` §7). */
export function parameterize(text: string): string {
  const bounded = text.length > maxLength ? text.slice(0, maxLength) : text;
  if (!candidate.test(bounded)) return bounded;
  return bounded.replace(patternFor(bounded), (match: string, at: number) => (shortNumber.test(match) ? "<int>" : placeholderAt(bounded, at)));
}

/** By far the most common match, and nothing else looks like it. */
const shortNumber = /^-?\d{1,7}$/;

/** Which pattern it was: the first that matches there, as in the alternation. */
function placeholderAt(text: string, at: number): string {
  for (const { placeholder, pattern } of each) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return placeholder;
  }
  return "";
}

/** The first two lines that are not blank, `...` standing for what was left out, and then without what varies. */
export function normalizeMessage(text: string): string {
  return parameterize(firstLines(text));
}

function firstLines(text: string): string {
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
