import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { defaultPerformance } from "../../project-settings/performance-options.ts";
import { detectProblems } from "./detect-problems.ts";
import { rootId, sketchedTransaction, times, type SpanSketch } from "./performance-kit.ts";

const sha1 = (text: string) => hash("sha1", text, "hex");
type More = Parameters<typeof sketchedTransaction>[1];
const detect = (spans: readonly SpanSketch[], more?: More) => detectProblems(sketchedTransaction(spans, more), defaultPerformance);
const typesOf = (spans: readonly SpanSketch[], more?: More) => detect(spans, more).map(({ type }) => type);

const call = (n: number): SpanSketch => ({ op: "http.client", description: `GET https://api.example.com/orders/${n}?full=1`, duration: 1100 });

test("consecutive HTTP: requests that could run at once, whatever their ids", () => {
  const [problem, ...others] = detect([call(1), { op: "db", description: "x", duration: 1 }, call(2), call(3)]);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ type: "performance_consecutive_http", data: { timeSaved: 2200 } });
  expect(problem?.offenders).toHaveLength(3);
  expect(problem?.fingerprint).toMatch(/^1-1009-[\da-f]{40}$/);
  expect(detect([call(7), call(8), call(9)])[0]?.fingerprint).toBe(problem?.fingerprint);
});

test.each([
  ["two of them", [call(1), call(2)]],
  ["little to save", times(3, { ...call(1), duration: 900 })],
  ["one of them quick", [call(1), { ...call(2), duration: 400 }, call(3)]],
  ["time between them", [call(1), { ...call(2), start: 1700 }, call(3)]],
  ["side by side", times(4, (i) => ({ ...call(i), start: i * 10 }))],
  ["what a framework loads", times(4, (i) => ({ ...call(i), description: `GET https://a.example/_next/data/${i}` }))],
  ["another method", times(4, { ...call(1), description: "HEAD https://a.example/b" })],
])("consecutive HTTP: not for %s", (_, spans) => {
  expect(typesOf(spans)).toEqual([]);
});

test("consecutive HTTP: not in a browser's page load", () => {
  expect(typesOf([call(1), call(2), call(3)], { op: "pageload", platform: "javascript" })).toEqual([]);
});

const book = (i: number): SpanSketch => ({ op: "http.client", description: `GET /api/books/${i}?lang=en`, start: i, duration: 40 });
const page = { op: "pageload", platform: "javascript", name: "/books" } as const;

test("N+1 API calls: one endpoint, many times at once", () => {
  const [problem, ...others] = detect(times(10, book), page);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ type: "performance_n_plus_one_api_calls", description: "/api/books/*?lang=*", data: { numRepeatingSpans: "10" } });
  expect(problem?.fingerprint).toBe(`1-1010-${sha1("/api/books/*")}`);
  expect(problem?.parents.map(({ spanId }) => spanId)).toEqual([rootId]);
});

test.each([
  ["nine", times(9, book), page],
  ["quick ones", times(10, (i) => ({ ...book(i), duration: 20 })), page],
  ["one after the other", times(10, (i) => ({ ...book(i), start: i * 6 })), page],
  ["different endpoints", times(10, (i) => ({ ...book(i), description: `GET /api/${"abcdefghij"[i] ?? ""}` })), page],
  ["writes", times(10, (i) => ({ ...book(i), description: `POST /api/books/${i}` })), page],
  ["GraphQL", times(10, (i) => ({ ...book(i), description: `GET /graphql?id=${i}` })), page],
  ["pictures", times(10, (i) => ({ ...book(i), description: `GET /covers/${i}.png` })), page],
  ["a server", times(10, book), { op: "http.server" }],
])("N+1 API calls: not for %s", (_, spans, more) => {
  expect(typesOf(spans, more)).toEqual([]);
});

test("large payload: a response that is large as it is sent", () => {
  const large: SpanSketch = { ...call(1), duration: 150, data: { "http.response_content_length": 300_001 } };
  const [problem] = detect([large, { ...large, description: "GET https://api.example.com/orders/2" }]);
  expect(problem).toMatchObject({ type: "performance_large_http_payload", data: { payloadSize: 300_001 } });
  expect(problem?.offenders).toHaveLength(2);
  expect(problem?.fingerprint).toMatch(/^1-1015-[\da-f]{40}$/);
  expect(typesOf([{ ...large, data: { "http.response_content_length": "900000" }, description: "GET /export.json" }])).toEqual([
    "performance_large_http_payload",
  ]);
  for (const fine of [
    { ...large, data: { "http.response_content_length": 300_000 } },
    { ...large, duration: 99 },
    { ...large, description: "GET https://a.example/film.mp4" },
    { ...large, description: "GET https://a.example/_next/static/chunk" },
    { ...large, data: {} },
  ])
    expect(typesOf([fine])).toEqual([]);
});

const waiting = (i: number): SpanSketch => ({
  op: "http.client",
  description: `GET https://shop.example/api/${i}`,
  start: i,
  duration: 2000,
  data: { "network.protocol.version": "1.1", "http.request.request_start": (i + i * 100) / 1000 },
});

test("HTTP/1.1 overhead: requests that queue up for a connection", () => {
  const [problem, ...others] = detect(times(8, waiting), page);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ type: "performance_http_overhead", fingerprint: "1-1016-shop.example", data: { maxQueueTimeMs: 700 } });
  expect(problem?.offenders).toHaveLength(6);
});

test.each([
  ["five", times(5, waiting)],
  ["short waits", times(8, (i) => ({ ...waiting(i), data: { "network.protocol.version": "1.1", "http.request.request_start": (i + i * 10) / 1000 } }))],
  ["HTTP/2", times(8, (i) => ({ ...waiting(i), data: { ...waiting(i).data, "network.protocol.version": "h2" } }))],
  ["different hosts", times(8, (i) => ({ ...waiting(i), description: `GET https://h${i}.example/api` }))],
  ["one after the other", times(8, (i) => ({ ...waiting(i), start: i * 3000 }))],
])("HTTP/1.1 overhead: not for %s", (_, spans) => {
  expect(typesOf(spans, page)).toEqual([]);
});

test("HTTP/1.1 overhead: not on a server", () => {
  expect(typesOf(times(8, waiting), { platform: "python" })).toEqual([]);
});
