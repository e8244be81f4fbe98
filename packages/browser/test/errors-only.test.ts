import { eventsOf } from "@vedette/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectations, unmet } from "./expected.ts";
import { openShop, type Shop } from "./shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop("errors-only.ts");
});
afterAll(() => shop[Symbol.asyncDispose]());

/** Facts about how the recorded page was bundled and where it was served. */
const OF_THEIR_PAGE = new Set(["frames", "request"]);

describe("the small entry passes the same scenarios", () => {
  test.each([
    "uncaught-exception",
    "script-error-string",
    "unhandled-rejection",
    "exception-cause-chain",
    "aggregate-error",
    "dom-exceptions",
    "scope-full",
    "breadcrumbs",
    "client-report",
    "tunnel",
  ])("%s", async (scenario) => {
    const { envelopes } = await shop.visit(scenario);
    const expected = expectations("browser-11.12.0", scenario).map(({ item, facts }) => ({
      item,
      facts: Object.fromEntries(Object.entries(facts).filter(([name]) => !OF_THEIR_PAGE.has(name))),
    }));
    expect(unmet(expected, envelopes)).toEqual([]);
  });
});

test("bad input neither reaches the page nor leaves it with secrets", async () => {
  const { envelopes, pageErrors } = await shop.visit("hostile");
  expect(pageErrors).toEqual([]);
  const event = eventsOf(envelopes).find(({ exception }) => exception?.values[0]?.value === "with luggage");
  expect(event?.extra?.["circular"]).toEqual({ password: "[Filtered]", link: "https://[Filtered]@shop.example/", self: "[Circular ~]" });
  expect(JSON.stringify(event).length).toBeLessThan(100_000);
});
