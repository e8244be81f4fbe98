import { z } from "zod";
import type { OutcomeTotal } from "../../stores/state/port/outcomes.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inProject } from "../place.ts";
import { alignedSpan, bucketsOf, day, hour, sum } from "./buckets.ts";

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
