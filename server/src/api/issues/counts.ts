import { z } from "zod";
import { chartPoints, periodSpan } from "../../issues/issue-series.ts";
import { listIssues } from "../../issues/list-issues.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { invalid } from "../errors.ts";
import { inOrganization } from "../place.ts";
import { countsJson } from "./issue-json.ts";
import { statsShape } from "./issue-shape.ts";
import { periodQuery, readIssueSearch, readPeriod } from "./search-request.ts";
import { date } from "../dates.ts";

const scope = { ...periodQuery, project: z.array(z.string()).optional(), environment: z.array(z.string()).optional() };
const chosen = (names: readonly string[] | undefined) => (names ?? []).filter((name) => name !== "");

export const countIssues = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/issues-count/",
  summary: "How many issues match each of some queries, counted up to 1000",
  auth: withToken,
  place: inOrganization,
  scopes: ["event:read"],
  query: z.object({ ...scope, query: z.array(z.string()).max(20, "At most 20 queries.").default([]) }),
  response: z.record(z.string(), z.int()),
  async handler({ stores, access, actor, organization, query, clock }) {
    const now = clock.now();
    const projects = await access.chosenProjects(organization, query.project);
    const period = await readPeriod(query, now);
    const counts = await Promise.all(
      query.query.map(async (text) => {
        const search = await readIssueSearch(text, { state: stores.state, organizationId: organization.id, projects, userId: actor.userId, now });
        const projectIds = projects.map((project) => project.id);
        const { hits } = await listIssues(stores, {
          projectIds,
          search,
          environments: chosen(query.environment),
          period,
          sort: "date",
          cursor: undefined,
          limit: 1,
        });
        return [text, hits] as const;
      }),
    );
    return { body: Object.fromEntries(counts) };
  },
});

export const showIssueStats = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/issues-stats/",
  summary: "Counts and a chart of some issues over a period",
  auth: withToken,
  place: inOrganization,
  scopes: ["event:read"],
  query: z.object({
    ...scope,
    groups: z
      .array(
        z
          .string()
          .regex(/^\d{1,15}$/, "Expected an issue id.")
          .transform(Number),
      )
      .max(100, "At most 100 issues.")
      .default([]),
  }),
  response: z.array(
    z.object({
      id: z.string(),
      count: z.string(),
      userCount: z.int(),
      firstSeen: date.nullable(),
      lastSeen: date.nullable(),
      stats: statsShape,
    }),
  ),
  async handler({ stores, access, organization, query, clock }) {
    if (query.groups.length === 0) throw invalid({ groups: ["This field is required."] });
    const { range } = await readPeriod(query, clock.now());
    const span = periodSpan(range);
    const projects = await access.chosenProjects(organization, query.project);
    const projectIds = projects.map((project) => project.id);
    const issues = await stores.state.issuesById(projectIds, query.groups);
    const environments = chosen(query.environment);
    const selection = { projectIds, issueIds: issues.map((issue) => issue.id), ...(environments.length > 0 && { environments }) };
    const [series, totals] = await Promise.all([
      stores.telemetry.issueSeries({ ...selection, ...span }),
      stores.telemetry.issueTotals({ ...selection, range }),
    ]);
    return {
      body: issues.map(({ id }) => {
        const total = totals.find((total) => total.issueId === id);
        const counts = total === undefined ? { count: "0", userCount: 0, firstSeen: null, lastSeen: null } : countsJson(total);
        return Object.assign(counts, { id: String(id), stats: { auto: chartPoints(span, series.get(id) ?? []) } });
      }),
    };
  },
});
