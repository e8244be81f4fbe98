import * as sdk from "@vedette/node";
import { createMemoryClient, createTestClient, eventsOf, transactionsOf, type MemoryClient } from "@vedette/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { adapters, unaided } from "./frameworks/adapters.ts";
import type { Adapter, App, TestRoute } from "./frameworks/app.ts";

// One behaviour for all frameworks: the same options, the same defaults, the same events.

const DSN = "http://0123456789abcdef0123456789abcdef@vedette.invalid/1";
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const withStatus = (status: number): Error => Object.assign(new Error(`status ${status}`), { status });

const ROUTES: readonly TestRoute[] = [
  {
    method: "GET",
    path: "/fail/:id",
    handle: async ({ id, context }) => {
      sdk.setTag("id", id);
      for (let left = Number(id) % 7; left >= 0; left--) await turn();
      sdk.addBreadcrumb({ category: "test", message: `crumb ${id}` });
      sdk.getRequestScope(context)?.setExtra("from the context", id);
      await turn();
      throw new Error(`fail ${id}`);
    },
  },
  { method: "GET", path: "/teapot", handle: () => Promise.reject(withStatus(418)) },
  {
    method: "GET",
    path: "/attached/:id",
    handle: async ({ id }) => {
      await turn();
      sdk.attachError(new Error("no stock", { cause: new RangeError("row 7", { cause: new TypeError("column 3") }) }));
      return { status: Number(id), text: "the handler's answer" };
    },
  },
  { method: "GET", path: "/bare", handle: () => Promise.resolve({ status: 500, text: "bare" }) },
  { method: "GET", path: "/ok/:id", handle: ({ id }) => Promise.resolve({ status: 200, text: id }) },
  {
    method: "POST",
    path: "/body",
    handle: async ({ readBody }) => {
      await readBody();
      throw new Error("after the body");
    },
  },
];

let memory: MemoryClient;
let app: App | undefined;
beforeEach(() => {
  memory = createMemoryClient();
  sdk.init({ dsn: DSN, httpClient: memory, release: "shop@1", tracesSampleRate: 1, autoSessionTracking: false });
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  await sdk.close(1000);
});

async function start(adapter: Adapter, options: sdk.FrameworkOptions = {}): Promise<App> {
  return (app = await adapter.start(options, ROUTES));
}

async function events(): Promise<ReturnType<typeof eventsOf>> {
  await sdk.flush(60_000);
  return eventsOf(memory.envelopes);
}

const HEADERS = { cookie: "sid=1", authorization: "Bearer secret", "x-shop": "7" };

describe.each([...adapters, ...unaided])("$name, as it is", (adapter) => {
  test("a thrown error is reported once with route, method and filtered headers, and answered by the framework", async () => {
    const { fetch } = await start(adapter);
    const response = await fetch("/fail/3?coupon=1", { headers: HEADERS });
    expect(response.status).toBe(500);
    expect(response.headers.get("x-sentry-event")).toBeNull();
    const [event, ...more] = await events();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      level: "error",
      transaction: "GET /fail/:id",
      tags: { id: "3" },
      extra: { "from the context": "3" },
      exception: { values: [{ type: "Error", value: "fail 3", mechanism: { type: `auto.http.${adapter.framework}`, handled: false } }] },
      request: { method: "GET", url: expect.stringMatching(/^http:\/\/[^/]+\/fail\/3$/), query_string: "coupon=1", headers: { "x-shop": "7" } },
    });
    for (const name of ["cookie", "authorization"]) expect(event?.request?.headers).not.toHaveProperty(name);
    expect(event?.request).not.toHaveProperty("data");
  });

  test("what is the client's mistake is not reported", async () => {
    const { fetch } = await start(adapter);
    expect((await fetch("/teapot")).status).toBe(418);
    expect((await fetch("/ok/1")).status).toBe(200);
    expect(await events()).toEqual([]);
  });

  test("an answer from 500 on with an attached error is reported with all its causes; others are not", async () => {
    const { fetch } = await start(adapter);
    for (const path of ["/attached/200", "/attached/404", "/bare", "/attached/503"]) await (await fetch(path)).text();
    const [event, ...more] = await events();
    expect(more).toEqual([]);
    expect(event?.exception?.values.map(({ type }) => type)).toEqual(["TypeError", "RangeError", "Error"]);
    expect(event).toMatchObject({ transaction: "GET /attached/:id", request: { url: expect.stringContaining("/attached/503") } });
    expect(event?.exception?.values.at(-1)?.mechanism).toMatchObject({ handled: true });
  });

  test("the transaction is named by the route and carries the status", async () => {
    const { fetch } = await start(adapter);
    await (await fetch("/ok/5", { headers: { "sentry-trace": `${"a".repeat(32)}-${"b".repeat(16)}-1` } })).text();
    await app?.close();
    await sdk.flush(60_000);
    expect(transactionsOf(memory.envelopes)).toMatchObject([
      {
        transaction: "GET /ok/:id",
        transaction_info: { source: "route" },
        contexts: { trace: { op: "http.server", trace_id: "a".repeat(32), parent_span_id: "b".repeat(16) }, response: { status_code: 200 } },
      },
    ]);
  });

  test("500 interleaved requests do not mix", async () => {
    const { fetch } = await start(adapter);
    const ids = Array.from({ length: 500 }, (_, index) => String(index));
    await Promise.all(ids.map(async (id) => (await fetch(`/fail/${id}`)).text()));
    const found = await events();
    expect(found).toHaveLength(500);
    for (const event of found) {
      const id = event.tags?.["id"];
      expect(event.exception?.values[0]?.value).toBe(`fail ${String(id)}`);
      expect(event.extra?.["from the context"]).toBe(id);
      expect(event.request?.url).toMatch(new RegExp(`/fail/${String(id)}$`));
      expect(event.breadcrumbs?.filter(({ category }) => category === "test").map(({ message }) => message)).toEqual([`crumb ${String(id)}`]);
    }
    expect(new Set(found.map(({ tags }) => tags?.["id"])).size).toBe(500);
  });
});

describe.each(adapters)("$name, with options", (adapter) => {
  test("captureServerErrors: false reports neither thrown nor attached errors", async () => {
    const { fetch } = await start(adapter, { captureServerErrors: false });
    for (const path of ["/fail/1", "/attached/503"]) await (await fetch(path)).text();
    expect(await events()).toEqual([]);
  });

  test("failedStatusCodes decides by the status", async () => {
    const { fetch } = await start(adapter, { failedStatusCodes: [418, [501, 599]] });
    for (const path of ["/teapot", "/fail/1", "/attached/500", "/attached/503"]) await (await fetch(path)).text();
    expect((await events()).map(({ exception }) => exception?.values.at(-1)?.value)).toEqual(
      expect.toSatisfy((values: unknown[]) => values.length === 2 && values.includes("no stock") && values.includes("status 418")),
    );
  });

  test("emitHeader names the event in the answer", async () => {
    const { fetch } = await start(adapter, { emitHeader: true });
    const [thrown, attached, fine] = [await fetch("/fail/1"), await fetch("/attached/503"), await fetch("/ok/1")];
    const found = await events();
    const idOf = (value: string): unknown => found.find(({ exception }) => exception?.values.at(-1)?.value === value)?.event_id;
    expect([thrown, attached].map(({ headers }) => headers.get("x-sentry-event"))).toEqual([idOf("fail 1"), idOf("no stock")]);
    expect(idOf("fail 1")).toMatch(/^[0-9a-f]{32}$/);
    expect(fine.headers.get("x-sentry-event")).toBeNull();
    expect(await attached.text()).toBe("the handler's answer");
  });

  test("rethrow: false answers 500 itself, only where it reported something", async () => {
    const { fetch } = await start(adapter, { rethrow: false, emitHeader: true });
    const failed = await fetch("/fail/1");
    expect(failed.status).toBe(500);
    expect(await failed.text()).toBe("Internal Server Error");
    expect((await fetch("/teapot")).status).toBe(418);
    const found = await events();
    expect(found).toMatchObject([{ exception: { values: [{ value: "fail 1" }] } }]);
    expect(failed.headers.get("x-sentry-event")).toBe(found[0]?.event_id);
  });

  test("waitForDelivery answers after the delivery, or after the timeout", async () => {
    const { fetch } = await start(adapter, { waitForDelivery: true });
    const order: string[] = [];
    memory.respond = async () => {
      for (let left = 0; left < 20; left++) await turn();
      order.push("delivered");
      return { status: 200, headers: {}, body: "{}" };
    };
    await (await fetch("/fail/1")).text();
    order.push("answered");
    expect(order.slice(0, 2)).toEqual(["delivered", "answered"]);
    await app?.close();
    const impatient = await start(adapter, { waitForDelivery: true, timeout: 30 });
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    memory.respond = async () => {
      await released;
      return { status: 200, headers: {}, body: "{}" };
    };
    expect((await impatient.fetch("/fail/2")).status).toBe(500);
    release();
  });

  test("sendBody adds the body, complete or not at all; sendRequest: false leaves everything out", async () => {
    const withBody = await start(adapter, { sendBody: true });
    const post = (fetch: App["fetch"], body: string): Promise<Response> =>
      fetch("/body", { method: "POST", body, headers: { "content-type": "application/json" } });
    await (await post(withBody.fetch, '{"cart":77,"password":"hunter2"}')).text();
    await (await post(withBody.fetch, JSON.stringify({ large: "x".repeat(20_000) }))).text();
    const found = await events();
    expect(found).toHaveLength(2);
    expect(found.filter(({ request }) => request && "data" in request).map(({ request }) => request?.data)).toEqual([{ cart: 77, password: "[Filtered]" }]);
    await app?.close();
    const without = await start(adapter, { sendRequest: false, sendBody: true });
    await (await post(without.fetch, '{"cart":77}')).text();
    expect((await events()).at(-1)).not.toHaveProperty("request");
  });

  test("tracing: false makes no transactions", async () => {
    const { fetch } = await start(adapter, { tracing: false });
    for (const path of ["/ok/1", "/fail/1"]) await (await fetch(path)).text();
    await app?.close();
    await sdk.flush(60_000);
    expect(transactionsOf(memory.envelopes)).toEqual([]);
    expect(eventsOf(memory.envelopes)).toHaveLength(1);
  });

  test("the filter decides, and its drops are counted", async () => {
    const asked: unknown[] = [];
    const filter: sdk.FrameworkOptions["filter"] = (error, context) => {
      asked.push([error instanceof Error ? error.message : error, context]);
      return !(error instanceof Error && error.message === "fail 1");
    };
    const { fetch } = await start(adapter, { filter });
    for (const path of ["/fail/1", "/fail/2"]) await (await fetch(path)).text();
    expect((await events()).map(({ exception }) => exception?.values[0]?.value)).toEqual(["fail 2"]);
    expect(asked).toEqual([
      ["fail 1", { framework: adapter.framework, status: 500 }],
      ["fail 2", { framework: adapter.framework, status: 500 }],
    ]);
  });

  test("client sends elsewhere", async () => {
    const elsewhere = createMemoryClient();
    const client = createTestClient({ dsn: DSN, httpClient: elsewhere });
    const { fetch } = await start(adapter, { client });
    await (await fetch("/fail/1")).text();
    await client.flush(60_000);
    expect(eventsOf(elsewhere.envelopes)).toMatchObject([{ tags: { id: "1" }, request: { method: "GET" } }]);
    expect(await events()).toEqual([]);
    await client.close(1000);
  });
});
