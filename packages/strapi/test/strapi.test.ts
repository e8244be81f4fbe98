import { eventsOf, itemsOf, startFakeIngest, transactionsOf, type FakeIngest } from "@vedette/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installStrapi, startStrapi, type StrapiApp } from "./strapi-app.ts";

// A real Strapi 5 application on SQLite, started headless; errors are provoked through its HTTP API.

beforeAll(installStrapi, 900_000);

describe("with a DSN", () => {
  let ingest: FakeIngest;
  let strapi: StrapiApp;
  beforeAll(async () => {
    ingest = await startFakeIngest();
    strapi = await startStrapi({ SENTRY_DSN: ingest.dsn });
  });
  afterAll(async () => {
    await strapi[Symbol.asyncDispose]();
    await ingest.stop();
  });

  const valueOf = (event: { readonly exception?: { readonly values?: readonly { readonly value?: unknown }[] | undefined } | undefined }): unknown =>
    event.exception?.values?.at(-1)?.value;
  const eventOf = async (value: string) => {
    const envelopes = await ingest.waitFor((all) => eventsOf(all).some((event) => valueOf(event) === value), 60_000);
    const found = eventsOf(envelopes).find((event) => valueOf(event) === value);
    if (found === undefined) throw new Error(`no event ${value}`);
    return found;
  };

  test("an error of a controller is reported with its cause, its route and Strapi's version, and Strapi still answers it", async () => {
    const { status, json } = await strapi.ask("/api/health/error/7?page=2");
    expect(status).toBe(500);
    expect(json).toMatchObject({ error: { name: "InternalServerError" } });
    const event = await eventOf("no such shelf");
    expect(event.exception?.values?.map(({ type, value }) => [type, value])).toEqual([
      ["Error", "the shelf was sold"],
      ["TypeError", "no such shelf"],
    ]);
    expect(event).toMatchObject({
      release: "articles@1.4.0",
      environment: "development",
      transaction: "GET /api/health/error/:id",
      tags: { transaction: "GET /api/health/error/:id", method: "GET", strapi_version: "5.54.0" },
      request: { method: "GET", url: expect.stringContaining("/api/health/error/7"), query_string: "page=2" },
      exception: { values: [{}, { mechanism: { type: "auto.http.koa", handled: false } }] },
    });
  });

  test("errors that Strapi answers with 4xx are not reported", async () => {
    expect((await strapi.ask("/api/health/invalid")).status).toBe(400);
    // Reported after it, so it would have come before.
    await strapi.ask("/api/health/sent");
    await eventOf("sent by hand");
    expect(eventsOf(ingest.envelopes).map(valueOf)).not.toContain("the shelf is full");
  });

  test("sendError gives its callback the scope and the SDK", async () => {
    expect((await strapi.ask("/api/health/service")).json).toEqual({ plugin: true, instance: "function" });
    await strapi.ask("/api/health/sent");
    expect(await eventOf("sent by hand")).toMatchObject({ tags: { by: "hand", instance: "given" } });
  });

  test("an error of a GraphQL resolver is reported although its answer is 200", async () => {
    const { status, json } = await strapi.ask("/graphql", { query: "query Shelf { shelf }" });
    expect(status).toBe(200);
    expect(json).toMatchObject({ errors: [{ path: ["shelf"] }] });
    expect(await eventOf("no shelf for GraphQL")).toMatchObject({
      tags: { "graphql.operation": "query" },
      contexts: { graphql: { operation: "Shelf", path: "shelf" } },
      exception: { values: [{ mechanism: { type: "auto.graphql.strapi", handled: false } }] },
    });
  });

  test("a query that GraphQL itself refuses is not reported", async () => {
    await strapi.ask("/graphql", { query: "{ nothing }" });
    await strapi.ask("/api/health/sent");
    const events = eventsOf(await ingest.waitFor((all) => eventsOf(all).filter((event) => valueOf(event) === "sent by hand").length >= 3, 60_000));
    expect(events.filter((event) => JSON.stringify(event).includes("nothing"))).toEqual([]);
  });

  test("a cron task has a monitor, and what it throws is reported and goes on to Strapi", async () => {
    expect((await strapi.ask("/api/health/cron")).json).toEqual({ failed: true });
    expect(await eventOf("the clean-up found no broom")).toMatchObject({ tags: { "job.name": "nightly-clean-up" } });
    const checkIns = itemsOf(await ingest.waitFor((all) => itemsOf(all, "check_in").length >= 2, 60_000), "check_in");
    expect(checkIns.map(({ status }) => status)).toEqual(["in_progress", "error"]);
    expect(checkIns[0]).toMatchObject({
      monitor_slug: "nightly-clean-up",
      monitor_config: { schedule: { type: "crontab", value: "0 3 * * *" }, timezone: "Europe/Berlin" },
    });
  });

  test("a request is a transaction with spans of the document service and of the database", async () => {
    await strapi.ask("/api/articles");
    const named = (all: Parameters<typeof transactionsOf>[0]) => transactionsOf(all).find(({ transaction }) => transaction === "GET /api/articles");
    const transaction = named(await ingest.waitFor((all) => named(all) !== undefined, 60_000));
    const spans = transaction?.spans ?? [];
    expect(spans.map(({ op, description }) => [op, description])).toContainEqual(["strapi.document", "findMany api::article.article"]);
    const query = spans.find(({ op, description }) => op === "db" && /select .* from [`"]articles[`"]/.test(description ?? ""));
    const document = spans.find(({ op }) => op === "strapi.document");
    expect(query?.parent_span_id).toBe(document?.span_id);
  });
});

test("without a DSN nothing is sent, it says so once, and everything else works", async () => {
  await using strapi = await startStrapi({ GRAPHQL: "false" });
  expect((await strapi.ask("/api/health/service")).json).toEqual({ plugin: true, instance: null });
  expect((await strapi.ask("/api/health/sent")).json).toEqual({ did: "sent an error" });
  expect((await strapi.ask("/api/health/error/7")).status).toBe(500);
  expect((await strapi.ask("/api/health/cron")).json).toEqual({ failed: true });
  expect(strapi.output().match(/@vedette\/strapi is disabled because no Sentry DSN was provided/g)).toHaveLength(1);
  expect(strapi.output()).toContain("Sentry wasn't properly initialized, cannot send event");
});

test("a DSN that is none leaves a warning and a working application", async () => {
  await using strapi = await startStrapi({ GRAPHQL: "false", SENTRY_DSN: "not a dsn" });
  expect((await strapi.ask("/api/health/service")).json).toEqual({ plugin: true, instance: null });
  expect(strapi.output()).toContain("Could not set up Sentry, make sure you entered a valid DSN");
});

test("with `enabled: false` the plugin is not there", async () => {
  await using strapi = await startStrapi({ GRAPHQL: "false", SENTRY_ENABLED: "false" });
  expect((await strapi.ask("/api/health/service")).json).toEqual({ plugin: false, instance: null });
});

test("with `sendMetadata: false` neither callbacks nor the request add anything", async () => {
  const ingest = await startFakeIngest();
  try {
    await using strapi = await startStrapi({ GRAPHQL: "false", SENTRY_DSN: ingest.dsn, SENTRY_METADATA: "false" });
    await strapi.ask("/api/health/sent");
    await strapi.ask("/api/health/error/7");
    const [sent, thrown] = eventsOf(await ingest.waitFor((all) => eventsOf(all).length >= 2, 60_000));
    expect(sent?.tags?.["by"]).toBeUndefined();
    expect(thrown?.tags?.["strapi_version"]).toBeUndefined();
    expect(thrown?.request).toBeUndefined();
  } finally {
    await ingest.stop();
  }
});
