import { expect, test } from "vitest";
import type { ItemOutcome } from "../pipeline/batch.ts";
import type { OutcomeDelta } from "../stores/state/port/outcomes.ts";
import { createRefusedOutcomes } from "./refused-outcomes.ts";

const total = { projectId: 1, keyId: 2, category: "error", outcome: "rate_limited", reason: "key_quota", quantity: 1 } as const;
const refused = { ...total, eventId: "a".repeat(32), endpoint: "envelope", detail: "later (answered 429)" } as const;
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
    { ...total, quantity: 5, hour: 5 * hour },
    { ...total, quantity: 1, hour: 6 * hour },
  ]);
});

test("what was refused can be looked up, but a flood of it is only counted", async () => {
  const stored: ItemOutcome[] = [];
  let counted = 0;
  const store = async (totals: readonly OutcomeDelta[], rows: readonly ItemOutcome[]): Promise<void> => {
    stored.push(...rows);
    for (const { quantity } of totals) counted += quantity;
  };
  const outcomes = createRefusedOutcomes({ store, now: () => 7 });
  outcomes.add(refused);
  await outcomes.flush();
  expect(stored).toEqual([{ ...total, seq: 0, eventId: "a".repeat(32), itemType: "envelope", receivedAt: 7, detail: "later (answered 429)" }]);
  for (let i = 0; i < 10_000; i++) outcomes.add(refused);
  await outcomes.flush();
  expect([stored.length, counted]).toEqual([501, 10_001]);
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
