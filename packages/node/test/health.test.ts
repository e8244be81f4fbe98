import * as sdk from "@vedette/node";
import { healthRoutes, type HealthOptions } from "@vedette/node/health";
import { createMemoryClient, eventsOf, itemsOf, transactionsOf, type MemoryClient } from "@vedette/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { adapters, unaided } from "./frameworks/adapters.ts";
import type { Adapter, App } from "./frameworks/app.ts";

const DSN = "http://0123456789abcdef0123456789abcdef@vedette.invalid/1";
let memory: MemoryClient;
let app: App | undefined;
const init = (options: sdk.NodeOptions = {}): void =>
  void sdk.init({ dsn: DSN, httpClient: memory, environment: "test", tracesSampleRate: 1, autoSessionTracking: false, ...options });
beforeEach(() => {
  memory = createMemoryClient();
  init();
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  await sdk.close(1000);
});

async function get(adapter: Adapter, path: string, options: HealthOptions = {}, headers: Record<string, string> = {}): Promise<Response> {
  app ??= await adapter.start({}, [], healthRoutes(options));
  return app.fetch(path, { headers });
}

const jsonOf = async (response: Response): Promise<unknown> => response.json();

describe.each([...adapters, ...unaided])("$name", (adapter) => {
  test("each check does what it says, and names its event", async () => {
    const thrown = await get(adapter, "/vedette-health/error");
    await thrown.text();
    expect(thrown.status).toBe(500);
    const reports = new Map<string, unknown>();
    for (const check of ["handled", "log", "job", "job-ignored", "message", "transaction", "check-in"])
      reports.set(check, await jsonOf(await get(adapter, `/vedette-health/${check}`)));
    await sdk.flush(60_000);
    const events = eventsOf(memory.envelopes);
    const byText = (text: string) => events.find(({ exception, message }) => exception?.values[0]?.value === text || message === text);
    expect(thrown.headers.get("x-sentry-event")).toBe(byText("thrown by the health check")?.event_id);
    const arrived = [
      ["handled", "caught by the health check", { extra: { cart: 77 } }],
      ["log", "logged by the health check", { extra: { cart: 77 }, logger: "vedette.health" }],
      ["job", "thrown in a job by the health check", { tags: { "job.name": "health" } }],
      ["message", "The health check says hello", { level: "info" }],
    ] as const;
    for (const [check, text, parts] of arrived) {
      expect(byText(text)).toMatchObject(parts);
      expect(reports.get(check)).toMatchObject({ did: expect.any(String), expect: expect.any(String), eventId: byText(text)?.event_id, delivery: "sent" });
    }
    expect(reports.get("job-ignored")).toMatchObject({ expect: expect.stringContaining("nothing"), delivery: "ignored" });
    expect(events).toHaveLength(5);
    expect(transactionsOf(memory.envelopes).find(({ transaction }) => transaction === "health check")?.spans).toHaveLength(1);
    expect(itemsOf(memory.envelopes, "check_in").map(({ status }) => status)).toEqual(["in_progress", "ok"]);
    expect(reports.get("check-in")).toMatchObject({ eventId: itemsOf(memory.envelopes, "check_in")[0]?.["check_in_id"] });
  });

  test("in production only with the token, which is not taken from the address", async () => {
    init({ environment: "production" });
    expect((await get(adapter, "/vedette-health/message")).status).toBe(404);
    await app?.close();
    app = undefined;
    const options = { token: "correct horse" };
    expect((await get(adapter, "/vedette-health/message", options)).status).toBe(401);
    expect((await get(adapter, "/vedette-health/message?token=correct%20horse", options)).status).toBe(401);
    expect((await get(adapter, "/vedette-health/message", options, { authorization: "Bearer wrong" })).status).toBe(401);
    expect(eventsOf(memory.envelopes)).toEqual([]);
    expect((await get(adapter, "/vedette-health/message", options, { authorization: "Bearer correct horse" })).status).toBe(200);
    expect((await get(adapter, "/vedette-health/message", options, { "x-vedette-token": "correct horse" })).status).toBe(200);
    expect(await jsonOf(await get(adapter, "/vedette-health", options, { "x-vedette-token": "correct horse" }))).toMatchObject({
      checks: expect.arrayContaining(["/vedette-health/error", "/vedette-health/check-in"]),
    });
  });
});

test("the application's own jobs and ignored errors", async () => {
  class Expected extends Error {}
  init({ ignoreErrors: [Expected] });
  const [adapter] = adapters;
  const started: string[] = [];
  const startJob: HealthOptions["startJob"] = (name) => void started.push(name);
  if (!adapter) throw new Error("no adapter");
  expect(await jsonOf(await get(adapter, "/vedette-health/job", { startJob }))).toMatchObject({ did: "started the job health, which throws" });
  await app?.close();
  app = undefined;
  const report = await jsonOf(await get(adapter, "/vedette-health/job-ignored", { ignoredError: () => new Expected("never mind") }));
  expect(report).toMatchObject({ delivery: "excluded" });
  expect(started).toEqual(["health"]);
  expect(eventsOf(memory.envelopes)).toEqual([]);
});
