import { OTLP_CONTENT_TYPES, type ItemType } from "@vedette/protocol";
import { expect, test } from "vitest";
import { assembleCrash } from "../pipeline/crash/assemble-crash.ts";
import { itemContext } from "./item-kit.ts";
import { items } from "./index.ts";

// V8 parses text of any depth, and overflows where it serializes or somebody recurses. A fault would cost the whole record.

const deep = "@deep@";
const nested = `${'{"a":['.repeat(10_000)}1${"]}".repeat(10_000)}`;
const bytes = (payload: unknown): Buffer => Buffer.from(JSON.stringify(payload).replaceAll(`"${deep}"`, nested));

const { receivedAt } = itemContext();
const at = receivedAt / 1000 - 5;
const [trace, span] = ["ab".repeat(16), "cd".repeat(8)];
const ids = { trace_id: trace, span_id: span };
const spanOne = { ...ids, start_timestamp: at, timestamp: at + 1, data: { a: deep }, tags: { b: deep }, links: [deep], measurements: { m: deep } };
const frames = { frames: [{ function: "f" }], stacks: [[0]] };
const sampled = (...samples: readonly object[]) => ({ ...frames, samples, thread_metadata: deep });
const attributes = { a: { value: deep, type: "array" }, b: { value: deep, type: "string" }, c: deep };
const container = (kind: string) => ({ content_type: `application/vnd.sentry.items.${kind}+json`, item_count: 1 });

const payloads: readonly (readonly [type: ItemType, payload: unknown, headers?: Readonly<Record<string, unknown>>])[] = [
  ["event", { message: deep, exception: [{ type: deep, value: deep, mechanism: { type: "x", data: deep, meta: { errno: deep } } }], extra: deep, _meta: deep }],
  ["event", { contexts: { response: { headers: deep, cookies: deep }, trace: { ...ids, data: deep } }, request: { data: deep, headers: [["a", deep]] } }],
  ["event", { user: { id: deep, x: deep }, tags: [[deep, deep]], breadcrumbs: [{ data: deep }], threads: [deep], fingerprint: [deep], errors: [deep] }],
  ["transaction", { start_timestamp: at, timestamp: at + 1, contexts: { trace: ids }, spans: [spanOne], measurements: deep, transaction_info: deep }],
  ["feedback", { contexts: { feedback: { message: "hi", url: deep } } }],
  ["session", { sid: deep, started: at, attrs: { release: "a@1" } }],
  ["sessions", { aggregates: [{ started: deep }], attrs: { release: "a@1", environment: deep } }],
  ["check_in", { monitor_slug: "a", status: deep }],
  ["check_in", { monitor_slug: "a", status: "ok", monitor_config: deep, contexts: deep }],
  ["client_report", { discarded_events: [{ reason: deep, category: deep, quantity: 1 }] }],
  ["user_report", { comments: deep, name: "x" }],
  ["span", spanOne],
  ["span", { items: [{ ...ids, name: "x", start_timestamp: at, end_timestamp: at + 1, links: [deep], attributes }] }, container("span.v2")],
  ["span", { items: [] }, { ...container("span.v2"), item_count: { a: 1 } }],
  ["log", { items: [{ timestamp: at, body: "x", level: "info", trace_id: deep, attributes }], ingest_settings: deep }, container("log")],
  ["trace_metric", { items: [{ timestamp: at, name: "x", type: "counter", value: 1, unit: deep, attributes }] }, container("trace-metric")],
  ["nel", [{ type: deep }, { type: "network-error", url: "https://a.example", age: 0, body: deep }]],
  ["raw_security", { "csp-report": { "effective-directive": "img-src", "blocked-uri": deep, "script-sample": deep } }],
  ["replay_event", { replay_id: trace, segment_id: 0, timestamp: at, urls: [deep], contexts: deep, tags: deep }],
  [
    "profile",
    {
      event_id: trace,
      transaction: { name: "t" },
      profile: sampled({ stack_id: 0, elapsed_since_start_ns: "1" }, { stack_id: 0, elapsed_since_start_ns: "9" }),
    },
  ],
  ["profile_chunk", { profiler_id: trace, chunk_id: trace, profile: sampled({ stack_id: 0, timestamp: at }) }],
];

test.for(payloads)("a deeply nested %s has a fate", ([type, payload, headers = {}]) => {
  expect(items[type].process({ type, headers, payload: bytes(payload) }, itemContext()).kind).toMatch(/./);
});

test("so have traces and logs of OpenTelemetry", () => {
  const headers = { content_type: OTLP_CONTENT_TYPES.json };
  const scope = { spans: [{ traceId: trace, spanId: span, name: "x", events: [{ name: deep }], links: [{ traceId: deep }] }], logRecords: [{ body: deep }] };
  for (const type of ["span", "log"] as const) {
    const payload = bytes({ resourceSpans: [{ scopeSpans: [scope] }], resourceLogs: [{ scopeLogs: [scope] }] });
    expect(items[type].process({ type, headers, payload }, itemContext()).kind).toMatch(/./);
  }
});

test("and the parts of a crash", () => {
  const event = { type: "event", headers: {}, payload: bytes({ extra: deep, contexts: { a: deep } }) };
  const fields = {
    type: "form_data",
    headers: {},
    payload: bytes([
      ["sentry", JSON.stringify({ contexts: { a: "x" } })],
      ["sentry__1", nested],
    ]),
  };
  expect(assembleCrash([event, fields]).map(({ type }) => type)).toContain("event");
});
