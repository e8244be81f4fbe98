import { eventsOf, itemsOf } from "@vedette/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inPage, openShop, type Shop } from "./shop.ts";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

const start = (page: Page, options: string): Promise<unknown> =>
  page.evaluate(`void SDK.init({ dsn: __conf.dsn, release: "shop@1.0.0", autoSessionTracking: false, ${options} })`);

test("what an application puts in never comes back as an exception, and never stops the report", () =>
  inPage(shop, async ({ page, ingest, errors }) => {
    await start(page, "");
    await page.evaluate(`(() => {
      const circular = { name: "loop" }; circular.self = circular;
      const trap = new Proxy({}, { get() { throw new Error("trap") }, ownKeys() { throw new Error("trap") }, getPrototypeOf() { throw new Error("trap") } });
      const getter = { get secret() { throw new Error("getter") } };
      let deep = {}; for (let i = 0; i < 10000; i++) deep = { deep };
      SDK.setExtras({ circular, trap, getter, deep, huge: "x".repeat(5_000_000), many: Array.from({ length: 100000 }, (_, i) => ({ i })) });
      SDK.setTag("trap", trap);
      SDK.captureException(trap);
      SDK.captureException(Object.create(Error.prototype, { message: { get() { throw new Error("message") } }, stack: { get() { throw new Error("stack") } } }));
      SDK.captureException(undefined); SDK.captureException(null); SDK.captureException(Symbol("s")); SDK.captureException(7n);
      SDK.captureException(new Error("y".repeat(3_000_000)));
      SDK.captureMessage(trap); SDK.captureMessage(undefined); SDK.addBreadcrumb(trap); SDK.addBreadcrumb(null);
      console.log(trap, getter, circular);
      SDK.captureException(new Error("context"), () => { throw new Error("in the capture context") });
      SDK.captureException(new Error("no options"), null); SDK.captureException(new Error("trapped options"), trap);
    })()`);
    await page.evaluate("SDK.flush(30_000)");
    expect(errors).toEqual([]);
    const events = eventsOf(ingest.envelopes);
    const values = events.map(({ exception }) => exception?.values.at(-1)?.value);
    expect(values).toEqual(expect.arrayContaining(["context", "no options", "trapped options", "7", "Symbol(s)"]));
    for (const event of events) expect(JSON.stringify(event).length).toBeLessThan(1_100_000);
  }));

test("hooks that throw, answer rubbish or never answer cost their own event and nothing else", () =>
  inPage(shop, async ({ page, ingest, errors }) => {
    await page.clock.install();
    await start(
      page,
      `beforeSend(event) {
        const text = event.message ?? "";
        if (text === "throw") throw new Error("hook");
        if (text === "rubbish") return 7;
        if (text === "hang") return new Promise(() => undefined);
        if (text === "later") return Promise.resolve({ ...event, tags: { hook: "later" } });
        return event;
      }, beforeBreadcrumb() { throw new Error("breadcrumb hook") }, afterSend() { throw new Error("after") }`,
    );
    await page.evaluate(`for (const text of ["throw", "rubbish", "hang", "later", "plain"]) { console.log(text); SDK.captureMessage(text); }`);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 2);
    await page.clock.fastForward(11_000);
    await page.evaluate("void SDK.flush(30_000)");
    await ingest.waitFor((envelopes) => itemsOf(envelopes, "client_report").length > 0);
    expect(errors).toEqual([]);
    expect(eventsOf(ingest.envelopes).map(({ message, tags }) => [message, tags?.["hook"]])).toEqual(expect.arrayContaining([["plain", undefined], ["later", "later"]])); // prettier-ignore
    expect(itemsOf(ingest.envelopes, "client_report")[0]?.["discarded_events"]).toEqual([{ reason: "before_send", category: "error", quantity: 3 }]);
  }));

test("a server that is down is asked again; what waits is bounded and the loss is counted", () =>
  inPage(shop, async ({ page, ingest }) => {
    await page.clock.install();
    await start(page, "bufferCapacities: { error: 5 }");
    ingest.answerWith({ status: 503 });
    const refused = page.waitForResponse((response) => response.status() === 503);
    await page.evaluate(`for (let i = 0; i < 12; i++) SDK.captureMessage("message " + i)`);
    await refused;
    ingest.answerWith(undefined);
    // Past the first wait, and before a request takes too long.
    await page.clock.runFor(1500);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length >= 5);
    await page.evaluate("void SDK.flush(30_000)");
    await ingest.waitFor((envelopes) => itemsOf(envelopes, "client_report").length > 0);
    const [report] = itemsOf(ingest.envelopes, "client_report");
    expect(report?.["discarded_events"]).toEqual([{ reason: "queue_overflow", category: "error", quantity: 12 - eventsOf(ingest.envelopes).length }]);
  }));

test("offline, events wait for the connection", () =>
  inPage(shop, async ({ page, ingest }) => {
    await start(page, "");
    await page.context().setOffline(true);
    await page.evaluate(`SDK.captureMessage("in the tunnel"); SDK.captureMessage("still in it")`);
    expect(await page.evaluate("SDK.flush(50)")).toBe(false);
    await page.context().setOffline(false);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 2);
    expect(await page.evaluate("SDK.flush(30_000)")).toBe(true);
  }));

test("rate limits are kept", () =>
  inPage(shop, async ({ page, ingest }) => {
    await start(page, "");
    ingest.answerWith({ status: 429, headers: { "x-sentry-rate-limits": "60:error:key" } });
    expect(await page.evaluate(`SDK.captureException(new Error("too many"), { wait: true })`)).toMatchObject({ status: "rateLimited" });
    ingest.answerWith(undefined);
    expect(await page.evaluate(`SDK.captureException(new Error("one more"), { wait: true })`)).toMatchObject({ status: "rateLimited" });
    expect(eventsOf(ingest.envelopes)).toEqual([]);
  }));

test("a page that goes away leaves nothing behind", () =>
  inPage(shop, async ({ page, ingest }) => {
    await start(page, "tracesSampleRate: 1, enableLogs: true");
    await page.evaluate(`(() => {
      SDK.logger.info("last words");
      for (let i = 0; i < 8; i++) SDK.captureMessage("goodbye " + i);
      SDK.captureMessage("large", { extra: { luggage: Array.from({ length: 6 }, () => "x".repeat(16000)) } });
      location.href = "about:blank";
    })()`);
    const whole = ingest.waitFor((envelopes) => eventsOf(envelopes).length >= 8 && itemsOf(envelopes, "log").length === 1);
    await expect(whole).resolves.toBeDefined();
    await page.waitForURL("about:blank");
  }));

test("allowUrls, denyUrls and the noise of browsers", () =>
  inPage(shop, async ({ page, ingest }) => {
    const frame = (url: string): string => `Object.assign(new Error("${url}"), { stack: "Error: ${url}\\n    at f (${url}:1:2)\\n    at g (<anonymous>)" })`;
    await start(page, `allowUrls: [/shop\\.example/], denyUrls: ["/vendor/"]`);
    const status = (code: string): Promise<unknown> => page.evaluate(`SDK.captureException(${code}, { wait: true })`);
    expect(await status(frame("https://shop.example/app.js"))).toMatchObject({ status: "sent" });
    expect(await status(frame("https://shop.example/vendor/a.js"))).toMatchObject({ status: "excluded" });
    expect(await status(frame("https://elsewhere.example/app.js"))).toMatchObject({ status: "excluded" });
    expect(await status(`new Error("Script error.")`)).toMatchObject({ status: "excluded" });
    expect(await status(`new Error("ResizeObserver loop limit exceeded")`)).toMatchObject({ status: "excluded" });
    expect(eventsOf(ingest.envelopes)).toHaveLength(1);
  }));

test("an error in a listener of a request has that request among its breadcrumbs", () =>
  inPage(shop, async ({ page, ingest }) => {
    await start(page, "");
    await page.evaluate(`(() => {
      const request = new XMLHttpRequest();
      request.addEventListener("load", () => { throw new Error("in the listener") });
      request.open("PUT", "/api/fail");
      request.send("qty=2");
    })()`);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 1);
    expect(eventsOf(ingest.envelopes)[0]?.breadcrumbs).toMatchObject([{ category: "xhr", level: "error", data: { method: "PUT", status_code: 500 } }]);
    // Used again, and given up: once each.
    await page.evaluate(`new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.onload = () => {
        request.onload = null;
        request.onabort = resolve;
        request.open("GET", "/api/second");
        request.send();
        request.abort();
      };
      request.open("GET", "/api/first");
      request.send();
    }).then(() => SDK.captureMessage("done"))`);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 2);
    const crumbs = eventsOf(ingest.envelopes)[1]
      ?.breadcrumbs?.slice(1)
      .map(({ data, level }) => [data?.["url"], level]);
    expect(crumbs).toEqual([["/api/first", "info"], ["/api/second", "error"]]); // prettier-ignore
  }));

test("debug ids of bundled scripts go with the frames that are in them", () =>
  inPage(shop, async ({ page, ingest }) => {
    await start(page, "");
    await page.evaluate(`(() => {
      globalThis._sentryDebugIds = { "Error\\n    at https://shop.example/a.js:1:2": "083b04c5-99e0-5042-b780-69ea1a097fc7", "Error\\n    at https://shop.example/b.js:1:2": "00000000-0000-0000-0000-000000000000" };
      SDK.captureException(Object.assign(new Error("mapped"), { stack: "Error: mapped\\n    at f (https://shop.example/a.js:3:4)" }));
    })()`);
    await page.evaluate("SDK.flush(30_000)");
    const [event] = eventsOf(ingest.envelopes);
    expect(event?.debug_meta).toEqual({
      images: [{ type: "sourcemap", code_file: "https://shop.example/a.js", debug_id: "083b04c5-99e0-5042-b780-69ea1a097fc7" }],
    });
  }));

test("close gives the page back as it was", () =>
  inPage(shop, async ({ page, ingest }) => {
    const methods = "[fetch, console.log, history.pushState, XMLHttpRequest.prototype.open, XMLHttpRequest.prototype.send]";
    await page.evaluate(`globalThis.before = ${methods}`);
    await start(page, "");
    expect(await page.evaluate(`${methods}.filter((method, index) => method === before[index]).length`)).toBe(0);
    await page.evaluate("SDK.close()");
    expect(await page.evaluate(`${methods}.filter((method, index) => method === before[index]).length`)).toBe(5);
    const thrown = page.waitForEvent("pageerror");
    await page.evaluate(`setTimeout(() => { throw new Error("after close") })`);
    await thrown;
    expect(eventsOf(ingest.envelopes)).toEqual([]);
  }));

test("everything that goes through a tunnel says whose it is", () =>
  inPage(shop, async ({ page, ingest }) => {
    await page.evaluate(`(() => {
      SDK.init({ dsn: __conf.dsn, tunnel: __conf.tunnel, release: "shop@1.0.0", enableLogs: true, tracesSampleRate: 1, beforeSend: (event) => (event.message === "dropped" ? null : event) });
      SDK.logger.info("a log");
      SDK.metrics.count("carts");
      SDK.startSpan({ name: "a span" }, () => undefined);
      SDK.captureMessage("dropped");
      SDK.captureMessage("kept");
      SDK.captureFeedback({ message: "nice" });
    })()`);
    await page.evaluate("SDK.flush(30_000)");
    expect(new Set(ingest.envelopes.flatMap(({ items }) => items.map(({ type }) => type)))).toEqual(
      new Set(["session", "log", "trace_metric", "transaction", "client_report", "event", "feedback"]),
    );
    expect(new Set(ingest.envelopes.map(({ headers }) => headers["dsn"]))).toEqual(new Set([ingest.dsn]));
  }));

test("the page's own HTTP client is started and stopped if it can be, and what it throws or answers never escapes", () =>
  inPage(shop, async ({ page, errors }) => {
    const statuses = await page.evaluate(`(async () => {
      globalThis.calls = [];
      const answers = [{ status: 200, headers: {}, body: "{}" }, { status: "fine" }, undefined];
      const httpClient = {
        start: () => void calls.push("start"),
        stop: () => void calls.push("stop"),
        async post() { calls.push("post"); if (answers.length === 0) throw new Error("no network"); return answers.shift(); },
      };
      SDK.init({ dsn: __conf.dsn, autoSessionTracking: false, retryDelays: [], sendClientReports: false, httpClient });
      const statuses = [];
      for (let i = 0; i < 4; i++) statuses.push((await SDK.captureException(new Error("number " + i), { wait: true })).status);
      await SDK.close();
      return [...statuses, ...calls];
    })()`);
    expect(statuses).toEqual(["sent", "failed", "failed", "failed", "start", "post", "post", "post", "post", "stop"]);
    expect(errors).toEqual([]);
  }));

test("what the browser says of the page is reported", () =>
  inPage(shop, async ({ page, ingest }) => {
    await page.evaluate(`(() => {
      // Browsers report what they please; this one reports when it is asked to.
      globalThis.ReportingObserver = class {
        constructor(callback, options) { globalThis.report = (reports) => callback(reports, this); globalThis.asked = options; }
        observe() { globalThis.observed = true; }
        disconnect() { globalThis.observed = false; }
      };
      const body = Object.create({ get id() { return "Vibrate"; }, get message() { return "Blocked call to vibrate"; }, get lineNumber() { return 7; }, toJSON() { return {}; } });
      SDK.init({ dsn: __conf.dsn, autoSessionTracking: false, integrations: [SDK.reportingObserverIntegration({ types: ["intervention"] })] });
      report([{ type: "intervention", url: location.href, body }, { type: "crash", url: location.href, body: null }]);
    })()`);
    await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 2);
    expect(eventsOf(ingest.envelopes).map(({ message, level, extra }) => [message, level, extra?.["body"]])).toEqual([
      ["ReportingObserver [intervention]: Blocked call to vibrate", "info", { id: "Vibrate", message: "Blocked call to vibrate", lineNumber: 7 }],
      ["ReportingObserver [crash]: no details available", "info", {}],
    ]);
    await page.evaluate("SDK.close()");
    expect(await page.evaluate("[observed, asked.types, asked.buffered]")).toEqual([false, ["intervention"], true]);
  }));

test("errors of scripts that stand in the page have the lines around them", () =>
  inPage(shop, async ({ page }) => {
    const lines = [
      "<!DOCTYPE html>",
      "<html>",
      "<head><title>Cart</title></head>",
      "<body>",
      "<script>",
      `addEventListener("ready", () => {`,
      "  const cart = null;",
      "  cart.lines.map(String); // here",
      "});",
      "</script>",
      `<script type="module" src="/assets/page.js"></script>`,
      "</body>",
      "</html>",
    ];
    await page.route(/\/inline/, (route) => route.fulfill({ contentType: "text/html", body: lines.join("\n") }));
    await page.goto(`${shop.url}/inline?s=none`);
    await page.waitForFunction("window.__done");
    await page.evaluate(`(() => {
      const beforeSend = (event) => { globalThis.frame = event.exception.values[0].stacktrace.frames.at(-1); return null; };
      SDK.init({ dsn: __conf.dsn, autoSessionTracking: false, beforeSend, integrations: [SDK.contextLinesIntegration({ frameContextLines: 2 })] });
      setTimeout(() => dispatchEvent(new Event("ready")));
    })()`);
    await page.waitForFunction("globalThis.frame");
    expect(await page.evaluate("frame")).toMatchObject({
      lineno: 8,
      context_line: lines[7],
      pre_context: [lines[5], lines[6]],
      post_context: [lines[8], lines[9]],
    });
  }));

test("the dialog can be asked for before the page has a body", async () => {
  const asked: string[] = [];
  await shop.visit("none", {
    also: async (page) => {
      asked.push(
        String(
          await page.evaluate(
            `SDK.init({ dsn: __conf.dsn }); document.body.remove(); SDK.showReportDialog({ eventId: SDK.captureMessage("early") }); [...document.scripts].at(-1).src`,
          ),
        ),
      );
    },
  });
  expect(asked[0]).toContain("/api/embed/error-page/");
});
