import { expect, test } from "vitest";
import { runFuzz } from "./fuzz/run-fuzz.ts";

// The short form of `npm run fuzz`, which sends a million.

test("generated requests to every endpoint meet no 5xx and no fault, and an ordinary event after them is kept", async () => {
  const result = await runFuzz({ inputs: 3000, seed: 7, connections: 16, maxRssMb: 1500 });
  expect(result.problems).toEqual([]);
  expect(result.sent).toBe(3000);
  // Inputs that are all refused would try nothing.
  expect(result.statuses.get(200) ?? 0).toBeGreaterThan(1000);
});
