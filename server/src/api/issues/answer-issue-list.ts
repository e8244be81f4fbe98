import { z } from "zod";
import { findIssue } from "../../issues/find-issue.ts";
import { chartPoints, periodSpan, recentSpan, type SeriesSpan } from "../../issues/issue-series.ts";
import { maxHits, type IssuePage, type IssueSort } from "../../issues/issue-page.ts";
import { listIssues } from "../../issues/list-issues.ts";
import { eventIdIn } from "../../query/direct-hit.ts";
import type { Issue, Organization, Project } from "../../stores/state/model.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ApiContext } from "../context.ts";
import type { Reply } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { pageQuery, pageSize, type Cursor, type PageLinks } from "../pagination.ts";
import { listedIssueJson } from "./issue-json.ts";
import type { IssueJson } from "./issue-shape.ts";
import { periodQuery, readIssueSearch, readPeriod } from "./search-request.ts";
import { surroundingsOf } from "./surroundings.ts";

/** Orders that need what is not computed here fall back to the nearest one that is. */
const sorts: ReadonlyMap<string, IssueSort> = new Map([
  ["date", "date"],
  ["new", "new"],
  ["freq", "freq"],
  ["user", "user"],
  ["trends", "freq"],
  ["recommended", "date"],
  ["inbox", "date"],
  ["progress", "date"],
]);

export const issueListQuery = z.object({
  ...pageQuery,
  ...periodQuery,
  query: z.string().optional(),
  sort: z.string().optional(),
  environment: z.array(z.string()).optional(),
  groupStatsPeriod: z.enum(["24h", "14d", "auto", ""]).optional(),
  shortIdLookup: z.string().optional(),
  collapse: z.array(z.string()).optional(),
  expand: z.array(z.string()).optional(),
});

interface ListContext extends ApiContext {
  readonly actor: Actor;
  readonly organization: Organization;
  readonly query: z.output<typeof issueListQuery>;
}

/** The answer of both issue lists, which differ in projects, default query and default chart. */
export async function answerIssueList(
  context: ListContext,
  projects: readonly Project[],
  defaults: { readonly query: string; readonly stats: "24h" | "auto" },
): Promise<Reply<IssueJson[]>> {
  const { query, clock, actor, organization, stores } = context;
  const now = clock.now();
  const sort = sorts.get(query.sort ?? "date");
  if (sort === undefined) throw fail("invalidInput", { reason: `Invalid sort: ${JSON.stringify(query.sort)}. Valid are ${[...sorts.keys()].join(", ")}.` });
  const direct = await directHit(context, projects);
  if (direct !== undefined)
    return { body: await listed(context, projects, onePage(direct), false, "24h"), headers: { "X-Sentry-Direct-Hit": "1" }, page: onlyPage };
  const period = await readPeriod(query, now);
  const search = await readIssueSearch(query.query ?? defaults.query, {
    state: stores.state,
    organizationId: organization.id,
    projects,
    userId: actor.userId,
    now,
  });
  const environments = (query.environment ?? []).filter((name) => name !== "");
  const page = await listIssues(stores, {
    projectIds: projects.map((project) => project.id),
    search,
    environments,
    period,
    sort,
    cursor: query.cursor && { value: query.cursor.value, id: query.cursor.offset, isPrevious: query.cursor.isPrevious },
    limit: pageSize(query),
  });
  const span = query.groupStatsPeriod ?? defaults.stats;
  const isFiltered = environments.length > 0 || search.event.length > 0;
  return {
    body: await listed(context, projects, page, isFiltered, span, span === "auto" ? periodSpan(period.range) : undefined),
    page: linksOf(page, query.cursor),
  };
}

async function listed(
  context: ListContext,
  projects: readonly Project[],
  page: IssuePage,
  isFiltered: boolean,
  name: "24h" | "14d" | "auto" | "",
  auto?: SeriesSpan,
): Promise<IssueJson[]> {
  const { query, clock, actor, organization, stores, publicUrl } = context;
  const now = clock.now();
  const ids = page.issues.map((issue) => issue.id);
  const hidden = name === "" || query.collapse?.includes("stats") === true || ids.length === 0;
  const span = hidden ? undefined : name === "auto" ? auto : recentSpan(name, now);
  const environments = (query.environment ?? []).filter((name) => name !== "");
  const [around, series] = await Promise.all([
    surroundingsOf(stores.state, page.issues, { organization, projects, userId: actor.userId, publicUrl: publicUrl(), now }),
    span &&
      stores.telemetry.issueSeries({
        projectIds: projects.map((project) => project.id),
        issueIds: ids,
        ...span,
        ...(environments.length > 0 && { environments }),
      }),
  ]);
  return page.issues.map((issue) => {
    const stats = span && { [name]: chartPoints(span, series?.get(issue.id) ?? []) };
    return collapsed(listedIssueJson(issue, around, page.selected.get(issue.id), isFiltered, stats), query.collapse ?? []);
  });
}

/** `collapse` names parts that the client does not want. */
function collapsed({ lifetime, filtered, isUnhandled, ...issue }: IssueJson, collapse: readonly string[]): IssueJson {
  return {
    ...issue,
    ...(!collapse.includes("lifetime") && { lifetime }),
    ...(!collapse.includes("filtered") && { filtered }),
    ...(!collapse.includes("unhandled") && { isUnhandled }),
  };
}

/** A query that is nothing but an event id, or with `shortIdLookup` a short id, goes straight to its issue. */
async function directHit({ query, stores }: ListContext, projects: readonly Project[]): Promise<Issue | undefined> {
  const text = query.query?.trim() ?? "";
  const projectIds = projects.map((project) => project.id);
  const eventId = eventIdIn(text);
  if (eventId !== undefined) {
    const row = await stores.telemetry.event(projectIds, eventId);
    return row && stores.state.issue(projectIds, row.issueId);
  }
  return query.shortIdLookup === "1" || query.shortIdLookup === "true" ? findIssue(stores.state, projects, /^\d+$/.test(text) ? "" : text) : undefined;
}

function onePage(issue: Issue): IssuePage {
  return { issues: [issue], selected: new Map(), first: undefined, last: undefined, hasPrevious: false, hasNext: false, hits: 1 };
}

const start: Cursor = { value: 0, offset: 0, isPrevious: true };
const onlyPage: PageLinks = {
  previous: { cursor: start, exists: false },
  next: { cursor: { ...start, isPrevious: false }, exists: false },
  hits: { count: 1, upTo: maxHits },
};

function linksOf(page: IssuePage, cursor: Cursor | undefined): PageLinks {
  const at = (place: IssuePage["first"], isPrevious: boolean): Cursor =>
    place === undefined ? { ...(cursor ?? start), isPrevious } : { value: place.value, offset: place.id, isPrevious };
  return {
    previous: { cursor: at(page.first, true), exists: page.hasPrevious },
    next: { cursor: at(page.last, false), exists: page.hasNext },
    hits: { count: page.hits, upTo: maxHits },
  };
}
