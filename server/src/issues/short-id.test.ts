import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatShortId, parseShortId } from "./short-id.ts";

test("counts in base 32 without I, L, O, U", () => {
  expect([1, 9, 10, 31, 32, 1090].map((number) => formatShortId("my-shop", number))).toEqual([
    "MY-SHOP-1",
    "MY-SHOP-9",
    "MY-SHOP-A",
    "MY-SHOP-Z",
    "MY-SHOP-10",
    "MY-SHOP-122",
  ]);
});

test("reads back in any case, with letters misread", () => {
  expect(parseShortId("my-shop-oil")).toEqual({ projectSlug: "my-shop", number: 33 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (number) => {
      expect(parseShortId(formatShortId("shop", number).toLowerCase())).toEqual({ projectSlug: "shop", number });
    }),
  );
});

test.each(["", "12", "-1", "SHOP-", "SHOP-U", "SHOP-0", "a b-1", "SHOP-ZZZZZZZZZZZ"])("%j is no short id", (text) =>
  expect(parseShortId(text)).toBeUndefined(),
);
