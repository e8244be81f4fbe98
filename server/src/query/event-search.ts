import { eventConditions, textConditions, type EventNames } from "./event-condition.ts";
import type { EventFilter } from "./model.ts";
import { SearchError } from "./search-error.ts";
import type { Token } from "./token.ts";
import { tokenize } from "./tokenizer.ts";

/** Deeper parentheses are refused. */
const deepest = 50;

/**
 * Event search (`api.md` §3.1): filters, free text, `AND`, `OR` and parentheses; AND binds tighter and is implied
 * between terms. Throws nothing but `SearchError`.
 */
export function parseEventSearch(query: string, names: EventNames, now: number): readonly EventFilter[] {
  return new Parser(query, names, now).parse();
}

class Parser {
  readonly #query: string;
  readonly #names: EventNames;
  readonly #now: number;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(query: string, names: EventNames, now: number) {
    this.#query = query;
    this.#names = names;
    this.#now = now;
    this.#tokens = tokenize(query, "event");
  }

  parse(): readonly EventFilter[] {
    if (this.#tokens.length === 0) return [];
    const filters = this.#disjunction(0);
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw this.#parseError(rest.column);
    return filters;
  }

  #disjunction(depth: number): readonly EventFilter[] {
    const branches = [this.#conjunction(depth)];
    while (this.#tokens[this.#at]?.kind === "or") {
      this.#at++;
      branches.push(this.#conjunction(depth));
    }
    const [only] = branches;
    return only !== undefined && branches.length === 1 ? only : [{ kind: "either", branches, negated: false }];
  }

  #conjunction(depth: number): readonly EventFilter[] {
    const filters = [...this.#term(depth)];
    for (let next = this.#tokens[this.#at]; next !== undefined && next.kind !== "or" && next.kind !== "close"; next = this.#tokens[this.#at]) {
      if (next.kind === "and") this.#at++;
      filters.push(...this.#term(depth));
    }
    return filters;
  }

  #term(depth: number): readonly EventFilter[] {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.#parseError(this.#query.length + 1);
    this.#at++;
    if (token.kind === "filter") return eventConditions(token, this.#names, this.#now);
    if (token.kind === "text") return textConditions(token);
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
