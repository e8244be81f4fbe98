import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { defaultPerformance } from "../../project-settings/performance-options.ts";
import { detectProblems } from "./detect-problems.ts";
import { changed, rootId, sketchedTransaction, times, type SpanSketch } from "./performance-kit.ts";
import { rootHash, spanHash } from "./span-hash.ts";

const source: SpanSketch = { op: "db", description: "SELECT * FROM books LIMIT 20", duration: 20 };
const author: SpanSketch = { op: "db", description: "SELECT * FROM authors WHERE id = %s", duration: 11 };
const cover: SpanSketch = { op: "db", description: "SELECT * FROM covers WHERE book = %s", duration: 11 };
const typesOf = (spans: readonly SpanSketch[], settings = defaultPerformance) => detectProblems(sketchedTransaction(spans), settings).map(({ type }) => type);
const sha1 = (text: string) => hash("sha1", text, "hex");
const nPlusOne = "performance_n_plus_one_db_queries";

test("N+1: a query, and one for each of its rows behind it", () => {
  const [problem, ...others] = detectProblems(sketchedTransaction([source, ...times(5, author)]), defaultPerformance);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ type: nPlusOne, description: author.description, op: "db", data: { numRepeatingSpans: "5", durationMs: 55 } });
  expect(problem?.offenders).toHaveLength(5);
  expect(problem?.causes.map(({ description }) => description)).toEqual([source.description]);
  expect(problem?.parents.map(({ spanId }) => spanId)).toEqual([rootId]);
  const hashes = [source, author].map(({ op, description = "" }) => spanHash({ op, description }));
  expect(problem?.fingerprint).toBe(`1-1006-${sha1(`http.server${rootHash("GET /books")}${hashes.join("")}`)}`);
});

test.each([
  ["too few", [source, ...times(4, { ...author, duration: 50 })]],
  ["too quick", [source, ...times(9, { ...author, duration: 5 })]],
  ["nothing before them", times(9, author)],
  ["no parameter", [source, ...times(9, { ...author, description: "SELECT * FROM authors" })]],
  ["cut short", [source, ...times(9, { ...author, description: "SELECT * FROM authors WHERE id = %s AND..." })]],
  ["without a parent", changed([source, ...times(9, author)], { parent: null })],
  ["in a parent that is not there", changed([source, ...times(9, author)], { parent: "f".repeat(16) })],
  ["each in another parent", [source, ...times(9, (i) => ({ ...author, parent: i.toString(16).padStart(16, "a") }))]],
  ["cache", [source, ...times(9, { op: "db.redis", description: "GET book:%s" })]],
])("N+1: not when it is %s", (_, spans) => {
  expect(typesOf(spans)).not.toContain(nPlusOne);
});

test("N+1: also side by side, also behind an IN list of any length, and not across other queries", () => {
  const parallel = times(6, (i) => ({ ...author, start: 20 + i, duration: 60 }));
  expect(typesOf([source, ...parallel])).toContain(nPlusOne);
  const lists = times(6, (i) => ({
    ...author,
    description: `SELECT 1 FROM a WHERE id IN (${times(i + 1, author)
      .map(() => "%s")
      .join(", ")})`,
  }));
  expect(typesOf([source, ...lists])).toContain(nPlusOne);
  expect(typesOf([source, ...times(3, author), cover, ...times(3, author)])).not.toContain(nPlusOne);
  expect(typesOf([source, ...times(6, author)], { ...defaultPerformance, n_plus_one_db_count: 7 })).toEqual([]);
  expect(typesOf([source, ...times(6, author)], { ...defaultPerformance, n_plus_one_db_duration_threshold: 100 })).toEqual([]);
});

test("N+1: queries of parents of their own beside each other, each once", () => {
  const parents = ["a", "b"].map((letter): SpanSketch => ({ op: "view", description: letter, id: letter.repeat(16), start: 0, duration: 900 }));
  const within = (parent: string) => changed([source, ...times(6, author)], { parent: parent.repeat(16) });
  const found = detectProblems(sketchedTransaction([...parents, ...within("a"), ...within("b")]), defaultPerformance);
  expect(found.map(({ parents: [parent] }) => parent?.description)).toEqual(["a", "b"]);
});

test("MN+1: spans that repeat in the same order, a query among them", () => {
  const pattern = times(4, [author, cover]).flat();
  const [problem, ...others] = detectProblems(sketchedTransaction([source, ...pattern]), defaultPerformance);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ type: "performance_m_n_plus_one_db_queries", data: { patternSize: 2, numPatternRepetitions: 4 } });
  expect(problem?.fingerprint).toBe(`1-1011-${sha1(`http.server${rootHash("GET /books")}${spanHash({ op: "db", description: author.description ?? "" })}`)}`);
});

test("MN+1: queries in a span each, by the nearest span that all of them are in", () => {
  const view: SpanSketch = { op: "view", description: "list", id: "e".repeat(16), start: 0, duration: 1000 };
  const items = times(4, (i) => {
    const id = `${i}`.repeat(16);
    return [
      { op: "serialize", id: id.replaceAll("0", "9"), parent: view.id ?? "", start: i * 100, duration: 60 },
      { ...author, parent: id.replaceAll("0", "9"), duration: 40 },
    ];
  }).flat();
  const [problem] = detectProblems(sketchedTransaction([view, ...items]), defaultPerformance);
  expect(problem).toMatchObject({ type: "performance_m_n_plus_one_db_queries" });
  expect(problem?.parents.map(({ description }) => description)).toEqual(["list"]);
});

test.each([
  ["too few repetitions", times(2, [author, cover]).flat()],
  ["too quick", changed(times(5, [author, cover]).flat(), { duration: 2 })],
  [
    "hardly any queries",
    times(5, [
      { op: "render", duration: 200 },
      { ...author, duration: 5 },
    ]).flat(),
  ],
  [
    "no queries",
    times(5, [
      { op: "a", duration: 50 },
      { op: "b", duration: 50 },
    ]).flat(),
  ],
])("MN+1: not when it is %s", (_, spans) => {
  expect(typesOf(spans)).toEqual([]);
});

test("a long run of one query costs no more than its length", () => {
  const found = detectProblems(sketchedTransaction([source, ...times(20_000, author)]), defaultPerformance);
  expect(found.map(({ type }) => type)).toEqual([nPlusOne]);
  expect(found[0]?.offenders).toHaveLength(20_000);
});

test("slow query: a SELECT of half a second, one problem for each query", () => {
  const slow: SpanSketch = { op: "db.sql.query", description: "  SELECT count(*) FROM orders", duration: 500 };
  const found = detectProblems(sketchedTransaction([slow, slow, { ...slow, description: "/* report */ select 2" }]), defaultPerformance).filter(
    ({ type }) => type === "performance_slow_db_query",
  );
  expect(found.map(({ offenders }) => offenders.length)).toEqual([2, 1]);
  expect(found[0]?.fingerprint).toBe(`1-1001-${sha1(spanHash({ op: "db", description: "  SELECT count(*) FROM orders" }))}`);
  for (const quick of [
    { ...slow, duration: 499 },
    { ...slow, description: "UPDATE a SET b = 1" },
    { ...slow, description: "SELECT a..." },
    { ...slow, op: "cache" },
  ])
    expect(typesOf([quick])).toEqual([]);
  expect(typesOf([slow], { ...defaultPerformance, slow_db_query_duration_threshold: 501 })).toEqual([]);
});

test("consecutive queries: time that those without conditions would not take beside the others", () => {
  const first: SpanSketch = { op: "db", description: "SELECT * FROM a WHERE id = %s", duration: 150 };
  const other: SpanSketch = { op: "db", description: "SELECT * FROM b", duration: 120 };
  const [problem] = detectProblems(sketchedTransaction([first, other]), defaultPerformance);
  expect(problem).toMatchObject({ type: "performance_consecutive_db_queries", data: { timeSaved: 120 } });
  expect(problem?.offenders.map(({ description }) => description)).toEqual([other.description]);
  const hashes = [first, other].map(({ op, description = "" }) => spanHash({ op, description }));
  expect(problem?.fingerprint).toBe(`1-1007-${sha1(hashes.join("-"))}`);
});

test.each([
  ["they depend on what came before", { description: "SELECT * FROM b WHERE a = 1" }],
  ["they take parameters", { description: "SELECT * FROM b LIMIT %s" }],
  ["they write", { description: "INSERT INTO b DEFAULT VALUES" }],
  ["they ran side by side", { start: 50 }],
  ["little would be saved", { duration: 90 }],
])("consecutive queries: not when %s", (_, change) => {
  const first: SpanSketch = { op: "db", description: "SELECT * FROM a", duration: 150 };
  expect(typesOf([first, { op: "db", description: "SELECT * FROM b", duration: 120, ...change }])).toEqual([]);
});

test("consecutive queries: not when something happens between them", () => {
  const query = (table: string): SpanSketch => ({ op: "db", description: `SELECT * FROM ${table}`, duration: 200 });
  expect(typesOf([query("a"), { op: "http.client", description: "GET https://a.example/b" }, query("b")])).toEqual([]);
});

test("a switched off detector finds nothing", () => {
  expect(typesOf([source, ...times(9, author)], { ...defaultPerformance, n_plus_one_db_queries_detection_enabled: false })).toEqual([]);
});
