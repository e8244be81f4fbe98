import type { TimeRange } from "../query/model.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** Buckets of a chart: `range` starts and ends on a bucket's edge. */
export interface SeriesSpan {
  readonly range: TimeRange;
  readonly bucketMs: number;
}

/** `24h`: 24 hours; `14d` and `30d`: days; the last bucket is the one under way. */
export function recentSpan(name: "24h" | "14d" | "30d", now: number): SeriesSpan {
  const [bucketMs, buckets] = name === "24h" ? [hour, 24] : [day, name === "14d" ? 14 : 30];
  const to = Math.floor(now / bucketMs) * bucketMs + bucketMs;
  return { range: { from: to - buckets * bucketMs, to }, bucketMs };
}

/** Widths of bars, each for periods up to so many days. Never finer than an hour, which is what rollups keep. */
const widths: readonly (readonly [days: number, bucketMs: number])[] = [
  [3, hour],
  [14, 6 * hour],
  [180, day],
  [1000, 7 * day],
];

/** A period cut so that a chart has 24 bars or more, and not thousands of them. */
export function periodSpan(range: TimeRange): SeriesSpan {
  // A range up to now is a millisecond longer than the period that was asked for.
  const length = range.to - range.from - 1;
  const bucketMs = widths.find(([days]) => length <= days * day)?.[1] ?? 30 * day;
  return { range: { from: Math.floor(range.from / bucketMs) * bucketMs, to: Math.ceil(range.to / bucketMs) * bucketMs }, bucketMs };
}

/** `[[epoch seconds, events], …]` (`api.md` §4.5). */
export function chartPoints(span: SeriesSpan, counts: readonly number[]): [number, number][] {
  const buckets = Math.round((span.range.to - span.range.from) / span.bucketMs);
  return Array.from({ length: buckets }, (_, index) => [(span.range.from + index * span.bucketMs) / 1000, counts[index] ?? 0]);
}
