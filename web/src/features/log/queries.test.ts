import { expect, test } from "vitest";

import { logSeries } from "./queries.ts";

const series = (...counts: readonly number[]) => ({ data: counts.map((count, index) => [1000 + index, [{ count }]]), order: 0 });

test("the loudest severity stands on top, and all share the same times", () => {
  const { times, layers } = logSeries({ error: series(0, 2), info: series(5, 1), fatal: series(1, 0) });
  expect(times).toEqual([1_000_000, 1_001_000]);
  expect(layers.map(({ name, values }) => [name, values])).toEqual([
    ["info", [5, 1]],
    ["error", [0, 2]],
    ["fatal", [1, 0]],
  ]);
});

test("nothing found has no bars", () => {
  expect(logSeries({})).toEqual({ times: [], layers: [] });
});
