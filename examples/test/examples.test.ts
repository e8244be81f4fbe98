import { readdirSync } from "node:fs";
import path from "node:path";
import { eventsOf, itemsOf, transactionsOf } from "@vedette/testing";
import { expect, test } from "vitest";
import { startRedis } from "../../packages/node/test/services/start-redis.ts";
import { startExample, type RunningExample } from "./start-example.ts";

const valuesOf = (example: RunningExample): unknown[] => eventsOf(example.ingest.envelopes).map(({ exception }) => exception?.values.at(-1)?.value);
const arrived = (example: RunningExample, count: number): Promise<unknown> =>
  example.ingest.waitFor((envelopes) => eventsOf(envelopes).length >= count, 60_000);

/** One request of each web framework that fails, and what is to arrive of it. */
const WEB = [
  { name: "http", fails: "/checkout", fine: "/", value: "card declined", transaction: "GET /checkout", named: true },
  { name: "express", fails: "/orders/7", fine: "/", value: "order 7 is lost", transaction: "GET /orders/:id", named: false },
  { name: "koa", fails: "/orders/7", fine: "/", value: "order 7 is lost", transaction: "GET /orders/:id", named: true },
  { name: "hono", fails: "/users/7", fine: "/", value: "the user cannot be loaded", transaction: "GET /users/:id", named: true },
  { name: "h3", fails: "/orders/7", fine: "/", value: "the order is lost", transaction: "GET /orders/:id", named: true },
  { name: "nestjs", fails: "/orders/7", fine: "/orders/0", value: "order 7 is lost", transaction: "GET /orders/:id", named: true },
] as const;

test.each(WEB)("$name", async ({ name, fails, fine, value, transaction, named }) => {
  await using example = await startExample(name);
  expect((await example.get(fine)).status).toBe(fine === "/" ? 200 : 404);
  const failed = await example.get(fails);
  expect(failed.status).toBe(500);
  await arrived(example, 1);
  const [event, ...more] = eventsOf(example.ingest.envelopes);
  expect(more).toEqual([]);
  expect(event).toMatchObject({ transaction, environment: "development", exception: { values: expect.arrayContaining([expect.objectContaining({ value })]) } });
  expect(failed.headers.get("x-sentry-event")).toBe(named ? event?.event_id : null);
  await example.ingest.waitFor((envelopes) => transactionsOf(envelopes).some((one) => one.transaction === transaction), 60_000);
});

test("express: an attached error behind an answer of 503", async () => {
  await using example = await startExample("express");
  expect((await example.get("/stock", { headers: { "x-user": "u-7" } })).status).toBe(503);
  await arrived(example, 1);
  expect(eventsOf(example.ingest.envelopes)).toMatchObject([
    { user: { id: "u-7" }, exception: { values: [{ type: "RangeError" }, { value: "no stock", mechanism: { handled: true } }] } },
  ]);
});

test("hono: the whole cause chain, and no report of a bare 500", async () => {
  await using example = await startExample("hono");
  await (await example.get("/bare")).text();
  await (await example.get("/users/7")).text();
  const imports = await example.get("/imports");
  expect(imports.status).toBe(503);
  await arrived(example, 2);
  const found = eventsOf(example.ingest.envelopes);
  expect(found.map(({ exception }) => exception?.values.map((one) => one.value)).toSorted((a, b) => (b?.length ?? 0) - (a?.length ?? 0))).toEqual([
    ["connection refused", "the query failed", "the user cannot be loaded"],
    ["line 3", "the import broke off"],
  ]);
});

test("koa: the filter leaves out what is expected", async () => {
  await using example = await startExample("koa");
  expect((await example.get("/orders/0")).status).toBe(500);
  expect((await example.get("/orders/1")).status).toBe(500);
  await arrived(example, 1);
  expect(valuesOf(example)).toEqual(["order 1 is lost"]);
});

test("fastify: the answer comes after the delivery; scope and body of the request", async () => {
  await using example = await startExample("fastify");
  const response = await example.get("/orders", { method: "POST", body: '{"cart":77,"password":"hunter2"}', headers: { "content-type": "application/json" } });
  expect(response.status).toBe(500);
  // No waiting: the answer did.
  expect(eventsOf(example.ingest.envelopes)).toMatchObject([
    { tags: { tenant: "acme" }, extra: { attempt: 1 }, request: { method: "POST", data: { cart: 77, password: "[Filtered]" } }, transaction: "POST /orders" },
  ]);
});

test("express-bullmq-redis: web, jobs, cache, logs and health routes", async () => {
  const redis = await startRedis();
  try {
    await using example = await startExample("express-bullmq-redis", { REDIS_PORT: String(redis.port), COMMIT_SHA: "abc" });
    const thrown = await example.get("/health/error");
    await (await example.get("/health/job")).json();
    await (await example.get("/health/job-ignored")).json();
    await (await example.get("/price")).text();
    await arrived(example, 3);
    const job = await (await example.get("/mail")).text();
    await example.ingest.waitFor((envelopes) => transactionsOf(envelopes).some(({ transaction }) => transaction === "mail"), 60_000);
    expect(await (await example.get("/last-mail")).text()).toBe(job);
    await example.ingest.waitFor((envelopes) => transactionsOf(envelopes).some(({ transaction }) => transaction === "GET /last-mail"), 60_000);
    const events = eventsOf(example.ingest.envelopes);
    const byValue = new Map(events.map((event) => [event.exception?.values.at(-1)?.value, event]));
    // The ignored error was thrown long before the last of these arrived.
    expect([...byValue.keys()].toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      "a job failed",
      "no price for tea",
      "thrown by the health check",
    ]);
    expect(byValue.get("thrown by the health check")?.event_id).toBe(thrown.headers.get("x-sentry-event"));
    expect(byValue.get("a job failed")).toMatchObject({ release: "shop@abc", tags: { "job.name": "health", "job.queue": "jobs" } });
    expect(byValue.get("no price for tea")).toMatchObject({ logger: "shop", extra: { sku: "tea" }, logentry: { formatted: "the price is missing" } });
    const transactions = transactionsOf(example.ingest.envelopes);
    const producer = transactions.find(({ transaction }) => transaction === "GET /mail");
    const mail = transactions.find(({ transaction }) => transaction === "mail");
    expect(mail?.contexts?.["trace"]?.["trace_id"]).toBe(producer?.contexts?.["trace"]?.["trace_id"]);
    expect(mail?.spans?.map(({ op }) => op)).toEqual(expect.arrayContaining(["queue.process", "cache.put", "db.redis"]));
    const read = transactions.find(({ transaction }) => transaction === "GET /last-mail")?.spans?.find(({ op }) => op === "cache.get");
    expect(read?.data).toMatchObject({ "cache.hit": true, "cache.key": ["cache:last-mail"] });
  } finally {
    await redis.stop();
  }
});

test("own-http-client: its own client posts, and its life is the SDK's", async () => {
  await using example = await startExample("own-http-client");
  expect(await example.ended).toBe(0);
  const [event] = eventsOf(example.ingest.envelopes);
  expect(example.output().trim().split("\n")).toEqual(["client started", "posted to /api/42/envelope/: 200", `${event?.event_id} sent`, "client stopped"]);
  expect(itemsOf(example.ingest.envelopes, "event")).toHaveLength(1);
});

test("every application is driven by a test", () => {
  const folders = readdirSync(path.resolve(import.meta.dirname, ".."), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  // The thrower is part of `npm run dev` and its test, the Strapi application of the plugin's.
  const elsewhere = ["test", "thrower", "strapi"];
  const driven = [...WEB.map(({ name }) => name), "fastify", "express-bullmq-redis", "own-http-client"];
  expect(
    folders
      .map(({ name }) => name)
      .filter((name) => !elsewhere.includes(name))
      .toSorted((a, b) => a.localeCompare(b)),
  ).toEqual(driven.toSorted((a, b) => a.localeCompare(b)));
});
