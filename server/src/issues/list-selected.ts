import type { EventFilter } from "../query/model.ts";
import type { Issue } from "../stores/state/model.ts";
import type { StateReader } from "../stores/state/port.ts";
import type { IssueListQuery } from "../stores/state/port/issues.ts";
import type { IssueRanking } from "../stores/telemetry/port.ts";
import {
  byIssue,
  comparePlaces,
  cutPage,
  maxHits,
  totalsInPeriod,
  type IssueListRequest,
  type IssuePage,
  type IssuePlace,
  type IssueStores,
} from "./issue-page.ts";

interface Placed {
  readonly issue: Issue;
  readonly place: IssuePlace;
}

/** What events have to do with the list; none of both: the period alone. */
interface EventChoice {
  readonly environments: readonly string[];
  readonly filter: readonly EventFilter[];
}

/**
 * Issues that events choose or put in order: those of some environments, that pass conditions on events, or that are the busiest of
 * a period. Telemetry puts all of them in order, the state answers which of them the search means, from the first one on.
 */
export async function listSelected(stores: IssueStores, request: IssueListRequest, choice: EventChoice): Promise<IssuePage> {
  const { state, telemetry } = stores;
  const { projectIds, search, sort, cursor, limit, period } = request;
  const { environments, filter } = choice;
  const selection = { projectIds, range: period.range, ...(environments.length > 0 && { environments }), ...(filter.length > 0 && { filter }) };
  const ranking = await telemetry.rankIssues({ ...selection, by: sort });
  const query = { projectIds, filter: search.issue, sort };
  const [found, hits] = await Promise.all([
    sort === "user" ? firstByUsers(stores, request, selection, ranking) : firstInOrder(state, query, ranking, cursor, limit + 1),
    countMatches(state, query, ranking),
  ]);
  const { rows, ...more } = cutPage(cursor?.isPrevious === true ? found.toReversed() : found, limit, cursor);
  const issues = rows.map(({ issue }) => issue);
  const selected =
    environments.length === 0 && filter.length === 0
      ? await totalsInPeriod(telemetry, request, issues)
      : byIssue(issues.length === 0 ? [] : await telemetry.issueTotals({ ...selection, issueIds: issues.map(({ id }) => id) }));
  return { issues, selected, first: rows[0]?.place, last: rows.at(-1)?.place, ...more, hits };
}

/** So many more candidates each time, up to what a query takes well. */
const mostAtOnce = 4000;

/** The next issues that match, in the direction of travel. */
async function firstInOrder(
  state: StateReader,
  query: Omit<IssueListQuery, "limit">,
  { ids, values }: IssueRanking,
  cursor: IssueListRequest["cursor"],
  limit: number,
): Promise<readonly Placed[]> {
  const step = cursor?.isPrevious === true ? -1 : 1;
  const found: Placed[] = [];
  let at = startAfter({ ids, values }, cursor);
  for (let portion = 4 * limit; at >= 0 && at < ids.length && found.length < limit; portion = Math.min(portion * 4, mostAtOnce)) {
    const places: IssuePlace[] = [];
    for (; places.length < portion && at >= 0 && at < ids.length; at += step) places.push({ value: values[at] ?? 0, id: ids[at] ?? 0 });
    const matching = await matches(state, query, places);
    for (const place of places) {
      const issue = matching.get(place.id);
      if (issue !== undefined) found.push({ issue, place });
    }
  }
  return found.slice(0, limit);
}

/** Where the page begins: next to the cursor, in its direction. */
function startAfter({ ids, values }: IssueRanking, cursor: IssueListRequest["cursor"]): number {
  if (cursor === undefined) return 0;
  // The first place that does not come before the cursor.
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePlaces({ value: values[middle] ?? 0, id: ids[middle] ?? 0 }, cursor) < 0) low = middle + 1;
    else high = middle;
  }
  if (cursor.isPrevious) return low - 1;
  return ids[low] === cursor.id && values[low] === cursor.value ? low + 1 : low;
}

async function matches(state: StateReader, query: Omit<IssueListQuery, "limit">, places: readonly IssuePlace[]): Promise<ReadonlyMap<number, Issue>> {
  const issues = await state.issues({ ...query, among: places.map(({ id }) => id), limit: places.length });
  return new Map(issues.map((issue) => [issue.id, issue]));
}

type Selection = Omit<Parameters<IssueStores["telemetry"]["issueTotals"]>[0], "issueIds" | "users">;

/**
 * The ranking says of no issue fewer users than it has. So candidates are taken in its order and counted, until none that comes
 * later can have as many as the last one of the page.
 */
async function firstByUsers(
  { state, telemetry }: IssueStores,
  { projectIds, search, cursor, limit }: IssueListRequest,
  selection: Selection,
  { ids, values }: IssueRanking,
): Promise<readonly Placed[]> {
  const query = { projectIds, filter: search.issue, sort: "user" } as const;
  const counted: Placed[] = [];
  const onPage = ({ place }: Placed): boolean => cursor === undefined || comparePlaces(cursor, place) * (cursor.isPrevious ? -1 : 1) < 0;
  for (let at = 0, portion = 2 * limit; at < ids.length; at += portion, portion = Math.min(portion * 2, mostAtOnce)) {
    const places = Array.from(ids.subarray(at, at + portion), (id, index) => ({ id, value: values[at + index] ?? 0 }));
    const matching = await matches(state, query, places);
    const totals = byIssue(matching.size === 0 ? [] : await telemetry.issueTotals({ ...selection, issueIds: [...matching.keys()] }));
    for (const issue of matching.values()) counted.push({ issue, place: { value: totals.get(issue.id)?.users ?? 0, id: issue.id } });
    const bound = values[at + portion];
    const sure = counted.filter(({ place }) => bound === undefined || place.value > bound);
    if (cursor?.isPrevious === true ? bound === undefined || bound < cursor.value : sure.filter(onPage).length > limit) break;
  }
  const ordered = counted.filter(onPage).toSorted((a, b) => comparePlaces(a.place, b.place));
  return cursor?.isPrevious === true ? ordered.toReversed().slice(0, limit + 1) : ordered.slice(0, limit + 1);
}

/** How many of them the search means, up to `maxHits`. */
async function countMatches(state: StateReader, query: Omit<IssueListQuery, "limit">, { ids }: IssueRanking): Promise<number> {
  let hits = 0;
  for (let at = 0; at < ids.length && hits < maxHits; at += mostAtOnce)
    hits += await state.issueCount({ ...query, among: [...ids.subarray(at, at + mostAtOnce)] }, maxHits);
  return Math.min(hits, maxHits);
}
