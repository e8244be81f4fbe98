import { on } from "node:events";
import { MessageChannel, type MessagePort, type Worker } from "node:worker_threads";
import type { IssueMoves } from "../issues/issue-moves.ts";
import type { ItemOutcome } from "../pipeline/batch.ts";
import { connect, type Remote } from "../platform/workers/rpc.ts";
import type { BlobReader } from "../stores/blobs/port.ts";
import type { StateReader, StateWriter } from "../stores/state/port.ts";
import type { MoveWriter } from "../stores/state/port/moves.ts";
import type { OutcomeDelta } from "../stores/state/port/outcomes.ts";
import type { TelemetryReader } from "../stores/telemetry/port.ts";
import { startThread } from "./threads.ts";

/** What the writer thread does besides committing batches and changing state. */
export interface StoreUpkeep {
  /** Outcomes of requests that never reached the log. */
  addOutcomes(totals: readonly OutcomeDelta[], rows: readonly ItemOutcome[]): Promise<void>;
  /** Ends snoozes whose time passed, and newness after a week. */
  ageIssues(now: number): Promise<void>;
  /** Drops what is older than the retention, then rewrites segments of small blocks. */
  tidy(now: number): Promise<void>;
  /** Carries out background jobs that are written down, as far as there are any. */
  runJobs(): Promise<void>;
  /** Removes uploads that wait for too long; writes down an eviction for each disk budget that is exceeded. */
  watchBudgets(now: number): Promise<void>;
  /** Finishes what is under way and closes the stores. */
  close(): Promise<void>;
}

type StateChanges = Omit<StateWriter, "ingest" | "close" | keyof MoveWriter>;

/** Start-up data of `store-worker.ts`. */
export type StoreThreadData =
  | {
      readonly role: "writer";
      readonly folder: string;
      readonly retentionDays: number;
      readonly maxDiskBytes: number | null;
      readonly commits: MessagePort;
      readonly state: MessagePort;
      readonly moves: MessagePort;
      readonly upkeep: MessagePort;
    }
  | { readonly role: "reader"; readonly folder: string; readonly state: MessagePort; readonly telemetry: MessagePort; readonly blobs: MessagePort };

export interface WriterThread {
  readonly worker: Worker;
  /** Where the dispatcher hands over processed batches. */
  readonly commits: MessagePort;
  readonly state: Remote<StateChanges>;
  readonly moves: Remote<IssueMoves>;
  readonly upkeep: Remote<StoreUpkeep>;
}

export interface ReaderThread {
  readonly worker: Worker;
  readonly state: Remote<StateReader>;
  readonly telemetry: Remote<TelemetryReader>;
  readonly blobs: Remote<BlobReader>;
}

/** Starts the one writer. `onStateChange` hears the name of each change that was made. Rejects if the stores cannot be opened. */
export async function startWriterThread(options: {
  readonly folder: string;
  readonly retentionDays: number;
  readonly maxDiskBytes: number | null;
  readonly onStateChange: (method: string) => void;
}): Promise<WriterThread> {
  const { folder, retentionDays, maxDiskBytes } = options;
  const [commits, state, moves, upkeep] = [new MessageChannel(), new MessageChannel(), new MessageChannel(), new MessageChannel()];
  const ports = { commits: commits.port2, state: state.port2, moves: moves.port2, upkeep: upkeep.port2 };
  const worker = await opened({ role: "writer", folder, retentionDays, maxDiskBytes, ...ports }, Object.values(ports));
  return {
    worker,
    commits: commits.port1,
    state: connect<StateChanges>(state.port1, options.onStateChange),
    moves: connect<IssueMoves>(moves.port1),
    upkeep: connect<StoreUpkeep>(upkeep.port1),
  };
}

/** Starts a reader; the writer must have been started before, since it brings the schema up to date. */
export async function startReaderThread(folder: string): Promise<ReaderThread> {
  const [state, telemetry, blobs] = [new MessageChannel(), new MessageChannel(), new MessageChannel()];
  const ports = { state: state.port2, telemetry: telemetry.port2, blobs: blobs.port2 };
  const worker = await opened({ role: "reader", folder, ...ports }, Object.values(ports));
  return { worker, state: connect<StateReader>(state.port1), telemetry: connect<TelemetryReader>(telemetry.port1), blobs: connect<BlobReader>(blobs.port1) };
}

/** The thread says one word when its stores are open, or dies with the reason. */
async function opened(data: StoreThreadData, transfer: readonly MessagePort[]): Promise<Worker> {
  const worker = startThread("store-worker", data, transfer);
  // Under `node --watch`, Node itself sends messages from a thread: which files it loads.
  for await (const [word] of on(worker, "message", { close: ["exit"] })) if (word === "open") return worker;
  throw new Error(`the ${data.role} thread ended before its stores were open`);
}
