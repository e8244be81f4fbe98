import * as fc from "fast-check";
import { expect, it } from "vitest";
import { compareReleases, releaseParts } from "./release-order.ts";

const part = fc.nat({ max: 12 });
const words = fc.oneof(fc.constantFrom("alpha", "beta", "rc"), part.map(String));
const prerelease = fc.array(words, { maxLength: 3 }).map((parts) => (parts.length === 0 ? "" : `-${parts.join(".")}`));
const version = fc.tuple(part, part, part, prerelease).map(([major, minor, patch, suffix]) => `shop@${major}.${minor}.${patch}${suffix}`);
const release = fc.record({ version, createdAt: fc.nat() });

it("is an order within a package: sorting any shuffle puts each at or before all that follow", () => {
  fc.assert(
    fc.property(fc.array(release, { maxLength: 12 }), (releases) => {
      const sorted = releases.toSorted(compareReleases);
      for (const [index, a] of sorted.entries()) for (const b of sorted.slice(index)) expect(compareReleases(a, b)).toBeLessThanOrEqual(0);
    }),
  );
});

it("answers for releases of any name, the opposite the other way round", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const forth = compareReleases({ version: a, createdAt: 1 }, { version: b, createdAt: 2 });
      expect(forth + compareReleases({ version: b, createdAt: 2 }, { version: a, createdAt: 1 })).toBe(0);
    }),
  );
});

it("has a key for searches that sorts as text in the same order", () => {
  fc.assert(
    fc.property(version, version, (a, b) => {
      const [left = "", right = ""] = [releaseParts(a).order, releaseParts(b).order];
      const byKey = Number(left > right) - Number(left < right);
      expect(byKey).toBe(Math.sign(compareReleases({ version: a, createdAt: 0 }, { version: b, createdAt: 0 })));
    }),
  );
});
