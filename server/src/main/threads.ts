import os from "node:os";
import { Worker, type MessagePort } from "node:worker_threads";

export type ThreadName = "process-worker" | "store-worker" | "trial-worker" | "unpack-worker";

/**
 * What is allocated under load is garbage within milliseconds, and V8 would give each thread up to 100 MB for it. With a quarter of
 * that the whole process peaks a third lower under `bench:mixed` (496 to 320 MB), at the same CPU.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 24 };

/**
 * Starts one of our threads. In the bundle its entry lies beside this file as `.js`, in the source tree as `.ts`; the
 * thread inherits how this one was started.
 */
export function startThread(name: ThreadName, workerData: unknown, transferList: readonly MessagePort[] = []): Worker {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new Worker(new URL(`./${name}.${extension}`, import.meta.url), { workerData, name, resourceLimits, transferList: [...transferList] });
}

/**
 * Lets the thread that calls it come after those that answer requests: a client waits for ingest and for a page, nobody
 * for the moment an event is processed. On Linux a priority belongs to a thread; elsewhere it would be the whole process's.
 */
export function yieldToRequests(): void {
  if (process.platform === "linux") os.setPriority(0, os.constants.priority.PRIORITY_BELOW_NORMAL);
}
