import { setImmediate } from "node:timers/promises";
import type { Clock } from "../platform/clock.ts";
import type { Turns } from "../platform/turns.ts";
import type { BlobWriter } from "../stores/blobs/port.ts";
import type { DeadLetters } from "../log/port.ts";
import type { Job, JobProgress } from "../stores/state/jobs.ts";
import type { StateWriter } from "../stores/state/port.ts";
import { StoreUnavailable } from "../stores/store-unavailable.ts";
import { reconcile, removeCounted } from "../stores/reconcile.ts";
import type { TelemetryWriter } from "../stores/telemetry/port.ts";
import type { Receipt } from "../stores/telemetry/removals.ts";
import type { WaitingUploads } from "../stores/uploads/port.ts";
import { buryGraves } from "./bury-graves.ts";
import { deleteEvents, deleteIssues, deleteReplays, deleteRows, deleteUser } from "./delete.ts";
import { evict, evictInstance } from "./evict.ts";

export interface UpkeepStores {
  readonly state: Omit<StateWriter, "close">;
  readonly telemetry: Omit<TelemetryWriter, "append" | "close">;
  readonly blobs: Pick<BlobWriter, "wipe" | "deleteObject">;
  readonly letters: Pick<DeadLetters, "list" | "read" | "remove">;
  readonly uploads: WaitingUploads;
}

export interface JobContext extends UpkeepStores {
  readonly job: Job;
  readonly clock: Clock;
  /** Makes a removal and takes what it removed out of the state's counters and accounts; then whatever waits for the writer goes first. */
  settled<S extends { readonly receipt: Receipt | null }>(removal: () => Promise<S>): Promise<S>;
  /** Writes down how far it came, and lets whatever waits for the writer go first. */
  step(progress: JobProgress): Promise<void>;
  /** The same, with nothing to write down. */
  breathe(): Promise<void>;
}

/**
 * Carries out the jobs that are written down, oldest first, one at a time. Each step is a transaction of some milliseconds,
 * and a step that was made is not made again: a job that a restart interrupted simply goes on. The two stores cannot commit
 * together: a removal leaves a receipt in telemetry, which goes when the state has counted it.
 */
export function createJobRunner(stores: UpkeepStores, clock: Clock, turns: Turns): { runAll(): Promise<number> } {
  let running: Promise<number> | undefined;
  let isFirst = true;
  async function runAll(): Promise<number> {
    let finished = 0;
    // What a crash left between the rows and the bodies.
    if (isFirst) await buryGraves(stores);
    isFirst = false;
    for (let job = await stores.state.nextJob(); job !== undefined; job = await stores.state.nextJob()) {
      await run(job);
      finished++;
    }
    return finished;
  }
  async function run(job: Job): Promise<void> {
    const { id } = job;
    const breathe = (): Promise<void> => setImmediate();
    const settled: JobContext["settled"] = async (removal) => {
      const step = await turns.take(() => removeCounted(stores, id, removal));
      await setImmediate();
      return step;
    };
    const step: JobContext["step"] = async (progress) => {
      await stores.state.advanceJob(id, progress);
      await setImmediate();
    };
    try {
      await turns.take(() => reconcile(stores));
      await dispatch({ ...stores, job, clock, settled, step, breathe });
      await buryGraves(stores);
      await stores.state.finishJob(id, { status: "done", detail: null, at: clock.now() });
    } catch (error) {
      // A full disk or a locked file: the job stays what is next.
      if (error instanceof StoreUnavailable) throw error;
      await stores.state.finishJob(id, { status: "failed", detail: error instanceof Error ? error.message : String(error), at: clock.now() });
      throw error;
    }
  }
  return {
    runAll: () =>
      (running ??= runAll().finally(() => {
        running = undefined;
      })),
  };
}

function dispatch(context: JobContext): Promise<void> {
  const { input } = context.job;
  switch (input.kind) {
    case "deleteIssues":
      return deleteIssues(context, input.issues);
    case "deleteEvents":
      return deleteEvents(context, input.projectIds, input.filter);
    case "deleteRows":
      return deleteRows(context, input.projectIds, input.dataset, input.where);
    case "deleteReplays":
      return deleteReplays(context, input.projectIds, input.replayIds);
    case "deleteUser":
      return deleteUser(context, input.projectIds, input.identity);
    case "evictInstance":
      return evictInstance(context, input.maxBytes);
    default:
      return evict(context, input.projectId, input.category);
  }
}
