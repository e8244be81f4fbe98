import { z } from "zod";
import type { Project } from "../../stores/state/model.ts";
import type { StateReader } from "../../stores/state/port.ts";
import type { OutcomeTotal } from "../../stores/state/port/outcomes.ts";
import { withToken } from "../admission.ts";
import { isoDate } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { periodQuery, readPeriod } from "../issues/search-request.ts";
import { inOrganization } from "../place.ts";
import { alignedSpan, bucketsOf, readInterval, sum } from "./buckets.ts";
import { chooseTotals, chosenQuery } from "./choose-totals.ts";

const groupings = ["outcome", "category", "reason", "project", "key"] as const;
const fieldNames = ["sum(quantity)", "sum(times_seen)"] as const;

export const showOrganizationStats = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/stats_v2/",
  summary: "Items by outcome, category, reason, project and key over time",
  description: "Counts are kept by the hour, so that is the finest interval. `key` is ours: the public key of a DSN, null for one that was deleted.",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read"],
  query: z.object({
    ...periodQuery,
    ...chosenQuery,
    groupBy: z.array(z.enum(groupings)).default([]),
    field: z.array(z.enum(fieldNames)).min(1).default(["sum(quantity)"]),
    interval: z.string().default("1h"),
    project: z.array(z.string()).optional(),
    key: z.array(z.string()).optional(),
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
    const keys = query.key !== undefined || query.groupBy.includes("key") ? await publicKeys(stores.state, projects) : new Map<number, string>();
    const keyIds = query.key === undefined ? undefined : [...keys].flatMap(([id, publicKey]) => (query.key?.includes(publicKey) === true ? [id] : []));
    const totals = await stores.state.outcomeTotals({
      projectIds: projects.map((project) => project.id),
      ...span,
      bucketMs,
      ...(keyIds !== undefined && { keyIds }),
    });
    const valueOf = (total: OutcomeTotal, name: (typeof groupings)[number]): string | number | null =>
      name === "project" ? total.projectId : name === "key" ? (keys.get(total.keyId) ?? null) : total[name];
    const groups = Map.groupBy(chooseTotals(totals, query), (total) => JSON.stringify(query.groupBy.map((name) => valueOf(total, name))));
    return {
      body: {
        start: isoDate(span.from),
        end: isoDate(span.to),
        intervals: buckets.map(isoDate),
        groups: [...groups.values()].map((rows) => {
          const [first] = rows;
          const byBucket = Map.groupBy(rows, (row) => row.bucket);
          const series = buckets.map((bucket) => sum(byBucket.get(bucket) ?? []));
          return {
            by: Object.fromEntries(query.groupBy.map((name) => [name, first === undefined ? null : valueOf(first, name)])),
            totals: Object.fromEntries(query.field.map((field) => [field, sum(rows)])),
            series: Object.fromEntries(query.field.map((field) => [field, series])),
          };
        }),
      },
    };
  },
});

async function publicKeys(state: StateReader, projects: readonly Project[]): Promise<ReadonlyMap<number, string>> {
  const lists = await Promise.all(projects.map((project) => state.projectKeys(project.id)));
  return new Map(lists.flat().map((key) => [key.id, key.publicKey]));
}
