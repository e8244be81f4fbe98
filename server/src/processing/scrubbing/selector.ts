/** The value here, from the outside in: level 0 is the whole item, which has no key. */
interface Place {
  readonly keys: readonly string[];
  readonly types: readonly string[];
}

/** Which values rules apply to (`$frame.vars.**`, `extra.'my key' && !$number`). */
export interface Selector {
  matches(place: Place): boolean;
  /** Names its values one by one: it also reaches those that are only scrubbed when somebody asks for it. */
  readonly specific: boolean;
  /** Says in as many words that it means files: others, such as `**`, do not reach into them. */
  readonly namesFiles: boolean;
}

type Item =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "type"; readonly type: string }
  | { readonly kind: "any" }
  | { readonly kind: "deep" };

export type ParsedSelector = { readonly selector: Selector } | { readonly problem: string };

/** The grammar of selectors: paths, `*`, `**`, `$type`, quotes, `&&`, `||`, `!` and parentheses; older spellings `&`, `|`, `~`. */
export function parseSelector(text: string): ParsedSelector {
  const parser = new Parser(tokens(text));
  try {
    return { selector: parser.whole() };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : "cannot be read" };
  }
}

const token = /\s*(\|\|?|&&?|[!~()]|\.|\*\*?|\$[\w]+|'(?:[^']|'')*'|[^\s.|&!~()'$*]+)/y;
const maxTokens = 500;
/** Each one multiplies the ways in which a path can fit. */
const maxDeep = 3;

function tokens(text: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  let at = 0;
  while (at < text.length && found.length < maxTokens) {
    const match = token.exec(text);
    if (match?.[1] === undefined) break;
    found.push(match[1]);
    at = token.lastIndex;
  }
  return text.slice(at).trim() === "" ? found : [...found, text.slice(at).trim().slice(0, 20)];
}

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(found: readonly string[]) {
    this.#tokens = found;
  }

  whole(): Selector {
    const selector = this.#either();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw new SyntaxError(`${JSON.stringify(rest)} is not expected there`);
    return selector;
  }

  #take(...wanted: readonly string[]): boolean {
    const next = this.#tokens[this.#at];
    if (next === undefined || !wanted.includes(next)) return false;
    this.#at++;
    return true;
  }

  #either(): Selector {
    const parts = [this.#both()];
    while (this.#take("||", "|")) parts.push(this.#both());
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    return {
      specific: parts.every(({ specific }) => specific),
      namesFiles: parts.some(({ namesFiles }) => namesFiles),
      matches: (place) => parts.some((part) => part.matches(place)),
    };
  }

  #both(): Selector {
    const parts = [this.#one()];
    while (this.#take("&&", "&")) parts.push(this.#one());
    const [only] = parts;
    if (only !== undefined && parts.length === 1) return only;
    return {
      specific: parts.some(({ specific }) => specific),
      namesFiles: parts.some(({ namesFiles }) => namesFiles),
      matches: (place) => parts.every((part) => part.matches(place)),
    };
  }

  #one(): Selector {
    if (this.#take("!", "~")) {
      const negated = this.#one();
      return { specific: false, namesFiles: false, matches: (place) => !negated.matches(place) };
    }
    if (this.#take("(")) {
      const inside = this.#either();
      if (!this.#take(")")) throw new SyntaxError("a parenthesis is not closed");
      return inside;
    }
    const items = [this.#item()];
    while (this.#take(".")) items.push(this.#item());
    if (items.filter(({ kind }) => kind === "deep").length > maxDeep) throw new SyntaxError(`a path may hold ** at most ${maxDeep} times`);
    return path(items);
  }

  #item(): Item {
    const next = this.#tokens[this.#at++];
    if (next === undefined) throw new SyntaxError("it ends too early");
    if (next === "*") return { kind: "any" };
    if (next === "**") return { kind: "deep" };
    if (next.startsWith("$")) return { kind: "type", type: typeNamed(next.slice(1)) };
    if (/^'.*'$/s.test(next)) return { kind: "key", key: next.slice(1, -1).replaceAll("''", "'").toLowerCase() };
    if (/^[|&!~().']/.test(next)) throw new SyntaxError(`${JSON.stringify(next)} is not expected there`);
    return { kind: "key", key: next.toLowerCase() };
  }
}

const types = new Set(
  (
    "event attachments replay exceptions exception stacktraces stacktrace frame request user logentry threads thread breadcrumbs breadcrumb span " +
    "sdk clientsdk minidump binary heap_memory stack_memory string number boolean datetime array object log trace_metric"
  ).split(" "),
);
const otherNames = new Map([
  ["error", "exception"],
  ["errors", "exceptions"],
  ["http", "request"],
  ["message", "logentry"],
  ["sdk", "clientsdk"],
  ["text", "string"],
  ["bool", "boolean"],
  ["list", "array"],
  ["map", "object"],
]);

function typeNamed(name: string): string {
  const lower = name.toLowerCase();
  const known = otherNames.get(lower) ?? lower;
  if (!types.has(known)) throw new SyntaxError(`$${name} is no type of value`);
  return known;
}

function path(items: readonly Item[]): Selector {
  const specific = items.some(({ kind }) => kind === "key") && items.every(({ kind }) => kind === "key" || kind === "type");
  const namesFiles = items.some((item) => item.kind === "type" && item.type === "attachments");
  return { specific, namesFiles, matches: (place) => fits(items, items.length - 1, place, place.keys.length) };
}

/** From the inside out. A path holds from the outermost value on, unless it starts with a type, which may be anywhere. */
function fits(items: readonly Item[], index: number, place: Place, level: number): boolean {
  const item = items[index];
  if (item === undefined) return level === 0;
  if (item.kind === "type") return hasType(place.types[level], item.type) && (index === 0 || fits(items, index - 1, place, level - 1));
  if (level === 0) return false;
  if (item.kind === "key" && place.keys[level - 1]?.toLowerCase() !== item.key) return false;
  if (item.kind !== "deep") return fits(items, index - 1, place, level - 1);
  if (index === 0) return true;
  for (let above = level - 1; above >= 0; above--) if (fits(items, index - 1, place, above)) return true;
  return false;
}

/** A value may have two types: a frame is an object, too. */
function hasType(found: string | undefined, wanted: string): boolean {
  return found === wanted || (found !== undefined && wanted === "object" && !leafTypes.has(found));
}

const leafTypes = new Set(["string", "number", "boolean", "datetime", "array"]);
