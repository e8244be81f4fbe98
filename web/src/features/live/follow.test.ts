import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { createRefresher, hasRows } from "./follow.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("many wishes are one refresh, and one that comes during a refresh is the next one", async () => {
  const ends: (() => void)[] = [];
  const refresh = vi.fn<() => Promise<void>>(() => new Promise((resolve) => ends.push(resolve)));
  const refresher = createRefresher(refresh, 1000);
  for (let i = 0; i < 5; i += 1) refresher.want();
  expect(refresh).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(refresh).toHaveBeenCalledTimes(1);
  refresher.want();
  await vi.advanceTimersByTimeAsync(3000);
  expect(refresh).toHaveBeenCalledTimes(1);
  ends[0]?.();
  // As long as the one before took.
  await vi.advanceTimersByTimeAsync(2999);
  expect(refresh).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(refresh).toHaveBeenCalledTimes(2);
});

test("a refresh that fails is not the last one; after the end there is none", async () => {
  const refresh = vi.fn<() => Promise<void>>(() => Promise.reject(new Error("gone")));
  const refresher = createRefresher(refresh, 1000);
  refresher.want();
  await vi.advanceTimersByTimeAsync(1000);
  refresher.want();
  await vi.advanceTimersByTimeAsync(1000);
  expect(refresh).toHaveBeenCalledTimes(2);
  refresher.want();
  refresher.stop();
  refresher.want();
  await vi.advanceTimersByTimeAsync(5000);
  expect(refresh).toHaveBeenCalledTimes(2);
});

test("a batch concerns a list by its table and the chosen projects", () => {
  const batch = { issues: [], rows: [{ projectId: "2", dataset: "logs", rows: 3 }] };
  expect([hasRows(batch, "logs", []), hasRows(batch, "logs", ["2"]), hasRows(batch, "logs", ["1"]), hasRows(batch, "spans", [])]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
