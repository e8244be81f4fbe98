import { expect, it } from "vitest";
import { createTurnstile } from "./turnstile.ts";

it("lets two in, keeps three waiting and turns the rest away", async () => {
  const turnstile = createTurnstile({ atOnce: 2, waiting: 3 });
  const gates = Array.from({ length: 7 }, () => Promise.withResolvers<void>());
  let inside = 0;
  let most = 0;
  const passing = gates.map(({ promise }, index) =>
    turnstile.pass(async () => {
      inside += 1;
      most = Math.max(most, inside);
      await promise;
      inside -= 1;
      if (index === 1) throw new Error("inside");
      return index;
    }),
  );
  const results = Promise.allSettled(passing);
  for (const { resolve } of gates) resolve();
  expect((await results).map((result) => (result.status === "fulfilled" ? result.value : "failed"))).toEqual([0, "failed", 2, 3, 4, undefined, undefined]);
  expect(most).toBe(2);
  expect(await turnstile.pass(async () => "free again")).toBe("free again");
});
