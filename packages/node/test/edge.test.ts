import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { AsyncLocalStorage } from "node:async_hooks";
import path from "node:path";
import vm from "node:vm";
import { eventsOf, itemsOf, startFakeIngest, transactionsOf, type FakeIngest } from "@vedette/testing";
import { rolldown } from "rolldown";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { installBuilt } from "./built-app.ts";

// The built package in a bundle for the edge, in a world that has nothing but the web platform and AsyncLocalStorage.

const PROGRAM = `
import { attachError, init, logger, setTag } from "@vedette/node";
import { honoMiddleware } from "@vedette/node/hono";
import { Hono } from "hono";
const app = new Hono();
app.use(honoMiddleware({ emitHeader: true, sendBody: true }));
app.onError(() => new Response("failed", { status: 500 }));
app.post("/orders/:id", async (context) => {
  setTag("order", context.req.param("id"));
  await context.req.json();
  throw new Error("the order is lost", { cause: new Error("no storage") });
});
app.get("/stock", (context) => {
  attachError(new Error("no stock"));
  logger.warn("stock is low");
  return context.text("later", 503);
});
export const start = (dsn) => init({ dsn, tracesSampleRate: 1 });
export const handle = (request, env, execution) => app.fetch(request, env, execution);
`;

/** What platforms at the edge have in common. */
const WEB = { Request, Response, Headers, URL, URLSearchParams, TextEncoder, TextDecoder, ReadableStream, AbortController, AbortSignal, fetch, crypto, performance, console, setTimeout, clearTimeout, queueMicrotask, atob, btoa, FormData, Blob }; // prettier-ignore

/** Timers that wait. Here they are objects, as in Node, and not numbers. */
const waiting = new Set<NodeJS.Timeout>();
const timed = {
  setTimeout(callback: () => void, delay: number): NodeJS.Timeout {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      callback();
    }, delay);
    waiting.add(timer);
    return timer;
  },
  clearTimeout(timer: NodeJS.Timeout): void {
    waiting.delete(timer);
    clearTimeout(timer);
  },
};

interface Edge {
  readonly start: (dsn: string) => unknown;
  readonly handle: (request: Request, env: object, execution: object) => Promise<Response>;
}

const isEdge = (value: unknown): value is Edge => typeof value === "object" && value !== null && "start" in value && "handle" in value;

async function loadBundle(app: string): Promise<{ readonly edge: Edge; readonly modules: ReadonlySet<string> }> {
  symlinkSync(path.resolve(import.meta.dirname, "../../../node_modules/hono"), path.join(app, "node_modules/hono"));
  writeFileSync(path.join(app, "edge.mjs"), PROGRAM);
  const build = await rolldown({
    input: path.join(app, "edge.mjs"),
    platform: "neutral",
    external: [/^node:/],
    resolve: { conditionNames: ["workerd", "import", "default"] },
    logLevel: "silent",
  });
  const { output } = await build.generate({ format: "cjs" });
  await build.close();
  const modules = new Set<string>();
  const module: { exports: unknown } = { exports: {} };
  const require = (name: string): unknown => {
    modules.add(name);
    return name === "node:async_hooks" ? { AsyncLocalStorage } : undefined;
  };
  vm.runInNewContext(output[0].code, { ...WEB, ...timed, module, exports: module.exports, require });
  if (!isEdge(module.exports)) throw new Error("the bundle does not export what it should");
  return { edge: module.exports, modules };
}

let app: string;
let ingest: FakeIngest;
let bundle: Awaited<ReturnType<typeof loadBundle>>;
beforeAll(async () => {
  app = installBuilt();
  bundle = await loadBundle(app);
});
afterAll(() => rmSync(app, { recursive: true }));
beforeEach(async () => {
  ingest = await startFakeIngest();
});
afterEach(() => ingest.stop());

/** A request as the platform hands it over; resolves with the answer once everything that it was asked to wait for is done. */
async function handle(request: Request): Promise<Response> {
  const waiting: Promise<unknown>[] = [];
  const response = await bundle.edge.handle(
    request,
    {},
    { waitUntil: (promise: Promise<unknown>) => waiting.push(promise), passThroughOnException: () => undefined },
  );
  await Promise.all(waiting);
  return response;
}

test("needs no module of Node but async_hooks", () => {
  expect([...bundle.modules]).toEqual(["node:async_hooks"]);
});

test("errors, attached errors, transactions and logs are delivered before the platform may freeze", async () => {
  bundle.edge.start(ingest.dsn);
  const init = { method: "POST", body: '{"cart":77}', headers: { "content-type": "application/json", "content-length": "11", authorization: "Bearer secret" } };
  const failed = await handle(new Request("https://shop.example.com/orders/7?coupon=1", init));
  expect(failed.status).toBe(500);
  const [event] = eventsOf(ingest.envelopes);
  expect(event).toMatchObject({
    transaction: "POST /orders/:id",
    tags: { order: "7" },
    request: { method: "POST", url: "https://shop.example.com/orders/7", query_string: "coupon=1", data: { cart: 77 } },
    exception: { values: [{ value: "no storage" }, { value: "the order is lost", mechanism: { type: "auto.http.hono", handled: false } }] },
    sdk: { name: "vedette.javascript.edge" },
  });
  expect(event?.request?.headers).not.toHaveProperty("authorization");
  expect(failed.headers.get("x-sentry-event")).toBe(event?.event_id);
  expect((await handle(new Request("https://shop.example.com/stock"))).status).toBe(503);
  expect(eventsOf(ingest.envelopes)[1]).toMatchObject({ transaction: "GET /stock", exception: { values: [{ value: "no stock" }] } });
  expect(transactionsOf(ingest.envelopes).map(({ transaction }) => transaction)).toEqual(["POST /orders/:id", "GET /stock"]);
  expect(itemsOf(ingest.envelopes, "log").map(({ body }) => body)).toEqual(["stock is low"]);
  // A program that is done ends, wherever timers could keep it running.
  expect([...waiting].filter((timer) => timer.hasRef())).toEqual([]);
});

test("400 interleaved requests do not mix", async () => {
  bundle.edge.start(ingest.dsn);
  const ids = Array.from({ length: 400 }, (_, index) => String(index));
  await Promise.all(
    ids.map((id) => handle(new Request(`https://shop.example.com/orders/${id}`, { method: "POST", body: "{}", headers: { "content-length": "2" } }))),
  );
  await ingest.waitFor((envelopes) => eventsOf(envelopes).length === 400, 60_000);
  for (const event of eventsOf(ingest.envelopes)) expect(event.request?.url).toBe(`https://shop.example.com/orders/${String(event.tags?.["order"])}`);
});
