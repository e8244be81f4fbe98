import type { RemovalWriter } from "./removals.ts";
import type { ItemOutcome, ProcessedEvent } from "../../pipeline/batch.ts";
import type { EventFilter, TimeRange } from "../../query/model.ts";
import type { AggregateResult, TableAggregate, TableSelect, Value } from "../../query/table-query.ts";
import type { BodyRef } from "../blobs/port.ts";
import type { Cell, DatasetName, DatasetRow, PackedRow } from "./datasets.ts";
import type { SessionGroup, SessionQuery, SessionRow } from "./sessions.ts";

/**
 * Append-only rows by time, with rollups kept beside them in the same transaction.
 *
 * Exactly once: what the state has not counted is undone before anything else happens to rows, and written again when the
 * log hands its records out again.
 */
export interface TelemetryWriter extends RemovalWriter {
  /** For each key, the log seq of the event stored under it, or undefined. Looks in the partition of the timestamp. */
  storedSeq(keys: readonly EventKey[]): Promise<readonly (number | undefined)[]>;
  /** The same for rows of datasets that tell them apart. Looks in the partition of the timestamp. */
  storedRowSeq(keys: readonly RowKey[]): Promise<readonly (number | undefined)[]>;
  /** The issue of an event, wherever it lies in time. Looks through all partitions, so for what is rare. */
  issueOf(projectId: number, eventId: string): Promise<number | undefined>;
  /** Rows must come in ascending seq over the life of the store. One transaction per partition. */
  append(batch: TelemetryBatch): Promise<void>;
  /** Outcomes of what never came into the log, and so has no seq of its own. */
  addOutcomes(outcomes: readonly ItemOutcome[]): Promise<void>;
  /**
   * Takes out again what was written of log records after this one: the state, whose position it is, has not counted them,
   * and they will come again, perhaps to other issues. Sessions stay, and are not applied again.
   */
  undoAfter(seq: number): Promise<void>;
  /**
   * Points rows and rollups of one issue to another, a few thousand rows at a time: what waits for the writer goes in between.
   * Counters of a day change hands at once, before its rows. It may be called again, also when it was interrupted.
   */
  moveIssue(projectId: number, from: number, to: number): Promise<void>;
  /** The same for some events of an issue, each with its part of the rollups. */
  moveEvents(move: EventMove): Promise<void>;
  /** How many single events moves under this token have moved, by the hash that they had and have. */
  movedBy(token: string): Promise<readonly MovedCount[]>;
  /** The counts of a token are in the state. */
  settleMoved(token: string): Promise<void>;
  /** What the rows that are kept say about an issue. */
  issueFacts(projectId: number, issueId: number): Promise<IssueFacts>;
  /** Unlinks whole partitions of days before `day`. */
  dropBefore(day: number): Promise<void>;
  close(): Promise<void>;
}

export interface EventMove {
  readonly projectId: number;
  readonly from: number;
  readonly to: number;
  readonly which:
    | { readonly kind: "hashes"; readonly hashes: readonly string[] }
    /** `token`: under which the number of those that were still there is written down. */
    | { readonly kind: "events"; readonly events: readonly MovedEvent[]; readonly token: string };
}

export interface MovedCount {
  readonly oldHash: string | null;
  readonly newHash: string | null;
  readonly count: number;
}

/** The event gets this primary hash in the issue that it comes to. */
interface MovedEvent {
  readonly eventId: string;
  readonly timestamp: number;
  readonly primaryHash: string | null;
}

export interface IssueFacts {
  readonly count: number;
  /** Null where there are no events. */
  readonly firstSeen: number | null;
  readonly lastSeen: number | null;
  /** By the same hash as in the state store. */
  readonly users: readonly number[];
  readonly latest: EventRow | undefined;
  readonly anyUnhandled: boolean;
  readonly firstRelease: string | null;
  readonly lastRelease: string | null;
}

export interface EventKey {
  readonly projectId: number;
  readonly eventId: string;
  readonly timestamp: number;
}

export interface RowKey {
  readonly dataset: DatasetName;
  readonly projectId: number;
  readonly timestamp: number;
  /** In the order of the dataset's `unique`. */
  readonly cells: readonly Cell[];
}

export interface TelemetryBatch {
  readonly events: readonly EventRow[];
  readonly attachments: readonly AttachmentRow[];
  readonly outcomes: readonly ItemOutcome[];
  /** In ascending (seq, position). */
  readonly rows: readonly StoredRow[];
  /** Updates of one session become one session, however they come. Left out: none. */
  readonly sessions?: readonly SessionRow[];
}

export type StoredRow = PackedRow<BodyRef>;

/** A processed event as it is kept: its issue instead of its hashes, and where its body lies. */
export interface EventRow extends Omit<ProcessedEvent, "hashes" | "sketch" | "category" | "body"> {
  readonly issueId: number;
  /** The first of its hashes, 32 lowercase hex; null for what was written before it was kept. */
  readonly primaryHash: string | null;
  readonly body: BodyRef;
}

export interface AttachmentRow {
  readonly seq: number;
  readonly id: string;
  readonly projectId: number;
  readonly eventId: string;
  readonly receivedAt: number;
  readonly day: number;
  readonly name: string;
  readonly contentType: string;
  readonly type: string;
  readonly size: number;
  readonly sha1: string;
  /** Small files lie among the bodies. Null: an object of its own, or nothing where `size` is 0. */
  readonly body: BodyRef | null;
}

/** Columns of a dataset by the names in `datasets.ts`, each with the value or the values that it must have. */
export type ColumnMatch = Readonly<Record<string, string | number | readonly (string | number)[]>>;

export interface RowQuery<D extends DatasetName> {
  readonly dataset: D;
  readonly projectIds: readonly number[];
  readonly range?: TimeRange;
  readonly where?: ColumnMatch;
  /** By (timestamp, seq, position); newest when left out. */
  readonly order?: "newest" | "oldest";
  readonly limit: number;
}

/** Every read is confined to the projects it names: the caller passes only those its actor may see. */
export interface TelemetryReader {
  /** Newest first by (timestamp, eventId). */
  events(query: EventQuery): Promise<readonly EventRow[]>;
  event(projectIds: readonly number[], eventId: string): Promise<EventRow | undefined>;
  /** The neighbours of an event within its issue by (timestamp, eventId), and the issue's first and last. */
  neighbours(
    row: EventRow,
    filter: readonly EventFilter[],
  ): Promise<{ readonly previous: string | null; readonly next: string | null; readonly first: string | null; readonly last: string | null }>;
  /** Events per bucket and issue, from rollups. Buckets are `bucketMs` wide, aligned to it, zero-filled over the range. */
  issueSeries(query: SeriesQuery & { readonly issueIds: readonly number[] }): Promise<ReadonlyMap<number, readonly number[]>>;
  projectSeries(query: SeriesQuery): Promise<ReadonlyMap<number, readonly number[]>>;
  /** Events and first/last seen per issue within the range, from rollups: for sorting and for filtered counts. */
  issueTotals(query: IssueTotalsQuery): Promise<readonly IssueTotal[]>;
  /** All issues with events in the range in the order of a list: by value and id, descending. */
  rankIssues(query: IssueRankingQuery): Promise<IssueRanking>;
  /** Distinct tag keys of an issue with totals and the most frequent values, from rollups. */
  issueTags(query: TagQuery): Promise<readonly TagSummary[]>;
  tagValues(query: TagQuery & { readonly key: string; readonly limit: number; readonly offset: number }): Promise<readonly TagValueCount[]>;
  /** Release health, from rollups. */
  sessions(query: SessionQuery): Promise<readonly SessionGroup[]>;
  attachments(projectId: number, eventId: string): Promise<readonly AttachmentRow[]>;
  /** Rows of one dataset that have the values asked for. */
  rows<D extends DatasetName>(query: RowQuery<D>): Promise<readonly DatasetRow<D>[]>;
  /** Any expressions of the rows of one table that pass a condition. */
  select(query: TableSelect): Promise<readonly (readonly Value[])[]>;
  /** Rows of one table by groups; without groups, one for all of them. */
  aggregate(query: TableAggregate): Promise<AggregateResult>;
  outcomes(projectIds: readonly number[], eventId: string): Promise<readonly ItemOutcome[]>;
  /** Items that were not kept, newest first. */
  recentOutcomes(projectIds: readonly number[], limit: number): Promise<readonly ItemOutcome[]>;
  usage(): Promise<{ readonly bytes: number; readonly partitions: number }>;
  close(): Promise<void>;
}

export interface EventQuery {
  readonly projectIds: readonly number[];
  readonly issueId?: number;
  readonly range?: TimeRange;
  readonly filter: readonly EventFilter[];
  readonly order?: "newest" | "oldest";
  /** Exclusive start: rows strictly after this one in the order. */
  readonly after?: { readonly timestamp: number; readonly eventId: string };
  readonly limit: number;
}

export interface SeriesQuery {
  readonly projectIds: readonly number[];
  readonly range: TimeRange;
  readonly bucketMs: number;
  readonly environments?: readonly string[];
}

export interface IssueTotalsQuery {
  readonly projectIds: readonly number[];
  readonly range: TimeRange;
  readonly environments?: readonly string[];
  readonly issueIds?: readonly number[];
  /** Event-level conditions: an issue counts when at least one event in the range passes all of them. */
  readonly filter?: readonly EventFilter[];
  /** False: `users` is left 0, which costs much less over many issues. */
  readonly users?: boolean;
}

export interface IssueRankingQuery extends Pick<IssueTotalsQuery, "projectIds" | "range" | "environments" | "filter"> {
  /** Last seen, first seen, events; of users no fewer than there are: who comes on two days counts twice. */
  readonly by: "date" | "new" | "freq" | "user";
}

/** Arrays of numbers, since they cross from thread to thread in no time however many there are. */
export interface IssueRanking {
  readonly ids: Int32Array;
  readonly values: Float64Array;
}

export interface IssueTotal {
  readonly issueId: number;
  readonly count: number;
  readonly users: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export interface TagQuery {
  readonly projectIds: readonly number[];
  readonly issueId?: number;
  readonly range?: TimeRange;
  readonly environments?: readonly string[];
}

export interface TagSummary {
  readonly key: string;
  readonly totalValues: number;
  readonly uniqueValues: number;
  readonly topValues: readonly TagValueCount[];
}

export interface TagValueCount {
  readonly value: string;
  readonly count: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
}
