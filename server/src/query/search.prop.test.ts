import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseEventSearch } from "./event-search.ts";
import { compileIssueSearch, tokenizeIssueSearch, type IssueNames } from "./issue-search.ts";
import type { EventFilter, TextMatch } from "./model.ts";
import { SearchError } from "./search-error.ts";
import { printTextMatch } from "./text-match.ts";

const names: IssueNames = {
  me: 1,
  myTeams: [],
  latestReleases: [],
  user: () => undefined,
  team: () => undefined,
  issue: () => undefined,
  project: () => undefined,
};

/** Text built from what the grammars give a meaning, so that odd combinations are likely. */
const nearlyQuery = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        "is:",
        "a",
        ":",
        "!",
        '"',
        "\\",
        "*",
        "[",
        "]",
        ",",
        "(",
        ")",
        " ",
        "OR",
        "AND",
        "tags[",
        "has:",
        "age:",
        "-24h",
        ">",
        "5",
        "\uF00D",
        "Contains",
        "timestamp:",
        "level:",
        "status:",
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join("")),
);

/** The error that parsing ends with, or null. */
function failure(parse: () => unknown): unknown {
  try {
    parse();
    return null;
  } catch (error) {
    return error;
  }
}

test("whatever is typed, the answer is a query or a SearchError", () => {
  fc.assert(
    fc.property(nearlyQuery, (query) => {
      const failures = [failure(() => compileIssueSearch(tokenizeIssueSearch(query), names, 0)), failure(() => parseEventSearch(query, names, 0))];
      expect(failures.filter((error) => error !== null && !(error instanceof SearchError))).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});

// A quoted value cannot end in a backslash: it would escape the quote.
const value = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !text.endsWith("\\"));
const match: fc.Arbitrary<TextMatch> = fc.oneof(
  value.map((value) => ({ kind: "exact", value }) as const),
  fc.array(value, { minLength: 2, maxLength: 4 }).map((parts) => ({ kind: "wildcard", parts }) as const),
);
const key = fc.stringMatching(/^x[a-z0-9_.-]{0,10}$/);
const filter: fc.Arbitrary<EventFilter> = fc.oneof(
  fc.record({ kind: fc.constant("tag"), key, anyOf: fc.array(match, { minLength: 1, maxLength: 3 }), negated: fc.boolean() }),
  fc.record({ kind: fc.constant("hasTag"), key, negated: fc.boolean() }),
);

function print(filter: EventFilter): string {
  const sign = filter.negated ? "!" : "";
  if (filter.kind === "hasTag") return `${sign}has:${filter.key}`;
  if (filter.kind !== "tag") throw new Error(`not generated: ${filter.kind}`);
  const values = filter.anyOf.map(printTextMatch);
  return `${sign}${filter.key}:${values.length === 1 ? values.join("") : `[${values.join(", ")}]`}`;
}

test("a printed query reads back as itself, in both grammars", () => {
  fc.assert(
    fc.property(fc.array(filter, { maxLength: 6 }), (filters) => {
      const query = filters.map(print).join(" ");
      expect(parseEventSearch(query, names, 0)).toEqual(filters);
      expect(compileIssueSearch(tokenizeIssueSearch(query), names, 0)).toEqual({ issue: [], event: filters });
    }),
    { numRuns: 1000 },
  );
});
