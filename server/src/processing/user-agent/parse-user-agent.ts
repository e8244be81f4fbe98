import { browserRules, deviceRules, osRules } from "./regexes.ts";
import { readRules, type Rule } from "./rules.ts";

/** Name and `major[.minor[.patch]]`. */
export interface Product {
  readonly name: string;
  readonly version?: string;
}

export interface Device {
  readonly family: string;
  readonly model?: string;
  readonly brand?: string;
}

/** What is not known is absent; uap-core's `Other` is not known. */
export interface UserAgent {
  readonly browser?: Product;
  readonly os?: Product;
  readonly device?: Device;
}

/** The longest user agents of today, those of browsers inside Facebook's app, have about 400 characters. */
const maxLength = 512;
const generation = 1000;

/**
 * Two generations: what is asked for again moves to the young one, and when that is full the old one is forgotten. A Map kept
 * in order of use by deleting and inserting costs 4 µs for each look, as it then grows into a new table again and again.
 */
let young = new Map<string, UserAgent>();
let old = young;

/**
 * What uap-core's rules say of a `User-Agent` header. Browsers send few different ones, so that most events find the answer
 * remembered; a new one costs 0.1 to 0.2 ms. Text beyond 512 characters is not looked at, which with the bounded repetitions
 * of these rules limits what hostile text can cost to some milliseconds.
 */
export function parseUserAgent(text: string): UserAgent {
  const known = young.get(text);
  if (known !== undefined) return known;
  // A cut text keeps the whole alive, so it is not remembered.
  if (text.length > maxLength) return parse(text.slice(0, maxLength));
  const parsed = old.get(text) ?? parse(text);
  if (young.size >= generation) {
    old = young;
    young = new Map();
  }
  young.set(text, parsed);
  return parsed;
}

function parse(text: string): UserAgent {
  const lowercase = text.toLowerCase();
  const browser = product(browserMatcher.match(text, lowercase));
  const os = product(osMatcher.match(text, lowercase));
  const device = readDevice(deviceMatcher.match(text, lowercase));
  return { ...(browser && { browser }), ...(os && { os: unfrozen(os) }), ...(device && { device }) };
}

type Found = readonly [match: RegExpExecArray, replacements: readonly string[]];

/** The first rule of a list that matches. */
class Matcher {
  readonly #lines: string;
  #rules: readonly Rule[] | undefined;
  /** Most rules are never needed; one user agent that tries them all compiles for 100 ms. */
  readonly #compiled = new Map<Rule, RegExp>();

  constructor(lines: string) {
    this.#lines = lines;
  }

  match(text: string, lowercase: string): Found | undefined {
    this.#rules ??= readRules(this.#lines);
    for (const rule of this.#rules) {
      const { texts, flags, replacements } = rule;
      if (texts.length > 0 && !includesOne(flags === "i" ? lowercase : text, texts)) continue;
      const match = this.#compile(rule).exec(text);
      if (match !== null) return [match, replacements];
    }
    return undefined;
  }

  #compile(rule: Rule): RegExp {
    const known = this.#compiled.get(rule);
    if (known !== undefined) return known;
    const compiled = new RegExp(rule.regex, rule.flags);
    this.#compiled.set(rule, compiled);
    return compiled;
  }
}

const browserMatcher = new Matcher(browserRules);
const osMatcher = new Matcher(osRules);
const deviceMatcher = new Matcher(deviceRules);

function includesOne(text: string, parts: readonly string[]): boolean {
  for (const part of parts) if (text.includes(part)) return true;
  return false;
}

/** A replacement with its groups filled in; without a replacement the group that stands in for it. */
function filled([match, replacements]: Found, column: number, group: number | undefined): string | undefined {
  const replacement = replacements[column] ?? "";
  const out =
    replacement === ""
      ? group === undefined
        ? ""
        : (match[group] ?? "")
      : replacement.replaceAll(/\$([1-9])/g, (_, digit: string) => match[Number(digit)] ?? "");
  return out.trim() || undefined;
}

function product(found: Found | undefined): Product | undefined {
  const name = found && filled(found, 0, 1);
  if (found === undefined || name === undefined || name === "Other") return undefined;
  const numbers: string[] = [];
  for (const column of [1, 2, 3]) {
    const number = filled(found, column, column + 1);
    if (number === undefined) break;
    numbers.push(number);
  }
  return numbers.length === 0 ? { name } : { name, version: numbers.join(".") };
}

function readDevice(found: Found | undefined): Device | undefined {
  const family = found && filled(found, 0, 1);
  if (found === undefined || family === undefined || family === "Other") return undefined;
  const brand = filled(found, 1, undefined);
  const model = filled(found, 2, 1);
  return { family, ...(model !== undefined && { model }), ...(brand !== undefined && { brand }) };
}

/** Browsers stopped counting at these versions, whatever the system (`protocol.md` §17.2). */
const frozen = new Set(["Windows 10", "Mac OS X 10.15.7"]);

function unfrozen(os: Product): Product {
  return os.version !== undefined && frozen.has(`${os.name} ${os.version}`) ? { ...os, version: `>=${os.version}` } : os;
}
