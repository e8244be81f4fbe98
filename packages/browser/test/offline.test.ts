import { eventsOf, itemsOf, type ReceivedEnvelope } from "@vedette/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enter, inPage, openShop, type Shop } from "./shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

/** Begins, and waits until the store is open: only then can a page that goes away still write to it. */
const start = async (page: Page, spool = "", options = "retryDelays: []"): Promise<void> => {
  await page.evaluate(`void SDK.init({ dsn: __conf.dsn, autoSessionTracking: false, spool: offlineSpool({ ${spool} }), ${options} })`);
  await page.evaluate("SDK.flush(30_000)");
};
const capture = (page: Page, text: string): Promise<unknown> => page.evaluate(`SDK.captureMessage(${JSON.stringify(text)}, { wait: true })`);
const messages = (envelopes: readonly ReceivedEnvelope[]): (string | undefined)[] => eventsOf(envelopes).map(({ message }) => message);
/** Requests that the server refused go into the spool. */
const DOWN = { status: 503 };

test("what a server that is down did not take is sent by the next page, once, with the time of the attempt", () =>
  inPage(shop, async ({ page, ingest }) => {
    await start(page);
    ingest.answerWith(DOWN);
    expect(await capture(page, "kept")).toMatchObject({
      status: "failed",
      error: expect.objectContaining({ message: expect.stringContaining("it is kept and sent later") }),
    });
    expect(await page.evaluate("SDK.flush(50)")).toBe(false);
    const before = await page.evaluate("Date.now()");
    ingest.answerWith(undefined);
    await enter(shop, page);
    await start(page);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 1);
    expect(messages(ingest.envelopes)).toEqual(["kept"]);
    expect(Date.parse(String(ingest.envelopes[0]?.headers["sent_at"]))).toBeGreaterThanOrEqual(Number(before));
    expect(await page.evaluate("SDK.flush(30_000)")).toBe(true);
    await enter(shop, page);
    await start(page);
    expect(await page.evaluate("SDK.flush(30_000)")).toBe(true);
    expect(messages(ingest.envelopes)).toEqual(["kept"]);
  }));

test("offline, it waits outside of the page until the browser is online again", () =>
  inPage(shop, async ({ page, ingest }) => {
    await start(page, "", "");
    await page.context().setOffline(true);
    expect(await capture(page, "in the tunnel")).toMatchObject({ status: "failed" });
    await page.context().setOffline(false);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 1);
    // By another page, when the one that was offline is gone.
    await page.context().setOffline(true);
    await capture(page, "still in it");
    const next = await page.context().newPage();
    await page.close();
    await next.context().setOffline(false);
    await enter(shop, next);
    await start(next);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 2);
    expect(messages(ingest.envelopes)).toEqual(["in the tunnel", "still in it"]);
  }));

test("a page that goes away between two attempts leaves the event to the next", () =>
  inPage(shop, async ({ page, ingest }) => {
    await start(page, "", "retryDelays: [3_600_000]");
    ingest.answerWith(DOWN);
    const refused = page.waitForResponse((response) => response.status() === 503);
    await page.evaluate(`void SDK.captureMessage("unfinished")`);
    await refused;
    await page.goto(`${shop.url}/shop?s=elsewhere`);
    ingest.answerWith(undefined);
    await enter(shop, page);
    await start(page);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 1);
    expect(messages(ingest.envelopes)).toEqual(["unfinished"]);
  }));

test("what was on its way when the page went away is sent again by the next, unless its answer came", () =>
  inPage(shop, async ({ page, ingest }) => {
    await start(page);
    const hide = `Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true }); document.dispatchEvent(new Event("visibilitychange"));`;
    // The page is only hidden: the answer comes, and the copy goes.
    await page.evaluate(
      `const result = SDK.captureMessage("answered", { wait: true }); setTimeout(() => { ${hide} delete document.visibilityState; }); result`,
    );
    expect(await page.evaluate("SDK.flush(30_000)")).toBeDefined();
    // It is gone before the answer comes, which may take its time.
    await page.clock.install();
    await page.route(/\/envelope\//, () => undefined);
    const asked = page.waitForRequest(/\/envelope\//);
    await page.evaluate(`void SDK.captureMessage("unanswered")`);
    await asked;
    await page.goto(`${shop.url}/shop?s=elsewhere`);
    await page.unroute(/\/envelope\//);
    await enter(shop, page);
    await start(page);
    await page.clock.fastForward(11_000);
    await ingest.waitFor((envelopes) => messages(envelopes).includes("unanswered"));
    expect(await page.evaluate("SDK.flush(30_000)")).toBe(true);
    expect(messages(ingest.envelopes).filter((message) => message === "answered")).toHaveLength(1);
  }));

test("of several tabs each event is sent by one", () =>
  inPage(shop, async ({ page, ingest }) => {
    await start(page);
    ingest.answerWith(DOWN);
    const names = Array.from({ length: 20 }, (_, index) => `event ${index}`);
    await Promise.all(names.map((name) => capture(page, name)));
    ingest.answerWith(undefined);
    const tabs = await Promise.all([1, 2, 3].map(() => page.context().newPage()));
    await Promise.all(tabs.map((tab) => enter(shop, tab)));
    await Promise.all(tabs.map((tab) => start(tab)));
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length >= names.length);
    await Promise.all(tabs.map((tab) => tab.evaluate("SDK.flush(30_000)")));
    expect(messages(ingest.envelopes)).toHaveLength(names.length);
    expect(new Set(messages(ingest.envelopes))).toEqual(new Set(names));
  }));

test("what is kept is bounded in number, size and age, and what has no room is counted", () =>
  inPage(shop, async ({ page, ingest }) => {
    await page.clock.install();
    await start(page, "maxEnvelopes: 3, maxBytes: 20_000, maxAge: 3_600_000");
    ingest.answerWith(DOWN);
    for (const name of ["one", "two", "three", "four", "five"]) await capture(page, name);
    expect(await page.evaluate(`SDK.captureMessage("large", { wait: true, extra: { luggage: ["x".repeat(15000), "y".repeat(15000)] } })`)).toMatchObject({
      status: "failed",
      error: expect.objectContaining({ message: "the server answered 503" }),
    });
    await page.clock.fastForward(3_000_000);
    await capture(page, "six");
    await page.clock.fastForward(3_000_000);
    ingest.answerWith(undefined);
    await capture(page, "seven");
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length >= 2);
    await page.evaluate("void SDK.flush(30_000)");
    const lost = (envelopes: readonly ReceivedEnvelope[], reason: string): number =>
      itemsOf(envelopes, "client_report")
        .flatMap((report) => report["discarded_events"])
        .reduce((sum: number, entry) => sum + (Object(entry).reason === reason ? Number(Object(entry).quantity) : 0), 0);
    // Two that more came after, one after the pause, two too old.
    await ingest.waitFor((envelopes) => lost(envelopes, "cache_overflow") === 5);
    expect(new Set(messages(ingest.envelopes))).toEqual(new Set(["six", "seven"]));
    expect(lost(ingest.envelopes, "send_error")).toBe(1);
  }));

test("limits are read before each envelope that was kept", () =>
  inPage(shop, async ({ page, ingest }) => {
    await page.clock.install();
    await start(page);
    ingest.answerWith(DOWN);
    for (const name of ["one", "two", "three"]) await capture(page, name);
    ingest.answerWith({ status: 200, headers: { "x-sentry-rate-limits": "60:error:key" }, body: "{}" });
    await enter(shop, page);
    await start(page);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 1);
    // What is kept and may not go now is not delivered.
    expect(await page.evaluate("SDK.flush(0)")).toBe(false);
    expect(await page.evaluate(`SDK.captureMessage("while limited", { wait: true })`)).toMatchObject({ status: "rateLimited" });
    ingest.answerWith(undefined);
    expect(messages(ingest.envelopes)).toEqual(["one"]);
    await page.clock.fastForward(61_000);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 3);
    expect(messages(ingest.envelopes)).toEqual(["one", "two", "three"]);
  }));

test.each([
  ["is forbidden", `Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("denied", "SecurityError"); } })`],
  ["is not there", `Object.defineProperty(window, "indexedDB", { value: undefined })`],
  ["fails", `indexedDB.open = () => { const request = new EventTarget(); setTimeout(() => request.dispatchEvent(new Event("error"))); return request; }`],
  ["is full", `IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }`],
])("where storage %s, delivery is as without it", (_, code) =>
  inPage(shop, async ({ page, ingest, errors }) => {
    await page.evaluate(code);
    await start(page);
    await page.context().setOffline(true);
    await page.evaluate(`void SDK.captureMessage("in the tunnel")`);
    expect(await page.evaluate("SDK.flush(50)")).toBe(false);
    await page.context().setOffline(false);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 1);
    ingest.answerWith(DOWN);
    expect(await capture(page, "refused")).toMatchObject({ status: "failed", error: expect.objectContaining({ message: "the server answered 503" }) });
    ingest.answerWith(undefined);
    expect(await page.evaluate("SDK.flush(30_000)")).toBe(true);
    expect(itemsOf(ingest.envelopes, "client_report")[0]?.["discarded_events"]).toEqual([{ reason: "send_error", category: "error", quantity: 1 }]);
    expect(errors).toEqual([]);
  }),
);
