import { expect, test } from "vitest";
import { parsePeriod } from "../query/period.ts";
import { chartPoints, periodSpan, recentSpan } from "./issue-series.ts";

const now = Date.UTC(2026, 10, 21, 12, 34);
const hour = 3_600_000;

test.each([
  ["24h", 1, 25],
  ["3d", 1, 73],
  ["14d", 6, 57],
  ["30d", 24, 31],
  ["90d", 24, 91],
  ["365d", 7 * 24, 53],
  ["99999999d", 30 * 24, 693],
])("a chart over %s has buckets of %d hours, %d of them", (statsPeriod, hours, bars) => {
  const span = periodSpan(parsePeriod({ statsPeriod }, now).range);
  expect([span.bucketMs / hour, (span.range.to - span.range.from) / span.bucketMs]).toEqual([hours, bars]);
  expect([span.range.from % span.bucketMs, span.range.to % span.bucketMs]).toEqual([0, 0]);
});

test("recent charts end with the bucket under way, and missing counts are none", () => {
  const span = recentSpan("24h", now);
  const points = chartPoints(span, [5]);
  expect([points.length, points[0], points.at(-1)]).toEqual([24, [(now - 34 * 60_000 - 23 * hour) / 1000, 5], [Date.UTC(2026, 10, 21, 12) / 1000, 0]]);
});
