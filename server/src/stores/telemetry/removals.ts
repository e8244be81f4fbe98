import type { EventFilter } from "../../query/model.ts";
import type { DatasetName } from "./datasets.ts";

/** Taking out single events and rows, in steps that each hold the writer for some milliseconds only. */
export interface RemovalWriter {
  /** Days that have a partition, newest first. */
  removalDays(): Promise<readonly number[]>;
  /**
   * Removes up to `limit` events of one day with their files; counters follow. A note stays that can be looked up by the
   * event's id, and their bodies and files are listed in `graves`, in the same transaction.
   */
  removeEvents(removal: EventRemoval): Promise<readonly RemovedEvent[]>;
  /** All counters of an issue on one day, before its events are removed with `counters: "gone"`. */
  removeIssueCounters(day: number, projectId: number, issueId: number): Promise<void>;
  /** Looks at up to `limit` events of a busy issue and removes the dull ones among them. Counters stay what they are. */
  evictEvents(eviction: EventEviction): Promise<EvictionStep>;
  /** Issues with so many events on that day that some can go, busiest first. */
  busyIssues(day: number, projectId: number): Promise<readonly number[]>;
  /** Removes up to `limit` rows of a dataset (or attachments) of one day; answers how many. */
  removeDayRows(removal: RowRemoval): Promise<number>;
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
  readonly limit: number;
  readonly note: RemovalNote;
  /** `keep`: what was counted stays counted. `gone`: there are none any more. */
  readonly counters: "follow" | "keep" | "gone";
}

export interface RemovedEvent {
  readonly projectId: number;
  readonly issueId: number;
  readonly eventId: string;
  readonly user: string | null;
  readonly attachments: number;
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
  readonly removed: number;
  readonly attachments: number;
  /** Null: the issue is done. */
  readonly cursor: EvictionCursor | null;
}

export interface RowRemoval {
  readonly day: number;
  readonly projectId: number;
  readonly from: DatasetName | "attachments";
  /** Of a dataset that has the column: only rows that name this user. */
  readonly userTag?: string;
  readonly limit: number;
}

export interface Grave {
  /** Of the partition that knows of it. */
  readonly partition: number;
  readonly day: number;
  readonly bodies: { readonly segment: number; readonly ordinals: readonly number[] } | null;
  readonly object: { readonly projectId: number; readonly id: string } | null;
}
