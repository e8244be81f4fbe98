import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { identityKey, isSameQuery, rootHash, spanHash } from "./span-hash.ts";

const md5 = (text: string) => hash("md5", text, "hex").slice(0, 16);

test("the hash of the transaction itself is of its name", () => {
  expect(rootHash("GET /books")).toBe(md5("GET /books"));
  expect(rootHash("GET /books")).toMatch(/^[\da-f]{16}$/);
});

test.each([
  ["SELECT * FROM a WHERE id IN (%s)", "SELECT * FROM a WHERE id IN (%s, %s, %s)"],
  ["SELECT * FROM a WHERE id IN (%s)", "SELECT * FROM a WHERE id IN (%s,%s)"],
  ["select * from a where id in (?)", "select * from a where id in (?, ?, ?, ?)"],
  ["SELECT * FROM a WHERE id IN ($1, $2)", "SELECT * FROM a WHERE id IN ($1, $2, $3)"],
  ["SELECT 1 FROM a WHERE id IN (:a) AND b IN (:b, :c)", "SELECT 1 FROM a WHERE id IN (:a, :d) AND b IN (:b)"],
])("lists of parameters of any length are one query: %s", (one, other) => {
  expect(spanHash({ op: "db", description: one })).toBe(spanHash({ op: "db.sql.query", description: other }));
  expect(identityKey({ op: "db", description: one })).toBe(identityKey({ op: "db", description: other }));
  expect(isSameQuery({ op: "db", description: one }, { op: "db", description: other })).toBe(true);
});

test("a list of parameters counts as Sentry's does; values that are no parameters count", () => {
  expect(spanHash({ op: "db", description: "SELECT * FROM a WHERE id IN (%s, %s)" })).toBe(md5("SELECT * FROM a WHERE id IN (%s)"));
  expect(spanHash({ op: "db", description: "SELECT 1 WHERE id IN (1, 2)" })).not.toBe(spanHash({ op: "db", description: "SELECT 1 WHERE id IN (1)" }));
});

test.each([
  ["SELECT a FROM t WHERE id IN (%s)", "SELECT b FROM t WHERE id IN (%s)"],
  ["SELECT a FROM t WHERE id IN (%s)", "SELECT a FROM t WHERE id IN (%s) LIMIT 1"],
  ["SELECT f(%s)", "SELECT f(%s, %s)"],
  ["SELECT a FROM t WHERE id IN (%s, %s) AND b = 1", "SELECT a FROM t WHERE id IN (%s) AND b = 2"],
])("other queries are others: %s, %s", (one, other) => {
  expect(isSameQuery({ op: "db", description: one }, { op: "db", description: other })).toBe(false);
  expect(spanHash({ op: "db", description: one })).not.toBe(spanHash({ op: "db", description: other }));
});

test("a request counts by method, scheme, host and path", () => {
  const of = (description: string) => spanHash({ op: "http.client", description });
  expect(of("GET https://api.example.com/books?page=2")).toBe(md5("GEThttpsapi.example.com/books"));
  expect(of("GET https://api.example.com/books?page=2#top")).toBe(of("GET https://api.example.com/books"));
  for (const other of [
    "POST https://api.example.com/books",
    "GET http://api.example.com/books",
    "GET https://example.com/books",
    "GET https://api.example.com/book",
  ])
    expect(of(other)).not.toBe(of("GET https://api.example.com/books"));
  expect(of("connecting")).toBe(md5("connecting"));
});

test("a command of Redis counts by its name, others by their description", () => {
  expect(spanHash({ op: "redis", description: "GET cart:7" })).toBe(md5("GET"));
  expect(spanHash({ op: "db.redis", description: "GET cart:8" })).toBe(md5("GET"));
  expect(spanHash({ op: "template.render", description: "books.html" })).toBe(md5("books.html"));
  expect(spanHash({ op: "http.server", description: "GET https://a.example/b?c" })).toBe(md5("GET https://a.example/b?c"));
});

test("a span's own fingerprint replaces its hash, or salts it", () => {
  const span = { op: "db", description: "SELECT 1 FROM a WHERE id IN (%s, %s)" };
  expect(spanHash({ ...span, fingerprint: ["books"] })).toBe(md5("books"));
  expect(spanHash({ ...span, fingerprint: ["tenant", "{{ default }}"] })).toBe(md5("tenantSELECT 1 FROM a WHERE id IN (%s)"));
  expect(spanHash({ ...span, fingerprint: ["{{default}}"] })).toBe(spanHash(span));
  expect(spanHash({ ...span, fingerprint: [] })).toBe(spanHash(span));
});

test("half a surrogate is no error", () => {
  expect(spanHash({ op: "default", description: "\ud800" })).toMatch(/^[\da-f]{16}$/);
});
