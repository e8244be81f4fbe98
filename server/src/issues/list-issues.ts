import type { IssueSearch } from "../query/issue-search.ts";
import type { EventFilter, IssueFilter } from "../query/model.ts";
import type { Period } from "../query/period.ts";
import type { Issue } from "../stores/state/model.ts";
import type { IssueListQuery, StateReader } from "../stores/state/port.ts";
import type { IssueTotal, TelemetryReader } from "../stores/telemetry/port.ts";

export type IssueSort = IssueListQuery["sort"];

export interface IssueListRequest {
  readonly projectIds: readonly number[];
  readonly search: IssueSearch;
  readonly environments: readonly string[];
  readonly period: Period;
  readonly sort: IssueSort;
  readonly cursor: IssueCursor | undefined;
  readonly limit: number;
}

/** The issue next to the page: pages start after it, or end before it when going back. */
export interface IssueCursor {
  readonly value: number;
  readonly id: number;
  readonly isPrevious: boolean;
}

export interface IssuePage {
  readonly issues: readonly Issue[];
  /** Of what the search and the period select; an issue without an entry is counted over its whole life. */
  readonly selected: ReadonlyMap<number, IssueTotal>;
  readonly first: Omit<IssueCursor, "isPrevious"> | undefined;
  readonly last: Omit<IssueCursor, "isPrevious"> | undefined;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  /** Matches, counted up to `maxHits`. */
  readonly hits: number;
}

export const maxHits = 1000;

/** Matches beyond these are not asked for when hits are counted: far more than `maxHits`, far less than a store holds. */
const countedAmong = 20_000;

interface Stores {
  readonly state: StateReader;
  readonly telemetry: TelemetryReader;
}

/**
 * One page of issues. Conditions on the issue alone, in the store's own order, cost one state query; conditions on events,
 * environments, and order by events or users within a period are decided by telemetry's rollups first.
 */
export async function listIssues(stores: Stores, request: IssueListRequest): Promise<IssuePage> {
  const { environments, filter } = environmentsOf(request.search.event, request.environments);
  const byPeriod = request.period.explicit && (request.sort === "freq" || request.sort === "user");
  return environments.length > 0 || filter.length > 0 || byPeriod ? listSelected(stores, request, environments, filter) : listByState(stores, request);
}

/** `environment:production` as a condition of the rollups instead of one of rows. */
function environmentsOf(
  filters: readonly EventFilter[],
  chosen: readonly string[],
): { readonly environments: readonly string[]; readonly filter: readonly EventFilter[] } {
  if (chosen.length > 0) return { environments: chosen, filter: filters };
  const index = filters.findIndex(
    (filter) => filter.kind === "field" && filter.field === "environment" && !filter.negated && filter.anyOf.every((match) => match.kind === "exact"),
  );
  const found = filters[index];
  if (found?.kind !== "field") return { environments: [], filter: filters };
  return { environments: found.anyOf.flatMap((match) => (match.kind === "exact" ? [match.value] : [])), filter: filters.toSpliced(index, 1) };
}

/** Issues that can have events in the period, by what the issue itself knows. */
function inPeriod({ search, period }: IssueListRequest): readonly IssueFilter[] {
  if (!period.explicit) return search.issue;
  return [
    ...search.issue,
    { kind: "lastSeen", op: ">=", value: period.range.from, negated: false },
    { kind: "firstSeen", op: "<", value: period.range.to, negated: false },
  ];
}

async function listByState({ state, telemetry }: Stores, request: IssueListRequest): Promise<IssuePage> {
  const { projectIds, sort, cursor, limit, period } = request;
  const query = { projectIds, filter: inPeriod(request), sort };
  const position = cursor && (cursor.isPrevious ? { before: cursor } : { after: cursor });
  const [fetched, hits] = await Promise.all([state.issues({ ...query, ...position, limit: limit + 1 }), state.issueCount(query, maxHits)]);
  const { rows: issues, ...more } = cutPage(fetched, limit, cursor);
  const selected =
    period.explicit && issues.length > 0 ? await telemetry.issueTotals({ projectIds, range: period.range, issueIds: issues.map((issue) => issue.id) }) : [];
  const place = (issue: Issue | undefined) => issue && { value: stateValue(issue, sort), id: issue.id };
  return { issues, selected: byIssue(selected), first: place(issues[0]), last: place(issues.at(-1)), ...more, hits };
}

async function listSelected(
  { state, telemetry }: Stores,
  request: IssueListRequest,
  environments: readonly string[],
  filter: readonly EventFilter[],
): Promise<IssuePage> {
  const { projectIds, search, sort, cursor, limit, period } = request;
  const selection = { projectIds, range: period.range, ...(environments.length > 0 && { environments }), ...(filter.length > 0 && { filter }) };
  // Users are counted for the page alone, unless they decide what is on it.
  const totals = await telemetry.issueTotals({ ...selection, users: sort === "user" });
  const ordered = totals.toSorted((a, b) => totalValue(b, sort) - totalValue(a, sort) || b.issueId - a.issueId);
  const query = { projectIds, filter: search.issue, sort };
  const among = ordered.slice(0, countedAmong).map((total) => total.issueId);
  const [fetched, hits] = await Promise.all([
    firstMatches(state, query, positioned(ordered, sort, cursor), limit + 1),
    state.issueCount({ ...query, among }, maxHits),
  ]);
  const inOrder = cursor?.isPrevious === true ? fetched.toReversed() : fetched;
  const { rows: issues, ...more } = cutPage(inOrder, limit, cursor);
  const shown = byIssue(totals);
  const place = (issue: Issue | undefined) => {
    const total = issue && shown.get(issue.id);
    return total && { value: totalValue(total, sort), id: total.issueId };
  };
  const selected = sort === "user" || issues.length === 0 ? totals : await telemetry.issueTotals({ ...selection, issueIds: issues.map((issue) => issue.id) });
  return { issues, selected: byIssue(selected), first: place(issues[0]), last: place(issues.at(-1)), ...more, hits };
}

/** The totals from the cursor on, nearest first. */
function positioned(ordered: readonly IssueTotal[], sort: IssueSort, cursor: IssueCursor | undefined): readonly IssueTotal[] {
  if (cursor === undefined) return ordered;
  const order = (total: IssueTotal) => cursor.value - totalValue(total, sort) || cursor.id - total.issueId;
  return cursor.isPrevious ? ordered.filter((total) => order(total) < 0).toReversed() : ordered.filter((total) => order(total) > 0);
}

/** The first issues of a candidate list that pass the filter, asked for in growing portions. */
async function firstMatches(
  state: StateReader,
  query: Omit<IssueListQuery, "limit">,
  candidates: readonly IssueTotal[],
  limit: number,
): Promise<readonly Issue[]> {
  const found: Issue[] = [];
  for (let at = 0, portion = 4 * limit; at < candidates.length && found.length < limit; at += portion, portion *= 4) {
    const among = candidates.slice(at, at + portion).map((total) => total.issueId);
    const matching = new Map((await state.issues({ ...query, among, limit: among.length })).map((issue) => [issue.id, issue]));
    found.push(...among.flatMap((id) => matching.get(id) ?? []));
  }
  return found.slice(0, limit);
}

/** Takes off the one row too many, which tells whether the list goes on in the direction of travel. */
function cutPage<T>(fetched: readonly T[], limit: number, cursor: IssueCursor | undefined) {
  const more = fetched.length > limit;
  if (cursor?.isPrevious === true) return { rows: fetched.slice(more ? 1 : 0), hasPrevious: more, hasNext: true };
  return { rows: fetched.slice(0, limit), hasPrevious: cursor !== undefined, hasNext: more };
}

function stateValue(issue: Issue, sort: IssueSort): number {
  return { date: issue.lastSeen, new: issue.firstSeen, freq: issue.timesSeen, user: issue.userCount }[sort];
}

function totalValue(total: IssueTotal, sort: IssueSort): number {
  return { date: total.lastSeen, new: total.firstSeen, freq: total.count, user: total.users }[sort];
}

const byIssue = (totals: readonly IssueTotal[]): ReadonlyMap<number, IssueTotal> => new Map(totals.map((total) => [total.issueId, total]));
