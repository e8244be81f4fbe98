import { statfs } from "node:fs";
import type { Clock } from "./clock.ts";

/**
 * Free bytes of the file system that holds `folder`, as an unprivileged process may use them. Never blocks: answers with the
 * last sample and takes a new one when that is older than `everyMs`. Undefined before the first sample or when it failed.
 */
export function createFreeDiskProbe(folder: string, clock: Clock, everyMs = 3000): () => number | undefined {
  let free: number | undefined;
  let sampledAt = Number.NEGATIVE_INFINITY;
  const sample = (): void => {
    sampledAt = clock.now();
    statfs(folder, (error, stats) => {
      free = error === null ? stats.bavail * stats.bsize : undefined;
    });
  };
  sample();
  return () => {
    if (clock.now() - sampledAt >= everyMs) sample();
    return free;
  };
}
