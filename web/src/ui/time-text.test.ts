import { expect, test } from "vitest";

import { durationText, relativeTime } from "./time-text.ts";

const now = Date.UTC(2026, 10, 21, 12);

test.each([
  [0, "just now"],
  [41_000, "41s ago"],
  [6 * 60_000, "6min ago"],
  [3 * 3_600_000, "3h ago"],
  [6 * 86_400_000, "6d ago"],
  [15 * 86_400_000, "2w ago"],
  [95 * 86_400_000, "3mo ago"],
  [400 * 86_400_000, "1y ago"],
])("%d ms ago is %s", (age, text) => {
  expect(relativeTime(now - age, now)).toBe(text);
});

test("a clock ahead of ours is now, not a negative age", () => {
  expect(relativeTime(now + 90_000, now)).toBe("just now");
});

test("lag in the unit that fits", () => {
  expect([39, 1200, 42_000, 120_000, 7_200_000].map(durationText)).toEqual(["39 ms", "1.2 s", "42 s", "2 min", "2 h"]);
});
