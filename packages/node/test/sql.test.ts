import * as sdk from "@vedette/node";
import { instrumentKnex, instrumentPg, instrumentPostgres, prismaExtension } from "@vedette/node/sql";
import { createMemoryClient, eventsOf, transactionsOf, type MemoryClient } from "@vedette/testing";
import { sql as drizzleSql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import knex from "knex";
import mysql from "mysql2";
import mysqlPromise from "mysql2/promise";
import { Client, Pool } from "pg";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../../../server/test/harness.ts";
import { startPostgres } from "./services/start-postgres.ts";
import type { Service } from "./services/start-redis.ts";

const DSN = "http://0123456789abcdef0123456789abcdef@vedette.invalid/1";
let database: Service;
let memory: MemoryClient;
beforeAll(async () => {
  database = await startPostgres();
});
afterAll(() => database.stop());
beforeEach(() => {
  memory = createMemoryClient();
  sdk.init({ dsn: DSN, httpClient: memory, tracesSampleRate: 1, autoSessionTracking: false });
});
afterEach(() => sdk.close(1000));

/** The spans of one transaction in which the callback runs. */
async function spansOf(callback: () => Promise<unknown>): Promise<sdk.SpanJson[]> {
  memory.envelopes.length = 0;
  await sdk.startSpan({ name: "GET /cart", op: "http.server" }, callback);
  await sdk.flush(60_000);
  return transactionsOf(memory.envelopes)[0]?.spans ?? [];
}

interface Driver {
  readonly query: (text: "one" | "slow" | "broken") => Promise<unknown>;
  readonly close: () => Promise<unknown>;
}

const address = () => ({ host: "127.0.0.1", port: database.port, user: "postgres", database: "postgres" });
const TEXTS = { one: "SELECT 1 AS one WHERE 7 = $1", slow: "SELECT pg_sleep(0.02) WHERE 7 = $1", broken: "SELECT nothing FROM nowhere WHERE 7 = $1" };

/** Every library asks the same questions of the same PostgreSQL, with a parameter. */
const drivers: readonly {
  readonly name: string;
  readonly origin: string;
  /** False: nothing of it knows who asked. */ readonly source?: boolean;
  readonly open: (options: sdk.QueryOptions) => Driver;
}[] = [
  {
    name: "pg, a pool",
    origin: "pg",
    open(options) {
      const pool = instrumentPg(new Pool(address()), options);
      return { query: (text) => pool.query(TEXTS[text], [7]), close: () => pool.end() };
    },
  },
  {
    name: "pg, a client",
    origin: "pg",
    open(options) {
      const client = instrumentPg(new Client(address()), options);
      let connected: Promise<unknown> | undefined;
      return {
        async query(text) {
          await (connected ??= client.connect());
          return client.query({ text: TEXTS[text], values: [7] });
        },
        close: () => client.end(),
      };
    },
  },
  {
    name: "pg, with callbacks",
    origin: "pg",
    open(options) {
      const pool = instrumentPg(new Pool(address()), options);
      const query: Driver["query"] = (text) =>
        new Promise((resolve, reject) => {
          pool.query(TEXTS[text], [7], (error, result) => (error ? reject(error) : resolve(result)));
        });
      return { query, close: () => pool.end() };
    },
  },
  {
    name: "Drizzle on pg",
    origin: "pg",
    source: false,
    open(options) {
      const pool = instrumentPg(new Pool(address()), options);
      const db = drizzle({ client: pool });
      const texts = {
        one: drizzleSql`SELECT 1 AS one WHERE 7 = ${7}`,
        slow: drizzleSql`SELECT pg_sleep(0.02) WHERE 7 = ${7}`,
        broken: drizzleSql`SELECT nothing FROM nowhere WHERE 7 = ${7}`,
      };
      return { query: (text) => db.execute(texts[text]), close: () => pool.end() };
    },
  },
  {
    name: "postgres.js",
    origin: "postgres",
    open(options) {
      const sql = instrumentPostgres(postgres({ ...address(), max: 1 }), options);
      const query: Driver["query"] = async (text) => {
        if (text === "one") return sql`SELECT 1 AS one WHERE 7 = ${7}`;
        return text === "slow" ? sql`SELECT pg_sleep(0.02) WHERE 7 = ${7}` : sql`SELECT nothing FROM nowhere WHERE 7 = ${7}`;
      };
      return { query, close: () => sql.end() };
    },
  },
  {
    name: "Knex",
    origin: "knex",
    source: false,
    open(options) {
      const db = instrumentKnex(knex({ client: "pg", connection: address() }), options);
      return { query: async (text) => db.raw(TEXTS[text].replace("$1", "?"), [7]), close: () => db.destroy() };
    },
  },
];

describe.each(drivers)("$name", ({ origin, source = true, open }) => {
  test("queries are spans with their text and without their parameters, and breadcrumbs", async () => {
    const driver = open({ slow: 10_000 });
    const spans = await spansOf(async () => {
      await driver.query("one");
      await driver.query("broken").catch(() => undefined);
      sdk.captureMessage("look back");
    });
    await driver.close();
    expect(spans).toMatchObject([
      {
        op: "db",
        description: TEXTS.one,
        origin: `auto.db.${origin}`,
        status: "ok",
        data: { "db.system": "postgresql", "db.operation.name": "SELECT", "db.name": "postgres", "server.port": database.port },
      },
      { op: "db", description: TEXTS.broken, status: "internal_error" },
    ]);
    for (const { data } of spans) expect(Object.keys(data).filter((key) => key.startsWith("db.query.parameter") || key.startsWith("code."))).toEqual([]);
    const crumbs = eventsOf(memory.envelopes)[0]?.breadcrumbs?.filter(({ category }) => category === "query");
    expect(crumbs?.slice(-2)).toMatchObject([{ message: TEXTS.one }, { message: TEXTS.broken, level: "error" }]);
  });

  test("parameters when asked for; the source line of a slow query", async () => {
    const driver = open({ parameters: true, slow: 10 });
    const spans = await spansOf(async () => {
      await driver.query("slow");
    });
    await driver.close();
    expect(spans).toMatchObject([{ data: { "db.query.parameter.0": "7" } }]);
    const { "code.filepath": file, "code.lineno": line } = spans[0]?.data ?? {};
    expect([String(file).endsWith("sql.test.ts"), typeof line]).toEqual(source ? [true, "number"] : [false, "undefined"]);
  });
});

test("postgres.js: transactions, unsafe text and fragments", async () => {
  const sql = instrumentPostgres(postgres({ ...address(), max: 1, onnotice: () => undefined }));
  const spans = await spansOf(async () => {
    await sql.unsafe("CREATE TEMPORARY TABLE carts (id int)");
    await sql.begin(async (inner) => {
      await inner`INSERT INTO carts VALUES (${7})`;
    });
    const only = sql`WHERE id = ${7}`;
    expect(await sql`SELECT id FROM carts ${only}`).toMatchObject([{ id: 7 }]);
  });
  await sql.end();
  expect(spans.map(({ description }) => description)).toEqual([
    "CREATE TEMPORARY TABLE carts (id int)",
    "INSERT INTO carts VALUES ($1)",
    "SELECT id FROM carts WHERE id = $1",
  ]);
});

/** The server half of mysql2: the real protocol, with two answers. */
function answerAsMysql(connection: object): void {
  const call = (name: string, ...args: unknown[]): void => {
    const method: unknown = Reflect.get(connection, name);
    if (typeof method === "function") Reflect.apply(method, connection, args);
  };
  call("serverHandshake", { protocolVersion: 10, serverVersion: "8.0.0", connectionId: 1, statusFlags: 2, characterSet: 8, capabilityFlags: 0xffffff });
  const column = {
    catalog: "def",
    schema: "",
    table: "",
    orgTable: "",
    name: "one",
    orgName: "one",
    characterSet: 33,
    columnLength: 384,
    columnType: 253,
    flags: 0,
    decimals: 0,
  };
  call("on", "query", (text: string) => {
    if (text.includes("nowhere")) call("writeError", { message: "no such table", code: 1146 });
    else call("writeTextResult", [{ one: "1" }], [column]);
  });
  call("on", "error", () => undefined);
}

/** Its types forget the callback. */
function closeOf(server: object): (...args: unknown[]) => unknown {
  const close: unknown = Reflect.get(server, "close");
  if (typeof close !== "function") throw new Error("mysql2's server has no close");
  return (...args) => Reflect.apply(close, server, args);
}

test("mysql2, by its own channels, against its own server", async () => {
  const port = await freePort();
  const server = mysql.createServer(answerAsMysql).listen(port);
  const client = await mysqlPromise.createConnection({ host: "127.0.0.1", port, user: "root", database: "shop" });
  const spans = await spansOf(async () => {
    await client.query("SELECT 1 AS one WHERE email = ?", ["o'hara@example.com"]);
    await client.query("SELECT * FROM nowhere").catch(() => undefined);
  });
  client.destroy();
  await new Promise<void>((resolve) => void closeOf(server)(resolve));
  expect(JSON.stringify(memory.envelopes)).not.toContain("hara");
  expect(spans).toMatchObject([
    { op: "db", description: "SELECT ? AS one WHERE email = ?", data: { "db.system": "mysql", "db.name": "shop" } },
    { op: "db", status: "internal_error" },
  ]);
});

test("prismaExtension gives operations spans; called here as Prisma's documentation says that it is", async () => {
  const { $allOperations } = prismaExtension().query;
  const spans = await spansOf(async () => {
    await $allOperations({ model: "Cart", operation: "findMany", args: { where: { email: "ada@example.com" } }, query: () => Promise.resolve([]) });
  });
  expect(spans).toMatchObject([{ op: "db", description: "Cart.findMany", data: { "db.collection.name": "Cart" } }]);
  expect(JSON.stringify(memory.envelopes)).not.toContain("ada@example.com");
});
