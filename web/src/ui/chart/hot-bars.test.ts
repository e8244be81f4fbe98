import { expect, test } from "vitest";

import { hotBars } from "./hot-bars.ts";

test("a flat series has no hot bar", () => {
  expect(hotBars([5, 6, 5, 4, 5, 6, 5, 5])).toEqual([false, false, false, false, false, false, false, false]);
});

test("a spike at the end is hot, what came before is not", () => {
  expect(hotBars([2, 3, 2, 1, 2, 3, 2, 2, 3, 2, 30, 41])).toEqual([false, false, false, false, false, false, false, false, false, false, true, true]);
});

test("a handful of events in silence is not a spike", () => {
  expect(hotBars([0, 0, 0, 0, 0, 0, 1, 0])).not.toContain(true);
});

test("series too short to have a usual are left alone", () => {
  expect(hotBars([1, 1, 900])).toEqual([false, false, false]);
});
