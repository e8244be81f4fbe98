import type { Look } from "./look.ts";

const byte = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
export const v4Form: string = String.raw`(?:${byte}\.){3}${byte}`;
const group = String.raw`[\da-fA-F]{1,4}`;
export const v6Forms: string = [
  String.raw`fe80:(?::[\da-fA-F]{0,4}){0,4}%[\da-zA-Z]{1,32}`,
  String.raw`::(?:ffff(?::0{1,4})?:)?${v4Form}`,
  String.raw`(?:${group}:){1,4}:${v4Form}`,
  String.raw`(?:${group}:){7}${group}`,
  ...[6, 5, 4, 3, 2, 1].map((before) => String.raw`(?:${group}:){${before}}(?::${group}){1,${7 - before}}`),
  String.raw`:(?::${group}){1,7}`,
  String.raw`(?:${group}:){1,7}:`,
  "::",
]
  .map((form) => String.raw`${form}(?![\da-zA-Z])`)
  .join("|");

const [atSign, dot, dash, colon] = [64, 46, 45, 58] as const;

/** At the first of such characters, or where something else has just ended: in between, what is not an address at the first is none. */
export function emailEnd(look: Look, at: number): number {
  if (look.isAtom(at - 1) && at !== look.matchEnd) return -1;
  let end = look.atomEnd(at);
  if (end === at || look.code(end) !== atSign || !look.isLabel(end + 1)) return -1;
  end++;
  while (look.isLabel(end)) {
    while (look.isLabel(end)) end++;
    if (look.code(end) !== dot || !look.isLabel(end + 1)) break;
    end++;
  }
  return end;
}

const maxLabel = 63;
const maxLabels = 40;

/**
 * The first label that is a top level domain ends the name, so `x.co.uk` becomes `<hostname>.uk`. Another may follow at once,
 * as in the names of AWS: `x.us-east-1.y.com`. Bounded, for every label may begin one.
 */
export function hostnameEnd(look: Look, at: number): number {
  if (look.isWord(at) === look.isWord(at - 1)) return -1;
  const last = look.topDomainDot(at);
  if (last - at > maxLabels * (maxLabel + 1)) return -1;
  let from = at;
  for (let labels = 0; labels < maxLabels; labels++) {
    const end = look.labelEnd(from);
    if (end === from || end - from > maxLabel || look.code(end) !== dot) return -1;
    if (end === last) return look.topDomainEnd(end);
    from = end + 1;
  }
  return -1;
}

/** Told by its colons: two in a row, or seven of them. Undefined where it takes an expression to say which form it is. */
export function v6End(look: Look, at: number): number | undefined {
  if (at < look.noV6Before || look.isWord(at - 1)) return -1;
  if (look.code(at) === colon) {
    if (look.code(at + 1) !== colon) return -1;
    return look.isHex(at + 2) ? undefined : look.isLetterOrDigit(at + 2) ? -1 : at + 2;
  }
  let from = at;
  for (let groups = 0; groups < 7; groups++) {
    const digits = groupLength(look, from);
    if (digits === 0 && groups > 0 && look.code(from) === colon) return undefined;
    if (digits === 0 || digits > 4 || look.code(from + digits) !== colon) return noneBefore(look, from);
    from += digits + 1;
  }
  if (look.code(from) === colon) return undefined;
  const last = groupLength(look, from);
  return last > 0 && last <= 4 && !look.isLetterOrDigit(from + last) ? from + last : noneBefore(look, from);
}

/** What begins later has fewer groups, and there are no two colons among them. */
function noneBefore(look: Look, at: number): -1 {
  look.noV6Before = at;
  return -1;
}

/** Up to five: that is one too many. */
function groupLength(look: Look, from: number): number {
  let length = 0;
  while (length < 5 && look.isHex(from + length)) length++;
  return length;
}

export function mayBeV4(look: Look, at: number): boolean {
  if (look.isWord(at - 1)) return false;
  let end = at + 1;
  while (end - at < 3 && look.isDigit(end)) end++;
  return look.code(end) === dot && look.isDigit(end + 1);
}

export function mayBeUrl(look: Look, at: number): boolean {
  const { text } = look;
  return !look.isWord(at - 1) && (text.startsWith("http", at) || text.startsWith("ws", at) || text.startsWith("ftp", at));
}

export function mayBeTraceparent(look: Look, at: number): boolean {
  if (look.isWord(at - 1)) return false;
  return look.text.startsWith("00-", at) ? look.code(at + 35) === dash : look.code(at + 1) === dash && look.code(at + 10) === dash;
}

export function mayBeUuid(look: Look, at: number): boolean {
  return look.code(at + 8) === dash && look.code(at + 13) === dash && !look.isWord(at - 1);
}
