import { expect, test } from "vitest";
import { parseEventSearch } from "./event-search.ts";
import { SearchError } from "./search-error.ts";

const now = Date.UTC(2026, 10, 21);
const parse = (query: string) => parseEventSearch(query, { latestReleases: [] }, now);
const tag = (key: string, value: string) => ({ kind: "tag", key, anyOf: [{ kind: "exact", value }], negated: false });

test("AND binds tighter than OR and is implied", () => {
  expect(parse("a:1 b:2 or c:3 AND d:4")).toEqual([
    {
      kind: "either",
      branches: [
        [tag("a", "1"), tag("b", "2")],
        [tag("c", "3"), tag("d", "4")],
      ],
      negated: false,
    },
  ]);
});

test("parentheses group", () => {
  expect(parse("a:1 (b:2 OR b:3)")).toEqual([tag("a", "1"), { kind: "either", branches: [[tag("b", "2")], [tag("b", "3")]], negated: false }]);
});

test("free text and times", () => {
  expect(parse("hello world timestamp:>=2026-01-02")).toEqual([
    { kind: "text", value: "hello world", negated: false },
    { kind: "timestamp", op: ">=", value: Date.UTC(2026, 0, 2), negated: false },
  ]);
});

test.each([
  ["(a:1", 1],
  ["a:1)", 4],
  ["a:1 OR", 7],
  ["AND a:1", 1],
  ["()", 2],
  [`${"(".repeat(60)}a:1${")".repeat(60)}`, 51],
])("%s is refused where it goes wrong", (query, column) => {
  expect(() => parse(query)).toThrow(SearchError);
  expect(() => parse(query)).toThrow(`(column ${column}). This is commonly caused by unmatched parentheses. Enclose any text in double quotes.`);
});

test.each(["is:unresolved", "issue:SHOP-1", "stack.stack_level:1"])("%s is refused, not looked for among tags", (query) => {
  expect(() => parse(query)).toThrow("cannot be searched on this server");
});

test("versions are compared as versions, builds as numbers, packages as texts", () => {
  const release = (part: string, test: unknown, negated = false) => [{ kind: "release", part, test, negated }];
  expect(parse("release.version:>=1.2.0")).toEqual(release("version", { op: ">=", than: "1.2.0" }));
  expect(parse("release.version:!=1.2")).toEqual(release("version", { anyOf: [{ kind: "exact", value: "1.2" }] }, true));
  expect(parse("!release.version:[1.2, 1.3.*]")).toEqual(
    release(
      "version",
      {
        anyOf: [
          { kind: "exact", value: "1.2" },
          { kind: "wildcard", parts: ["1.3.", ""] },
        ],
      },
      true,
    ),
  );
  expect(parse("release.build:<45")).toEqual(release("build", { op: "<", than: "45" }));
  expect(parse("release.package:>x")).toEqual(release("package", { anyOf: [{ kind: "exact", value: ">x" }] }));
  expect(parse('has:release.build !release.package:""')).toEqual([...release("build", "present"), ...release("package", "present")]);
  expect(() => parse("release.version:>new")).toThrow("release.version: Invalid version: new. Expected one like 1.2.3.");
  expect(() => parse("release.build:>1.2")).toThrow("release.build: Invalid number: 1.2. Expected one like 123.");
});
