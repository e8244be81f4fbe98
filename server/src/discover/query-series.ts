import type { TimeRange } from "../query/model.ts";
import type { TableCondition, Value } from "../query/table-query.ts";
import { AggregateList, describe, isAggregate, parseColumns, type Column } from "./columns.ts";
import { DiscoverError } from "./discover-error.ts";
import { shown, type FieldType } from "./field.ts";
import { shownNames, type ShownNames } from "./names.ts";
import { prepare, queryTable, type DiscoverScope, type DiscoverStores } from "./query-table.ts";

export interface SeriesRequest extends DiscoverScope {
  /** At least one function or equation. */
  readonly axes: readonly string[];
  readonly intervalMs: number;
  /** Series for each of the largest groups. */
  readonly top: { readonly groupBy: readonly string[]; readonly count: number; readonly sort: readonly string[]; readonly other: boolean } | null;
}

interface SeriesAxis {
  readonly text: string;
  readonly type: FieldType;
  readonly unit: string | null;
}

export interface SeriesResult {
  readonly axes: readonly SeriesAxis[];
  /** Starts of the buckets, epoch milliseconds, without gaps. */
  readonly buckets: readonly number[];
  readonly groups: readonly SeriesGroup[];
}

export interface SeriesGroup {
  /** Values of the columns that it is grouped by; null for all that are in no group of their own. */
  readonly key: readonly { readonly key: string; readonly value: string | number | boolean | null }[] | null;
  /** For each axis, a value for each bucket. */
  readonly values: readonly (readonly (number | null)[])[];
  /** How many rows each bucket has. */
  readonly counts: readonly number[];
}

const maxBuckets = 10_000;

/** `events-stats/` and `events-timeseries/` (`api.md` §3.5). */
export async function querySeries(stores: DiscoverStores, request: SeriesRequest): Promise<SeriesResult> {
  const { range, intervalMs } = request;
  const start = Math.floor(range.from / intervalMs) * intervalMs;
  const count = Math.ceil((range.to - start) / intervalMs);
  if (count > maxBuckets)
    throw new DiscoverError("Your interval and date range would create too many results. Use a larger interval, or a smaller date range.");
  const buckets = Array.from({ length: count }, (_, index) => start + index * intervalMs);
  const { search, context } = await prepare(stores.state, request);
  const columns = parseColumns(request.axes, context);
  if (!columns.every(isAggregate)) throw new DiscoverError("yAxis must be a function");
  const plan: Plan = { columns, where: search.where, buckets, start };
  const axes = columns.map((column): SeriesAxis => ({ text: column.text, ...describe(column, []) }));
  if (request.top === null) return { axes, buckets, groups: [await series(stores, request, plan, null)] };
  return { axes, buckets, groups: await topGroups(stores, request, plan) };
}

interface Plan {
  readonly columns: readonly Column[];
  readonly where: TableCondition;
  readonly buckets: readonly number[];
  readonly start: number;
}

async function topGroups(stores: DiscoverStores, request: SeriesRequest, plan: Plan): Promise<readonly SeriesGroup[]> {
  const { top, dataset } = request;
  if (top === null) return [];
  const fields = top.groupBy.map((name) => dataset.field(name));
  const keys = await topKeys(stores, request, top);
  const conditions = keys.map((key): TableCondition => ({
    kind: "all",
    of: fields.map((field, index) => ({ kind: "oneOf", of: field.expression, values: [key[index] ?? null] })),
  }));
  const issueIds = keys.flatMap((key) => key.filter((value, index): value is number => fields[index]?.names === "issue" && typeof value === "number"));
  const names = await shownNames(stores.state, request.projects, issueIds);
  const groups = await Promise.all(
    keys.map(async (key, index) => {
      const condition = conditions[index];
      const found = await series(stores, request, { ...plan, where: { kind: "all", of: [plan.where, ...(condition === undefined ? [] : [condition])] } }, null);
      return { ...found, key: fields.map((field, at) => ({ key: field.name, value: shownKey(field, key[at] ?? null, names) })) };
    }),
  );
  if (!top.other || keys.length === 0) return groups;
  const rest: TableCondition = { kind: "not", of: { kind: "any", of: conditions } };
  const other = await series(stores, request, { ...plan, where: { kind: "all", of: [plan.where, rest] } }, null);
  return other.counts.some((each) => each > 0) ? [...groups, other] : groups;
}

function shownKey(field: Parameters<typeof shown>[0], value: Value, names: ShownNames): string | number | boolean | null {
  return field.names !== undefined && typeof value === "number" ? names[field.names](value) : shown(field, value);
}

/** The stored values of the largest groups: by the sort, else by the first axis. */
async function topKeys(stores: DiscoverStores, request: SeriesRequest, top: NonNullable<SeriesRequest["top"]>): Promise<readonly (readonly Value[])[]> {
  const sort = top.sort.length > 0 ? top.sort : [`-${request.axes[0] ?? "count()"}`];
  const named = [...request.axes, ...sort.map((text) => text.replace(/^-/, "")).filter((text) => text.includes("("))];
  // Asked for by raw ids, so that a group can be found again.
  const raw = top.groupBy.map((name) =>
    request.dataset.field(name).names === "project" ? "project.id" : request.dataset.field(name).names === "issue" ? "issue.id" : name,
  );
  const table = await queryTable(stores, { ...request, aggregateConditions: true, fields: [...raw, ...named], sort, limit: top.count, offset: 0 });
  return table.data.map((row) => raw.map((name) => storedValue(row[name], request.dataset.field(name).type, request.dataset.field(name).prefix)));
}

function storedValue(value: unknown, type: FieldType | null, prefix: string | undefined): Value {
  if (type === "date" && typeof value === "string") return Date.parse(value);
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "string") return (prefix ?? "") + value;
  return typeof value === "number" ? value : null;
}

async function series({ telemetry }: DiscoverStores, request: SeriesRequest, plan: Plan, key: SeriesGroup["key"]): Promise<SeriesGroup> {
  const aggregates = new AggregateList();
  const rows = { type: "integer", unit: null, aggregates: [{ kind: "count" }], finish: ([value = null]) => value } as const satisfies Parameters<
    AggregateList["add"]
  >[0];
  aggregates.add(rows);
  for (const column of plan.columns) {
    if (column.kind === "function") aggregates.add(column.computed);
    else if (column.kind === "equation") for (const computed of column.functions.values()) aggregates.add(computed);
  }
  const { groups } = await telemetry.aggregate({
    table: request.dataset.table,
    projectIds: request.projects.map(({ id }) => id),
    range: request.range,
    where: plan.where,
    groupBy: [{ kind: "bucket", ms: request.intervalMs, origin: plan.start }],
    aggregates: aggregates.list,
    maxGroups: maxBuckets + 1,
  });
  const byBucket = new Map(groups.map((group) => [group.key[0], group.values]));
  const seconds = request.intervalMs / 1000;
  const empty = aggregates.list.map(() => null);
  const valuesIn = (bucket: number): readonly Value[] => byBucket.get(bucket) ?? empty;
  return {
    key,
    values: plan.columns.map((column) => plan.buckets.map((bucket) => toNumber(aggregates.valueOf(column, valuesIn(bucket), seconds), column))),
    counts: plan.buckets.map((bucket) => Number(aggregates.finish(rows, valuesIn(bucket), seconds) ?? 0)),
  };
}

/** Buckets without rows count zero, and have no average. */
function toNumber(value: Value, column: Column): number | null {
  if (typeof value === "number") return value;
  return column.kind === "function" && (column.computed.type === "integer" || column.computed.type === "rate") ? 0 : null;
}

/** What fits a period when nobody asked: about a hundred buckets. */
export function defaultInterval({ from, to }: TimeRange): number {
  const hours = (to - from) / 3_600_000;
  if (hours <= 1) return 60_000;
  if (hours <= 6) return 300_000;
  if (hours <= 48) return 1_800_000;
  if (hours <= 24 * 14) return 3_600_000;
  return hours <= 24 * 30 ? 4 * 3_600_000 : 24 * 3_600_000;
}
