import { describe, expect, it } from "vitest";
import { ITEM_TYPES, itemCategory, itemSpec } from "./item-types.ts";

describe("item types", () => {
  it("knows no type by the name of an object's members", () => {
    expect(itemSpec("constructor")).toBeUndefined();
    expect(itemSpec("__proto__")).toBeUndefined();
    expect(itemSpec("event")?.category).toBe("error");
  });

  it("counts chunks of profiles by the platform in their header, and everything else by its type", () => {
    const platforms = ["cocoa", "android", "javascript", "python", "node", undefined];
    expect(platforms.map((platform) => itemCategory("profile_chunk", { platform }))).toEqual([
      ...Array.from({ length: 3 }, () => "profile_chunk_ui"),
      ...Array.from({ length: 3 }, () => "profile_chunk"),
    ]);
    expect([itemCategory("profile_chunk_ui", {}), itemCategory("event", { platform: "cocoa" }), itemCategory("constructor", {})]).toEqual([
      "profile_chunk_ui",
      "error",
      "unknown",
    ]);
  });

  it("never limits client reports, which tell what was limited", () => {
    expect(itemSpec("client_report")?.category).toBe("internal");
  });

  it("gives an id to everything that becomes an event, and room for at least one item", () => {
    const wrong = Object.entries(ITEM_TYPES).filter(([, spec]) => (spec.createsEvent && !spec.needsEventId) || spec.maxTotalBytes < spec.maxBytes);
    expect(wrong).toEqual([]);
  });
});
