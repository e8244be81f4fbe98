import { describe, expect, test } from "vitest";
import { transaction } from "../pipeline/record-kit.ts";
import type { TableDraft } from "../stores/telemetry/datasets.ts";
import type { Fate, IncomingItem, ItemContext } from "./define-item.ts";
import { items } from "./index.ts";
import { itemContext } from "./item-kit.ts";

const utf8 = new TextEncoder();
const context = itemContext();
const at = context.receivedAt / 1000 - 10;
const trace = "ab".repeat(16);

function run(
  type: "transaction" | "span" | "log" | "trace_metric" | "statsd",
  payload: unknown,
  headers: IncomingItem["headers"] = {},
  more?: Partial<ItemContext>,
): Fate {
  const bytes = utf8.encode(typeof payload === "string" ? payload : JSON.stringify(payload));
  return items[type].process({ type, headers, payload: bytes }, itemContext(more));
}

const contentTypes = { span: "span.v2", log: "log", trace_metric: "trace-metric" } as const;

function container(
  type: keyof typeof contentTypes,
  entries: readonly unknown[],
  frame: Readonly<Record<string, unknown>> = {},
  more?: Partial<ItemContext>,
): Fate {
  const headers = { item_count: entries.length, content_type: `application/vnd.sentry.items.${contentTypes[type]}+json` };
  return run(type, { ...frame, items: entries }, headers, more);
}

function rowsOf(fate: Fate): readonly TableDraft[] {
  if (fate.kind === "rows") return fate.rows;
  return fate.kind === "several" ? fate.fates.flatMap(rowsOf) : [];
}

const rowOf = (fate: Fate, index = 0) => rowsOf(fate)[index]?.row;

function attributesOf(fate: Fate): Readonly<Record<string, unknown>> {
  const row = rowOf(fate);
  return row !== undefined && "attributes" in row ? row.attributes : {};
}

describe("a transaction", () => {
  test("is a row with its whole event, and a span for itself and each of its spans", () => {
    const fate = run("transaction", transaction({ measurements: { lcp: { value: 1.5, unit: "second" } }, tags: { shop: "eu" }, user: { id: 7 } }).payload);
    expect(rowsOf(fate).map(({ dataset }) => dataset)).toEqual(["transactions", "spans", "spans"]);
    expect(rowOf(fate)).toMatchObject({
      eventId: context.eventId,
      duration: 1000,
      name: "GET /cart",
      op: "http.server",
      status: "ok",
      traceId: trace,
      userTag: "id:7",
      tags: { shop: "eu" },
      measurements: { lcp: 1500, "ops.db": 250, "total.time": 250 },
    });
    expect(rowOf(fate, 1)).toMatchObject({ isSegment: true, name: "GET /cart", eventId: context.eventId, segmentId: "cd".repeat(8), duration: 1000 });
    expect(rowOf(fate, 1)).toMatchObject({ attributes: { shop: "eu", "measurements.lcp": 1500, "user.id": "7", "sentry.exclusive_time": 750 } });
    expect(rowOf(fate, 2)).toMatchObject({ isSegment: false, name: "select 1", op: "db", segmentId: "cd".repeat(8), segmentName: "GET /cart", duration: 250 });
    expect(fate).toMatchObject({
      accepted: [
        { category: "transaction", quantity: 1 },
        { category: "span", quantity: 2 },
      ],
    });
  });

  const broken: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
    ["without a start", { start_timestamp: undefined }, "start_timestamp"],
    ["without an end", { timestamp: undefined }, "timestamp"],
    ["that ends before it starts", { timestamp: at - 1000 }, "before"],
    ["without a trace", { contexts: {} }, "contexts.trace"],
    ["without a span id", { contexts: { trace: { trace_id: trace } } }, "span_id"],
    ["with a span that is null", { spans: [null] }, "spans.0"],
    ["with a span without an end", { spans: [{ trace_id: trace, span_id: "12".repeat(8), start_timestamp: at }] }, "spans.0: timestamp"],
    ["with a span that ends first", { spans: [{ trace_id: trace, span_id: "12".repeat(8), start_timestamp: at, timestamp: at - 1 }] }, "before"],
  ];
  test.each(broken)("%s is refused whole, spans counted", (_, change, detail) => {
    const payload = transaction(change).payload;
    const spans = payload.spans.length + 1;
    expect(run("transaction", payload)).toMatchObject({
      kind: "several",
      fates: [
        { outcome: "invalid", reason: "invalid_transaction", category: "transaction", detail: expect.stringContaining(detail) },
        { outcome: "invalid", reason: "invalid_transaction", category: "span", quantity: spans },
      ],
    });
  });

  test("keeps the trace header, and moves its spans with the clock", () => {
    const sent = { trace_id: trace, public_key: "k", sample_rate: "0.5" };
    const late = 2 * 3600;
    const { start_timestamp: start, timestamp: end, spans } = transaction().payload;
    const slow = {
      start_timestamp: start - late,
      timestamp: end - late,
      spans: spans.map((span) => Object.assign({}, span, { start_timestamp: start - late, timestamp: end - late })),
    };
    const fate = run("transaction", transaction(slow).payload, {}, { trace: sent, sentAt: context.receivedAt - late * 1000 });
    const [row] = rowsOf(fate);
    if (row?.dataset !== "transactions") throw new Error("no transaction");
    const body: unknown = JSON.parse(String(row.row.body));
    expect(body).toMatchObject({ _dsc: sent, contexts: { trace: { client_sample_rate: 0.5 } } });
    expect(rowOf(fate, 1)).toMatchObject({ timestamp: start * 1000 });
    expect(rowOf(fate, 2)).toMatchObject({ timestamp: start * 1000, duration: 1000 });
  });

  test("tells the client's clock by its end where the envelope does not", () => {
    const day = 86_400;
    const { start_timestamp: start, timestamp: end } = transaction().payload;
    const fate = run("transaction", transaction({ start_timestamp: start - day, timestamp: end - day, spans: [] }).payload);
    expect(rowOf(fate)).toMatchObject({ timestamp: context.receivedAt, startTimestamp: context.receivedAt - 1000, duration: 1000 });
  });

  test("has a name, an operation and a source of the name in any case", () => {
    const { trace: sent } = transaction().payload.contexts;
    const fate = run(
      "transaction",
      transaction({ transaction: " ", transaction_info: { source: "guessed" }, contexts: { trace: { ...sent, op: undefined } } }).payload,
    );
    expect(rowOf(fate)).toMatchObject({ name: "<unlabeled transaction>", op: "default", source: "unknown" });
    expect(rowOf(fate, 1)).toMatchObject({ op: "default", attributes: { "sentry.source": "unknown" } });
  });
});

describe("spans", () => {
  const span = {
    trace_id: trace,
    span_id: "12".repeat(8),
    name: "GET /",
    status: "ok",
    start_timestamp: at,
    end_timestamp: at + 0.0125,
    is_segment: true,
    attributes: {
      "sentry.op": { value: "http.server", type: "string" },
      "sentry.release": { value: "a@1", type: "string" },
      "http.response.status_code": { value: "200", type: "integer" },
      bad: { value: "x", type: "integer" },
      list: { value: ["a", "b"], type: "array" },
    },
  };

  test("of a container are rows, what is a column is no attribute", () => {
    const fate = container("span", [span]);
    expect(rowOf(fate)).toMatchObject({
      name: "GET /",
      op: "http.server",
      release: "a@1",
      duration: 12.5,
      isSegment: true,
      segmentId: "12".repeat(8),
      segmentName: "GET /",
    });
    expect(attributesOf(fate)).toEqual({
      "http.response.status_code": 200,
      list: ["a", "b"],
      "sentry._meta.fields.attributes.bad": expect.stringContaining("invalid_data"),
    });
  });

  test("that are unusable have an outcome each and keep no other out", () => {
    const fate = container("span", [null, span, { ...span, span_id: "xyz" }, { ...span, end_timestamp: at - 1 }]);
    expect(rowsOf(fate)).toHaveLength(1);
    expect(fate).toMatchObject({
      kind: "several",
      fates: [
        { kind: "rows", accepted: [{ category: "span", quantity: 1 }] },
        { reason: "invalid_span", detail: expect.stringContaining("items.0") },
        { reason: "invalid_span", detail: expect.stringContaining("items.2: span_id") },
        { reason: "invalid_span", detail: expect.stringContaining("items.3: end_timestamp") },
      ],
    });
  });

  test("of a container whose count or type is wrong are not stored", () => {
    const headers = { item_count: 3, content_type: "application/vnd.sentry.items.span.v2+json" };
    expect(run("span", { items: [span] }, headers)).toMatchObject({
      kind: "rejected",
      outcome: "invalid",
      category: "span",
      detail: expect.stringContaining("item_count"),
    });
    expect(run("span", { items: [span] }, { ...headers, content_type: "text/plain" })).toMatchObject({ kind: "rejected", reason: "content_type", quantity: 3 });
  });

  test("can come alone, in the form of transactions' spans", () => {
    const data = { "sentry.exclusive_time": 5, release: "a@1", environment: "prod", transaction: "/cart" };
    const sent = {
      ...span,
      timestamp: at + 0.2,
      op: "ui.interaction.click",
      description: "button",
      segment_id: "34".repeat(8),
      data,
      measurements: { inp: { value: 80, unit: "millisecond" } },
    };
    const fate = run("span", sent);
    expect(rowOf(fate)).toMatchObject({
      name: "button",
      op: "ui.interaction.click",
      release: "a@1",
      environment: "prod",
      segmentName: "/cart",
      duration: 200,
      segmentId: "34".repeat(8),
    });
    expect(attributesOf(fate)).toMatchObject({ "measurements.inp": 80 });
  });
});

describe("logs", () => {
  const log = { timestamp: at, trace_id: trace, level: "warn", body: "low stock", attributes: { order: { value: "ord_77", type: "string" } } };

  test("are rows with the severity told from word or number", () => {
    const fate = container("log", [log, { ...log, level: undefined, severity_number: 18 }, { ...log, trace_id: undefined, level: "audit" }]);
    expect(rowOf(fate)).toMatchObject({ severity: "warn", severityNumber: 13, message: "low stock", traceId: trace, attributes: { order: "ord_77" } });
    expect(rowOf(fate, 1)).toMatchObject({ severity: "error", severityNumber: 18 });
    expect(rowOf(fate, 2)).toMatchObject({ severity: "audit", severityNumber: 9, traceId: null });
    expect(fate).toMatchObject({
      accepted: [
        { category: "log_item", quantity: 3 },
        { category: "log_byte", quantity: 3 * ("low stock".length + 11) },
      ],
    });
  });

  test("without text or time are refused one by one", () => {
    const fate = container("log", [{ ...log, body: 7 }, { ...log, timestamp: "x" }, log]);
    expect(rowsOf(fate)).toHaveLength(1);
    expect(fate).toMatchObject({ fates: [{ kind: "rows" }, { reason: "invalid_log" }, { reason: "invalid_log" }] });
  });

  test("that are older than 30 days or ahead count as of now", () => {
    const fate = container("log", [
      { ...log, timestamp: at - 40 * 86_400 },
      { ...log, timestamp: at + 3600 },
    ]);
    expect(rowsOf(fate).map(({ row }) => row.timestamp)).toEqual([context.receivedAt, context.receivedAt]);
  });

  const userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";
  const auto = { ...log, attributes: { "client.address": { value: "{{auto}}", type: "string" } } };
  const inferred: readonly (readonly [string, Readonly<Record<string, unknown>>, unknown, Readonly<Record<string, unknown>>])[] = [
    ["version 1 infers the browser, and the address where it is asked for", {}, auto, { "client.address": "203.0.113.9", "browser.name": "Chrome" }],
    ["version 1 infers no address unasked", {}, log, { "browser.name": "Chrome" }],
    [
      "version 2 infers what its settings say",
      { version: 2, ingest_settings: { infer_ip: "auto", infer_user_agent: "auto" } },
      log,
      { "client.address": "203.0.113.9", "browser.name": "Chrome" },
    ],
    ["version 2 infers nothing by itself", { version: 2 }, log, {}],
    ["never is never", { version: 2, ingest_settings: { infer_ip: "never", infer_user_agent: "maybe" } }, auto, {}],
  ];
  test.each(inferred)("%s", (_, frame, entry, want) => {
    const attributes = attributesOf(container("log", [entry], frame, { userAgent }));
    const names = ["client.address", "browser.name"] as const;
    expect(Object.fromEntries(Object.entries(attributes).filter(([name]) => names.some((known) => known === name)))).toEqual(want);
  });

  test("are cut to a size, attributes too, with a remark", () => {
    const fate = container("log", [{ ...log, attributes: { text: { value: "x".repeat(50_000), type: "string" } } }]);
    expect(String(attributesOf(fate)["text"]).length).toBe(32_768);
    expect(attributesOf(fate)).toMatchObject({ "sentry._meta.fields.attributes.text": expect.stringContaining("50000") });
  });
});

describe("metrics", () => {
  test("are a row for each observation", () => {
    const metric = { timestamp: at, trace_id: trace, name: "cart.opened", type: "counter", value: 1, attributes: { shop: { value: "eu", type: "string" } } };
    const fate = container("trace_metric", [metric, { ...metric, type: "set" }, { ...metric, type: "distribution", value: 182.25, unit: "millisecond" }]);
    expect(rowsOf(fate).map(({ row }) => row)).toMatchObject([
      { name: "cart.opened", type: "counter", value: 1, unit: null, attributes: { shop: "eu" } },
      { type: "distribution", value: 182.25, unit: "millisecond" },
    ]);
    expect(fate).toMatchObject({ fates: [{ kind: "rows" }, { reason: "invalid_trace_metric" }] });
  });

  test("of statsd lines are kept by type, each unusable line with an outcome", () => {
    const lines = [
      `orders.created@none:3:4|c|#release:a@1,environment:prod,shop:eu\\u{2c}1|T${at}`,
      "checkout@millisecond:182.25:7|d",
      "queue.depth:17:1:20:30:4|g",
      "visitors:ann|s",
      "nonsense",
      `late:1|c|T${"9".repeat(400)}`,
    ];
    const fate = run("statsd", lines.join("\n"));
    expect(rowsOf(fate).map(({ row }) => row)).toMatchObject([
      {
        name: "orders.created",
        type: "counter",
        value: 7,
        unit: null,
        release: "a@1",
        environment: "prod",
        attributes: { shop: "eu,1" },
        timestamp: at * 1000,
      },
      { name: "checkout", type: "distribution", value: 182.25, unit: "millisecond" },
      { value: 7 },
      { name: "queue.depth", type: "gauge", value: 17 },
      { name: "visitors", type: "set" },
    ]);
    expect(fate).toMatchObject({
      fates: [
        { accepted: [{ category: "metric_bucket", quantity: 4 }] },
        { reason: "payload", detail: expect.stringContaining("Line 5") },
        { reason: "payload", detail: expect.stringContaining("unix seconds") },
      ],
    });
  });
});
