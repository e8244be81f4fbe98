/** The tabs above the stream. A tab is nothing but the terms of the query about state and kind; the rest of the query stays. */
export const tabs = [
  { key: "unresolved", label: "Unresolved", terms: ["is:unresolved"] },
  { key: "review", label: "For review", terms: ["is:unresolved", "is:for_review"] },
  { key: "regressed", label: "Regressed", terms: ["is:regressed"] },
  { key: "escalating", label: "Escalating", terms: ["is:escalating"] },
  { key: "archived", label: "Archived", terms: ["is:archived"] },
  { key: "resolved", label: "Resolved", terms: ["is:resolved"] },
  { key: "performance", label: "Performance", terms: ["is:unresolved", "issue.category:performance"] },
  { key: "feedback", label: "Feedback", terms: ["is:unresolved", "issue.category:feedback"] },
] as const;

export type TabKey = (typeof tabs)[number]["key"];

export const defaultQuery = "is:unresolved";

/** Terms of a query: blanks separate, but not inside quotes or brackets. */
export function queryTerms(query: string): readonly string[] {
  return query.match(/(?:[^\s"[]|"(?:\\.|[^"\\])*"?|\[[^\]]*\]?)+/gu) ?? [];
}

const isOfTab = (term: string): boolean => term.startsWith("is:") || term.startsWith("issue.category:");

export function tabQuery(terms: readonly string[], query: string): string {
  return [...terms, ...queryTerms(query).filter((term) => !isOfTab(term))].join(" ");
}

export function activeTab(query: string): TabKey | undefined {
  const states = queryTerms(query)
    .filter(isOfTab)
    .toSorted((a, b) => a.localeCompare(b))
    .join(" ");
  return tabs.find((tab) => tab.terms.toSorted((a, b) => a.localeCompare(b)).join(" ") === states)?.key;
}

/** Adds `key:value` to a query, quoted where it must be. */
export function withTerm(query: string, key: string, value: string): string {
  const name = /^[\w.:-]+$/u.test(key) ? key : `tags["${key.replaceAll('"', '\\"')}"]`;
  const text = value === "" || /[\s"()[\],*\\]/u.test(value) ? `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("*", "\\*")}"` : value;
  const term = value === "" ? `!has:${name}` : `${name}:${text}`;
  return queryTerms(query).includes(term) ? query : `${query} ${term}`.trim();
}
