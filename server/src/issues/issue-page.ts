import type { IssueSearch } from "../query/issue-search.ts";
import type { IssueFilter } from "../query/model.ts";
import type { Period } from "../query/period.ts";
import type { Issue } from "../stores/state/model.ts";
import type { StateReader } from "../stores/state/port.ts";
import type { IssueListQuery } from "../stores/state/port/issues.ts";
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

/** The place of an issue in a list: by the sort value, then by id, both descending. */
export interface IssuePlace {
  readonly value: number;
  readonly id: number;
}

/** The issue next to the page: pages start after it, or end before it when going back. */
export interface IssueCursor extends IssuePlace {
  readonly isPrevious: boolean;
}

export interface IssuePage {
  readonly issues: readonly Issue[];
  /** Of what the search and the period select; an issue without an entry is counted over its whole life. */
  readonly selected: ReadonlyMap<number, IssueTotal>;
  readonly first: IssuePlace | undefined;
  readonly last: IssuePlace | undefined;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  /** Matches, counted up to `maxHits`. */
  readonly hits: number;
}

export interface IssueStores {
  readonly state: StateReader;
  readonly telemetry: TelemetryReader;
}

export const maxHits = 1000;

/** Negative when `a` comes first. */
export function comparePlaces(a: IssuePlace, b: IssuePlace): number {
  return b.value - a.value || b.id - a.id;
}

/** Takes off the one row too many, which tells whether the list goes on in the direction of travel. */
export function cutPage<T>(fetched: readonly T[], limit: number, cursor: IssueCursor | undefined) {
  const more = fetched.length > limit;
  if (cursor?.isPrevious === true) return { rows: fetched.slice(more ? 1 : 0), hasPrevious: more, hasNext: true };
  return { rows: fetched.slice(0, limit), hasPrevious: cursor !== undefined, hasNext: more };
}

/** Issues that can have events in the period, by what the issue itself knows. */
export function issueConditions({ search, period }: IssueListRequest): readonly IssueFilter[] {
  if (!period.explicit) return search.issue;
  return [
    ...search.issue,
    { kind: "lastSeen", op: ">=", value: period.range.from, negated: false },
    { kind: "firstSeen", op: "<", value: period.range.to, negated: false },
  ];
}

/**
 * Counts within an explicit period; without users they cost a third. An issue whose whole life lies in it is as often in it as in all its life, and needs no
 * counting: it has no entry.
 */
export async function totalsInPeriod(
  telemetry: TelemetryReader,
  { projectIds, period: { explicit, range } }: IssueListRequest,
  issues: readonly Issue[],
  users = true,
): Promise<ReadonlyMap<number, IssueTotal>> {
  const partly = explicit ? issues.filter((issue) => issue.firstSeen < range.from || issue.lastSeen >= range.to) : [];
  const counted = byIssue(partly.length === 0 ? [] : await telemetry.issueTotals({ projectIds, range, issueIds: partly.map((issue) => issue.id), users }));
  // Seen before the period and after it, but not within.
  const none = ({ id, firstSeen, lastSeen }: Issue): IssueTotal => ({ issueId: id, count: 0, users: 0, firstSeen, lastSeen });
  return new Map(partly.map((issue) => [issue.id, counted.get(issue.id) ?? none(issue)]));
}

export function byIssue(totals: readonly IssueTotal[]): ReadonlyMap<number, IssueTotal> {
  return new Map(totals.map((total) => [total.issueId, total]));
}

export function lifeValue(issue: Issue, sort: IssueSort): number {
  return { date: issue.lastSeen, new: issue.firstSeen, freq: issue.timesSeen, user: issue.userCount }[sort];
}
