import type { Issue } from "../stores/state/model.ts";
import type { IssueTotal } from "../stores/telemetry/port.ts";
import { listSelected } from "./list-selected.ts";
import {
  comparePlaces,
  cutPage,
  issueConditions,
  lifeValue,
  maxHits,
  totalsInPeriod,
  totalValue,
  type IssueListRequest,
  type IssuePage,
  type IssuePlace,
  type IssueStores,
} from "./issue-page.ts";

interface Candidate {
  readonly issue: Issue;
  readonly place: IssuePlace;
  readonly total: IssueTotal | undefined;
}

/**
 * Issues with most events or users within a period. Nothing has more of them in a period than in its life, so candidates
 * are taken in the order of their life, and counted in the period, until no later one can come before those at hand: a
 * few dozen of issues instead of all of them. In a period that is short beside their lives that takes too many; then all
 * that happened in the period is counted.
 */
export async function listBusiest({ state, telemetry }: IssueStores, request: IssueListRequest): Promise<IssuePage> {
  const { projectIds, sort, cursor, limit } = request;
  const query = { projectIds, filter: issueConditions(request), sort };
  const [hits, candidates] = await Promise.all([state.issueCount(query, maxHits), takeCandidates({ state, telemetry }, request)]);
  if (candidates === undefined) return listSelected({ state, telemetry }, request, [], []);
  const ordered = candidates.toSorted((a, b) => comparePlaces(a.place, b.place));
  const { rows, ...more } = cutPage(window(ordered, request), limit, cursor);
  const issues = rows.map(({ issue }) => issue);
  return {
    issues,
    selected: await totalsInPeriod(telemetry, request, issues),
    first: rows[0]?.place,
    last: rows.at(-1)?.place,
    ...more,
    hits,
  };
}

/** All issues that may be on the page; undefined when there are too many. */
async function takeCandidates({ state, telemetry }: IssueStores, request: IssueListRequest): Promise<readonly Candidate[] | undefined> {
  const { projectIds, sort, limit } = request;
  const query = { projectIds, filter: issueConditions(request), sort };
  const candidates: Candidate[] = [];
  let after: IssuePlace | undefined;
  for (let portion = 2 * limit; ; portion = Math.min(portion * 2, mostAtOnce)) {
    const issues = await state.issues({ ...query, ...(after !== undefined && { after }), limit: portion });
    const totals = await totalsInPeriod(telemetry, request, issues, sort === "user");
    for (const issue of issues) {
      const total = totals.get(issue.id);
      if (total?.count === 0) continue;
      candidates.push({ issue, total, place: { value: total === undefined ? lifeValue(issue, sort) : totalValue(total, sort), id: issue.id } });
    }
    const last = issues.at(-1);
    after = last && { value: lifeValue(last, sort), id: last.id };
    if (after === undefined || issues.length < portion || isSettled(candidates, after, request)) return candidates;
    if (candidates.length > mostCandidates(request)) return undefined;
  }
}

const mostAtOnce = 400;

/** All issues of a period cost about as much as so many of them in their order, of a million events in 20,000 issues over 90 days: 33 ms for one day. */
function mostCandidates({ period: { range } }: IssueListRequest): number {
  return (300 * Math.max(range.to - range.from, dayMs)) / dayMs;
}

const dayMs = 86_400_000;

/** Whether the page is complete whatever issues come behind `seen` in the order of life. */
function isSettled(candidates: readonly Candidate[], seen: IssuePlace, { cursor, limit }: IssueListRequest): boolean {
  if (cursor?.isPrevious === true) return comparePlaces(cursor, seen) <= 0;
  const sure = candidates.filter(({ place }) => comparePlaces(place, seen) <= 0 && (cursor === undefined || comparePlaces(cursor, place) < 0));
  return sure.length > limit;
}

/** The candidates next to the cursor, one more than a page has. */
function window(ordered: readonly Candidate[], { cursor, limit }: IssueListRequest): readonly Candidate[] {
  if (cursor === undefined) return ordered.slice(0, limit + 1);
  if (cursor.isPrevious) return ordered.filter(({ place }) => comparePlaces(place, cursor) < 0).slice(-(limit + 1));
  return ordered.filter(({ place }) => comparePlaces(cursor, place) < 0).slice(0, limit + 1);
}
