import type { IssueFilter, IssuePriority, IssueStatus, IssueSubstatus } from "../../../query/model.ts";
import type { Activity, Issue, IssueHash, Regroup, StatusDetails, Tombstone } from "../model.ts";

export interface IssueReads {
  /** Newest first. */
  tombstones(projectId: number, window: { readonly offset: number; readonly limit: number }): Promise<readonly Tombstone[]>;
  /** Newest first. */
  regroups(projectId: number, limit: number): Promise<readonly Regroup[]>;
  /** The issue of each hash that has one. */
  issuesOfHashes(projectId: number, hashes: readonly string[]): Promise<ReadonlyMap<string, number>>;
  issues(query: IssueListQuery): Promise<readonly Issue[]>;
  /** Matches of the same query without limit, counted up to `upTo`. */
  issueCount(query: Omit<IssueListQuery, "limit" | "after" | "before">, upTo: number): Promise<number>;
  issue(projectIds: readonly number[], id: number): Promise<Issue | undefined>;
  issueByShortId(projectIds: readonly number[], projectSlug: string, number: number): Promise<Issue | undefined>;
  issuesById(projectIds: readonly number[], ids: readonly number[]): Promise<readonly Issue[]>;
  /** Those with the newest events first. */
  hashes(issueId: number): Promise<readonly IssueHash[]>;
  /** Sketches of the issue's hashes, and those of other issues' that have a band in common with one of them; at most `limit`. */
  sketchesNear(projectId: number, issueId: number, limit: number): Promise<NearSketches>;
  activity(issueId: number, limit: number): Promise<readonly Activity[]>;
  seenBy(issueId: number): Promise<readonly { readonly userId: number; readonly at: number }[]>;
  bookmarkedBy(userId: number, issueIds: readonly number[]): Promise<readonly number[]>;
  /** Those of `issueIds` that the user has looked at since they were new or came back. */
  seenAmong(userId: number, issueIds: readonly number[]): Promise<readonly number[]>;
}

export interface IssueWrites {
  updateIssues(change: IssueChange): Promise<readonly Issue[]>;
  /**
   * What time alone changes: issues whose snooze ended become unresolved, new ones are ongoing after a week. To be called
   * every now and then; answers the issues it changed.
   */
  ageIssues(now: number): Promise<readonly { readonly projectId: number; readonly id: number }[]>;
  /** Events with a hash of these issues are dropped once the issues are deleted; answers how many issues there were. */
  buryIssues(input: {
    readonly projectIds: readonly number[];
    readonly ids: readonly number[];
    readonly userId: number | null;
    readonly at: number;
  }): Promise<number>;
  deleteTombstone(projectId: number, id: number): Promise<boolean>;
  addNote(issueId: number, userId: number | null, text: string): Promise<Activity>;
  /** Undefined when the issue has no such note by this user. */
  updateNote(issueId: number, noteId: number, userId: number | null, text: string): Promise<Activity | undefined>;
  deleteNote(issueId: number, noteId: number, userId: number | null): Promise<boolean>;
  /** The issues are gone at once; a job that is written down with it removes their events, in small steps. */
  deleteIssues(
    projectIds: readonly number[],
    ids: readonly number[],
    by?: { readonly userId: number | null; readonly at: number },
  ): Promise<readonly { readonly projectId: number; readonly id: number }[]>;
}

export interface NearSketches {
  readonly own: readonly string[];
  readonly near: readonly { readonly issueId: number; readonly values: string }[];
}

export interface IssueListQuery {
  readonly projectIds: readonly number[];
  readonly filter: readonly IssueFilter[];
  readonly sort: "date" | "new" | "freq" | "user";
  /** Keyset: strictly after (sort value, id) in descending order. */
  readonly after?: { readonly value: number; readonly id: number };
  /** Keyset backwards: the `limit` issues that come right before this one; answered in descending order too. */
  readonly before?: { readonly value: number; readonly id: number };
  readonly limit: number;
  /** Only these issues (event-level conditions were resolved by telemetry). */
  readonly among?: readonly number[];
}

/** All present fields are applied to all `ids` that lie in `projectIds`, in one transaction, with their activity. */
export interface IssueChange {
  readonly projectIds: readonly number[];
  readonly ids: readonly number[];
  readonly at: number;
  readonly userId: number | null;
  readonly status?: { readonly status: IssueStatus; readonly substatus: IssueSubstatus | null; readonly details: StatusDetails };
  readonly priority?: IssuePriority;
  readonly assignedTo?: { readonly kind: "user" | "team"; readonly id: number } | null;
  readonly reviewed?: boolean;
  readonly seen?: boolean;
  readonly bookmarked?: boolean;
}
