import { expect, test } from "vitest";
import type { OutcomeDelta } from "../stores/state/port.ts";
import { createRefusedOutcomes } from "./refused-outcomes.ts";

const refused = { projectId: 1, keyId: 2, category: "error", outcome: "rate_limited", reason: "key_quota", quantity: 1 };
const hour = 3_600_000;

test("equal refusals of an hour become one total; another hour is another", async () => {
  const stored: OutcomeDelta[] = [];
  let now = 5 * hour + 7;
  const outcomes = createRefusedOutcomes({ store: async (totals) => void stored.push(...totals), now: () => now });
  outcomes.add(refused);
  outcomes.add({ ...refused, quantity: 4 });
  now += hour;
  outcomes.add(refused);
  await outcomes.flush();
  await outcomes.flush();
  expect(stored).toEqual([
    { ...refused, quantity: 5, hour: 5 * hour },
    { ...refused, quantity: 1, hour: 6 * hour },
  ]);
});

test("a store that refuses loses nothing", async () => {
  const stored: OutcomeDelta[] = [];
  let full = true;
  const outcomes = createRefusedOutcomes({
    store: async (totals) => {
      if (full) throw new Error("disk full");
      stored.push(...totals);
    },
    now: () => 0,
  });
  outcomes.add(refused);
  await expect(outcomes.flush()).rejects.toThrow("disk full");
  outcomes.add(refused);
  full = false;
  await outcomes.flush();
  expect(stored).toMatchObject([{ quantity: 2 }]);
});
