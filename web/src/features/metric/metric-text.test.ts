import { expect, test } from "vitest";

import { aggregatesOf, valueText } from "./metric-text.ts";

test.each([
  [392.91, "millisecond", "393 ms"],
  [0.25, "millisecond", "0.25 ms"],
  [2500, "microsecond", "3 ms"],
  [90, "second", "2 min"],
  [1536, "byte", "1.5 KiB"],
  [0.123, "ratio", "12.3 %"],
  [14.571_43, "", "14.6"],
  [12_345.6, "none", "12,346"],
  [3, "orders", "3 orders"],
])("%f %s reads %s", (value, unit, text) => {
  expect(valueText(value, unit)).toBe(text);
});

test("each kind starts with what it is for; one that is newer than these pages has an average", () => {
  expect(["counter", "distribution", "gauge", "set", "new"].map((type) => aggregatesOf(type)[0])).toEqual(["sum", "p95", "avg", "count", "avg"]);
});
