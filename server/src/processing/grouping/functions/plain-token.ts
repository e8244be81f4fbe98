import { swiftEffects } from "./tricky-token.ts";

const plain = 0;
const hard = 1;
const space = 2;
const dollar = 3;
/** Opening brackets and, above them, those that close. Two bits tell a kind, so that what is open is a number and no list. */
const round = 5;
const angle = 6;
const curly = 7;
const closing = 4;
const deepest = 4 ** 14;

const kinds = new Uint8Array(128);
for (const [text, kind] of [
  ["`?[]", hard],
  [" \t\n\v\f\r", space],
  ["$", dollar],
  ["(", round],
  ["<", angle],
  ["{", curly],
  [")", round + closing],
  [">", angle + closing],
  ["}", curly + closing],
] as const)
  for (const char of text) kinds[char.charCodeAt(0)] = kind;

/**
 * The token of a native name that names the function, without parameters and type arguments, in one look at each character.
 * Undefined for names with anything that takes more (`tricky-token.ts`): brackets that do not match, operators, lambdas,
 * clones, what Rust writes at the start.
 */
export function plainToken(text: string): string | undefined {
  if (text.includes("lambda") || text.includes("operator")) return undefined;
  const scan = new Scan(text);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const kind = code < 128 ? kinds[code] : hard;
    if (kind === plain || kind === undefined) continue;
    i = scan.at(i, kind);
    if (i < 0) return undefined;
  }
  return scan.result();
}

/** Each method answers where it came to, or -1 for what is too hard. */
class Scan {
  readonly #text: string;
  #open = 0;
  /** How many of the open brackets hide what they enclose. */
  #hidden = 0;
  #token = "";
  #from = 0;
  #last = "";
  /** What stands before Swift's arrow. */
  #result: string | undefined;
  #arrowEnd = -1;

  constructor(text: string) {
    this.#text = text;
  }

  at(i: number, kind: number): number {
    if (kind === space) return this.#open === 0 ? this.#endToken(i) : i;
    if (kind === dollar) return this.#text[i + 1] === "_" ? -1 : i;
    if (kind === hard) return -1;
    return kind <= curly ? this.#opened(i, kind) : this.#closed(i, kind - closing);
  }

  #opened(i: number, kind: number): number {
    if (this.#open >= deepest) return -1;
    if (kind === round && this.#text.startsWith("(anonymous namespace", i)) return this.#text[i + 20] === ")" ? i + 20 : -1;
    this.#open = this.#open * 4 + (kind & 3);
    if (kind === curly) return i;
    if (this.#hidden++ > 0) return i;
    if (kind === angle ? this.#token === "" && this.#from === i : kinds[this.#text.charCodeAt(i + 1)] === space) return -1;
    this.#token += this.#text.slice(this.#from, i);
    return i;
  }

  #closed(i: number, kind: number): number {
    if (kind === angle && this.#isArrow(i - 2)) return i;
    if (this.#open % 4 !== (kind & 3)) return -1;
    this.#open = Math.floor(this.#open / 4);
    if (kind === curly || --this.#hidden > 0) return i;
    if (kind === angle) this.#token += "<T>";
    this.#from = i + 1;
    return i;
  }

  #isArrow(i: number): boolean {
    if (i === this.#arrowEnd || !this.#text.startsWith(" -> ", i)) return false;
    this.#arrowEnd = i + 3;
    return true;
  }

  #endToken(i: number): number {
    this.#takeToken(i);
    this.#from = i + 1;
    if (!this.#isArrow(i)) return i;
    if (this.#last === "") return -1;
    this.#result ??= this.#last;
    this.#from = i + 4;
    return i + 3;
  }

  #takeToken(end: number): void {
    this.#token += this.#text.slice(this.#from, end);
    if (this.#token !== "" && (this.#last === "" || !swiftEffects.has(this.#token))) this.#last = this.#token;
    this.#token = "";
  }

  result(): string | undefined {
    if (this.#open > 0) return undefined;
    this.#takeToken(this.#text.length);
    const result = this.#result ?? this.#last;
    return result === "" ? undefined : result;
  }
}
