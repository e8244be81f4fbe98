import { eventsOf } from "@vedette/testing";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundlePage, inPage, openShop, type Shop } from "./shop.ts";

// What pages and other scripts do to their globals before and after the SDK comes, and where there is no page at all.

describe.each([
  ["the whole SDK", "shop.ts"],
  ["/errors", "errors-only.ts"],
])("%s", (_, entry) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(entry);
  });
  afterAll(() => shop[Symbol.asyncDispose]());

  const start = (page: Page): Promise<unknown> => page.evaluate("void SDK.init({ dsn: __conf.dsn })");

  test("what cannot be replaced is left alone, and the rest is watched", () =>
    inPage(shop, async ({ page, ingest, errors }) => {
      await page.evaluate(`(() => {
        Object.freeze(console);
        Object.defineProperty(History.prototype, "pushState", { value: History.prototype.pushState, writable: false });
        console.missing = undefined;
      })()`);
      await start(page);
      await page.evaluate(`console.log("quiet"); fetch("/api/prices").then(() => SDK.captureMessage("after"))`);
      await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 1);
      expect(eventsOf(ingest.envelopes)[0]?.breadcrumbs?.map(({ category }) => category)).toEqual(["fetch"]);
      expect(errors).toEqual([]);
    }));

  test("requests are made as the page asked for them, whatever it put in the place of fetch", () =>
    inPage(shop, async ({ page }) => {
      const calls = "[]";
      const seen = await page.evaluate(`(async () => {
        const native = fetch;
        globalThis.calls = ${calls};
        globalThis.fetch = function (...args) { calls.push(args.length); return args[0] === "nothing" ? undefined : native.apply(this, args); };
        SDK.init({ dsn: __conf.dsn });
        const nothing = fetch("nothing");
        const [missing] = await Promise.allSettled([native()]);
        const [ours] = await Promise.allSettled([fetch()]);
        const request = new Request("/api/echo", { method: "POST", body: "text", headers: { "x-own": "1" } });
        const echoed = await (await fetch(request)).json();
        return [nothing, missing.reason.message === ours.reason.message, calls.slice(0, 2), echoed["x-own"], request.bodyUsed];
      })()`);
      expect(seen).toEqual([undefined, true, [1, 0], "1", true]);
    }));

  test("without fetch nothing is delivered, and nothing is thrown", () =>
    inPage(shop, async ({ page, errors }) => {
      await page.clock.install();
      await page.evaluate("globalThis.fetch = undefined");
      await start(page);
      await page.evaluate(`SDK.captureMessage("nowhere to go"); globalThis.delivered = SDK.flush(60_000).then(() => true)`);
      await page.clock.runFor(30_000);
      expect(await page.evaluate("delivered")).toBe(true);
      expect(errors).toEqual([]);
    }));

  test("a worker reports its own errors", () =>
    inPage(shop, async ({ page, ingest, errors }) => {
      shop.serve("/worker.js", await bundlePage(`worker-${entry}`));
      await page.evaluate(
        `globalThis.worker = new Worker("/worker.js", { type: "module" }); worker.onerror = (event) => event.preventDefault(); worker.postMessage({ dsn: __conf.dsn })`,
      );
      await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 2);
      expect(
        eventsOf(ingest.envelopes)
          .map(({ exception }) => exception?.values.at(-1)?.value)
          .toSorted((a = "", b = "") => a.localeCompare(b)),
      ).toEqual(["captured in the worker", "thrown in the worker"]);
      const thrown = eventsOf(ingest.envelopes).find(({ exception }) => exception?.values[0]?.value === "thrown in the worker");
      expect(thrown?.request?.url).toContain("/worker.js");
      expect(thrown?.breadcrumbs?.map(({ category }) => category)).toEqual(["console", "fetch"]);
      expect(errors).toEqual([]);
    }));

  test("on a server that renders pages it does nothing, and throws nothing", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "vedette-ssr-"));
    const file = path.join(folder, "page.mjs");
    await writeFile(file, await bundlePage(`server-${entry}`));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file]);
    await rm(folder, { recursive: true });
    expect([stdout, stderr]).toEqual(["rendered true\n", ""]);
  });
});

describe("the whole SDK again", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop[Symbol.asyncDispose]());

  test("in Jest's jsdom, which knows neither fetch nor TextEncoder, an HTTP client of the tests gets what is sent", () =>
    inPage(shop, async ({ page, errors }) => {
      const sent = await page.evaluate(`(async () => {
        for (const name of ["fetch", "TextEncoder", "TextDecoder", "ReadableStream"]) globalThis[name] = undefined;
        const bodies = [];
        const httpClient = { async post(url, headers, body) { bodies.push(body); return { status: 200, headers: {}, body: "{}" }; } };
        SDK.init({ dsn: __conf.dsn, release: "shop@1.0.0", tracesSampleRate: 1, httpClient });
        SDK.logger.info("a log");
        SDK.startSpan({ name: "a span" }, () => undefined);
        const result = await SDK.captureException(new Error("in a test"), { wait: true });
        await SDK.flush(60_000);
        SDK.init({ dsn: __conf.dsn, autoSessionTracking: false, retryDelays: [], spool: offlineSpool() });
        const kept = await SDK.captureException(new Error("nowhere to go"), { wait: true });
        return [result.status, kept.status, bodies.map((body) => JSON.parse(body.split("\\n")[1]).type)];
      })()`);
      expect(sent).toEqual(["sent", "failed", expect.arrayContaining(["session", "log", "transaction", "event"])]);
      expect(errors).toEqual([]);
    }));

  test("started again after another script has wrapped what the first one watched, nothing is told twice", () =>
    inPage(shop, async ({ page, ingest }) => {
      await page.evaluate(`(() => {
        SDK.init({ dsn: __conf.dsn, autoSessionTracking: false });
        for (const [owner, name] of [[console, "log"], [globalThis, "fetch"], [history, "pushState"], [XMLHttpRequest.prototype, "open"], [XMLHttpRequest.prototype, "send"]]) {
          const theirs = owner[name];
          owner[name] = function (...args) { return theirs.apply(this, args); };
        }
        SDK.init({ dsn: __conf.dsn, autoSessionTracking: false });
      })()`);
      await page.evaluate(`(async () => {
        console.log("once");
        await fetch("/api/once");
        history.pushState({}, "", "/once");
        await new Promise((resolve) => { const request = new XMLHttpRequest(); request.open("GET", "/api/once"); request.onloadend = resolve; request.send(); });
        SDK.captureMessage("after");
      })()`);
      await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 1);
      expect(eventsOf(ingest.envelopes)[0]?.breadcrumbs?.map(({ category }) => category)).toEqual(["console", "fetch", "navigation", "xhr"]);
    }));
});
