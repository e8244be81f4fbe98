import { SearchError } from "./search-error.ts";
import type { FilterToken, TextToken, Token } from "./token.ts";

/** Deeper parentheses are refused. */
const deepest = 50;

/** What a search makes of the parts of its grammar; a list of nodes means all of them. */
export interface Terms<Node> {
  filter(token: FilterToken): readonly Node[];
  text(token: TextToken): readonly Node[];
  /** At least two branches, of which one must hold. `column`: where the first one starts, from 1. */
  either(branches: readonly (readonly Node[])[], column: number): readonly Node[];
}

/**
 * The grammar of event search (`api.md` §3.1) over its tokens: filters, free text, `AND`, `OR` and parentheses; AND binds
 * tighter and is implied between terms. Throws nothing but `SearchError`, and what `terms` throw.
 */
export function parseTerms<Node>(query: string, tokens: readonly Token[], terms: Terms<Node>): readonly Node[] {
  return tokens.length === 0 ? [] : new Parser(query, tokens, terms).parse();
}

class Parser<Node> {
  readonly #query: string;
  readonly #tokens: readonly Token[];
  readonly #terms: Terms<Node>;
  #at = 0;

  constructor(query: string, tokens: readonly Token[], terms: Terms<Node>) {
    this.#query = query;
    this.#tokens = tokens;
    this.#terms = terms;
  }

  parse(): readonly Node[] {
    const nodes = this.#disjunction(0);
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw this.#parseError(rest.column);
    return nodes;
  }

  #disjunction(depth: number): readonly Node[] {
    const start = this.#tokens[this.#at]?.column ?? 1;
    const branches = [this.#conjunction(depth)];
    while (this.#tokens[this.#at]?.kind === "or") {
      this.#at++;
      branches.push(this.#conjunction(depth));
    }
    const [only] = branches;
    return only !== undefined && branches.length === 1 ? only : this.#terms.either(branches, start);
  }

  #conjunction(depth: number): readonly Node[] {
    const nodes = [...this.#term(depth)];
    for (let next = this.#tokens[this.#at]; next !== undefined && next.kind !== "or" && next.kind !== "close"; next = this.#tokens[this.#at]) {
      if (next.kind === "and") this.#at++;
      nodes.push(...this.#term(depth));
    }
    return nodes;
  }

  #term(depth: number): readonly Node[] {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.#parseError(this.#query.length + 1);
    this.#at++;
    if (token.kind === "filter") return this.#terms.filter(token);
    if (token.kind === "text") return this.#terms.text(token);
    if (token.kind !== "open" || depth >= deepest) throw this.#parseError(token.column);
    const inner = this.#disjunction(depth + 1);
    if (this.#tokens[this.#at]?.kind !== "close") throw this.#parseError(this.#tokens[this.#at]?.column ?? token.column);
    this.#at++;
    return inner;
  }

  #parseError(column: number): SearchError {
    const around = this.#query.slice(Math.max(column - 6, 0), column + 4);
    return new SearchError(
      `Parse error at '${around}' (column ${column}). This is commonly caused by unmatched parentheses. Enclose any text in double quotes.`,
      column,
    );
  }
}
