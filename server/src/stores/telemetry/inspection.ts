import type { BodyRef, ObjectKey } from "../blobs/port.ts";

/** What a check asks the partitions: read beside a server, changed by nobody. */
export interface TelemetryInspection {
  /** Ascending. */
  days(): readonly number[];
  /** Undefined for a day that is gone. */
  partition(day: number, thorough: boolean): PartitionState | undefined;
  /** Of all days, without rows of log records after `upTo`. Throws when a day cannot be read; see `partition`. */
  counts(projectId: number, upTo: number): ProjectRows;
  /** Bodies and files that rows of the day name. */
  references(day: number): Iterable<Reference>;
}

export interface PartitionState {
  readonly file: string;
  /** What the engine finds wrong with the file. */
  readonly faults: readonly string[];
  readonly schema: "current" | "older" | "newer" | "unreadable";
  /** The highest log record that has rows here. */
  readonly appliedSeq: number;
  /** Removals and moves that the state may not have counted. */
  readonly unsettled: number;
  /** Bodies and files whose rows are gone and that are still on the disk. */
  readonly graves: number;
}

export interface ProjectRows {
  readonly issues: ReadonlyMap<number, IssueRows>;
  /** `evicted`: events whose rows went and that stay counted. */
  readonly days: readonly { readonly day: number; readonly rows: number; readonly counted: number; readonly evicted: number }[];
}

interface IssueRows {
  readonly rows: number;
  /** By the counters beside the rows. */
  readonly counted: number;
  /** Rows by their first hash, of those that know it. */
  readonly hashes: ReadonlyMap<string, number>;
}

export type Reference = { readonly row: string } & ({ readonly body: BodyRef } | { readonly object: ObjectKey; readonly size: number });
