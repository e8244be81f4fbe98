import * as sdk from "@vedette/node";
import { createMemoryClient, eventsOf, transactionsOf, type MemoryClient } from "@vedette/testing";
import { Redis } from "ioredis";
import { createClient } from "redis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startRedis, type Service } from "./services/start-redis.ts";

const DSN = "http://0123456789abcdef0123456789abcdef@vedette.invalid/1";
let redis: Service;
let memory: MemoryClient;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());
beforeEach(() => {
  memory = createMemoryClient();
  const integrations = [sdk.redisIntegration({ cachePrefixes: ["cache:"] })];
  sdk.init({ dsn: DSN, httpClient: memory, tracesSampleRate: 1, autoSessionTracking: false, integrations });
});
afterEach(() => sdk.close(1000));

interface Client {
  readonly get: (key: string) => Promise<string | null>;
  readonly set: (key: string, value: string) => Promise<unknown>;
  readonly push: (key: string, value: string) => Promise<unknown>;
  readonly multi: () => Promise<unknown>;
  readonly close: () => unknown;
}

const libraries: readonly { readonly name: string; readonly open: () => Promise<Client> }[] = [
  {
    name: "ioredis",
    async open() {
      const client = new Redis({ port: redis.port, host: "127.0.0.1", lazyConnect: true });
      await client.connect();
      return {
        get: (key) => client.get(key),
        set: (key, value) => client.set(key, value),
        push: (key, value) => client.lpush(key, value),
        multi: () => client.multi().set("counter", "1").get("counter").exec(),
        close: () => client.disconnect(),
      };
    },
  },
  {
    name: "node-redis",
    async open() {
      const client = createClient({ url: `redis://127.0.0.1:${redis.port}` });
      await client.connect();
      return {
        get: (key) => client.get(key),
        set: (key, value) => client.set(key, value),
        push: (key, value) => client.lPush(key, value),
        multi: () => client.multi().set("counter", "1").get("counter").exec(),
        close: () => client.destroy(),
      };
    },
  },
];

describe.each(libraries)("$name", ({ name, open }) => {
  let client: Client;
  beforeEach(async () => {
    client = await open();
  });
  afterEach(() => client.close());

  /** The spans of one transaction in which the callback runs. */
  async function spansOf(callback: () => Promise<unknown>): Promise<sdk.SpanJson[]> {
    await sdk.startSpan({ name: "GET /cart", op: "http.server" }, callback);
    await sdk.flush(60_000);
    return transactionsOf(memory.envelopes)[0]?.spans ?? [];
  }

  test("commands are spans with their key and without their values, and breadcrumbs", async () => {
    const spans = await spansOf(async () => {
      await client.set("user:7", "very secret");
      await client.push("user:7", "other").catch(() => undefined);
      sdk.captureMessage("look back");
    });
    expect(spans).toMatchObject([
      { op: "db.redis", description: "SET user:7 ?", data: { "db.system": "redis", "redis.key": "user:7", "server.port": redis.port } },
      { op: "db.redis", description: "LPUSH user:7 ?", status: "internal_error" },
    ]);
    await sdk.flush(60_000);
    const crumbs = eventsOf(memory.envelopes)[0]?.breadcrumbs?.filter(({ category }) => category === "redis");
    expect(crumbs?.slice(-2)).toMatchObject([{ message: "SET user:7 ?" }, { message: "LPUSH user:7 ?", level: "error" }]);
    expect(JSON.stringify(memory.envelopes)).not.toContain("very secret");
  });

  test("keys with a prefix of a cache show hits, misses and sizes", async () => {
    const spans = await spansOf(async () => {
      await client.get(`cache:${name}`);
      await client.set(`cache:${name}`, "12345");
      await client.get(`cache:${name}`);
      await client.get("other");
    });
    const cache = spans.filter(({ op }) => op?.startsWith("cache."));
    expect(cache).toMatchObject([
      { op: "cache.get", description: `cache:${name}`, data: { "cache.hit": false, "cache.key": [`cache:${name}`] } },
      { op: "cache.put" },
      { op: "cache.get", data: { "cache.hit": true, "cache.item_size": 5 } },
    ]);
    const commands = spans.filter(({ op }) => op === "db.redis");
    expect(commands.map(({ parent_span_id }) => cache.some(({ span_id }) => span_id === parent_span_id))).toEqual([true, true, true, false]);
  });

  test("a transaction of Redis is one span", async () => {
    const spans = await spansOf(() => client.multi());
    expect(spans).toMatchObject([{ op: "db.redis", data: { "redis.transaction": true, "redis.commands.count": 2 } }]);
  });

  test("without a span around them there are none", async () => {
    await client.get("alone");
    await sdk.flush(60_000);
    expect(transactionsOf(memory.envelopes)).toEqual([]);
  });
});
