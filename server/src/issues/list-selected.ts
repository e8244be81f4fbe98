import type { EventFilter } from "../query/model.ts";
import type { Issue } from "../stores/state/model.ts";
import type { IssueListQuery, StateReader } from "../stores/state/port.ts";
import type { IssueTotal } from "../stores/telemetry/port.ts";
import { byIssue, comparePlaces, cutPage, maxHits, totalValue, type IssueListRequest, type IssuePage, type IssueStores } from "./issue-page.ts";

/** Matches beyond these are not asked for when hits are counted: far more than `maxHits`, far less than a store holds. */
const countedAmong = 20_000;

/** Issues that events choose: those of some environments, or that pass conditions on events. */
export async function listSelected(
  { state, telemetry }: IssueStores,
  request: IssueListRequest,
  environments: readonly string[],
  filter: readonly EventFilter[],
): Promise<IssuePage> {
  const { projectIds, search, sort, cursor, limit, period } = request;
  const selection = { projectIds, range: period.range, ...(environments.length > 0 && { environments }), ...(filter.length > 0 && { filter }) };
  // Users are counted for the page alone, unless they decide what is on it.
  const totals = await telemetry.issueTotals({ ...selection, users: sort === "user" });
  const place = (total: IssueTotal) => ({ value: totalValue(total, sort), id: total.issueId });
  const ordered = totals.toSorted((a, b) => comparePlaces(place(a), place(b)));
  const ahead = cursor === undefined ? ordered : ordered.filter((total) => comparePlaces(cursor, place(total)) * (cursor.isPrevious ? -1 : 1) < 0);
  const query = { projectIds, filter: search.issue, sort };
  const among = ordered.slice(0, countedAmong).map((total) => total.issueId);
  const [fetched, hits] = await Promise.all([
    firstMatches(state, query, cursor?.isPrevious === true ? ahead.toReversed() : ahead, limit + 1),
    state.issueCount({ ...query, among }, maxHits),
  ]);
  const { rows: issues, ...more } = cutPage(cursor?.isPrevious === true ? fetched.toReversed() : fetched, limit, cursor);
  const shown = byIssue(totals);
  const placeOf = (issue: Issue | undefined) => {
    const total = issue && shown.get(issue.id);
    return total && place(total);
  };
  const selected = sort === "user" ? totals : await withUsers(issues, shown, (issueIds) => telemetry.issueTotals({ ...selection, issueIds }));
  return { issues, selected: byIssue(selected), first: placeOf(issues[0]), last: placeOf(issues.at(-1)), ...more, hits };
}

/** An issue with all its events selected has the users of its whole life; only for others they are counted. */
async function withUsers(
  issues: readonly Issue[],
  totals: ReadonlyMap<number, IssueTotal>,
  count: (issueIds: readonly number[]) => Promise<readonly IssueTotal[]>,
): Promise<readonly IssueTotal[]> {
  const whole = issues.flatMap((issue) => {
    const total = totals.get(issue.id);
    return total?.count === issue.timesSeen ? [Object.assign({}, total, { users: issue.userCount })] : [];
  });
  const known = new Set(whole.map((total) => total.issueId));
  const others = issues.map((issue) => issue.id).filter((id) => !known.has(id));
  return others.length === 0 ? whole : [...whole, ...(await count(others))];
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
