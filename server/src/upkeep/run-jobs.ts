import { setImmediate } from "node:timers/promises";
import type { Clock } from "../platform/clock.ts";
import type { BlobWriter } from "../stores/blobs/port.ts";
import type { Job } from "../stores/state/jobs.ts";
import type { StateWriter } from "../stores/state/port.ts";
import { StoreUnavailable } from "../stores/store-unavailable.ts";
import type { TelemetryWriter } from "../stores/telemetry/port.ts";
import { buryGraves } from "./bury-graves.ts";
import { deleteEvents, deleteIssues, deleteUser } from "./delete.ts";
import { evict } from "./evict.ts";

export interface UpkeepStores {
  readonly state: Omit<StateWriter, "ingest" | "close">;
  readonly telemetry: Omit<TelemetryWriter, "append" | "close">;
  readonly blobs: Pick<BlobWriter, "wipe" | "deleteObject">;
}

export interface JobContext extends UpkeepStores {
  readonly job: Job;
  readonly clock: Clock;
  /** Writes down how far it came, and lets whatever waits for the writer go first. */
  step(progress: { readonly done?: number; readonly bytes?: number; readonly total?: number }): Promise<void>;
  /** The same, with nothing to write down. */
  breathe(): Promise<void>;
}

/**
 * Carries out the jobs that are written down, oldest first, one at a time. Each step is a transaction of some milliseconds,
 * and a step that was made is not made again: a job that a restart interrupted simply goes on.
 */
export function createJobRunner(stores: UpkeepStores, clock: Clock): { runAll(): Promise<number> } {
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
    const step: JobContext["step"] = async (progress) => {
      await stores.state.advanceJob(id, progress);
      await setImmediate();
    };
    try {
      await dispatch({ ...stores, job, clock, step, breathe });
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
    case "deleteUser":
      return deleteUser(context, input.projectIds, input.identity);
    default:
      return evict(context, input.projectId, input.category);
  }
}
