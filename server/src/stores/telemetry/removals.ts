import type { EventFilter } from "../../query/model.ts";
import type { TableCondition } from "../../query/table-query.ts";
import type { Cell, DatasetName } from "./datasets.ts";
import type { EventRow } from "./port.ts";

/** Taking out single events and rows, in steps that each hold the writer for some milliseconds only. */
export interface RemovalWriter {
  /** Days that have a partition, newest first. */
  removalDays(): Promise<readonly number[]>;
  /**
   * Removes up to `limit` events of one day with their files; counters follow. A note stays that can be looked up by the
   * event's id, and their bodies and files are listed in `graves`, in the same transaction.
   */
  removeEvents(removal: EventRemoval): Promise<RemovalStep>;
  /** All counters of an issue on one day, before its events are removed with `counters: "gone"`. */
  removeIssueCounters(day: number, projectId: number, issueId: number): Promise<void>;
  /** Looks at up to `limit` events of a busy issue and removes the dull ones among them. Counters stay what they are. */
  evictEvents(eviction: EventEviction): Promise<EvictionStep>;
  /** Issues with so many events on that day that some can go, busiest first. */
  busyIssues(day: number, projectId: number): Promise<readonly number[]>;
  /** Removes up to `limit` rows of a dataset (or attachments) of one day. */
  removeDayRows(removal: RowRemoval): Promise<RemovalStep>;
  /** Some columns of the rows that such a removal would find first, and where it would stop. */
  rowsToRemove(removal: RowRemoval, columns: readonly string[]): Promise<{ readonly rows: readonly (readonly Cell[])[]; readonly next: number | null }>;
  /** Takes a person out of what was counted on a day and is not removed with rows: tags of evicted events, users of sessions. Answers how many. */
  forgetPerson(person: CountedPerson): Promise<number>;
  /** What was removed and may not have been taken out of the state's counters; at most one in all days. */
  receipts(day: number): Promise<readonly Receipt[]>;
  /** The newest event of each issue that has one. */
  latestOf(issueIds: readonly number[]): Promise<readonly EventRow[]>;
  /** The state knows of it. */
  settle(receipt: Receipt): Promise<void>;
  /** Bodies and files whose rows of that day are gone and that are still on the disk. */
  graves(day: number): Promise<readonly Grave[]>;
  /** They are gone from the disk. */
  fillGrave(grave: Grave): Promise<void>;
  /** Gives pages that deletions freed back to the file system, up to `pages` of one partition; answers whether there are more. */
  shrink(day: number, pages: number): Promise<boolean>;
}

/** For whoever looks the event up. */
export interface RemovalNote {
  readonly at: number;
  readonly how: "deleted" | "evicted";
  readonly detail: string;
}

export interface EventRemoval {
  readonly day: number;
  readonly projectIds: readonly number[];
  readonly issueId?: number;
  readonly filter: readonly EventFilter[];
  /** What the step before answered; 0 for the first one. */
  readonly after: number;
  readonly limit: number;
  readonly note: RemovalNote;
  /** `keep`: what was counted stays counted. `gone`: there are none any more. */
  readonly counters: "follow" | "keep" | "gone";
}

/** A search looks at a few thousand rows in each step, whether it finds any or not. */
export interface RemovalStep {
  /** Null: nothing was removed. */
  readonly receipt: Receipt | null;
  /** Null: the day is done. */
  readonly next: number | null;
}

/** Written down with a removal, so that a crash before the state heard of it leaves no wrong counts. */
export interface Receipt {
  readonly token: string;
  /** Of the partition that knows of it. */
  readonly day: number;
  /** `events`, or that of a dataset or of attachments. */
  readonly category: string;
  /** Items by project. */
  readonly items: readonly { readonly projectId: number; readonly items: number; readonly attachments: number }[];
  /** Events that the state's counters follow. */
  readonly events: readonly RemovedEvent[];
}

export interface RemovedEvent {
  readonly projectId: number;
  readonly issueId: number;
  readonly eventId: string;
  readonly primaryHash: string | null;
  readonly user: string | null;
}

export interface EventEviction {
  readonly day: number;
  readonly projectId: number;
  readonly issueId: number;
  /** What the step before answered. */
  readonly cursor: EvictionCursor | null;
  readonly limit: number;
  readonly note: RemovalNote;
}

/** How far an eviction came, and what it has kept of the issue on that day. */
export interface EvictionCursor {
  readonly timestamp: number;
  readonly id: number;
  readonly kept: readonly string[];
}

export interface EvictionStep {
  readonly receipt: Receipt | null;
  /** Null: the issue is done. */
  readonly cursor: EvictionCursor | null;
}

export interface RowRemoval {
  readonly day: number;
  readonly projectId: number;
  readonly from: DatasetName | "attachments";
  /** Of a dataset: only rows that pass. Of attachments: only those of these events. */
  readonly where?: TableCondition;
  readonly eventIds?: readonly string[];
  readonly after: number;
  readonly limit: number;
}

export interface CountedPerson {
  readonly day: number;
  readonly projectId: number;
  /** As in the `user` tag. */
  readonly tags: readonly string[];
  /** As sessions name their user. */
  readonly dids: readonly string[];
}

export interface Grave {
  /** Of the partition that knows of it. */
  readonly partition: number;
  readonly day: number;
  readonly bodies: { readonly segment: number; readonly ordinals: readonly number[] } | null;
  readonly object: { readonly projectId: number; readonly id: string } | null;
}
