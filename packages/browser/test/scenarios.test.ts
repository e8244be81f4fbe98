import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFakeIngest } from "@vedette/testing";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expectations, recordedScenarios, unmet, type Expectation } from "./expected.ts";
import { openShop, type Shop, type VisitOptions } from "./shop.ts";

/**
 * The pages that were recorded with `@sentry/browser` 11.12, with our SDK: what arrives must pass the same expectations. Where ours says
 * something else on purpose, `instead` has it, and README.md says why.
 */
interface Scenario {
  readonly instead?: (expected: Expectation[], shop: Shop) => Expectation[];
  readonly head?: string;
}

const TRACE = "771a43a4192642f0b136d5159a501700";
const META = `<meta name="sentry-trace" content="${TRACE}-7b4a1b2c3d4e5f60-1"><meta name="baggage" content="sentry-trace_id=${TRACE},sentry-public_key=0123456789abcdef0123456789abcdef,sentry-sampled=true,sentry-sample_rate=1">`;

/** Their facts hold for another build of another page: how many frames a call has is a matter of how it was bundled. */
const ownPage =
  (scenario: string) =>
  (expected: Expectation[], shop: Shop): Expectation[] =>
    expected.map(({ item, facts }) => {
      const same = Object.fromEntries(Object.entries(facts).filter(([name]) => name !== "frames" && name !== "original"));
      return { item, facts: { ...same, request: { url: `${shop.url}/shop?s=${scenario}` } } };
    });
/** Transactions instead of streamed spans. */
const transactions = (facts: Expectation["facts"]) => (expected: Expectation[]) =>
  expected.map((one) => (one.item === "span" ? { item: "transaction", facts } : one));

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "uncaught-exception": { instead: ownPage("uncaught-exception") },
  "http-client-and-console": {
    instead: (expected, shop) =>
      expected.map((one) => ("request" in one.facts ? { ...one, facts: { ...one.facts, request: { url: `${shop.url}/api/fail?x=1`, method: "GET" } } } : one)),
  },
  minified: { instead: ownPage("minified") },
  "script-error-string": {},
  "unhandled-rejection": {},
  "exception-cause-chain": {},
  "aggregate-error": {},
  "dom-exceptions": {},
  "messages-levels": {},
  "scope-full": {},
  breadcrumbs: {},
  "client-report": {},
  pageload: { instead: transactions({ transaction: "/shop", op: "pageload", span_ops: ["http.client", "browser.request"] }) },
  navigation: { instead: transactions({ transaction: "/cart/77", op: "navigation", span_ops: ["http.client"] }) },
  "trace-continued": { head: META, instead: transactions({ trace_id: TRACE, parent_span_id: "7b4a1b2c3d4e5f60", op: "pageload" }) },
  "transaction-manual": { instead: transactions({ transaction: "add to cart", span_names: ["validate", "save"], span_count: 2 }) },
  sessions: { instead: (expected) => expected.map((one) => (one.item === "session" ? { ...one, facts: { ...one.facts, did: "u-42" } } : one)) },
  "session-crashed": {
    instead: (expected) => expected.map((one) => (one.facts["status"] === "unhandled" ? { ...one, facts: { ...one.facts, status: "crashed" } } : one)),
  },
  attachments: {},
  feedback: {},
  // With a form of the page's own.
  "feedback-widget": {},
  logs: {},
  metrics: {},
  "payload-extremes": {},
  tunnel: {},
  flags: {},
};

/** Scenarios without a counterpart. */
const NOT_PART = ["profile", "replay-on-error", "replay-session", "replay-uncompressed"];
/** It sends no envelope: the test below looks at its request. */
const REQUESTS = ["report-dialog"];

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop[Symbol.asyncDispose]());

const visit = (scenario: string, options: VisitOptions = {}) => shop.visit(scenario, options);

describe("scenarios of @sentry/browser", () => {
  test.each(Object.entries(SCENARIOS))("%s", async (scenario, { instead, head = "" }) => {
    const recorded = expectations("browser-11.12.0", scenario);
    const expected = instead ? instead(recorded, shop) : recorded;
    const { envelopes } = await visit(scenario, { head, until: (arrived) => unmet(expected, arrived).length === 0 });
    expect(unmet(expected, envelopes)).toEqual([]);
  });
});

test("no recorded scenario is forgotten, and what has no counterpart is told", () => {
  expect([...Object.keys(SCENARIOS), ...NOT_PART, ...REQUESTS].toSorted()).toEqual(recordedScenarios("browser-11.12.0").toSorted());
  expect(readFileSync(path.join(import.meta.dirname, "../README.md"), "utf8")).toContain("Session replay and profiling are not part of this SDK");
});

test("the report dialog is asked of the server", async () => {
  const dialog: string[] = [];
  await shop.visit("report-dialog", {
    also: async (page) => {
      const source = await page.evaluate("[...document.scripts].at(-1).src");
      dialog.push(String(source));
    },
  });
  const { pathname, searchParams } = new URL(dialog[0] ?? "");
  expect(pathname).toBe("/api/embed/error-page/");
  expect([searchParams.get("name"), searchParams.get("title"), searchParams.get("eventId")?.length]).toEqual(["Ada", "It broke", 32]);
});

test("the page's own server is told the trace, with the sampling decision of the caller", async () => {
  const echoes: string[] = [];
  await visit("trace-continued", {
    head: META,
    also: async (page) => {
      echoes.push(String(await page.evaluate("document.body.dataset.echo")));
    },
  });
  const headers: Record<string, string> = JSON.parse(echoes[0] ?? "{}");
  expect(headers["sentry-trace"]).toMatch(new RegExp(`^${TRACE}-[0-9a-f]{16}-1$`));
  expect(headers["baggage"]).toContain(`sentry-trace_id=${TRACE}`);
});

test("what the page wrote into its headers stays, once", async () => {
  const echoes: string[] = [];
  await visit("none", {
    also: async (page) => {
      await page.evaluate("void SDK.init({ dsn: __conf.dsn, tracesSampleRate: 1, integrations: [tracing({ webVitals: false })] })");
      const byXhr = `new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open("GET", "/api/echo");
        request.setRequestHeader("baggage", "other=1");
        request.onload = () => resolve(JSON.parse(request.responseText));
        request.send();
      })`;
      const byFetch = `fetch(new Request("/api/echo", { headers: { baggage: "other=1", "x-own": "2" } })).then((response) => response.json())`;
      const seen: unknown = await page.evaluate(
        `Promise.all([${byXhr}, ${byFetch}]).then((all) => all.map(({ baggage, "sentry-trace": trace }) => [baggage, typeof trace].join(" ")))`,
      );
      if (Array.isArray(seen)) echoes.push(...seen.map(String));
    },
  });
  expect(echoes).toHaveLength(2);
  for (const echo of echoes) expect(echo).toMatch(/^other=1, ?sentry-[^ ]+ string$/);
});

test("other origins get trace headers only when they are named", async () => {
  const elsewhere = await startFakeIngest();
  const seen = async (options: string): Promise<readonly string[]> => {
    const names: string[] = [];
    await visit("none", {
      also: async (page) => {
        page.on("request", (request) => {
          if (request.url().startsWith(elsewhere.url) && request.method() === "OPTIONS") names.push(request.headers()["access-control-request-headers"] ?? "");
        });
        const sent = page.waitForRequest((request) => request.url().startsWith(elsewhere.url));
        await page.evaluate(`SDK.init({ dsn: __conf.dsn, tracesSampleRate: 1, integrations: [tracing({ webVitals: false })], ${options} });
          void fetch("${elsewhere.url}/prices", { headers: { baggage: "other=1" } }).catch(() => undefined)`);
        const request = await sent;
        names.push(...Object.keys(await request.allHeaders()));
      },
    });
    return names;
  };
  expect(await seen("")).not.toContain("sentry-trace");
  expect((await seen(`tracePropagationTargets: ["${elsewhere.url}"]`)).join()).toContain("sentry-trace");
  await elsewhere.stop();
});
