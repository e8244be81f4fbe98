import { assert, property, string, stringMatching } from "fast-check";
import { describe, expect, it } from "vitest";
import { firstFree, isSlug, slugFrom } from "./slug.ts";

describe("slugs", () => {
  it("can be made of every name", () => {
    expect(() => assert(property(string({ unit: "grapheme" }), (name) => isSlug(slugFrom(name, "project"))))).not.toThrow();
    expect(() => assert(property(string({ unit: "binary", minLength: 40, maxLength: 120 }), (name) => isSlug(slugFrom(name, "project"))))).not.toThrow();
  });

  it("stay as they are", () => {
    expect(() => assert(property(stringMatching(/^[a-z][a-z0-9_]{0,20}(-[a-z0-9_]{1,5})?$/), (slug) => slugFrom(slug, "project") === slug))).not.toThrow();
  });

  it("look like the name", () => {
    expect([slugFrom("My Shop (Web)", "project"), slugFrom("Café Zürich", "project"), slugFrom("2026", "project"), slugFrom("¿?", "team")]).toEqual([
      "my-shop-web",
      "cafe-zurich",
      "project-2026",
      "team",
    ]);
    expect(["Upper", "-dash", "12345", "", "a".repeat(51), "sp ace"].filter(isSlug)).toEqual([]);
  });

  it("are counted up until one is free, within the length", async () => {
    const taken = new Set(["shop", "shop-2", "a".repeat(50)]);
    const attempt = async (slug: string) => (taken.has(slug) ? undefined : slug);
    expect(await firstFree("shop", attempt)).toBe("shop-3");
    expect(await firstFree("a".repeat(50), attempt)).toBe(`${"a".repeat(48)}-2`);
  });
});
