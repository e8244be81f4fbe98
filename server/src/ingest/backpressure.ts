import type { LogStats } from "../log/port.ts";
import type { Clock } from "../platform/clock.ts";

interface Pressure {
  readonly retryAfterSeconds: number;
  /** Machine word for outcomes and health. */
  readonly reason: "backpressure_bytes" | "backpressure_lag" | "backpressure_disk";
  /** For a person. */
  readonly detail: string;
}

export interface PressureLimits {
  readonly maxPendingBytes: number;
  readonly maxLagMs: number;
  readonly minFreeBytes: number;
}

/** What speaks against taking more, if anything does. `claimedBytes`: what is going to be on the disk besides what is there. */
export type LookForPressure = (claimedBytes?: number) => Pressure | undefined;

const MiB = 1024 * 1024;
const DISK_RETRY_SECONDS = 60;

/**
 * Whether ingest should send clients away for now: too much waits to be processed, for too long, or the disk is nearly full.
 * Accepting on would turn a late answer into a lost event.
 */
export function createPressure(deps: {
  readonly stats: () => LogStats;
  readonly limits: PressureLimits;
  /** Undefined while unknown. */
  readonly freeBytes: () => number | undefined;
  readonly clock: Clock;
}): LookForPressure {
  const { limits } = deps;
  return (claimedBytes = 0) => {
    const stats = deps.stats();
    const free = deps.freeBytes();
    if (free !== undefined && free - claimedBytes < limits.minFreeBytes) {
      const claimed = claimedBytes === 0 ? "" : `, and ${Math.ceil(claimedBytes / MiB)} MiB would be needed`;
      return { reason: "backpressure_disk", retryAfterSeconds: DISK_RETRY_SECONDS, detail: `only ${Math.floor(free / MiB)} MiB of disk are free${claimed}` };
    }
    if (stats.pendingBytes > limits.maxPendingBytes) {
      return { reason: "backpressure_bytes", retryAfterSeconds: 10, detail: `${Math.floor(stats.pendingBytes / MiB)} MiB wait to be processed` };
    }
    const lagMs = stats.oldestPendingAt === null ? 0 : deps.clock.now() - stats.oldestPendingAt;
    if (lagMs > limits.maxLagMs) {
      return { reason: "backpressure_lag", retryAfterSeconds: 10, detail: `processing is ${Math.floor(lagMs / 1000)} seconds behind` };
    }
    return undefined;
  };
}
