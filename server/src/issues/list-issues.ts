import type { EventFilter } from "../query/model.ts";
import type { Issue } from "../stores/state/model.ts";
import { cutPage, issueConditions, lifeValue, maxHits, totalsInPeriod, type IssueListRequest, type IssuePage, type IssueStores } from "./issue-page.ts";
import { listSelected } from "./list-selected.ts";

/**
 * One page of issues. Conditions on the issue alone, in the store's own order, cost one state query; conditions on events
 * and environments are decided by telemetry first, by its rollups where they can.
 */
export async function listIssues(stores: IssueStores, request: IssueListRequest): Promise<IssuePage> {
  const choice = environmentsOf(request.search.event, request.environments);
  const isByPeriod = request.period.explicit && (request.sort === "freq" || request.sort === "user");
  if (choice.environments.length > 0 || choice.filter.length > 0 || isByPeriod) return listSelected(stores, request, choice);
  return listByState(stores, request);
}

interface EventChoice {
  readonly environments: readonly string[];
  readonly filter: readonly EventFilter[];
}

/** `environment:production` as a condition of the rollups instead of one of rows. */
function environmentsOf(filters: readonly EventFilter[], chosen: readonly string[]): EventChoice {
  if (chosen.length > 0) return { environments: chosen, filter: filters };
  const index = filters.findIndex(
    (filter) => filter.kind === "field" && filter.field === "environment" && !filter.negated && filter.anyOf.every((match) => match.kind === "exact"),
  );
  const found = filters[index];
  if (found?.kind !== "field") return { environments: [], filter: filters };
  return { environments: found.anyOf.flatMap((match) => (match.kind === "exact" ? [match.value] : [])), filter: filters.toSpliced(index, 1) };
}

async function listByState({ state, telemetry }: IssueStores, request: IssueListRequest): Promise<IssuePage> {
  const { projectIds, sort, cursor, limit } = request;
  const query = { projectIds, filter: issueConditions(request), sort };
  const position = cursor && (cursor.isPrevious ? { before: cursor } : { after: cursor });
  const [fetched, hits] = await Promise.all([state.issues({ ...query, ...position, limit: limit + 1 }), state.issueCount(query, maxHits)]);
  const { rows: issues, ...more } = cutPage(fetched, limit, cursor);
  const place = (issue: Issue | undefined) => issue && { value: lifeValue(issue, sort), id: issue.id };
  return { issues, selected: await totalsInPeriod(telemetry, request, issues), first: place(issues[0]), last: place(issues.at(-1)), ...more, hits };
}
