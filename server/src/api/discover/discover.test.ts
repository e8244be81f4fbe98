import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRecord, listAt, pick } from "../../../test/json-path.ts";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";
import { deviations } from "../published/deviations.ts";

const now = Date.UTC(2026, 9, 14, 12);
const minute = 60_000;
const id = (n: number): string => n.toString(16).padStart(32, "0");
const spanId = (n: number): string => n.toString(16).padStart(16, "0");
const traceId = "ab".repeat(16);

let seeded: SeededApi;

/** Ten transactions of `GET /cart` that took 100, 200 … 1000 ms, one minute apart; each third one failed. */
const transactions = Array.from({ length: 10 }, (_, n) => {
  const end = now - (n + 1) * minute;
  const start = end - (n + 1) * 100;
  const trace = { trace_id: n === 0 ? traceId : id(900 + n), span_id: spanId(n + 1), op: "http.server", status: n % 3 === 2 ? "internal_error" : "ok" };
  const query = { trace_id: trace.trace_id, span_id: spanId(100 + n), parent_span_id: trace.span_id, op: "db", description: "select 1", status: "ok" };
  return {
    id: id(n + 1),
    at: end,
    items: [
      {
        type: "transaction",
        payload: {
          type: "transaction",
          transaction: "GET /cart",
          platform: "node",
          environment: n < 5 ? "prod" : "staging",
          release: "shop@1",
          user: { id: String(n % 2) },
          tags: { shop: n % 2 === 0 ? "eu" : "us" },
          measurements: { lcp: { value: 1000 * (n + 1), unit: "millisecond" } },
          start_timestamp: start / 1000,
          timestamp: end / 1000,
          contexts: { trace },
          spans: [{ ...query, start_timestamp: start / 1000, timestamp: start / 1000 + 0.05, data: { "db.system": "postgresql", rows: n } }],
        },
      },
    ],
  };
});

const container = (type: string, suffix: string, items: readonly unknown[]) => ({
  type,
  payload: { items },
  headers: { item_count: items.length, content_type: `application/vnd.sentry.items.${suffix}+json` },
});
const text = (value: string) => ({ value, type: "string" });

beforeAll(async () => {
  seeded = await seededApi(now);
  const project = seeded.ids.shop;
  await seeded.ingest([
    { project, id: id(101), at: now - 2 * minute, payload: error("TypeError", { trace: { trace_id: traceId, span_id: spanId(100) } }) },
    { project, id: id(102), at: now - 3 * minute, payload: error("RangeError", {}) },
    { project: seeded.ids.blog, id: id(103), at: now - 4 * minute, payload: error("TypeError", { trace: { trace_id: traceId, span_id: spanId(77) } }) },
    { project: seeded.ids.spy, id: id(104), at: now - 4 * minute, payload: error("SecretError", { trace: { trace_id: traceId, span_id: spanId(78) } }) },
  ]);
  await seeded.ingestEnvelopes(transactions.map((each) => ({ ...each, project })));
  const at = (now - minute) / 1000;
  const logs = ["debug", "info", "warn", "error"].map((level, n) => ({
    timestamp: at + n,
    trace_id: traceId,
    level,
    body: `message at ${level}`,
    attributes: { order: text("ord_77"), total: { value: n, type: "integer" } },
  }));
  const metrics = [1, 2, 3].map((value) => ({
    timestamp: at,
    trace_id: traceId,
    name: "cart.total",
    type: "distribution",
    value,
    unit: "euro",
    attributes: {},
  }));
  await seeded.ingestEnvelopes([{ project, id: id(200), at: now, items: [container("log", "log", logs), container("trace_metric", "trace-metric", metrics)] }]);
});

afterAll(() => seeded.close());

function error(type: string, contexts: Readonly<Record<string, unknown>>) {
  return {
    exception: { values: [{ type, value: "boom", mechanism: { type: "generic", handled: false } }] },
    contexts,
    tags: { browser: "Firefox" },
    environment: "prod",
  };
}

function address(endpoint: string, parameters: Readonly<Record<string, string | readonly string[]>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) for (const each of typeof value === "string" ? [value] : value) search.append(name, each);
  return `/organizations/acme/${endpoint}/?${search.toString()}`;
}

const events = async (dataset: string, field: readonly string[], more: Readonly<Record<string, string | readonly string[]>> = {}) => {
  const { status, json, headers } = await seeded.get(address("events", { dataset, field, statsPeriod: "24h", ...more }));
  return { status, detail: pick(json, "detail"), meta: pick(json, "meta"), data: status === 200 ? listAt(json, "data") : [], headers, json };
};

describe("events", () => {
  it("lists errors with names, ids and types, as published", async () => {
    const { data, meta, json, status } = await events(
      "errors",
      ["title", "issue", "issue.id", "timestamp", "error.handled", "user.display", "browser", "level"],
      { sort: "-timestamp" },
    );
    expect(data).toMatchObject([
      {
        title: "TypeError: boom",
        issue: "SHOP-1",
        "project.name": "shop",
        id: id(101),
        "error.handled": 0,
        browser: "Firefox",
        timestamp: new Date(now - 2 * minute).toISOString(),
      },
      { title: "RangeError: boom", issue: "SHOP-2", "user.display": null },
      { "project.name": "blog", issue: "BLOG-1" },
    ]);
    expect(meta).toMatchObject({ fields: { title: "string", "issue.id": "integer", timestamp: "date" }, dataset: "errors" });
    expect(deviations("GET /api/0/organizations/{}/events/", status, json)).toEqual([]);
  });

  it("searches with operators, projects, issues, tags and free text", async () => {
    const titles = async (query: string) =>
      (await events("errors", ["title", "timestamp"], { query, sort: "-timestamp" })).data.map((row) => pick(row, "title"));
    expect(await titles("project:blog")).toEqual(["TypeError: boom"]);
    expect(await titles("issue:SHOP-2 OR project:blog")).toEqual(["RangeError: boom", "TypeError: boom"]);
    expect(await titles("!error.type:TypeError browser:Fire*")).toEqual(["RangeError: boom"]);
    expect(await titles("error.unhandled:true range")).toEqual(["RangeError: boom"]);
    expect(await titles("(has:browser AND level:error) timestamp:-2m30s")).toEqual([]);
    expect(await titles("trace:" + traceId.toUpperCase())).toHaveLength(2);
  });

  it("computes the functions of transactions", async () => {
    const functions = [
      "count()",
      "count_unique(user)",
      "p50()",
      "p95(transaction.duration)",
      "p100()",
      "avg(transaction.duration)",
      "sum(transaction.duration)",
      "min(transaction.duration)",
    ];
    const more = [
      "failure_count()",
      "failure_rate()",
      "apdex(300)",
      "user_misery(300)",
      "count_miserable(user,200)",
      "count_if(transaction.duration,greater,500)",
      "epm()",
      "last_seen()",
      "latest_event()",
    ];
    const { data, meta } = await events("transactions", [...functions, ...more]);
    expect(data).toEqual([
      {
        "count()": 10,
        "count_unique(user)": 2,
        "p50()": 550,
        "p95(transaction.duration)": expect.closeTo(955, 0),
        "p100()": 1000,
        "avg(transaction.duration)": 550,
        "sum(transaction.duration)": 5500,
        "min(transaction.duration)": 100,
        "failure_count()": 3,
        "failure_rate()": 0.3,
        "apdex(300)": (3 + 7 / 2) / 10,
        "user_misery(300)": 5.8875 / 119.75,
        "count_miserable(user,200)": 2,
        "count_if(transaction.duration,greater,500)": 5,
        "epm()": expect.closeTo(10 / 1440, 6),
        "last_seen()": new Date(now - minute).toISOString(),
        "latest_event()": id(1),
      },
    ]);
    expect(meta).toMatchObject({
      fields: { "p50()": "duration", "failure_rate()": "percentage", "count()": "integer", "epm()": "rate" },
      units: { "p50()": "millisecond", "epm()": "1/minute", "count()": null },
    });
  });

  it("groups, sorts by functions, aliases and equations, and filters groups", async () => {
    const fields = ["shop", "count()", "p95(transaction.duration)", "equation|sum(transaction.duration) / count()"];
    const { data } = await events("transactions", fields, { sort: "-p95_transaction_duration" });
    expect(data).toMatchObject([
      { shop: "us", "count()": 5, "equation|sum(transaction.duration) / count()": 600 },
      { shop: "eu", "count()": 5, "equation|sum(transaction.duration) / count()": 500 },
    ]);
    expect((await events("transactions", fields, { sort: "equation[0]", query: "p95(transaction.duration):>940" })).data).toMatchObject([{ shop: "us" }]);
    expect(
      (
        await events("transactions", ["transaction.duration", "measurements.lcp", "equation|measurements.lcp / transaction.duration"], {
          query: "transaction.duration:>0.95s",
        })
      ).data,
    ).toMatchObject([{ "transaction.duration": 1000, "measurements.lcp": 10_000, "equation|measurements.lcp / transaction.duration": 10 }]);
    expect((await events("discover", ["transaction", "count()"], { query: "event.type:transaction environment:prod" })).data).toEqual([
      { transaction: "GET /cart", "count()": 5 },
    ]);
  });

  it("answers errors and transactions together where nothing else is asked for", async () => {
    const grouped = await events("discover", ["event.type", "count()", "count_unique(user)", "p50()", "failure_count()"], { sort: "event.type" });
    expect(grouped.data).toEqual([
      { "event.type": "error", "count()": 3, "count_unique(user)": 0, "p50()": null, "failure_count()": 0 },
      { "event.type": "transaction", "count()": 10, "count_unique(user)": 2, "p50()": 550, "failure_count()": 3 },
    ]);
    const columns = ["title", "issue", "transaction.duration", "error.type", "trace", "measurements.lcp", "shop", "browser", "user.id", "timestamp"];
    const { data, meta } = await events("", columns, { sort: "-timestamp", query: `trace:${traceId}` });
    expect(data).toMatchObject([
      { id: id(1), title: "GET /cart", "transaction.duration": 100, "error.type": null, "measurements.lcp": 1000, shop: "eu", "user.id": "0" },
      { id: id(101), title: "TypeError: boom", issue: "SHOP-1", "transaction.duration": null, "error.type": "TypeError", browser: "Firefox" },
      { id: id(103), "project.name": "blog" },
    ]);
    expect(meta).toMatchObject({ dataset: "discover" });
    expect((await events("discover", ["title"], { query: "transaction.duration:>=950 OR title:Range*" })).data).toHaveLength(2);
    expect((await events("discover", ["title"], { query: "SecretError" })).data).toEqual([]);
  });

  it("asks spans, logs and metrics, with attributes of any type", async () => {
    const spans = await events("spans", ["span.op", "count()", "avg(span.duration)", "avg_if(`span.op:db`,span.duration)", "sum(rows)"], {
      sort: "span.op",
      query: 'transaction:"GET /cart"',
    });
    expect(spans.data).toEqual([
      { "span.op": "db", "count()": 10, "avg(span.duration)": 50, "avg_if(`span.op:db`,span.duration)": 50, "sum(rows)": 45 },
      { "span.op": "http.server", "count()": 10, "avg(span.duration)": 550, "avg_if(`span.op:db`,span.duration)": null, "sum(rows)": null },
    ]);
    const some = await events("spans", ["span.description", "tags[rows,number]", "db.system", "is_transaction", "span.self_time"], {
      query: "tags[rows,number]:>=8 db.system:postgresql",
      sort: "-tags[rows,number]",
    });
    expect(some.data).toMatchObject([
      { "tags[rows,number]": 9, "span.description": "select 1", is_transaction: false, "span.self_time": 50 },
      { "tags[rows,number]": 8 },
    ]);
    const logs = await events("ourlogs", ["message", "severity", "order", "total", "timestamp"], {
      query: "severity:[warn,error] total:>2",
      sort: "-timestamp",
    });
    expect(logs.data).toMatchObject([{ message: "message at error", severity: "error", order: "ord_77", total: 3 }]);
    const metrics = await events("tracemetrics", ["metric.name", "sum(value,cart.total,distribution,euro)", "p50(value)", "count()"]);
    expect(metrics.data).toEqual([{ "metric.name": "cart.total", "sum(value,cart.total,distribution,euro)": 6, "p50(value)": 2, "count()": 3 }]);
  });

  it("pages with cursors", async () => {
    const first = await events("transactions", ["id", "timestamp"], { sort: "timestamp", per_page: "6" });
    const next = /rel="next"; results="true"; cursor="([^"]+)"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const second = await events("transactions", ["id", "timestamp"], { sort: "timestamp", per_page: "6", cursor: next });
    expect([...first.data, ...second.data].map((row) => pick(row, "id"))).toEqual(transactions.map((each) => each.id).toReversed());
  });

  const refused: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>, RegExp])[] = [
    ["errors", [], {}, /No columns selected/],
    ["errors", ["nonsense()"], {}, /Unknown function nonsense/],
    ["transactions", ["p95(transaction)"], {}, /transaction is not a numeric column/],
    ["transactions", ["count()"], { sort: "-title" }, /Cannot sort by a field that is not selected/],
    ["transactions", Array.from({ length: 21 }, (_, n) => `tag${n}`), {}, /up to 20 fields/],
    ["transactions", ["title"], { query: "(" }, /Parse error/],
    ["transactions", ["title"], { query: "transaction.duration:soon" }, /Invalid duration: soon/],
    ["transactions", ["count()"], { query: "count():>1", allowAggregateConditions: "0" }, /Aggregate filters/],
    ["transactions", ["equation|count() +"], {}, /equation/],
    ["transactions", ["equation|count() + transaction.duration"], {}, /Cannot mix/],
    ["nothing", ["title"], {}, /dataset must be one of/],
  ];
  it.each(refused)("refuses %s %j %j", async (dataset, field, more, message) => {
    const { status, detail } = await events(dataset, field, more);
    expect([status, detail]).toEqual([400, expect.stringMatching(message)]);
  });

  it("shows nothing of other organizations", async () => {
    expect((await events("errors", ["title"], { query: "SecretError" })).data).toEqual([]);
    expect((await seeded.get(address("events", { dataset: "errors", field: "title" }), seeded.tokens.eve)).status).toBe(404);
  });

  it("validates queries part by part", async () => {
    const good = await seeded.get(address("events/validate", { dataset: "spans", field: ["span.op", "count()"], query: "span.op:db" }));
    expect([good.status, pick(good.json, "valid")]).toEqual([200, true]);
    const bad = await seeded.get(address("events/validate", { dataset: "spans", field: ["nonsense()"], query: "(", project: "nowhere" }));
    expect(bad.status).toBe(400);
    expect(bad.json).toMatchObject({ valid: false, field: [{ name: "nonsense()", valid: false }], query: { valid: false }, projects: [{ valid: false }] });
  });
});

describe("series", () => {
  const stats = async (more: Readonly<Record<string, string | readonly string[]>>) =>
    (await seeded.get(address("events-stats", { dataset: "transactions", statsPeriod: "1h", interval: "5m", ...more }))).json;
  const counts = (series: unknown): readonly unknown[] => listAt(series, "data").map((point) => pick(point, 1, 0, "count"));

  it("counts in buckets of seconds, filled with zeros", async () => {
    const json = await stats({ yAxis: "count()" });
    expect(counts(json).reduce<number>((sum, each) => sum + Number(each), 0)).toBe(10);
    expect(counts(json).length).toBeGreaterThanOrEqual(12);
    expect(pick(json, "data", 0, 0)).toBe((now - 60 * minute) / 1000);
    expect(pick(json, "meta", "fields")).toEqual({ "count()": "integer" });
  });

  it("answers several axes, and the largest groups with the rest", async () => {
    expect(Object.keys(record(await stats({ yAxis: ["count()", "p95()"] })))).toEqual(["count()", "p95()"]);
    const top = record(await stats({ yAxis: "count()", topEvents: "1", field: ["environment", "count()"], sort: "-count()", query: "shop:eu" }));
    expect(
      Object.entries(top).map(([name, series]) => [name, pick(series, "order"), counts(series).reduce<number>((sum, each) => sum + Number(each), 0)]),
    ).toEqual([
      ["prod", 0, 3],
      ["Other", 1, 2],
    ]);
    const both = record(await stats({ yAxis: ["count()", "p50()"], topEvents: "2", field: ["shop"], sort: "-p50()" }));
    expect(Object.keys(both)).toEqual(["us", "eu"]);
    expect(Object.keys(record(both["us"]))).toEqual(["count()", "p50()", "order"]);
  });

  it("answers time series as published", async () => {
    const { json, status } = await seeded.get(
      address("events-timeseries", {
        dataset: "spans",
        statsPeriod: "1h",
        interval: "10m",
        yAxis: "count()",
        groupBy: "span.op",
        topEvents: "2",
        sort: "-count()",
      }),
    );
    expect(deviations("GET /api/0/organizations/{}/events-timeseries/", status, json)).toEqual([]);
    expect(
      listAt(json, "timeSeries").map((series) => [pick(series, "groupBy", 0, "value"), pick(series, "meta", "order"), pick(series, "meta", "interval")]),
    ).toEqual([
      ["db", 0, 600_000],
      ["http.server", 1, 600_000],
    ]);
  });

  it("refuses too many buckets and odd numbers of groups", async () => {
    for (const more of [{ interval: "1s", statsPeriod: "24h" }, { topEvents: "11", field: "shop" }, { topEvents: "x", field: "shop" }, { interval: "often" }])
      expect((await seeded.get(address("events-stats", { yAxis: "count()", dataset: "transactions", ...more }))).status).toBe(400);
  });
});

describe("attributes", () => {
  it("lists facets with their values", async () => {
    const { json } = await seeded.get(address("events-facets", { dataset: "transactions", includeAll: "1" }));
    const facets = new Map(listAt(json).map((facet) => [pick(facet, "key"), pick(facet, "topValues")]));
    expect(facets.get("shop")).toEqual([
      { name: "eu", value: "eu", count: 5 },
      { name: "us", value: "us", count: 5 },
    ]);
    expect(facets.get("project")).toEqual([{ name: "shop", value: String(seeded.ids.shop), count: 10 }]);
  });

  it("lists the tags of transactions and the attributes of spans as tags of their dataset", async () => {
    const tags = async (dataset: string) => (await seeded.get(address("tags", { dataset }))).json;
    expect(await tags("transactions")).toEqual(expect.arrayContaining([{ key: "shop", name: "shop", totalValues: 10 }]));
    const rows = listAt(await tags("spans")).find((each) => pick(each, "key") === "rows");
    expect(rows).toEqual({ key: "rows", name: "rows", totalValues: expect.any(Number) as unknown });
    expect(await seeded.get(address("tags", { dataset: "nonsense" }))).toMatchObject({ status: 400 });
  });

  it("lists the attributes of spans and logs by type, as published", async () => {
    const { json, status } = await seeded.get(address("trace-items/attributes", { itemType: "spans", attributeType: "number", substringMatch: "row" }));
    expect(json).toEqual([{ key: "tags[rows,number]", name: "rows", attributeType: "number", attributeSource: { source_type: "user" } }]);
    expect(deviations("GET /api/0/organizations/{}/trace-items/attributes/", status, json)).toEqual([]);
    const logs = await seeded.get(address("trace-items/attributes", { dataset: "logs", attributeType: "string" }));
    expect(listAt(logs.json).map((each) => pick(each, "name"))).toEqual(expect.arrayContaining(["order", "message", "severity"]));
  });
});

describe("a trace", () => {
  it("is the tree of its spans over projects, with the errors in them, as published", async () => {
    const { json, status } = await seeded.get(`/organizations/acme/trace/${traceId}/`);
    expect(json).toMatchObject([
      {
        event_id: spanId(1),
        op: "http.server",
        is_transaction: true,
        transaction_id: id(1),
        duration: 100,
        measurements: { "measurements.lcp": 1000 },
        children: [{ event_id: spanId(100), op: "db", parent_span_id: spanId(1), errors: [{ event_id: id(101), short_id: "SHOP-1", project_slug: "shop" }] }],
      },
      { event_type: "error", event_id: id(103), project_slug: "blog" },
    ]);
    expect(deviations("GET /api/0/organizations/{}/trace/{}/", status, json)).toEqual([]);
    expect((await seeded.get("/organizations/acme/trace/nonsense/")).status).toBe(400);
  });

  it("is counted without being loaded", async () => {
    const { json, status } = await seeded.get(`/organizations/acme/trace-meta/${traceId}/`);
    expect(json).toMatchObject({ errorsCount: 2, logsCount: 4, metricsCount: 3, spansCount: 2, spansCountMap: { db: 1, "http.server": 1 } });
    expect(json).toMatchObject({ transactionChildCountMap: [{ "transaction.event_id": id(1), "count()": 2 }] });
    expect(deviations("GET /api/0/organizations/{}/trace-meta/{}/", status, json)).toEqual([]);
  });
});

describe("a transaction", () => {
  it("is readable as an event, with its spans, measurements and fate", async () => {
    const { json, status } = await seeded.get(`/projects/acme/shop/events/${id(3)}/`);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      eventID: id(3),
      groupID: null,
      type: "transaction",
      title: "GET /cart",
      measurements: { lcp: { value: 3000 } },
      contexts: { trace: { status: "internal_error" } },
    });
    expect(listAt(json, "entries").map((entry) => pick(entry, "type"))).toEqual(["spans"]);
    expect(pick(json, "endTimestamp")).toBe((now - 3 * minute) / 1000);
    expect((await seeded.get(`/projects/acme/blog/events/${id(3)}/`)).status).toBe(404);
    expect((await seeded.get(`/projects/acme/shop/events/${id(3)}/json/`)).json).toMatchObject({
      type: "transaction",
      event_id: id(3),
      transaction: "GET /cart",
    });
    expect((await seeded.get(`/organizations/acme/eventids/${id(3)}/`)).json).toMatchObject({ projectSlug: "shop", groupId: null, eventId: id(3) });
    expect((await seeded.get(`/projects/acme/shop/events/${id(3)}/fate/`)).json).toMatchObject({ stored: { issueId: null, shortId: null }, outcomes: [] });
  });

  it("that comes again is a duplicate with its spans, and tells so", async () => {
    const [again] = transactions;
    if (again === undefined) throw new Error("no transaction");
    await seeded.ingestEnvelopes([{ ...again, project: seeded.ids.shop }]);
    expect((await events("transactions", ["count()"])).data).toEqual([{ "count()": 10 }]);
    expect((await events("spans", ["count()"])).data).toEqual([{ "count()": 20 }]);
    const { json } = await seeded.get(`/projects/acme/shop/events/${again.id}/fate/`);
    expect(listAt(json, "outcomes").map((outcome) => [pick(outcome, "category"), pick(outcome, "reason"), pick(outcome, "quantity")])).toEqual([
      ["transaction", "duplicate", 1],
      ["span", "duplicate", 2],
    ]);
  });
});

function record(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new TypeError("this is no object");
  return value;
}
