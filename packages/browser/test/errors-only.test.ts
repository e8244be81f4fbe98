import { eventsOf, itemsOf } from "@vedette/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectations, unmet } from "./expected.ts";
import { inPage, openShop, type Shop } from "./shop.ts";

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
    const expected = expectations("browser-11.12.0", scenario).map(({ item, facts }) => ({
      item,
      facts: Object.fromEntries(Object.entries(facts).filter(([name]) => !OF_THEIR_PAGE.has(name))),
    }));
    const { envelopes } = await shop.visit(scenario, { until: (arrived) => unmet(expected, arrived).length === 0 });
    expect(unmet(expected, envelopes)).toEqual([]);
  });
});

test("bad input neither reaches the page nor leaves it with secrets", async () => {
  const { envelopes, pageErrors } = await shop.visit("hostile");
  expect(pageErrors).toEqual([]);
  const event = eventsOf(envelopes).find(({ exception }) => exception?.values[0]?.value === "with luggage");
  expect(event?.extra?.["circular"]).toEqual({
    password: "[Filtered]",
    link: "https://[Filtered]@shop.example/?order=7&reset_token=[Filtered]#paid",
    self: "[Circular ~]",
  });
  expect(JSON.stringify(event).length).toBeLessThan(100_000);
});

test("a server that is down is asked again, and what is dropped is counted", () =>
  inPage(shop, async ({ page, ingest }) => {
    await page.clock.install();
    await page.evaluate(`SDK.init({ dsn: __conf.dsn })`);
    ingest.answerWith({ status: 503 });
    const refused = page.waitForResponse((response) => response.status() === 503);
    await page.evaluate(`for (let i = 0; i < 40; i++) SDK.captureMessage("message " + i)`);
    await refused;
    ingest.answerWith(undefined);
    await page.clock.runFor(1500);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 30);
    await page.evaluate("void SDK.flush(30_000)");
    await ingest.waitFor((envelopes) => itemsOf(envelopes, "client_report").length > 0);
    expect(itemsOf(ingest.envelopes, "client_report")[0]?.["discarded_events"]).toEqual([{ reason: "queue_overflow", category: "error", quantity: 10 }]);
  }));

test("rate limits are kept, and a page that goes away leaves nothing behind", () =>
  inPage(shop, async ({ page, ingest }) => {
    await page.evaluate(`SDK.init({ dsn: __conf.dsn })`);
    ingest.answerWith({ status: 200, headers: { "x-sentry-rate-limits": "60:transaction:key" }, body: "{}" });
    await page.evaluate(`SDK.captureMessage("first"); SDK.flush(30_000)`);
    ingest.answerWith({ status: 429, headers: { "x-sentry-rate-limits": "60:error;default:key" } });
    await page.evaluate(`SDK.captureMessage("second"); SDK.flush(30_000)`);
    ingest.answerWith(undefined);
    await page.evaluate(`SDK.captureMessage("third"); SDK.flush(30_000)`);
    await page.goto("about:blank");
    await ingest.waitFor((envelopes) => itemsOf(envelopes, "client_report").length > 0);
    expect(eventsOf(ingest.envelopes).map(({ message }) => message)).toEqual(["first"]);
    expect(itemsOf(ingest.envelopes, "client_report")[0]?.["discarded_events"]).toEqual([{ reason: "ratelimit_backoff", category: "error", quantity: 1 }]);
  }));

test("reports of losses say through a tunnel whose they are, too", () =>
  inPage(shop, async ({ page, ingest }) => {
    await page.evaluate(`SDK.init({ dsn: __conf.dsn, tunnel: __conf.tunnel, beforeSend: () => null }); SDK.captureMessage("dropped"); SDK.flush(30_000)`);
    expect(itemsOf(ingest.envelopes, "client_report")).toHaveLength(1);
    expect(ingest.envelopes[0]?.headers["dsn"]).toBe(ingest.dsn);
  }));
