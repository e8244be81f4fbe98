import type { Look } from "./look.ts";

const [dash, dot, equals, zero] = [45, 46, 61, 48] as const;

/** Exactly so many hexadecimal digits that are a word. */
export function hexWordEnd(look: Look, at: number, length: number): number {
  return !look.isWord(at - 1) && look.hexWord(at)?.length === length ? at + length : -1;
}

export function hexEnd(look: Look, at: number): number {
  if (look.isWord(at - 1)) return -1;
  if (look.code(at) === zero && (look.text[at + 1] === "x" || look.text[at + 1] === "X")) {
    const digits = look.hexWord(at + 2);
    return digits === null ? -1 : at + 2 + digits.length;
  }
  const from = look.code(at) === dash ? at + 1 : at;
  const found = look.hexWord(from);
  if (found === null || (found.hasLower && found.hasUpper)) return -1;
  const { length } = found;
  // A short one of letters alone is a word, of digits alone a number; hardly any word of a language has eight letters of these six.
  const isShort = length >= 4 && length <= 6 && found.hasDigit && (found.hasLower || found.hasUpper);
  return isShort || (length >= 8 && length <= 128) ? from + length : -1;
}

export function gitShaEnd(look: Look, at: number): number {
  const found = look.isWord(at - 1) ? null : look.hexWord(at);
  return found?.length === 7 && found.hasDigit && found.hasLower && !found.hasUpper ? at + 7 : -1;
}

export function durationEnd(look: Look, at: number): number {
  if (look.isDigit(at - 1) && at !== look.matchEnd) return -1;
  let end = look.digitsEnd(at);
  if (look.text.startsWith("ms", end) && !look.isWord(at - 1)) return end + 2;
  if (look.code(end) === dot && look.isDigit(end + 1)) end = look.digitsEnd(end + 1);
  return look.text[end] === "s" && !look.isWord(end + 1) ? end + 1 : -1;
}

export function floatEnd(look: Look, at: number): number {
  const from = look.code(at) === dash ? at + 1 : at;
  if (from === at && look.isWord(at - 1)) return -1;
  const point = look.digitsEnd(from);
  if (point === from || look.code(point) !== dot) return -1;
  const end = look.digitsEnd(point + 1);
  return end > point + 1 && !look.isWord(end) ? end : -1;
}

const mostDigits = 7;

/** A minus sign that is glued to a word is a hyphen. */
export function intEnd(look: Look, at: number): number {
  if (look.isWord(at - 1)) return -1;
  const from = look.code(at) === dash ? at + 1 : at;
  let end = from;
  while (end - from <= mostDigits && look.isDigit(end)) end++;
  return end > from && end - from <= mostDigits && !look.isWord(end) ? end : -1;
}

export function quotedEnd(look: Look, at: number): number {
  if (look.code(at - 1) !== equals) return -1;
  const end = look.text.indexOf(look.text[at] ?? "", at + 1);
  return end > at + 1 ? end + 1 : -1;
}

const booleans = ["true", "True", "false", "False"] as const;

export function booleanEnd(look: Look, at: number): number {
  const found = look.code(at - 1) === equals ? booleans.find((each) => look.text.startsWith(each, at)) : undefined;
  return found === undefined ? -1 : at + found.length;
}

export function mayBeSwiftTransaction(look: Look, at: number): boolean {
  return look.text[at + 1] === "x" && look.code(at + 23) === dash && !look.isWord(at - 1);
}
