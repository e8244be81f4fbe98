import { describe, expect, it } from "vitest";
import { ITEM_TYPES, itemSpec } from "./item-types.ts";

describe("item types", () => {
  it("knows no type by the name of an object's members", () => {
    expect(itemSpec("constructor")).toBeUndefined();
    expect(itemSpec("__proto__")).toBeUndefined();
    expect(itemSpec("event")?.category).toBe("error");
  });

  it("never limits client reports, which tell what was limited", () => {
    expect(itemSpec("client_report")?.category).toBe("internal");
  });

  it("gives an id to everything that becomes an event, and room for at least one item", () => {
    const wrong = Object.entries(ITEM_TYPES).filter(([, spec]) => (spec.createsEvent && !spec.needsEventId) || spec.maxTotalBytes < spec.maxBytes);
    expect(wrong).toEqual([]);
  });
});
