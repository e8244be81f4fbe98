import { OUTCOMES } from "@vedette/protocol";
import { z } from "zod";
import type { Project } from "../../stores/state/model.ts";
import type { OutcomeTotal } from "../../stores/state/port/outcomes.ts";
import { withToken } from "../admission.ts";
import { isoDate } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { periodQuery, readPeriod } from "../issues/search-request.ts";
import { inOrganization } from "../place.ts";
import { alignedSpan, readInterval, sum } from "./buckets.ts";
import { chooseTotals, chosenQuery } from "./choose-totals.ts";

const outcomeNames = Object.keys(OUTCOMES);
const fieldNames = ["sum(quantity)", "sum(times_seen)"] as const;

const statShape = z.object({ category: z.string(), outcomes: z.record(z.string(), z.int()), totals: z.record(z.string(), z.int()) });

export const showStatsSummary = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/stats-summary/",
  summary: "Items of each project by category and outcome, added up over a period; with `download` as CSV",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read"],
  query: z.object({
    ...periodQuery,
    ...chosenQuery,
    field: z.array(z.enum(fieldNames)).min(1).default(["sum(quantity)"]),
    interval: z.string().default("1h"),
    project: z.array(z.string()).optional(),
    download: z.string().optional(),
  }),
  response: z.object({ start: z.string(), end: z.string(), projects: z.array(z.object({ id: z.string(), slug: z.string(), stats: z.array(statShape) })) }),
  async handler({ stores, access, organization, query, clock }) {
    const { range } = await readPeriod(query, clock.now());
    const bucketMs = readInterval(query.interval);
    const span = alignedSpan(range.from, range.to, bucketMs);
    const projects = await access.chosenProjects(organization, query.project);
    const totals = chooseTotals(await stores.state.outcomeTotals({ projectIds: projects.map(({ id }) => id), ...span, bucketMs }), query);
    const rows = projects.map((project) => summaryOf(project, totals, query.field));
    if (query.download !== undefined && query.download !== "false") return csvResponse(rows);
    return { body: { start: isoDate(span.from), end: isoDate(span.to), projects: rows } };
  },
});

function summaryOf({ id, slug }: Project, totals: readonly OutcomeTotal[], fields: readonly string[]) {
  const categories = Map.groupBy(
    totals.filter(({ projectId }) => projectId === id),
    ({ category }) => category,
  );
  const stats = [...categories].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([category, own]) => statOf(category, own, fields));
  return { id: String(id), slug, stats };
}

function statOf(category: string, totals: readonly OutcomeTotal[], fields: readonly string[]): z.input<typeof statShape> {
  const of = (name: string): number => sum(totals.filter(({ outcome }) => outcome === name));
  const all = sum(totals);
  return {
    category,
    outcomes: Object.fromEntries(outcomeNames.map((name) => [name, of(name)])),
    totals: { dropped: all - of("accepted"), ...Object.fromEntries(fields.map((field) => [field, all])) },
  };
}

function csvResponse(projects: readonly ReturnType<typeof summaryOf>[]): Response {
  const head = ["project_id", "project_slug", "category", ...outcomeNames, "dropped", "total"];
  const rows = projects.flatMap(({ id, slug, stats }) =>
    stats.map(({ category, outcomes, totals: { dropped = 0, ...sums } }) => [
      id,
      slug,
      category,
      ...outcomeNames.map((name) => outcomes[name] ?? 0),
      dropped,
      Object.values(sums)[0] ?? 0,
    ]),
  );
  const text = [head, ...rows].map((cells) => cells.join(",")).join("\r\n");
  return new Response(`${text}\r\n`, { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="stats.csv"' } });
}
