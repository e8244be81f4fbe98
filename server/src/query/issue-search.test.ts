import { describe, expect, test } from "vitest";
import { compileIssueSearch, tokenizeIssueSearch, type IssueNames } from "./issue-search.ts";
import { SearchError } from "./search-error.ts";

const now = Date.UTC(2026, 10, 21, 12);
const hour = 3_600_000;
const names: IssueNames = {
  me: 7,
  myTeams: [3, 4],
  latestReleases: ["shop@2.0"],
  user: (name) => (name === "jane@example.com" ? 8 : undefined),
  team: (slug) => (slug === "backend" ? 5 : undefined),
  project: (name) => (name === "shop" ? 2 : undefined),
  issue: (shortId) => (shortId === "SHOP-1A" ? 42 : undefined),
};
const parse = (query: string) => compileIssueSearch(tokenizeIssueSearch(query), names, now);
const issueOf = (query: string) => parse(query).issue;
const eventOf = (query: string) => parse(query).event;
const problem = (query: string): SearchError => {
  try {
    parse(query);
  } catch (error) {
    if (error instanceof SearchError) return error;
  }
  throw new Error(`${query} was accepted`);
};

describe("issue conditions", () => {
  test.each([
    ["is:unresolved", [{ kind: "status", status: "unresolved", negated: false }]],
    ["!is:archived", [{ kind: "status", status: "ignored", negated: true }]],
    [
      "is:for_review is:unassigned",
      [
        { kind: "forReview", negated: false },
        { kind: "assigned", negated: true },
      ],
    ],
    ["!is:unassigned", [{ kind: "assigned", negated: false }]],
    ["is:regressed", [{ kind: "substatus", substatus: "regressed", negated: false }]],
    ["status:[resolved, muted]", [{ kind: "status", status: "unresolved", negated: true }]],
    ["!status:resolved", [{ kind: "status", status: "resolved", negated: true }]],
    ["assigned:me", [{ kind: "assignee", anyOf: [{ kind: "user", id: 7 }], negated: false }]],
    ["assigned:none", [{ kind: "assigned", negated: true }]],
    ['assigned:""', [{ kind: "assigned", negated: true }]],
    [
      "assigned_or_suggested:[me, my_teams, none]",
      [
        {
          kind: "assignee",
          anyOf: [
            { kind: "user", id: 7 },
            { kind: "team", id: 3 },
            { kind: "team", id: 4 },
          ],
          negated: false,
          orNone: true,
        },
      ],
    ],
    ["!assigned:#backend", [{ kind: "assignee", anyOf: [{ kind: "team", id: 5 }], negated: true }]],
    ["assigned:nobody@example.com", [{ kind: "assignee", anyOf: [], negated: false }]],
    ["bookmarks:jane@example.com", [{ kind: "bookmarked", userId: 8, negated: false }]],
    ["issue:[SHOP-1A,9,NOPE-1]", [{ kind: "issue", ids: [42, 9], negated: false }]],
    ["!project:[shop, nowhere]", [{ kind: "project", ids: [2], negated: true }]],
    ["age:-24h", [{ kind: "firstSeen", op: ">=", value: now - 24 * hour, negated: false }]],
    ["lastSeen:+2d", [{ kind: "lastSeen", op: "<=", value: now - 48 * hour, negated: false }]],
    ["firstSeen:>2026-11-01T10:00:00+02:00", [{ kind: "firstSeen", op: ">", value: Date.UTC(2026, 10, 1, 8), negated: false }]],
    ["times_seen:>=1.5k", [{ kind: "timesSeen", op: ">=", value: 1500, negated: false }]],
    ["timesSeen:!=3", [{ kind: "timesSeen", op: "=", value: 3, negated: true }]],
    ["level:[error,fatal]", [{ kind: "level", anyOf: ["error", "fatal"], negated: false }]],
    ["issue.priority:[high, medium]", [{ kind: "priority", anyOf: ["high", "medium"], negated: false }]],
    ["issue.category:feedback", [{ kind: "type", anyOf: ["feedback"], negated: false }]],
    ["firstRelease:latest", [{ kind: "firstRelease", anyOf: [{ kind: "exact", value: "shop@2.0" }], negated: false }]],
    ["example error", [{ kind: "text", value: "example error", negated: false }]],
    ['"exact words"', [{ kind: "text", value: "exact words", negated: false }]],
    [
      "*time*out*",
      [
        { kind: "text", value: "time", negated: false },
        { kind: "text", value: "out", negated: false },
      ],
    ],
    ["crash (in main)", [{ kind: "text", value: "crash (in main)", negated: false }]],
  ])("%s", (query, expected) => expect(parse(query)).toEqual({ issue: expected, event: [] }));

  test("an exact time is a window, a day is a day", () => {
    expect(issueOf("firstSeen:2026-11-01T10:00:00")).toEqual([
      { kind: "firstSeen", op: ">=", value: Date.UTC(2026, 10, 1, 9, 55), negated: false },
      { kind: "firstSeen", op: "<", value: Date.UTC(2026, 10, 1, 10, 6), negated: false },
    ]);
    expect(issueOf("lastSeen:2026-11-01").map((filter) => "value" in filter && filter.value)).toEqual([Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 2)]);
  });
});

describe("event conditions", () => {
  const exact = (value: string) => ({ kind: "exact", value });
  test.each([
    ["browser.name:Chrome", [{ kind: "tag", key: "browser.name", anyOf: [exact("Chrome")], negated: false }]],
    ['browser:"Safari 11*"', [{ kind: "tag", key: "browser", anyOf: [{ kind: "wildcard", parts: ["Safari 11", ""] }], negated: false }]],
    ['!release:[12.0, "13 0"]', [{ kind: "field", field: "release", anyOf: [exact("12.0"), exact("13 0")], negated: true }]],
    ["release:latest", [{ kind: "field", field: "release", anyOf: [exact("shop@2.0")], negated: false }]],
    ["tags[level]:x", [{ kind: "tag", key: "level", anyOf: [exact("x")], negated: false }]],
    ['"my key":y', [{ kind: "tag", key: "my key", anyOf: [exact("y")], negated: false }]],
    ['flags["new cart"]:true', [{ kind: "tag", key: "flags[new cart]", anyOf: [exact("true")], negated: false }]],
    ["foo:>5", [{ kind: "tag", key: "foo", anyOf: [exact(">5")], negated: false }]],
    [String.raw`path:C:\*\dir`, [{ kind: "tag", key: "path", anyOf: [exact(String.raw`C:*\dir`)], negated: false }]],
    ['release:""', [{ kind: "hasField", field: "release", negated: true }]],
    ['!foo:""', [{ kind: "hasTag", key: "foo", negated: false }]],
    [
      "has:user !has:browser",
      [
        { kind: "hasField", field: "user", negated: false },
        { kind: "hasTag", key: "browser", negated: true },
      ],
    ],
    ["error.unhandled:true", [{ kind: "handled", value: false, negated: false }]],
    ["error.handled:0", [{ kind: "handled", value: false, negated: false }]],
    ["trace:AAAABBBBCCCCDDDDEEEEFFFF00001111", [{ kind: "field", field: "trace", anyOf: [exact("aaaabbbbccccddddeeeeffff00001111")], negated: false }]],
    ["url:http://a/b?c=(d)", [{ kind: "tag", key: "url", anyOf: [exact("http://a/b?c=(d)")], negated: false }]],
    ["foo:[bar", [{ kind: "tag", key: "foo", anyOf: [exact("[bar")], negated: false }]],
    ["message:\uF00DContains\uF00Dtime", [{ kind: "field", field: "message", anyOf: [{ kind: "wildcard", parts: ["", "time", ""] }], negated: false }]],
    [
      '!message:\uF00DDoesNotContain\uF00D["a b",c]',
      [
        {
          kind: "field",
          field: "message",
          anyOf: [
            { kind: "wildcard", parts: ["", "a b", ""] },
            { kind: "wildcard", parts: ["", "c", ""] },
          ],
          negated: false,
        },
      ],
    ],
  ])("%s", (query, expected) => expect(eventOf(query)).toEqual(expected));
});

test("filters around free text", () => {
  expect(parse("is:unresolved server:web-8 example error")).toEqual({
    issue: [
      { kind: "status", status: "unresolved", negated: false },
      { kind: "text", value: "example error", negated: false },
    ],
    event: [{ kind: "tag", key: "server", anyOf: [{ kind: "exact", value: "web-8" }], negated: false }],
  });
  expect(parse("  ")).toEqual({ issue: [], event: [] });
});

test.each([
  ["foo:", "Empty string after 'foo:'", 5],
  ['foo:"bar', `Invalid quote at '"bar': quotes must enclose text or be escaped.`, 5],
  ['foo:b"ar', `Invalid quote at 'b"ar': quotes must enclose text or be escaped.`, 5],
  ["foo:[a,,b]", "Lists should not have empty values", 8],
  ["is:[new,ongoing]", '"in" syntax invalid for "is" search', 1],
  ["level:error OR level:fatal", 'Boolean statements containing "OR" or "AND" are not supported in this search', 13],
  ["count():>5", "Aggregate filters are not supported in this search", 1],
  ["times_seen:many", "times_seen: Invalid number: many. Expected number then optional k, m, or b suffix (e.g. 500k).", 1],
  ["stack.stack_level:1", 'Invalid key: "stack.stack_level" cannot be searched on this server', 1],
])("%s is refused", (query, message, column) => expect(problem(query)).toMatchObject({ message, column }));

test("refusals name what is allowed", () => {
  expect(problem("is:nonsense").message).toMatch(/^Invalid value for "is" search, valid values are \['resolved', /);
  expect(problem("firstSeen:yesterday").message).toMatch(/^firstSeen: Invalid date: yesterday\. Expected \+\/-duration/);
  expect(problem("level:loud").message).toContain("'fatal'");
});
