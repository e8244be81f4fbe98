import { expect, it } from "vitest";
import { compareReleases, followSemver, newestRelease } from "./release-order.ts";

const at = (version: string, createdAt = 0) => ({ version, createdAt });

it.each([
  ["shop@1.9.0", "shop@1.10.0"],
  ["shop@1.2", "shop@1.2.1"],
  ["shop@2.0.0-alpha", "shop@2.0.0"],
  ["shop@2.0.0-alpha.1", "shop@2.0.0-alpha.beta"],
  ["shop@2.0.0-alpha.9", "shop@2.0.0-alpha.10"],
  ["shop@2.0.0-alpha", "shop@2.0.0-alpha.1"],
  ["shop@v1.0.0", "shop@1.0.1+build.5"],
])("%s comes before %s however they were made", (older, newer) => {
  expect(compareReleases(at(older, 2), at(newer, 1))).toBeLessThan(0);
  expect(compareReleases(at(newer, 1), at(older, 2))).toBeGreaterThan(0);
  expect(followSemver(older, newer)).toBe(true);
});

it("takes builds of one version for equal", () => {
  expect(compareReleases(at("shop@1.0.0+1", 1), at("shop@1.0.0+2", 2))).toBe(0);
});

it.each([
  ["shop@1.0.0", "api@2.0.0"],
  ["2.0.0", "1.0.0"],
  ["shop@2", "shop@deadbeef"],
])("orders %s and %s by their creation", (a, b) => {
  expect(compareReleases(at(a, 1), at(b, 2))).toBeLessThan(0);
  expect(compareReleases(at(a, 2), at(b, 1))).toBeGreaterThan(0);
  expect(followSemver(a, b)).toBe(false);
});

it.each([
  [[], undefined],
  [[at("shop@2.0.0", 1), at("shop@1.9.1", 2)], "shop@2.0.0"],
  [[at("api@9.0.0", 1), at("shop@1.0.0", 2), at("shop@1.1.0", 1)], "shop@1.1.0"],
  [[at("abc", 1), at("def", 3), at("shop@1.0.0", 2)], "def"],
])("of %j the newest is %s", (releases, newest) => {
  expect(newestRelease(releases)?.version).toBe(newest);
});
