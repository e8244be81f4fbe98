import { expect, test } from "vitest";

import { byteText, countedText, fullNumber, percent, shortNumber } from "./number-text.ts";

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1.0k"],
  [12_431, "12.4k"],
  [99_999, "99.9k"],
  [100_000, "100k"],
  [999_999, "999k"],
  [1_000_000, "1.0M"],
  [2_147_483_648, "2.1B"],
])("%d is short as %s, and never grows by rounding", (value, text) => {
  expect(shortNumber(value)).toBe(text);
});

test("a count says where the server stopped", () => {
  expect([0, 999, 1000].map(countedText)).toEqual(["0", "999", "1k+"]);
});

test("shares that are almost nothing or almost all say so", () => {
  expect(percent(1, 1000)).toBe("<1%");
  expect(percent(999, 1000)).toBe(">99%");
  expect(percent(1, 3)).toBe("33%");
  expect(percent(5, 5)).toBe("100%");
  expect(percent(0, 0)).toBe("0%");
});

test("exact numbers and sizes", () => {
  expect(fullNumber(1_234_567)).toBe("1,234,567");
  expect([812, 4300, 1_048_576].map(byteText)).toEqual(["812 B", "4.2 KiB", "1.0 MiB"]);
});
