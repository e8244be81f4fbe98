import { Writable } from "node:stream";
import * as sdk from "@vedette/node";
import { pinoIntegration } from "@vedette/node/pino";
import { vedetteTransport } from "@vedette/node/winston";
import { createMemoryClient, eventsOf, itemsOf, type MemoryClient } from "@vedette/testing";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import winston from "winston";

const DSN = "http://0123456789abcdef0123456789abcdef@vedette.invalid/1";
let memory: MemoryClient;
const init = (...integrations: sdk.Integration[]): void => void sdk.init({ dsn: DSN, httpClient: memory, autoSessionTracking: false, integrations });
beforeEach(() => {
  memory = createMemoryClient();
  sdk.getIsolationScope().clear();
});
afterEach(() => sdk.close(1000));

async function events(): Promise<ReturnType<typeof eventsOf>> {
  await sdk.flush(60_000);
  return eventsOf(memory.envelopes);
}

type Write = (level: "debug" | "info" | "warn" | "error", message: string, fields?: Record<string, unknown>) => void;
const nowhere = new Writable({ write: (_chunk, _encoding, next) => next() });

/** Both libraries, called alike. */
const libraries: readonly { readonly name: string; readonly start: (options?: sdk.LoggingOptions) => Write }[] = [
  {
    name: "pino",
    start(options) {
      init(pinoIntegration(options));
      const logger = pino({ level: "trace", name: "shop.cart", redact: ["card"] }, nowhere);
      return (level, message, { error, ...fields } = {}) => logger[level]({ ...fields, ...(error === undefined ? {} : { err: error }) }, message);
    },
  },
  {
    name: "winston",
    start(options) {
      init();
      const redact = winston.format((info) => ("card" in info ? { ...info, card: "[Redacted]" } : info));
      const format = winston.format.combine(redact(), winston.format.label({ label: "shop.cart" }));
      const logger = winston.createLogger({ level: "silly", format, transports: [vedetteTransport(options)] });
      return (level, message, fields = {}) => void logger.log(level, message, fields);
    },
  },
];

describe.each(libraries)("$name", ({ start }) => {
  test("an error that is logged becomes an event with its stack, its causes and the other fields; what came before are breadcrumbs", async () => {
    const write = start();
    write("debug", "not even a note");
    write("info", "cart opened", { cart: 77 });
    write("error", "payment failed", { error: new TypeError("declined", { cause: new Error("timeout") }), cart: 77, card: "4111" });
    const [event, ...more] = await events();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      level: "error",
      logger: "shop.cart",
      logentry: { formatted: "payment failed" },
      extra: { cart: 77, card: "[Redacted]" },
      exception: { values: [{ value: "timeout" }, { type: "TypeError", value: "declined", mechanism: { handled: true } }] },
    });
    expect(event?.exception?.values.at(-1)?.mechanism?.type).toMatch(/^auto\.log\./);
    expect(event?.breadcrumbs?.map(({ message, category, level }) => [message, category, level])).toEqual([["cart opened", "shop.cart", "info"]]);
  });

  test("a message without an error becomes an event too, and no structured log unless asked", async () => {
    start()("error", "queue is full", { waiting: 12 });
    expect(await events()).toMatchObject([{ level: "error", logentry: { formatted: "queue is full" }, extra: { waiting: 12 } }]);
    expect(itemsOf(memory.envelopes, "log")).toEqual([]);
  });

  test("each of the three thresholds is set by itself", async () => {
    const write = start({ breadcrumbs: null, events: null, logs: "warn" });
    write("info", "nothing");
    write("warn", "stock is low", { sku: "a-1", left: 2 });
    write("error", "out of stock", { error: new Error("none left") });
    sdk.captureMessage("to see the breadcrumbs");
    const [event, ...more] = await events();
    expect(more).toEqual([]);
    expect(event?.breadcrumbs ?? []).toEqual([]);
    expect(itemsOf(memory.envelopes, "log")).toMatchObject([
      { level: "warn", body: "stock is low", attributes: { sku: { value: "a-1" }, left: { value: 2 }, "logger.name": { value: "shop.cart" } } },
      { level: "error", body: "out of stock", attributes: { "error.message": { value: "none left" } } },
    ]);
  });

  test("loggers on the ignore list are not heard", async () => {
    start({ ignoreLoggers: ["shop.*"] })("error", "not this one");
    expect(await events()).toEqual([]);
    start({ ignoreLoggers: ["shop"] })("error", "but this one");
    expect(await events()).toHaveLength(1);
  });

  test("one call may say otherwise", async () => {
    const write = start();
    write("error", "known and harmless", { vedette: false });
    write("error", "a note only", { vedette: { event: false } });
    write("info", "worth an event", { vedette: { event: true, tags: { part: "checkout" }, fingerprint: ["custom"], user: { id: "u-1" }, extra: { more: 1 } } });
    const [event, ...more] = await events();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      level: "info",
      logentry: { formatted: "worth an event" },
      tags: { part: "checkout" },
      fingerprint: ["custom"],
      user: { id: "u-1" },
      extra: { more: 1 },
    });
    expect(event?.extra).not.toHaveProperty("vedette");
    expect(event?.breadcrumbs?.map(({ message }) => message)).toEqual(["a note only"]);
  });
});

describe("what else the libraries accept", () => {
  test("pino: an error as the only argument, and bindings of children", async () => {
    init(pinoIntegration());
    const child = pino({}, nowhere).child({ tenant: "acme" });
    child.error(new RangeError("alone"));
    expect(await events()).toMatchObject([{ logentry: { formatted: "alone" }, extra: { tenant: "acme" }, exception: { values: [{ type: "RangeError" }] } }]);
  });

  test("winston: an error as message and as further argument", async () => {
    init();
    const logger = winston.createLogger({ transports: [vedetteTransport()] });
    logger.error("saving failed", new RangeError("second argument"));
    logger.error(new TypeError("as message"));
    const values = (await events()).map(({ exception }) => exception?.values[0]?.value);
    expect(new Set(values)).toEqual(new Set(["second argument", "as message"]));
  });

  test("console: events and structured logs when asked, breadcrumbs always", async () => {
    init(sdk.consoleIntegration({ events: "error", logs: "warn" }));
    const written = console.error;
    console.warn("slow", 7);
    console.error("payment failed", new Error("declined"), { cart: 77 });
    const [event, ...more] = await events();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      logger: "console",
      logentry: { formatted: expect.stringContaining("payment failed") },
      extra: { arguments: [{ cart: 77 }] },
      exception: { values: [{ value: "declined" }] },
      breadcrumbs: [{ category: "console", message: "slow 7", level: "warning" }],
    });
    expect(itemsOf(memory.envelopes, "log").map(({ level }) => level)).toEqual(["warn", "error"]);
    expect(console.error).toBe(written);
  });
});
