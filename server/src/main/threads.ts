import { Worker, type MessagePort } from "node:worker_threads";

export type ThreadName = "process-worker" | "store-worker";

/**
 * Starts one of our threads. In the bundle its entry lies beside this file as `.js`, in the source tree as `.ts`; the
 * thread inherits how this one was started.
 */
export function startThread(name: ThreadName, workerData: unknown, transferList: readonly MessagePort[] = []): Worker {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return new Worker(new URL(`./${name}.${extension}`, import.meta.url), { workerData, name, transferList: [...transferList] });
}
