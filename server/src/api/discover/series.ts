import { z } from "zod";
import { defaultInterval, querySeries, type SeriesGroup, type SeriesRequest, type SeriesResult } from "../../discover/query-series.ts";
import { parseDuration } from "../../query/dates.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inOrganization } from "../place.ts";
import { discoverQuery, readScope, refuseBadDiscover, type Asked } from "./discover-request.ts";

const seriesQuery = {
  ...discoverQuery,
  yAxis: z.array(z.string()).optional(),
  interval: z.string().optional(),
  topEvents: z.string().optional(),
  sort: z.array(z.string()).optional(),
  orderby: z.array(z.string()).optional(),
  excludeOther: z.string().optional(),
  comparisonDelta: z.string().optional().meta({ description: "Seconds: the same period so much earlier is answered beside." }),
  partial: z.string().optional(),
};

interface SeriesAsked extends Asked {
  readonly query: Asked["query"] & { readonly [K in keyof typeof seriesQuery]?: z.output<(typeof seriesQuery)[K]> };
}

interface Answered {
  readonly request: SeriesRequest;
  readonly result: SeriesResult;
  readonly before: SeriesResult | null;
}

async function answer(asked: SeriesAsked, groupBy: readonly string[]): Promise<Answered> {
  const { query, stores } = asked;
  const axes = (query.yAxis ?? []).filter((text) => text !== "");
  const scope = await readScope(asked);
  const request: SeriesRequest = {
    ...scope,
    axes: axes.length === 0 ? ["count()"] : axes,
    intervalMs: intervalOf(query.interval) ?? defaultInterval(scope.range),
    top: topOf(query, groupBy),
  };
  return refuseBadDiscover(async () => {
    const result = await querySeries(stores, request);
    const delta = Number(query.comparisonDelta ?? 0) * 1000;
    const earlier = { from: request.range.from - delta, to: request.range.to - delta };
    return { request, result, before: delta > 0 ? await querySeries(stores, { ...request, range: earlier }) : null };
  });
}

function intervalOf(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  const interval = parseDuration(text);
  if (interval === undefined || interval < 1000) throw fail("invalidInput", { reason: `Invalid interval: ${JSON.stringify(text)}` });
  return interval;
}

function topOf(query: SeriesAsked["query"], groupBy: readonly string[]): SeriesRequest["top"] {
  if (query.topEvents === undefined || query.topEvents === "" || query.topEvents === "0") return null;
  const count = Number(query.topEvents);
  if (!Number.isInteger(count) || count < 1 || count > 10) throw fail("invalidInput", { reason: "topEvents needs to be an integer from 1 to 10" });
  const columns = groupBy.filter((name) => name !== "" && !name.includes("("));
  if (columns.length === 0) throw fail("invalidInput", { reason: "topEvents needs columns to group by" });
  const sort = [...(query.sort ?? []), ...(query.orderby ?? [])].filter((text) => text !== "");
  return { groupBy: columns, count, sort, other: query.excludeOther !== "1" };
}

const seriesMeta = (result: SeriesResult, dataset: string) => ({
  fields: Object.fromEntries(result.axes.map(({ text, type }) => [text, type])),
  units: Object.fromEntries(result.axes.map(({ text, unit }) => [text, unit])),
  dataset,
  isMetricsData: false,
});

/** One axis of a group: `[seconds, [{count}]]`, under that name whatever it is (`api.md` §3.5). */
function axisJson({ request, result, before }: Answered, group: SeriesGroup, axis: number, order: number) {
  const earlier = before?.groups[0]?.values[axis];
  const data = result.buckets.map((bucket, index) => {
    const point = { count: group.values[axis]?.[index] ?? null };
    return [bucket / 1000, [earlier === undefined ? point : { ...point, comparisonCount: earlier[index] ?? null }]] as const;
  });
  const { from, to } = request.range;
  return { data, isMetricsData: false, order, start: Math.floor(from / 1000), end: Math.floor(to / 1000), meta: seriesMeta(result, request.dataset.name) };
}

function groupName({ key }: SeriesGroup): string {
  return key === null ? "Other" : key.map(({ value }) => (value === null ? "None" : String(value))).join(",");
}

export const showEventStats = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/events-stats/",
  summary: "Functions over time, also of the largest groups; times in seconds",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  query: z.object({ ...seriesQuery, field: z.array(z.string()).optional() }),
  response: z.record(z.string(), z.unknown()),
  async handler(incoming) {
    const answered = await answer(incoming, incoming.query.field ?? []);
    const { result, request } = answered;
    const byAxis = (group: SeriesGroup) => Object.fromEntries(result.axes.map(({ text }, axis) => [text, axisJson(answered, group, axis, axis)]));
    const [first] = result.groups;
    if (request.top === null) return { body: first === undefined ? {} : result.axes.length === 1 ? axisJson(answered, first, 0, 0) : byAxis(first) };
    const groups = result.groups.map(
      (group, order) => [groupName(group), result.axes.length === 1 ? axisJson(answered, group, 0, order) : { ...byAxis(group), order }] as const,
    );
    return { body: Object.fromEntries(groups) };
  },
});

const timeSeries = z.object({
  yAxis: z.string(),
  groupBy: z.array(z.object({ key: z.string(), value: z.unknown() })).optional(),
  values: z.array(
    z.object({ timestamp: z.number(), value: z.number(), incomplete: z.boolean(), comparisonValue: z.number().optional(), sampleCount: z.int() }),
  ),
  meta: z.object({
    valueType: z.string(),
    valueUnit: z.string().nullable(),
    interval: z.number(),
    order: z.int().optional(),
    isOther: z.boolean().optional(),
    dataScanned: z.string(),
  }),
});

export const showEventTimeSeries = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/events-timeseries/",
  summary: "Functions over time, also of the largest groups; times in milliseconds",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "event:read"],
  query: z.object({ ...seriesQuery, groupBy: z.array(z.string()).optional() }),
  response: z.object({ meta: z.object({ dataset: z.string(), start: z.number(), end: z.number() }), timeSeries: z.array(timeSeries) }),
  async handler(incoming) {
    const answered = await answer(incoming, incoming.query.groupBy ?? []);
    const { request, result, before } = answered;
    const series = result.groups.flatMap((group, order) =>
      result.axes.map(({ text, type, unit }, axis) => {
        const earlier = before?.groups[0]?.values[axis];
        const grouped = request.top === null ? {} : { order, isOther: group.key === null };
        return {
          yAxis: text,
          ...(group.key !== null && { groupBy: group.key.map(({ key, value }) => ({ key, value: value ?? "None" })) }),
          values: result.buckets.map((timestamp, index) => ({
            timestamp,
            value: group.values[axis]?.[index] ?? 0,
            incomplete: timestamp + request.intervalMs > request.now,
            ...(earlier !== undefined && { comparisonValue: earlier[index] ?? 0 }),
            sampleCount: group.counts[index] ?? 0,
          })),
          meta: { valueType: type, valueUnit: unit, interval: request.intervalMs, ...grouped, dataScanned: "full" },
        };
      }),
    );
    return { body: { meta: { dataset: request.dataset.name, start: request.range.from, end: request.range.to }, timeSeries: series } };
  },
});
