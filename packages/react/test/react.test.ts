import path from "node:path";
import { eventsOf } from "@vedette/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectations, unmet } from "../../browser/test/expected.ts";
import { openShop, type Shop } from "../../browser/test/shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(path.join(import.meta.dirname, "pages/app.tsx"));
});
afterAll(() => shop[Symbol.asyncDispose]());

describe("scenarios of @sentry/react", () => {
  test.each(["error-boundary", "root-error-handlers"])("%s", async (scenario) => {
    const { envelopes } = await shop.visit(scenario);
    expect(unmet(expectations("react-11.12.0", scenario), envelopes)).toEqual([]);
  });
});

test("the boundary shows the fallback with the event's id, tells its callbacks, and mends when a key changes", async () => {
  const notes: Record<string, string | undefined> = {};
  const { envelopes } = await shop.visit("error-boundary", {
    also: async (page) => {
      Object.assign(notes, await page.evaluate("({ ...document.body.dataset })"));
    },
  });
  const [event] = eventsOf(envelopes);
  expect(notes["fallback"]).toContain(String(event?.event_id));
  expect(notes["onError"]).toContain("at Price");
  expect(notes["onReset"]).toBe("true");
  expect(event?.exception?.values.map(({ type, mechanism }) => [type, mechanism?.type, mechanism?.handled])).toEqual([
    ["React ErrorBoundary TypeError", "chained", true],
    ["TypeError", "react.error_boundary", true],
  ]);
  const components = event?.exception?.values[0]?.stacktrace?.frames.filter(({ lineno }) => lineno !== undefined).map((frame) => frame.function);
  expect(components?.slice(-2)).toEqual(["CartLine", "Price"]);
});

test("an error that cannot be changed keeps its own cause, and a callback that throws loses nothing", async () => {
  const { envelopes } = await shop.visit("frozen-error");
  const [event] = eventsOf(envelopes);
  expect(event?.exception?.values.map(({ type, mechanism }) => [type, mechanism?.exception_id, mechanism?.parent_id])).toEqual([
    ["React ErrorBoundary RangeError", 2, 1],
    ["Error", 1, 0],
    ["RangeError", 0, undefined],
  ]);
});
