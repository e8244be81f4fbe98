import type { OverloadOptions } from "../options/options.ts";

/** True while another error may be reported: at most `max` in each interval, counted from its first. */
export function createLocalRateLimit(limit: OverloadOptions["rateLimit"], now: () => number): () => boolean {
  let began = Number.NEGATIVE_INFINITY;
  let count = 0;
  return () => {
    if (!limit) return true;
    if (now() - began >= limit.interval) {
      began = now();
      count = 0;
    }
    return ++count <= limit.max;
  };
}
