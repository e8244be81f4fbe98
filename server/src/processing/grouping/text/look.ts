const word = 1;
const digit = 2;
const lowerHex = 4;
const upperHex = 8;
const label = 16;
const atom = 32;
const space = 64;

const classes = new Uint8Array(128);
function classify(kind: number, pattern: RegExp): void {
  for (let code = 0; code < 128; code++) if (pattern.test(String.fromCharCode(code))) classes[code] = (classes[code] ?? 0) | kind;
}
classify(word, /\w/);
classify(digit, /\d/);
classify(lowerHex, /[a-f]/);
classify(upperHex, /[A-F]/);
classify(label, /[A-Za-z\d-]/);
classify(atom, /[\w.!#$%&'*+/=?^`{|}~-]/);
classify(space, /\s/);

/** A word whose letters and digits are all hexadecimal. */
interface HexWord {
  readonly length: number;
  readonly hasDigit: boolean;
  readonly hasLower: boolean;
  readonly hasUpper: boolean;
}

export const topDomains: readonly string[] =
  "com net org jp de uk fr br it ru es me gov pl ca au cn co in nl edu info eu ch id at kr cz mx be tv se tr tw al ua ir vn cl sk ly cc to no fi us pt dk ar hu tk gr il news ro my biz ie za nz sg ee th io xyz pe bg hk rs lt link ph club si site mobi by cat wiki la ga xxx cf hr ng jobs online kz ug gq ae is lv pro fm tips ms sa app"
    .split(" ")
    .flatMap((name) => [name, name.toUpperCase()]);
const topDomainSet = new Set(topDomains);
const longestTopDomain = 6;

/** A text and what patterns ask of its characters, each found out once. Outside of the text there is nothing. */
export class Look {
  readonly text: string;
  /** Where the last match ended: what begins there follows nothing. */
  matchEnd = 0;
  /** There is no IPv6 address that begins before this. */
  noV6Before = 0;
  #hexAt = -1;
  #hex: HexWord | null = null;
  #topDomainDot = -1;
  #labelFrom = 0;
  #labelEnd = 0;
  #atomFrom = 0;
  #atomEnd = 0;
  #digitsFrom = 0;
  #digitsEnd = 0;

  constructor(text: string) {
    this.text = text;
  }

  code(at: number): number {
    return at >= 0 && at < this.text.length ? this.text.charCodeAt(at) : 0;
  }

  #is(at: number, kind: number): boolean {
    const code = this.code(at);
    return code < 128 && ((classes[code] ?? 0) & kind) !== 0;
  }

  #endOf(from: number, kind: number): number {
    const { text } = this;
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 127 || ((classes[code] ?? 0) & kind) === 0) break;
    }
    return at;
  }

  isWord(at: number): boolean {
    return this.#is(at, word);
  }

  isDigit(at: number): boolean {
    return this.#is(at, digit);
  }

  isHex(at: number): boolean {
    return this.#is(at, digit | lowerHex | upperHex);
  }

  isLetterOrDigit(at: number): boolean {
    return this.#is(at, word) && this.text[at] !== "_";
  }

  /** What labels of host names are made of. */
  isLabel(at: number): boolean {
    return this.#is(at, label);
  }

  labelEnd(from: number): number {
    if (from >= this.#labelFrom && from < this.#labelEnd) return this.#labelEnd;
    this.#labelFrom = from;
    this.#labelEnd = this.#endOf(from, label);
    return this.#labelEnd;
  }

  /** What the local part of a mail address is made of. */
  isAtom(at: number): boolean {
    return this.#is(at, atom);
  }

  atomEnd(from: number): number {
    if (from >= this.#atomFrom && from < this.#atomEnd) return this.#atomEnd;
    this.#atomFrom = from;
    this.#atomEnd = this.#endOf(from, atom);
    return this.#atomEnd;
  }

  /** ASCII's; what is beyond may be white space, too. */
  mayBeSpace(at: number): boolean {
    return this.#is(at, space) || this.code(at) > 127;
  }

  digitsEnd(from: number): number {
    if (from >= this.#digitsFrom && from < this.#digitsEnd) return this.#digitsEnd;
    this.#digitsFrom = from;
    this.#digitsEnd = this.#endOf(from, digit);
    return this.#digitsEnd;
  }

  /** The whole word that begins here, null if it is no hexadecimal one. */
  hexWord(from: number): HexWord | null {
    if (from !== this.#hexAt) {
      this.#hexAt = from;
      this.#hex = this.#readHex(from);
    }
    return this.#hex;
  }

  #readHex(from: number): HexWord | null {
    let seen = 0;
    let at = from;
    for (; this.isWord(at); at++) {
      const kind = (classes[this.code(at)] ?? 0) & (digit | lowerHex | upperHex);
      if (kind === 0) return null;
      seen |= kind;
    }
    return at === from ? null : { length: at - from, hasDigit: (seen & digit) > 0, hasLower: (seen & lowerHex) > 0, hasUpper: (seen & upperHex) > 0 };
  }

  /** The next dot, here or later, that has a top level domain behind it; infinite if there is none. */
  topDomainDot(from: number): number {
    if (this.#topDomainDot >= from) return this.#topDomainDot;
    let dot = this.text.indexOf(".", from);
    while (dot >= 0 && this.topDomainEnd(dot) < 0) dot = this.text.indexOf(".", dot + 1);
    this.#topDomainDot = dot < 0 ? Infinity : dot;
    return this.#topDomainDot;
  }

  /** Where the word behind a dot ends if it is a top level domain, else -1. */
  topDomainEnd(dot: number): number {
    let end = dot + 1;
    while (end - dot <= longestTopDomain && this.isWord(end)) end++;
    return end - dot > 2 && !this.isWord(end) && topDomainSet.has(this.text.slice(dot + 1, end)) ? end : -1;
  }
}
