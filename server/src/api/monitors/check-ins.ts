import { z } from "zod";
import { checkInStatuses } from "../../monitors/monitor.ts";
import type { CheckInBucket } from "../../stores/state/port/monitors.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { periodQuery, readPeriod } from "../issues/search-request.ts";
import { pageOfWindow, pageQuery, pageWindow } from "../pagination.ts";
import { inOrganization } from "../place.ts";
import { findMonitor, monitorParameter, paths, projectIds, reading, scopes } from "./find-monitor.ts";
import { checkInShape, toCheckIn } from "./monitor-shape.ts";
import { parseDuration } from "../../query/dates.ts";

const minute = 60_000;
const mostBuckets = 10_000;
const environment = z.array(z.string()).optional();

const list = (scope: keyof typeof scopes) =>
  defineEndpoint({
    ...reading,
    method: "get",
    path: `${paths[scope]}/monitors/{monitor}/checkins/`,
    summary: "Check-ins of a monitor, newest first",
    place: scopes[scope],
    params: monitorParameter,
    query: z.object({ ...pageQuery, ...periodQuery, environment, expand: z.array(z.string()).optional() }),
    response: z.array(checkInShape),
    async handler({ params, projects, stores, query, clock }) {
      const monitor = await findMonitor(stores, projects, params.monitor);
      const { range, explicit } = await readPeriod(query, clock.now());
      const found = await stores.state.checkIns({
        monitorId: monitor.id,
        ...(query.environment === undefined ? {} : { environments: query.environment }),
        ...(explicit && { range }),
        ...pageWindow(query),
      });
      const { rows, page } = pageOfWindow(query, found);
      return { body: rows.map(toCheckIn), page };
    },
  });

export const listMonitorCheckIns = list("organization");
export const listProjectMonitorCheckIns = list("project");

const seconds = z
  .string()
  .regex(/^\d+(\.\d+)?$/, "Expected epoch seconds.")
  .transform((text) => Number(text) * 1000)
  .optional();

const statsQuery = z.object({ since: seconds, until: seconds, resolution: z.string().default("1h"), environment });

interface Span {
  readonly from: number;
  readonly to: number;
  readonly bucketMs: number;
}

function spanOf({ since, until, resolution }: z.output<typeof statsQuery>, now: number): Span {
  const bucketMs = parseDuration(resolution);
  if (bucketMs === undefined || bucketMs < minute) throw fail("invalidInput", { reason: "resolution must be a duration of at least a minute, like 1h" });
  const to = until ?? now;
  const from = Math.floor((since ?? to - 86_400_000) / bucketMs) * bucketMs;
  if (from >= to) throw fail("invalidInput", { reason: "since must be before until" });
  if ((to - from) / bucketMs > mostBuckets)
    throw fail("invalidInput", { reason: "Use a larger resolution, or a smaller range: there would be too many buckets." });
  return { from, to: from + Math.ceil((to - from) / bucketMs) * bucketMs, bucketMs };
}

const bucketsOf = ({ from, to, bucketMs }: Span): readonly number[] =>
  Array.from({ length: Math.round((to - from) / bucketMs) }, (_, index) => (from + index * bucketMs) / 1000);

const statusCounts = Object.fromEntries(checkInStatuses.map((status) => [status, z.int()]));
const statsShape = z.array(z.object({ ts: z.number(), duration: z.number().meta({ description: "Mean, milliseconds." }), ...statusCounts }));

const stats = (scope: keyof typeof scopes) =>
  defineEndpoint({
    ...reading,
    method: "get",
    path: `${paths[scope]}/monitors/{monitor}/stats/`,
    summary: "Check-ins of a monitor by status over time",
    place: scopes[scope],
    params: monitorParameter,
    query: statsQuery,
    response: statsShape,
    async handler({ params, projects, stores, query, clock }) {
      const monitor = await findMonitor(stores, projects, params.monitor);
      const span = spanOf(query, clock.now());
      const environments = query.environment === undefined ? {} : { environments: query.environment };
      const found = Map.groupBy(
        await stores.state.checkInSeries({ monitorIds: [monitor.id], ...environments, range: span, bucketMs: span.bucketMs }),
        ({ bucket }) => bucket,
      );
      return { body: bucketsOf(span).map((ts, index) => statsOf(ts, found.get(index) ?? [])) };
    },
  });

export const showMonitorStats = stats("organization");
export const showProjectMonitorStats = stats("project");

function statsOf(ts: number, rows: readonly CheckInBucket[]) {
  return { ts, duration: meanDuration(rows), ...countsOf(rows) };
}

function countsOf(rows: readonly CheckInBucket[]): Record<string, number> {
  return Object.fromEntries(checkInStatuses.map((status) => [status, rows.reduce((sum, row) => sum + (row.status === status ? row.count : 0), 0)]));
}

function meanDuration(rows: readonly CheckInBucket[]): number {
  const count = rows.reduce((sum, { durations }) => sum + durations, 0);
  return count === 0 ? 0 : rows.reduce((sum, { durationSum }) => sum + durationSum, 0) / count;
}

/** What the page of all monitors draws its bars of. */
export const showMonitorsStats = defineEndpoint({
  ...reading,
  method: "get",
  path: "/organizations/{organization}/monitors-stats/",
  summary: "Check-ins of several monitors by environment and status over time: {id: [[epoch seconds, {environment: {status: count}}], …]}",
  place: inOrganization,
  query: z.object({ ...statsQuery.shape, monitor: z.array(z.string()).default([]), project: z.array(z.string()).optional() }),
  response: z.record(z.string(), z.array(z.tuple([z.number(), z.record(z.string(), z.record(z.string(), z.int()))]))),
  async handler({ organization, access, stores, query, clock }) {
    const ids = projectIds(await access.chosenProjects(organization, query.project));
    const span = spanOf(query, clock.now());
    const monitors = (await Promise.all(query.monitor.slice(0, 100).map((name) => stores.state.monitor(ids, name)))).filter((monitor) => monitor !== undefined);
    const environments = query.environment === undefined ? {} : { environments: query.environment };
    const rows = await stores.state.checkInSeries({ monitorIds: monitors.map(({ id }) => id), ...environments, range: span, bucketMs: span.bucketMs });
    const byMonitor = Map.groupBy(rows, ({ monitorId }) => monitorId);
    return {
      body: Object.fromEntries(
        monitors.map(({ id }) => {
          const buckets = Map.groupBy(byMonitor.get(id) ?? [], ({ bucket }) => bucket);
          return [
            String(id),
            bucketsOf(span).map((ts, index): [number, Record<string, Record<string, number>>] => [ts, byEnvironment(buckets.get(index) ?? [])]),
          ];
        }),
      ),
    };
  },
});

function byEnvironment(rows: readonly CheckInBucket[]): Record<string, Record<string, number>> {
  const groups = Map.groupBy(rows, ({ environment: name }) => name);
  return Object.fromEntries([...groups].map(([name, own]) => [name, countsOf(own)]));
}
