import { lineEnd } from "../../line-end.ts";
import { Look } from "./look.ts";
import { parameterPatterns } from "./parameter-patterns.ts";

/** Stands for all that is not ASCII. */
const foreign = 128;
/** Sets of patterns are numbers with a bit for each. By the characters that a match begins with: */
const byFirst = byCharacter(({ first }) => first);
const bySecond = byCharacter(({ second }) => second);
const byThird = byCharacter(({ third }) => third);

function byCharacter(wanted: (pattern: (typeof parameterPatterns)[number]) => RegExp | undefined): Uint32Array {
  return Uint32Array.from({ length: foreign + 1 }, (_, code) => setOf((pattern) => wanted(pattern)?.test(String.fromCharCode(code)) !== false));
}

const withinWords = setOf(({ withinWords: within }) => within === true);
const needNothing = setOf(({ needs }) => needs === undefined);
const byNeed = (["@", ":", "-", "=", "."] as const).map((character) => ({ character, patterns: setOf(({ needs }) => needs === character) }));
const names = parameterPatterns.map(({ name }) => `<${name}>`);

function setOf(predicate: (pattern: (typeof parameterPatterns)[number]) => boolean): number {
  return parameterPatterns.reduce((set, pattern, index) => (predicate(pattern) ? set | (1 << index) : set), 0);
}

/** What normalization leaves of a message at most. */
const maxLength = 8192 + 200;

/** No pattern matches text without one of these. */
const candidate = /[\d@=.]|::|:\/\/|[a-fA-F]{8}/;

/**
 * The text with `<name>` in the place of everything that varies between occurrences (`grouping.md` §7), in one pass: the
 * leftmost match wins, then the order of the list.
 */
export function parameterize(text: string): string {
  const bounded = text.length > maxLength ? text.slice(0, maxLength) : text;
  if (!candidate.test(bounded)) return bounded;
  const look = new Look(bounded);
  let usable = needNothing;
  for (const { character, patterns } of byNeed) if (bounded.includes(character)) usable |= patterns;
  let out = "";
  let kept = 0;
  let wasWord = false;
  let [first, second] = [asciiAt(look, 0), asciiAt(look, 1)];
  for (let at = 0; at < bounded.length;) {
    const third = asciiAt(look, at + 2);
    const isWord = look.isWord(at);
    const allowed = wasWord && isWord ? usable & withinWords : usable;
    const possible = (byFirst[first] ?? 0) & (bySecond[second] ?? 0) & (byThird[third] ?? 0) & allowed;
    const found = possible === 0 ? -1 : firstMatch(look, at, possible);
    if (found < 0) {
      wasWord = isWord;
      at++;
      [first, second] = [second, third];
      continue;
    }
    out += bounded.slice(kept, at) + (names[found] ?? "");
    kept = at = look.matchEnd;
    wasWord = look.isWord(at - 1);
    [first, second] = [asciiAt(look, at), asciiAt(look, at + 1)];
  }
  return kept === 0 ? bounded : out + bounded.slice(kept);
}

function asciiAt(look: Look, at: number): number {
  return Math.min(look.code(at), foreign);
}

/** The pattern that matches here, -1 if none does; where the match ends, `look` remembers. */
function firstMatch(look: Look, at: number, patterns: number): number {
  for (let left = patterns; left !== 0; left &= left - 1) {
    const pattern = 31 - Math.clz32(left & -left);
    const end = parameterPatterns[pattern]?.end(look, at) ?? -1;
    if (end < 0) continue;
    look.matchEnd = end;
    return pattern;
  }
  return -1;
}

/** The first two lines that are not blank, `...` standing for what was left out, and then without what varies. */
export function normalizeMessage(text: string): string {
  return parameterize(firstLines(text));
}

function firstLines(text: string): string {
  if (!lineEnd.test(text)) return text !== "" && text.trim() === "" ? "..." : text;
  const kept: string[] = [];
  for (const line of text.split(lineEnd)) {
    if (line.trim() === "") continue;
    kept.push(line);
    if (kept.length === 2) break;
  }
  const joined = kept.join("\n");
  return joined === text ? joined : `${joined}...`;
}
