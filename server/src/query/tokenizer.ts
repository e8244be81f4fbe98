import { SearchError } from "./search-error.ts";
import type { FilterToken, ItemToken, Token, ValueToken } from "./token.ts";

/** Longer queries are refused: nobody types them, and each condition costs. */
const longestQuery = 8192;
/** SQLite takes expressions that are a thousand levels deep, and a chain of conditions has a level for each. */
const mostTerms = 100;
const mostListValues = 500;

const affixMark = "\uF00D";
const affixes: Readonly<Record<string, { readonly affix: "contains" | "startsWith" | "endsWith"; readonly negated: boolean }>> = {
  Contains: { affix: "contains", negated: false },
  DoesNotContain: { affix: "contains", negated: true },
  StartsWith: { affix: "startsWith", negated: false },
  DoesNotStartWith: { affix: "startsWith", negated: true },
  EndsWith: { affix: "endsWith", negated: false },
  DoesNotEndWith: { affix: "endsWith", negated: true },
};

const keyPattern = /(!?)(?:(tags|flags)\[(?:"((?:\\"|[^"])+)"|([^\]\s"]+))\]|"((?:\\"|[^"])+)"|([\w.-]+)):/y;
const aggregatePattern = /(!?)(\w+\((?:`[^`]*`|[^()`])*\)):/y;
const quotedPattern = /"((?:\\"|[^"])*)"/y;
const affixPattern = new RegExp(`${affixMark}([A-Za-z]+)${affixMark}`, "y");

/** `discover` is event search with filters on aggregates. */
export type Grammar = "issue" | "event" | "discover";

/**
 * Cuts a query into tokens. Issue search has no operators: parentheses are text and an upper-case `AND` or `OR` is
 * refused. Event search takes operators in any case. Throws nothing but `SearchError`.
 */
export function tokenize(query: string, grammar: Grammar): readonly Token[] {
  if (query.length > longestQuery) throw new SearchError(`Queries are limited to ${longestQuery} characters`, longestQuery + 1);
  const scanner = new Scanner(query, grammar);
  const tokens: Token[] = [];
  const room = { terms: mostTerms, listValues: mostListValues };
  for (let token = scanner.next(); token !== undefined; token = scanner.next()) {
    const last = tokens.at(-1);
    // Neighbouring words are one text: `foo bar` is found where the two words stand side by side.
    if (token.kind === "text" && last?.kind === "text") tokens[tokens.length - 1] = { ...last, raw: `${last.raw} ${token.raw}` };
    else {
      tokens.push(token);
      takeRoom(room, token);
    }
  }
  return tokens;
}

function takeRoom(room: { terms: number; listValues: number }, token: Token): void {
  if (token.kind !== "filter" && token.kind !== "text") return;
  room.terms--;
  if (room.terms < 0) throw new SearchError(`Queries are limited to ${mostTerms} terms`, token.column);
  if (token.kind === "filter" && token.value.list) room.listValues -= token.value.items.length;
  if (room.listValues < 0) throw new SearchError(`The lists of a query are limited to ${mostListValues} values`, token.column);
}

class Scanner {
  readonly #query: string;
  readonly #grammar: Grammar;
  #at = 0;

  constructor(query: string, grammar: Grammar) {
    this.#query = query;
    this.#grammar = grammar;
  }

  next(): Token | undefined {
    while (isSpace(this.#query[this.#at])) this.#at++;
    if (this.#at >= this.#query.length) return undefined;
    return this.#operator() ?? this.#filter() ?? this.#text();
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#query) ?? undefined;
  }

  #operator(): Token | undefined {
    const column = this.#at + 1;
    const character = this.#query[this.#at];
    if (this.#grammar !== "issue" && (character === "(" || character === ")")) {
      this.#at++;
      return { kind: character === "(" ? "open" : "close", column };
    }
    const word = this.#match(this.#grammar !== "issue" ? /(and|or)(?=[\s()]|$)/iy : /(AND|OR)(?=\s|$)/y)?.[1];
    if (word === undefined) return undefined;
    if (this.#grammar === "issue") throw new SearchError('Boolean statements containing "OR" or "AND" are not supported in this search', column);
    this.#at += word.length;
    return { kind: word.toLowerCase() === "and" ? "and" : "or", column };
  }

  #filter(): FilterToken | undefined {
    const column = this.#at + 1;
    const aggregate = this.#match(aggregatePattern);
    if (aggregate !== undefined) return this.#aggregate(aggregate, column);
    const match = this.#match(keyPattern);
    if (match === undefined) return undefined;
    const [whole, bang, wrapper, wrappedQuoted, wrapped, quoted, plain] = match;
    const name = (wrappedQuoted ?? wrapped ?? quoted ?? plain ?? "").replaceAll('\\"', '"');
    this.#at += whole.length;
    const mark = this.#match(affixPattern);
    const affix = mark === undefined ? undefined : affixes[mark[1] ?? ""];
    if (mark !== undefined && affix !== undefined) this.#at += mark[0].length;
    const { list, items } = this.#value(whole.replace(/^!/, ""));
    return {
      kind: "filter",
      negated: (bang === "!") !== (affix?.negated === true),
      key: wrapper === "flags" ? `flags[${name}]` : name,
      forcedTag: wrapper !== undefined,
      value: { list, items, affix: affix?.affix ?? null },
      column,
    };
  }

  #aggregate([whole, bang, name = ""]: RegExpExecArray, column: number): FilterToken {
    if (this.#grammar !== "discover") throw new SearchError("Aggregate filters are not supported in this search", column);
    this.#at += whole.length;
    const { list, items } = this.#value(`${name}:`);
    return { kind: "filter", negated: bang === "!", key: name, forcedTag: false, aggregate: true, value: { list, items, affix: null }, column };
  }

  #value(key: string): Pick<ValueToken, "list" | "items"> {
    if (this.#query[this.#at] === "[") {
      const items = this.#list();
      if (items !== undefined) return { list: true, items };
    }
    const item = this.#quoted() ?? this.#plain();
    if (item.raw === "" && !item.quoted) throw new SearchError(`Empty string after '${key}'`, item.column);
    return { list: false, items: [item] };
  }

  /** Undefined, and nothing consumed, when no bracket closes the list: then it is a value that starts with a bracket. */
  #list(): readonly ItemToken[] | undefined {
    const start = this.#at;
    const items: ItemToken[] = [];
    this.#at++;
    for (;;) {
      while (isSpace(this.#query[this.#at])) this.#at++;
      const item = this.#quoted(/[\s,\]]|$/y) ?? this.#listWord();
      while (isSpace(this.#query[this.#at])) this.#at++;
      const separator = this.#query[this.#at];
      if (separator !== "," && separator !== "]") {
        this.#at = start;
        return undefined;
      }
      if (item.raw === "" && !item.quoted) throw new SearchError("Lists should not have empty values", item.column);
      items.push(item);
      this.#at++;
      if (separator === "]") break;
    }
    if (this.#endsHere()) return items;
    this.#at = start;
    return undefined;
  }

  #quoted(follow?: RegExp): ItemToken | undefined {
    const match = this.#match(quotedPattern);
    if (match === undefined) return undefined;
    const start = this.#at;
    this.#at += match[0].length;
    if (follow === undefined ? this.#endsHere() : this.#match(follow) !== undefined) return { raw: match[1] ?? "", quoted: true, column: start + 1 };
    throw this.#strayQuote(start);
  }

  #plain(): ItemToken {
    const start = this.#at;
    const raw = this.#match(this.#grammar !== "issue" ? /[^\s()]*/y : /\S*/y)?.[0] ?? "";
    if (/(?<!\\)"/.test(raw)) throw this.#strayQuote(start);
    this.#at += raw.length;
    return { raw, quoted: false, column: start + 1 };
  }

  #listWord(): ItemToken {
    const start = this.#at;
    const raw = (this.#match(/[^,\]]*/y)?.[0] ?? "").trimEnd();
    this.#at += raw.length;
    return { raw, quoted: false, column: start + 1 };
  }

  #text(): Token {
    const column = this.#at + 1;
    const quoted = this.#match(quotedPattern);
    if (quoted !== undefined) {
      const start = this.#at;
      this.#at += quoted[0].length;
      if (this.#endsHere()) return { kind: "text", raw: quoted[1] ?? "", column };
      this.#at = start;
    }
    const raw = this.#match(this.#grammar !== "issue" ? /[^\s()]+/y : /\S+/y)?.[0] ?? "";
    this.#at += raw.length;
    return { kind: "text", raw, column };
  }

  #endsHere(): boolean {
    const next = this.#query[this.#at];
    return next === undefined || isSpace(next) || (this.#grammar !== "issue" && (next === ")" || next === "("));
  }

  #strayQuote(start: number): SearchError {
    const value = /^\S*/.exec(this.#query.slice(start))?.[0] ?? "";
    return new SearchError(`Invalid quote at '${value}': quotes must enclose text or be escaped.`, start + 1);
  }
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}
