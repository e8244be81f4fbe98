import type { MessagePort } from "node:worker_threads";
import type { LogBatch } from "../log/port.ts";
import type { OpenSegment, ProcessedBatch } from "./batch.ts";
import type { CommittedFacts } from "./facts.ts";
import type { SettingsChanges } from "./settings-feed.ts";

/** What the main thread, the processors and the writer tell each other. */

/** A run of records to process: all of a batch, or after a crash a part of it. */
export interface Job {
  readonly batch: LogBatch;
  readonly from: number;
  readonly to: number;
  /** Last seq of the job before, by which the writer knows the order. Seqs may have gaps. */
  readonly after: number;
  /** Processing this one record has brought down a thread twice: it is only recorded. */
  readonly poison: boolean;
}

export type ToProcessor =
  | { readonly kind: "writer"; readonly port: MessagePort }
  /** In force for the jobs that come after it. */
  | { readonly kind: "settings"; readonly changes: SettingsChanges }
  | { readonly kind: "job"; readonly job: Job };

export type FromProcessor = { readonly kind: "done"; readonly to: number } | { readonly kind: "warning"; readonly message: string };

/** Straight from a processor to the writer. */
export interface Result {
  readonly after: number;
  readonly processed: ProcessedBatch;
  /** Where the records lie, should one of them have to be kept. */
  readonly source: LogBatch;
  /** Records that processing could not deal with, by a mistake of ours. */
  readonly faults: readonly Fault[];
}

export interface Fault {
  readonly seq: number;
  readonly message: string;
}

export type ToWriter =
  | { readonly kind: "source"; readonly port: MessagePort }
  /** Where the order starts. */
  | { readonly kind: "start"; readonly after: number };

export type FromWriter =
  | { readonly kind: "committed"; readonly to: number; readonly facts: CommittedFacts; readonly openSegments: readonly OpenSegment[] }
  | { readonly kind: "failed"; readonly message: string }
  /** A record was left out for good. */
  | { readonly kind: "givenUp"; readonly message: string };
