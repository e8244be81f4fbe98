import { beforeEach, expect, it } from "vitest";
import { column, everything, type Aggregate, type Expression, type TableAggregate, type TableCondition, type TableSelect } from "../../query/table-query.ts";
import { packCells, type RowDraft } from "./datasets.ts";
import type { StoredRow } from "./port.ts";
import { day, event, hour, midnight } from "./suite-data.ts";
import type { TelemetryStores } from "./suite.ts";

type Current = () => TelemetryStores;

const traceA = "aa".repeat(16);
const traceB = "bb".repeat(16);
const range = { from: midnight - 10 * day, to: midnight + 10 * day };

const attribute = (name: string, type: "text" | "number" | "boolean" = "text"): Expression => ({ kind: "attribute", column: "attributes", name, type });
const is = (of: Expression, ...values: readonly (string | number | null)[]): TableCondition => ({ kind: "oneOf", of, values });

/** Span `n` of project 1, `n` minutes after midnight and `n` milliseconds long. */
function span(n: number, change: Partial<RowDraft<"spans">> & { readonly projectId?: number } = {}): StoredRow {
  const { projectId = 1, ...more } = change;
  const row: RowDraft<"spans"> = {
    timestamp: midnight + n * 60_000,
    traceId: traceA,
    spanId: n.toString(16).padStart(16, "0"),
    parentSpanId: null,
    segmentId: null,
    isSegment: false,
    eventId: null,
    duration: n,
    name: `span ${n}`,
    op: "db",
    status: "ok",
    origin: null,
    kind: null,
    segmentName: null,
    environment: null,
    release: null,
    userTag: null,
    sdk: null,
    platform: null,
    replayId: null,
    profileId: null,
    attributes: {},
    ...more,
  };
  const cells = packCells({ dataset: "spans", row });
  return { dataset: "spans", seq: n, position: 0, projectId, keyId: 1, receivedAt: midnight, timestamp: row.timestamp, cells, body: null, bodyBytes: 0 };
}

/** Questions about any column of any table, over days. */
export function telemetryTableSuite(current: Current): void {
  const store = (...rows: readonly StoredRow[]) => current().writer.append({ events: [], attachments: [], outcomes: [], rows });
  const select = (query: Partial<TableSelect>) =>
    current().reader.select({
      table: "spans",
      projectIds: [1],
      range,
      where: everything,
      select: [column("name")],
      orderBy: [],
      limit: 100,
      offset: 0,
      ...query,
    });
  const aggregate = async (aggregates: readonly Aggregate[], query: Partial<TableAggregate> = {}) => {
    const { groups } = await current().reader.aggregate({
      table: "spans",
      projectIds: [1],
      range,
      where: everything,
      groupBy: [],
      maxGroups: 1000,
      aggregates,
      ...query,
    });
    return groups;
  };
  const values = async (aggregates: readonly Aggregate[], query: Partial<TableAggregate> = {}) => (await aggregate(aggregates, query))[0]?.values;
  const names = async (where: TableCondition) => (await select({ where })).map(([name]) => String(name)).sort((a, b) => (a < b ? -1 : 1));

  beforeEach(async () => {
    await store(
      span(1, { attributes: { "http.method": "GET", "http.status": 200, cached: true } }),
      span(2, { attributes: { "http.method": "POST", "http.status": "404", cached: false }, op: "http.server", environment: "prod" }),
      span(3, { timestamp: midnight + day + hour, traceId: traceB, attributes: { 'quo"ted': "x", "http.method": "get it" }, op: null }),
      span(4, { timestamp: midnight - 3 * day, op: "http.client", status: "internal_error", environment: "prod" }),
      span(5, { projectId: 2 }),
    );
  });

  it("answer rows newest first over days, in pages", async () => {
    expect(await select({})).toEqual([["span 3"], ["span 2"], ["span 1"], ["span 4"]]);
    expect(await select({ limit: 2, offset: 1 })).toEqual([["span 2"], ["span 1"]]);
    expect(await select({ projectIds: [2, 1], limit: 2, orderBy: [{ index: 1, descending: true }], select: [column("name"), column("timestamp")] })).toEqual([
      ["span 3", midnight + day + hour],
      ["span 5", midnight + 5 * 60_000],
    ]);
    expect(await select({ range: { from: midnight, to: midnight + day } })).toEqual([["span 2"], ["span 1"]]);
  });

  it("sort by anything, what is missing last", async () => {
    const sorted = (index: number, descending: boolean) =>
      select({ select: [column("name"), column("duration"), column("op")], orderBy: [{ index, descending }] });
    expect((await sorted(1, true)).map(([, duration]) => duration)).toEqual([4, 3, 2, 1]);
    expect((await sorted(2, false)).map(([, , op]) => op)).toEqual(["db", "http.client", "http.server", null]);
    expect((await sorted(2, true)).map(([, , op]) => op)).toEqual(["http.server", "http.client", "db", null]);
  });

  it("find by ids, columns and attributes of any type", async () => {
    expect(await names(is(column("traceId"), traceB))).toEqual(["span 3"]);
    expect(await names(is(column("traceId"), "not an id"))).toEqual([]);
    expect(await names(is(column("op"), "db", null))).toEqual(["span 1", "span 3"]);
    expect(await names(is(attribute("http.status"), "200"))).toEqual(["span 1"]);
    expect(await names(is(attribute("http.status"), 404))).toEqual(["span 2"]);
    expect(await names({ kind: "compare", of: attribute("http.status", "number"), op: ">=", value: 100 })).toEqual(["span 1"]);
    expect(await names(is(attribute("cached", "boolean"), 1))).toEqual(["span 1"]);
    expect(await names({ kind: "text", of: attribute("http.method"), anyOf: [{ kind: "wildcard", parts: ["g", ""] }] })).toEqual(["span 1", "span 3"]);
    expect(await names({ kind: "not", of: is(attribute("http.method"), "GET") })).toEqual(["span 2", "span 3", "span 4"]);
    expect(await names({ kind: "present", of: column("environment") })).toEqual(["span 2", "span 4"]);
    expect(await names({ kind: "contains", of: [column("name"), column("op")], text: "SERVER" })).toEqual(["span 2"]);
    expect(await names({ kind: "all", of: [is(column("op"), "db"), { kind: "any", of: [] }] })).toEqual([]);
    expect(await names({ kind: "any", of: [is(column("spanId"), "1".padStart(16, "0")), is(column("environment"), "prod")] })).toEqual([
      "span 1",
      "span 2",
      "span 4",
    ]);
  });

  it("count, add up and compare over days", async () => {
    const duration = column("duration");
    const kinds = ["sum", "avg", "min", "max", "variance", "distinct"] as const;
    expect(await values([{ kind: "count" }, ...kinds.map((kind) => ({ kind, of: duration }))])).toEqual([4, 10, 2.5, 1, 4, 5 / 3, 4]);
    expect(await values([{ kind: "countOf", of: column("op") }, { kind: "count", when: is(column("op"), "db") }, { kind: "newestId" }])).toEqual([
      3,
      1,
      "3".padStart(16, "0"),
    ]);
    expect(
      await values([
        { kind: "quantile", of: duration, q: 0.5 },
        { kind: "quantile", of: duration, q: 1 },
      ]),
    ).toEqual([2.5, 4]);
    const line = { of: duration, and: { kind: "arithmetic", op: "*", left: duration, right: { kind: "constant", value: 3 } } } as const;
    expect(
      await values([
        { kind: "slope", ...line },
        { kind: "intercept", ...line },
        { kind: "correlation", ...line },
        { kind: "covariance", ...line },
      ]),
    ).toEqual([3, 0, 1, 5]);
    const nothing = { where: is(column("op"), "none") };
    expect(await values([{ kind: "count" }, { kind: "sum", of: duration }, { kind: "quantile", of: duration, q: 0.5 }, { kind: "newestId" }], nothing)).toEqual(
      [0, null, null, null],
    );
  });

  it("group by columns and by time", async () => {
    const grouped = await aggregate([{ kind: "count" }, { kind: "max", of: column("duration") }], { groupBy: [column("environment")] });
    expect(new Map(grouped.map(({ key, values: found }) => [key[0], found]))).toEqual(
      new Map([
        [null, [2, 3]],
        ["prod", [2, 4]],
      ]),
    );
    const buckets = await aggregate([{ kind: "count" }], { groupBy: [{ kind: "bucket", ms: day, origin: midnight }] });
    expect(new Map(buckets.map(({ key, values: found }) => [key[0], found[0]]))).toEqual(
      new Map([
        [midnight - 3 * day, 1],
        [midnight, 2],
        [midnight + day, 1],
      ]),
    );
    const few = await current().reader.aggregate({
      table: "spans",
      projectIds: [1],
      range,
      where: everything,
      groupBy: [column("name")],
      aggregates: [],
      maxGroups: 2,
    });
    expect([few.groups.length, few.truncated]).toEqual([2, true]);
  });

  it("keep to the projects that are named", async () => {
    expect(await select({ projectIds: [2] })).toEqual([["span 5"]]);
    expect(await select({ projectIds: [] })).toEqual([]);
    expect(await values([{ kind: "count" }], { projectIds: [2] })).toEqual([1]);
    expect(await values([{ kind: "count" }], { projectIds: [] })).toEqual([0]);
  });

  it("know events as a table", async () => {
    const events = [
      event(1, { level: "error", tags: [["browser", "Firefox"]], seq: 100, metadata: { type: "TypeError" } }),
      event(2, { level: "info", seq: 101 }),
    ];
    await current().writer.append({ events, attachments: [], outcomes: [], rows: [] });
    const tag: Expression = { kind: "attribute", column: "tags", name: "browser", type: "text" };
    expect(await select({ table: "events", select: [column("id"), column("level"), tag, column("errorType")] })).toEqual([
      [event(2).eventId, "info", null, "Error"],
      [event(1).eventId, "error", "Firefox", "TypeError"],
    ]);
    expect(await values([{ kind: "count" }], { table: "events", where: is(column("id"), event(1).eventId) })).toEqual([1]);
  });

  it("answer quantiles and distinct values of many rows nearly", async () => {
    const many = Array.from({ length: 6000 }, (_, index) =>
      span(1000 + index, { timestamp: midnight + (index % 3) * day, duration: index + 1, name: `n${index}`, op: "many" }),
    );
    await store(...many);
    const [p50, p99, distinct] =
      (await values(
        [
          { kind: "quantile", of: column("duration"), q: 0.5 },
          { kind: "quantile", of: column("duration"), q: 0.99 },
          { kind: "distinct", of: column("name") },
        ],
        { where: is(column("op"), "many") },
      )) ?? [];
    expect(Math.abs(Number(p50) - 3000)).toBeLessThan(45);
    expect(Math.abs(Number(p99) - 5940)).toBeLessThan(80);
    expect(Math.abs(Number(distinct) - 6000)).toBeLessThan(300);
  });
}
