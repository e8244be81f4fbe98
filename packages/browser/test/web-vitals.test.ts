import { itemsOf, transactionsOf, type ReceivedEnvelope } from "@vedette/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inPage, openShop, type Shop } from "./shop.ts";

// Web vitals in a real browser, against what web.dev/vitals defines and Sentry's conventions call them.

let shop: Shop;
beforeAll(async () => {
  // Playwright switches the back-forward cache off.
  shop = await openShop("shop.ts", { ignoreDefaultArgs: ["--disable-back-forward-cache"] });
});
afterAll(() => shop[Symbol.asyncDispose]());

const painted = (page: Page): Promise<unknown> => page.waitForFunction(`performance.getEntriesByName("first-contentful-paint").length === 1`);
const start = (page: Page, options = "", tracing = "idleTimeout: 100"): Promise<unknown> =>
  page.evaluate(
    `void SDK.init({ dsn: __conf.dsn, release: "shop@1.0.0", autoSessionTracking: false, tracesSampleRate: 1, integrations: [tracing({ ${tracing} })], ${options} })`,
  );
const pageload = (envelopes: readonly ReceivedEnvelope[]) => transactionsOf(envelopes).find(({ contexts }) => contexts?.["trace"]?.["op"] === "pageload");
const spansOf = (envelopes: readonly ReceivedEnvelope[], op: string) => itemsOf(envelopes, "span").filter((span) => span["op"] === op);
const frames = (page: Page): Promise<unknown> =>
  page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50))))");

test("a page load has what is known at its end, with the element that was largest", () =>
  inPage(shop, async ({ page, ingest }) => {
    await painted(page);
    await start(page);
    await ingest.waitFor((envelopes) => pageload(envelopes) !== undefined);
    const transaction = pageload(ingest.envelopes);
    const names = ["ttfb", "ttfb.requestTime", "fp", "fcp", "lcp", "cls"];
    expect(Object.keys(transaction?.measurements ?? {}).toSorted()).toEqual(names.toSorted());
    for (const name of ["ttfb", "fp", "fcp", "lcp"])
      expect(transaction?.measurements?.[name]).toMatchObject({ unit: "millisecond", value: expect.any(Number) });
    expect(transaction?.measurements?.["cls"]).toEqual({ unit: "", value: 0 });
    const lcp: unknown = await page.evaluate(
      `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true }))`,
    );
    expect(transaction?.measurements?.["lcp"]?.value).toBe(lcp);
    const { data } = transaction?.contexts?.["trace"] ?? {};
    expect(data).toMatchObject({
      "lcp.element": "html > body > h1",
      "lcp.size": expect.any(Number),
      "lcp.renderTime": lcp,
      "lcp.loadTime": 0,
      "browser.navigation.type": "navigate",
    });
  }));

test("what is larger, shifts or is slow later is told when the page goes away, each with its reasons", () =>
  inPage(shop, async ({ page, ingest }) => {
    await painted(page);
    await start(page);
    await ingest.waitFor((envelopes) => pageload(envelopes) !== undefined);
    const root = pageload(ingest.envelopes)?.contexts?.["trace"];
    await page.evaluate(`(() => {
      const hero = document.createElement("p");
      hero.id = "hero";
      hero.style.cssText = "font-size: 90px; margin: 0";
      hero.textContent = "Everything must go, and it goes today";
      document.querySelector("#order").before(hero);
    })()`);
    await page.waitForFunction(
      `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().length > 0)).observe({ type: "layout-shift", buffered: true }))`,
    );
    await frames(page);
    await page.evaluate(`document.querySelector("#pay").addEventListener("click", ({ target }) => {
      target.remove();
      const end = performance.now() + 150;
      while (performance.now() < end);
    })`);
    await page.click("#pay");
    await frames(page);
    await page.goto("about:blank");
    await ingest.waitFor((envelopes) => itemsOf(envelopes, "span").length >= 3);

    const [lcp] = spansOf(ingest.envelopes, "ui.webvital.lcp");
    expect(lcp).toMatchObject({
      trace_id: root?.["trace_id"],
      segment_id: root?.["span_id"],
      origin: "auto.ui.browser.lcp",
      description: "p#hero",
      exclusive_time: 0,
    });
    expect(lcp?.["measurements"]).toEqual({ lcp: { unit: "millisecond", value: expect.any(Number) } });
    expect(lcp?.["data"]).toMatchObject({
      "browser.web_vital.lcp.element": "p#hero",
      "browser.web_vital.lcp.id": "hero",
      transaction: "/shop",
      release: "shop@1.0.0",
    });

    const [cls] = spansOf(ingest.envelopes, "ui.webvital.cls");
    const shifted = String(Object(cls?.["data"])["browser.web_vital.cls.source.1"]);
    expect(cls).toMatchObject({ description: shifted, origin: "auto.ui.browser.cls", measurements: { cls: { unit: "" } } });
    expect(shifted).toMatch(/form#order|button/);
    expect(Object(cls?.["data"])["browser.web_vital.cls.value"]).toBeGreaterThan(0);

    const [inp] = spansOf(ingest.envelopes, "ui.interaction.click");
    expect(inp).toMatchObject({
      trace_id: root?.["trace_id"],
      origin: "auto.ui.browser.inp",
      description: expect.stringContaining("button#pay"),
      data: { "browser.web_vital.inp.interaction_type": "click" },
    });
    expect(inp?.["exclusive_time"]).toBeGreaterThanOrEqual(150);
    expect(Number(inp?.["timestamp"]) - Number(inp?.["start_timestamp"])).toBeGreaterThanOrEqual(0.149);
    expect(itemsOf(ingest.envelopes, "span")).toHaveLength(3);
  }));

test("streamed, each is a span of the page load", () =>
  inPage(shop, async ({ page, ingest }) => {
    await painted(page);
    await start(page, `traceLifecycle: "stream"`);
    await ingest.waitFor((envelopes) => itemsOf(envelopes, "span").some((span) => span["is_segment"] === true));
    const root = itemsOf(ingest.envelopes, "span").find((span) => span["is_segment"] === true);
    expect(Object.keys(Object(root?.["attributes"]))).toEqual(
      expect.arrayContaining(["browser.web_vital.ttfb.value", "browser.web_vital.ttfb.request_time.value", "browser.web_vital.fcp.value"]),
    );
    await page.goto("about:blank");
    const vital = (name: string) =>
      itemsOf(ingest.envelopes, "span").find(({ attributes }) => Object(attributes)["sentry.op"]?.value === `ui.webvital.${name}`);
    await ingest.waitFor(() => vital("lcp") !== undefined && vital("cls") !== undefined);
    expect(vital("lcp")).toMatchObject({
      parent_span_id: root?.["span_id"],
      trace_id: root?.["trace_id"],
      attributes: { "browser.web_vital.lcp.element": { value: "html > body > h1" } },
    });
  }));

test("a tab that was opened in the background has no paints that nobody waited for", () =>
  inPage(shop, async ({ page, ingest }) => {
    await painted(page);
    await page.evaluate(`Object.defineProperty(document, "visibilityState", { get: () => "hidden", configurable: true })`);
    await start(page);
    await ingest.waitFor((envelopes) => pageload(envelopes) !== undefined);
    expect(Object.keys(pageload(ingest.envelopes)?.measurements ?? {}).toSorted()).toEqual(["ttfb", "ttfb.requestTime"]);
  }));

test("a page that is rendered ahead begins when it is shown", () =>
  inPage(shop, async ({ page, ingest }) => {
    await painted(page);
    await page.evaluate(`Object.defineProperty(document, "prerendering", { value: true, configurable: true })`);
    await start(page);
    await page.evaluate(`(() => {
      globalThis.shownAt = performance.now();
      Object.defineProperty(PerformanceNavigationTiming.prototype, "activationStart", { get: () => shownAt, configurable: true });
      delete document.prerendering;
      document.dispatchEvent(new Event("prerenderingchange"));
    })()`);
    await ingest.waitFor((envelopes) => pageload(envelopes) !== undefined);
    const transaction = pageload(ingest.envelopes);
    const shownAt = Number(await page.evaluate("performance.timeOrigin + shownAt"));
    expect(transaction?.start_timestamp).toBeCloseTo(shownAt / 1000, 3);
    expect(transaction?.contexts?.["trace"]?.["data"]).toMatchObject({ "browser.navigation.type": "prerender" });
    expect(transaction?.spans?.map(({ op }) => op)).not.toContain("browser.request");
  }));

test("a page that comes back out of the browser's cache is a navigation with vitals of its own", () =>
  inPage(shop, async ({ page, ingest }) => {
    await painted(page);
    await start(page);
    await ingest.waitFor((envelopes) => pageload(envelopes) !== undefined);
    await page.evaluate(`addEventListener("pageshow", ({ persisted }) => { globalThis.restored = persisted; })`);
    await page.goto(`${shop.url}/shop?s=elsewhere`);
    await page.evaluate("history.back()");
    await page.waitForFunction("globalThis.restored === true");
    await frames(page);
    const back = (envelopes: readonly ReceivedEnvelope[]) => transactionsOf(envelopes).find(({ contexts }) => contexts?.["trace"]?.["op"] === "navigation");
    await ingest.waitFor((envelopes) => back(envelopes) !== undefined);
    const transaction = back(ingest.envelopes);
    const trace = transaction?.contexts?.["trace"];
    expect(trace).toMatchObject({ origin: "auto.navigation.browser.bfcache", data: { "browser.navigation.type": "back-forward-cache" } });
    expect(trace?.["trace_id"]).not.toBe(pageload(ingest.envelopes)?.contexts?.["trace"]?.["trace_id"]);
    expect(trace?.["links"]).toMatchObject([
      { trace_id: pageload(ingest.envelopes)?.contexts?.["trace"]?.["trace_id"], attributes: { "sentry.link.type": "previous_trace" } },
    ]);
    expect(Object.keys(transaction?.measurements ?? {})).not.toContain("ttfb");
    expect(transaction?.measurements?.["cls"]).toEqual({ unit: "", value: 0 });
    expect(transaction?.measurements?.["fcp"]?.value).toBe(transaction?.measurements?.["lcp"]?.value);
  }));

test("navigations that the browser knows have vitals of their own", () =>
  inPage(shop, async ({ page, ingest }) => {
    await painted(page);
    await start(page);
    await ingest.waitFor((envelopes) => pageload(envelopes) !== undefined);
    await page.evaluate(`(() => {
      globalThis.known = 0;
      new PerformanceObserver((list) => { known += list.getEntries().length; }).observe({ type: "soft-navigation" });
      let count = 0;
      document.querySelector("#pay").addEventListener("click", () => {
        const number = ++count;
        const end = performance.now() + 100;
        while (performance.now() < end);
        history.pushState({}, "", "/page/" + number);
        document.querySelector("#root").innerHTML = '<h2 id="title-' + number + '" style="font-size: ' + (60 + number) + 'px">Page number ' + number + "</h2>";
      });
    })()`);
    const to = (number: number) => (envelopes: readonly ReceivedEnvelope[]) =>
      transactionsOf(envelopes).find(({ transaction }) => transaction === `/page/${number}`);
    for (const number of [1, 2]) {
      await page.click("#pay");
      await page.waitForFunction(`known === ${number}`);
      await ingest.waitFor((envelopes) => to(number)(envelopes) !== undefined);
    }
    await page.goto("about:blank");
    const traceOf = (number: number): unknown => to(number)(ingest.envelopes)?.contexts?.["trace"]?.["trace_id"];
    const inps = () => spansOf(ingest.envelopes, "ui.interaction.click");
    /** On the transaction, or beside it if the page was painted after its end. */
    const lcp = (number: number): { readonly value: number; readonly element: unknown } | undefined => {
      const measured = to(number)(ingest.envelopes)?.measurements?.["lcp"];
      if (measured) return { value: measured.value, element: Object(to(number)(ingest.envelopes)?.contexts?.["trace"]?.["data"])["lcp.element"] };
      const span = spansOf(ingest.envelopes, "ui.webvital.lcp").find((one) => one["trace_id"] === traceOf(number));
      return span && { value: Number(Object(span["measurements"]).lcp.value), element: span["description"] };
    };
    await ingest.waitFor(() => inps().length >= 2 && lcp(1) !== undefined && lcp(2) !== undefined);

    for (const number of [1, 2]) {
      // From the click on: it took 100 ms until the address changed, which is when the transaction begins.
      expect(lcp(number)?.value).toBeGreaterThanOrEqual(100);
      expect(lcp(number)?.element).toBe(`h2#title-${number}`);
      expect(Object.keys(to(number)(ingest.envelopes)?.measurements ?? {})).not.toContain("ttfb");
    }
    // The click that leads to a page was made on the one before.
    const first = pageload(ingest.envelopes)?.contexts?.["trace"]?.["trace_id"];
    expect(new Set(inps().map(({ trace_id }) => trace_id))).toEqual(new Set([first, traceOf(1)]));
    for (const inp of inps()) expect(inp["exclusive_time"]).toBeGreaterThanOrEqual(100);
  }));

test("a change of the address that nobody asked for is a redirect, a later one a navigation", () =>
  inPage(shop, async ({ page, ingest }) => {
    await page.evaluate(`(() => {
      Object.defineProperty(PerformanceNavigationTiming.prototype, "activationStart", { value: performance.now(), configurable: true });
      SDK.init({ dsn: __conf.dsn, autoSessionTracking: false, tracesSampleRate: 1, integrations: [tracing({ idleTimeout: 100 })] });
      history.replaceState({}, "", "/sign-in");
    })()`);
    await ingest.waitFor((envelopes) => pageload(envelopes) !== undefined);
    expect(pageload(ingest.envelopes)?.spans).toContainEqual(expect.objectContaining({ op: "navigation.redirect", description: "/sign-in" }));
    await page.evaluate(`history.pushState({}, "", "/cart/77")`);
    await ingest.waitFor((envelopes) => transactionsOf(envelopes).some(({ transaction }) => transaction === "/cart/77"));
  }));
