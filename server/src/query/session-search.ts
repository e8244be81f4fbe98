import { SearchError } from "./search-error.ts";
import { tokenize } from "./tokenizer.ts";

export interface SessionCondition {
  readonly key: "release" | "environment" | "project";
  readonly negated: boolean;
  /** A `*` stands for any text. */
  readonly anyOf: readonly string[];
}

const keys = ["release", "environment", "project"] as const;

/** The conditions of a search over sessions, all of which must hold. Throws nothing but `SearchError`. */
export function parseSessionSearch(query: string): readonly SessionCondition[] {
  return tokenize(query, "event").flatMap((token) => {
    if (token.kind === "and") return [];
    const key = token.kind === "filter" ? keys.find((name) => name === token.key) : undefined;
    if (token.kind !== "filter" || key === undefined) throw new SearchError(`Sessions can be searched by ${keys.join(", ")}, joined by AND`, token.column);
    return [{ key, negated: token.negated, anyOf: token.value.items.map(({ raw }) => raw.replaceAll('\\"', '"')) }];
  });
}

export function matchesAny(value: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    if (!pattern.includes("*")) return value === pattern;
    const parts = pattern.split("*");
    const first = parts[0] ?? "";
    const last = parts.at(-1) ?? "";
    if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false;
    let at = first.length;
    for (const part of parts.slice(1, -1)) {
      const found = value.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at <= value.length - last.length;
  });
}
