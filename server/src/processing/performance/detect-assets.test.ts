import { hash } from "node:crypto";
import { expect, test } from "vitest";
import { defaultPerformance } from "../../project-settings/performance-options.ts";
import { detectProblems } from "./detect-problems.ts";
import { sketchedTransaction, type SpanSketch } from "./performance-kit.ts";

const sha1 = (text: string) => hash("sha1", text, "hex");
const detect = (spans: readonly SpanSketch[], fcp: number | null = null, platform = "javascript") =>
  detectProblems(sketchedTransaction(spans, { op: "pageload", platform, fcp }), defaultPerformance);
const typesOf = (spans: readonly SpanSketch[], fcp?: number) => detect(spans, fcp).map(({ type }) => type);

const script: SpanSketch = {
  op: "resource.script",
  description: "https://cdn.example/app.3f9a81c2.js?v=1",
  duration: 900,
  data: { "resource.render_blocking_status": "blocking", "http.response_content_length": 600_000, "http.decoded_response_content_length": 2_000_000 },
};

test("render-blocking asset: large, and a third of the time to the first paint", () => {
  const [problem, ...others] = detect([script], 2500);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ type: "performance_render_blocking_asset_span", fingerprint: `1-1004-${sha1("https://cdn.example/app.*.js")}` });
  expect(typesOf([{ ...script, data: { "http.response_content_length": 600_000 } }], 2500)).toEqual(["performance_render_blocking_asset_span"]);
});

test.each([
  ["deferred", { data: { ...script.data, "resource.render_blocking_status": "non-blocking" } }, 2500],
  ["small", { data: { ...script.data, "http.response_content_length": 400_000 } }, 2500],
  ["quick", { duration: 700 }, 2500],
  ["loaded after the paint", { start: 2400 }, 2500],
  ["a picture", { op: "resource.img" }, 2500],
  ["on a quick page", {}, 1900],
  ["on a page that is an outlier", { duration: 5000 }, 11_000],
])("render-blocking asset: not when it is %s", (_, change, fcp) => {
  expect(typesOf([{ ...script, ...change }], fcp)).toEqual([]);
});

test("uncompressed asset: large and slow, while others come compressed", () => {
  const plain = { ...script, data: { "http.response_content_length": 600_000, "http.decoded_response_content_length": 600_000 } };
  const small = { ...script, duration: 20, description: "https://cdn.example/a.js" };
  const [problem, ...others] = detect([plain, small]);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ type: "performance_uncompressed_assets", data: { assetSize: 600_000 } });
  expect(problem?.fingerprint).toBe(`1-1012-${sha1("https://cdn.example/app.*.js")}`);
  expect(typesOf([plain])).toEqual([]);
  expect(typesOf([{ ...plain, duration: 499 }, small])).toEqual([]);
  expect(typesOf([{ ...plain, data: { "http.response_content_length": 512_000, "http.decoded_response_content_length": 512_000 } }, small])).toEqual([]);
  expect(typesOf([{ ...plain, op: "resource.img" }, small])).toEqual([]);
});

const mobile = (spans: readonly SpanSketch[]) => detectProblems(sketchedTransaction(spans, { op: "ui.load", platform: "cocoa" }), defaultPerformance);

test("file access on the main thread: by who reads, over the time that it blocks", () => {
  const stack = (fn: string) => ({ blocked_main_thread: true, call_stack: [{ module: "Shop", function: fn }] });
  const read = (file: string, start: number, fn = "load()"): SpanSketch => ({ op: "file.read", description: file, start, duration: 10, data: stack(fn) });
  const [problem, ...others] = mobile([read("a.json", 0), read("b.json", 10)]);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ type: "performance_file_io_main_thread", fingerprint: `1-1008-${sha1("Shop.load()")}`, data: { durationMs: 20 } });
  expect(mobile([read("a.json", 0), read("b.json", 5)])).toEqual([]);
  expect(mobile([read("Main.nib", 0), read("Other.nib", 10)])).toEqual([]);
  expect(mobile([{ op: "file.read", description: "a.json", duration: 50, data: { blocked_main_thread: false } }])).toEqual([]);
});

test("queries on the main thread", () => {
  const query: SpanSketch = { op: "db.sql.query", description: "SELECT * FROM carts", duration: 17, data: { blocked_main_thread: true } };
  expect(mobile([query])).toMatchObject([{ type: "performance_db_main_thread", fingerprint: expect.stringMatching(/^1-1013-[\da-f]{40}$/) }]);
  expect(mobile([{ ...query, duration: 15 }])).toEqual([]);
  expect(mobile([{ ...query, data: {} }])).toEqual([]);
});
