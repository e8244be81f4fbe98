import { expect, test } from "vitest";
import type { Fate } from "../items/define-item.ts";
import { Managed, type FateSink } from "./managed.ts";

const rejected: Fate = { kind: "rejected", outcome: "filtered", reason: "x", detail: "y" };
const item = { type: "event", headers: {}, payload: new Uint8Array() };

function sink(): FateSink & { readonly fates: Fate[] } {
  const fates: Fate[] = [];
  return { fates, settle: (_unit, fate) => fates.push(fate) };
}

test("an item without a fate is an internal fault", () => {
  const all = sink();
  {
    using _unit = new Managed(item, 0, all);
  }
  expect(all.fates).toMatchObject([{ kind: "rejected", outcome: "invalid", reason: "internal" }]);
});

test("an item has one fate", () => {
  const all = sink();
  using unit = new Managed(item, 0, all);
  unit.settle(rejected);
  expect(() => unit.settle(rejected)).toThrow("has a fate already");
  expect(all.fates).toEqual([rejected]);
});
