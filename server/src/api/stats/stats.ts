import { z } from "zod";
import { parseDuration } from "../../query/dates.ts";
import type { OutcomeTotal } from "../../stores/state/port.ts";
import { withToken } from "../admission.ts";
import { isoDate } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { periodQuery, readPeriod } from "../issues/search-request.ts";
import { inOrganization, inProject } from "../place.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** What counts as an event in the old statistics. */
const eventCategories: ReadonlySet<string> = new Set(["error", "default", "security"]);

const stats: Readonly<Record<string, (total: OutcomeTotal) => boolean>> = {
  received: () => true,
  generated: ({ outcome }) => outcome === "accepted",
  blacklisted: ({ outcome }) => outcome === "filtered",
  rejected: ({ outcome }) => outcome !== "accepted" && outcome !== "filtered",
};

export const showProjectStats = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/stats/",
  summary: "Events of a project over time: [[epoch seconds, count], …]",
  description: "Counts are kept by the hour, so that is the finest resolution.",
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  query: z.object({
    stat: z.enum(["received", "rejected", "blacklisted", "generated"]).default("received"),
    since: z
      .string()
      .regex(/^\d+(\.\d+)?$/, "Expected epoch seconds.")
      .transform(Number)
      .optional(),
    until: z
      .string()
      .regex(/^\d+(\.\d+)?$/, "Expected epoch seconds.")
      .transform(Number)
      .optional(),
    resolution: z.enum(["10s", "1h", "1d"]).optional(),
  }),
  response: z.array(z.tuple([z.number(), z.number()])),
  async handler({ stores, project, query, clock }) {
    const bucketMs = query.resolution === "1d" ? day : hour;
    const span = alignedSpan(
      query.since === undefined ? (query.until ?? clock.now() / 1000) * 1000 - day : query.since * 1000,
      query.until === undefined ? clock.now() + 1 : query.until * 1000,
      bucketMs,
    );
    const totals = await stores.state.outcomeTotals({ projectIds: [project.id], ...span, bucketMs });
    const counted = totals.filter((total) => eventCategories.has(total.category) && stats[query.stat]?.(total) === true);
    return { body: bucketsOf(span, bucketMs).map((bucket): [number, number] => [bucket / 1000, sum(counted.filter((total) => total.bucket === bucket))]) };
  },
});

const groupings = ["outcome", "category", "reason", "project"] as const;
const fieldNames = ["sum(quantity)", "sum(times_seen)"] as const;
const words = z.array(z.string()).optional();

export const showOrganizationStats = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/stats_v2/",
  summary: "Items by outcome, category, reason and project over time",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read"],
  query: z.object({
    ...periodQuery,
    groupBy: z.array(z.enum(groupings)).default([]),
    field: z.array(z.enum(fieldNames)).min(1).default(["sum(quantity)"]),
    interval: z.string().default("1h"),
    project: words,
    category: words,
    outcome: words,
    reason: words,
  }),
  response: z.object({
    start: z.string(),
    end: z.string(),
    intervals: z.array(z.string()),
    groups: z.array(
      z.object({
        by: z.record(z.string(), z.union([z.string(), z.int(), z.null()])),
        totals: z.record(z.string(), z.int()),
        series: z.record(z.string(), z.array(z.int())),
      }),
    ),
  }),
  async handler({ stores, access, organization, query, clock }) {
    const bucketMs = readInterval(query.interval);
    const { range } = await readPeriod(query, clock.now());
    const span = alignedSpan(range.from, range.to, bucketMs);
    const buckets = bucketsOf(span, bucketMs);
    const projects = await access.chosenProjects(organization, query.project);
    const totals = await stores.state.outcomeTotals({ projectIds: projects.map((project) => project.id), ...span, bucketMs });
    const passes = (chosen: readonly string[] | undefined, value: string) => chosen === undefined || chosen.length === 0 || chosen.includes(value);
    const counted = totals.filter(
      ({ category, outcome, reason }) => passes(query.category, category) && passes(query.outcome, outcome) && passes(query.reason, reason ?? ""),
    );
    const groups = Map.groupBy(counted, (total) => JSON.stringify(query.groupBy.map((name) => valueOf(total, name))));
    return {
      body: {
        start: isoDate(span.from),
        end: isoDate(span.to),
        intervals: buckets.map(isoDate),
        groups: [...groups.values()].map((rows) => groupJson(rows, query.groupBy, query.field, buckets)),
      },
    };
  },
});

function groupJson(rows: readonly OutcomeTotal[], groupBy: readonly (typeof groupings)[number][], fields: readonly string[], buckets: readonly number[]) {
  const [first] = rows;
  const byBucket = Map.groupBy(rows, (row) => row.bucket);
  const series = buckets.map((bucket) => sum(byBucket.get(bucket) ?? []));
  return {
    by: Object.fromEntries(groupBy.map((name) => [name, first === undefined ? null : valueOf(first, name)])),
    totals: Object.fromEntries(fields.map((field) => [field, sum(rows)])),
    series: Object.fromEntries(fields.map((field) => [field, series])),
  };
}

function valueOf(total: OutcomeTotal, name: (typeof groupings)[number]): string | number | null {
  return name === "project" ? total.projectId : total[name];
}

function sum(totals: readonly OutcomeTotal[]): number {
  return totals.reduce((all, total) => all + total.quantity, 0);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** `api.md` §3.5 has the same ceiling. */
const mostBuckets = 10_000;

function alignedSpan(from: number, to: number, bucketMs: number): Span {
  const span = { from: Math.floor(from / bucketMs) * bucketMs, to: Math.ceil(to / bucketMs) * bucketMs };
  if (span.from >= span.to) throw fail("invalidInput", { reason: "start must be before end" });
  if ((span.to - span.from) / bucketMs > mostBuckets) {
    throw fail("invalidInput", { reason: "Your interval and date range would create too many results. Use a larger interval, or a smaller date range." });
  }
  return span;
}

function bucketsOf({ from, to }: Span, bucketMs: number): readonly number[] {
  return Array.from({ length: Math.round((to - from) / bucketMs) }, (_, index) => from + index * bucketMs);
}

/** Counts are kept by the hour: finer intervals are rounded up to one. */
function readInterval(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms === 0) throw fail("invalidInput", { reason: `Invalid interval: ${JSON.stringify(text)}` });
  return Math.max(Math.ceil(ms / hour), 1) * hour;
}
