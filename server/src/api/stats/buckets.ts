import { parseDuration } from "../../query/dates.ts";
import type { OutcomeTotal } from "../../stores/state/port/outcomes.ts";
import { fail } from "../errors.ts";

export const hour = 3_600_000;
export const day = 24 * hour;

export function sum(totals: readonly OutcomeTotal[]): number {
  return totals.reduce((all, total) => all + total.quantity, 0);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** `api.md` §3.5 has the same ceiling. */
const mostBuckets = 10_000;

export function alignedSpan(from: number, to: number, bucketMs: number): Span {
  const span = { from: Math.floor(from / bucketMs) * bucketMs, to: Math.ceil(to / bucketMs) * bucketMs };
  if (span.from >= span.to) throw fail("invalidInput", { reason: "start must be before end" });
  if ((span.to - span.from) / bucketMs > mostBuckets) {
    throw fail("invalidInput", { reason: "Your interval and date range would create too many results. Use a larger interval, or a smaller date range." });
  }
  return span;
}

export function bucketsOf({ from, to }: Span, bucketMs: number): readonly number[] {
  return Array.from({ length: Math.round((to - from) / bucketMs) }, (_, index) => from + index * bucketMs);
}

/** Counts are kept by the hour: finer intervals are rounded up to one. */
export function readInterval(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms === 0) throw fail("invalidInput", { reason: `Invalid interval: ${JSON.stringify(text)}` });
  return Math.max(Math.ceil(ms / hour), 1) * hour;
}
