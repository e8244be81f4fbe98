import * as sdk from "@vedette/node";
import { queueTelemetry, watchProcessor } from "@vedette/node/bullmq";
import { watchCroner, watchNodeCron } from "@vedette/node/cron";
import { createMemoryClient, eventsOf, itemsOf, transactionsOf, type MemoryClient } from "@vedette/testing";
import { DelayedError, Queue, QueueEvents, UnrecoverableError, Worker, type Job } from "bullmq";
import { Cron } from "croner";
import { nodeCron } from "node-cron";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startRedis, type Service } from "./services/start-redis.ts";

// Real queues in a real Redis; a producer and a worker that share nothing but that.

const DSN = "http://0123456789abcdef0123456789abcdef@vedette.invalid/1";
let redis: Service;
let memory: MemoryClient;
const open: { close(): Promise<unknown> }[] = [];
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());
beforeEach(() => {
  memory = createMemoryClient();
  sdk.init({ dsn: DSN, httpClient: memory, tracesSampleRate: 1, autoSessionTracking: false, enableLogs: false });
});
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
  await sdk.close(1000);
});

let queues = 0;

interface Setup {
  readonly queue: Queue;
  readonly events: QueueEvents;
}

async function setUp(processor: (job: Job) => Promise<unknown>, options?: Parameters<typeof watchProcessor>[1]): Promise<Setup> {
  const connection = { host: "127.0.0.1", port: redis.port };
  const name = `mails-${++queues}`;
  const queue = new Queue(name, { connection, telemetry: queueTelemetry() });
  const events = new QueueEvents(name, { connection });
  const worker = new Worker(name, watchProcessor(processor, options), { connection });
  open.push(queue, events, worker);
  await Promise.all([queue.waitUntilReady(), events.waitUntilReady(), worker.waitUntilReady()]);
  return { queue, events };
}

/** Adds the job as a request would, inside a transaction, and waits until it is through with. */
async function runOne(
  { queue, events }: Setup,
  name: string,
  options: Parameters<Queue["add"]>[2] = {},
): Promise<{ readonly traceId: string; readonly id: string }> {
  const { job, traceId } = await sdk.startSpan({ name: "POST /checkout", op: "http.server" }, async (span) => ({
    job: await queue.add(name, { to: "ada@example.com" }, options),
    traceId: span.spanContext().traceId,
  }));
  await job.waitUntilFinished(events).catch(() => undefined);
  await sdk.flush(60_000);
  return { traceId, id: job.id ?? "" };
}

describe("BullMQ", () => {
  test("a job continues the trace of its producer, with publish and process spans and its latency", async () => {
    const setup = await setUp(async () => {
      sdk.startSpan({ name: "render", op: "template" }, () => undefined);
      return "sent";
    });
    const { traceId, id } = await runOne(setup, "welcome");
    const [producer, task] = transactionsOf(memory.envelopes);
    const publish = producer?.spans?.find(({ op }) => op === "queue.publish");
    expect(publish).toMatchObject({ data: { "messaging.system": "bullmq", "messaging.destination.name": setup.queue.name, "messaging.message.id": id } });
    expect(task).toMatchObject({
      transaction: "welcome",
      transaction_info: { source: "task" },
      contexts: { trace: { op: "queue.task.bullmq", trace_id: traceId, parent_span_id: publish?.span_id, status: "ok" }, job: { attempt: 1, name: "welcome" } },
      tags: { "job.queue": setup.queue.name, "job.name": "welcome", "job.id": id },
    });
    const process = task?.spans?.find(({ op }) => op === "queue.process");
    expect(process?.data).toMatchObject({ "messaging.message.id": id, "messaging.message.retry.count": 0 });
    expect(process?.data["messaging.message.receive.latency"]).toBeGreaterThanOrEqual(0);
    expect(task?.spans?.map(({ op }) => op)).toContain("template");
  });

  test("each failed attempt is reported with the job's tags and without its data; only the last one if asked", async () => {
    const failing = (): Promise<never> => Promise.reject(new Error("mailbox full"));
    await runOne(await setUp(failing), "welcome", { attempts: 3 });
    expect(eventsOf(memory.envelopes)).toMatchObject(
      [1, 2, 3].map((attempt) => ({
        transaction: "welcome",
        contexts: { job: { attempt, max_attempts: 3 } },
        exception: { values: [{ value: "mailbox full", mechanism: { type: "auto.job.bullmq", handled: false } }] },
      })),
    );
    expect(JSON.stringify(memory.envelopes)).not.toContain("ada@example.com");
    memory.envelopes.length = 0;
    await runOne(await setUp(failing, { onlyLastAttempt: true, sendData: true }), "welcome", { attempts: 3 });
    expect(eventsOf(memory.envelopes)).toMatchObject([{ contexts: { job: { attempt: 3, data: { to: "ada@example.com" } } } }]);
    memory.envelopes.length = 0;
    await runOne(await setUp(() => Promise.reject(new UnrecoverableError("no such mailbox")), { onlyLastAttempt: true }), "welcome", { attempts: 3 });
    expect(eventsOf(memory.envelopes)).toMatchObject([{ contexts: { job: { attempt: 1 } }, exception: { values: [{ value: "no such mailbox" }] } }]);
  });

  test("control flow is no failure, nor is what the application ignores", async () => {
    let runs = 0;
    const setup = await setUp(async (job) => {
      if (runs++ > 0) return;
      await job.moveToDelayed(Date.now() + 1, job.token);
      throw new DelayedError();
    });
    await runOne(setup, "later");
    expect(runs).toBe(2);
    expect(eventsOf(memory.envelopes)).toEqual([]);
    const statuses = transactionsOf(memory.envelopes).filter(({ transaction }) => transaction === "later");
    expect(statuses.map(({ contexts }) => contexts?.["trace"]?.["status"])).toEqual(["aborted", "ok"]);
    memory.envelopes.length = 0;
    await runOne(await setUp(() => Promise.reject(new RangeError("expected")), { ignore: (error) => error instanceof RangeError }), "ignored");
    expect(eventsOf(memory.envelopes)).toEqual([]);
  });

  test("runs of a job scheduler are check-ins of one monitor, open until the last attempt", async () => {
    let runs = 0;
    const setup = await setUp(() => (runs++ === 0 ? Promise.reject(new Error("first attempt")) : Promise.resolve("done")));
    const finished = new Promise<void>((resolve) => setup.events.once("completed", () => resolve()));
    await setup.queue.upsertJobScheduler(
      "nightly report",
      { pattern: "* * * * *", tz: "Europe/Berlin", immediately: true },
      { name: "report", opts: { attempts: 2 } },
    );
    const [delayed] = await setup.queue.getDelayed();
    await delayed?.promote();
    await finished;
    await setup.queue.removeJobScheduler("nightly report");
    await sdk.flush(60_000);
    const checkIns = itemsOf(memory.envelopes, "check_in");
    expect(checkIns).toMatchObject(
      ["in_progress", "in_progress", "ok"].map((status) => ({
        status,
        monitor_slug: "nightly-report",
        monitor_config: { schedule: { type: "crontab", value: "* * * * *" }, timezone: "Europe/Berlin" },
      })),
    );
    expect(new Set(checkIns.map(({ check_in_id }) => check_in_id)).size).toBe(1);
  });
});

describe("schedulers", () => {
  test("node-cron", async () => {
    const cron = watchNodeCron(nodeCron);
    const run = (): Promise<string> => Promise.reject(new Error("disk full"));
    const task = cron.schedule("0 3 * * *", run, { name: "Nightly clean-up", timezone: "Europe/Berlin" });
    await expect(task.execute()).rejects.toThrow("disk full");
    await task.destroy();
    await sdk.flush(60_000);
    const checkIns = itemsOf(memory.envelopes, "check_in").toSorted((a, b) => String(b["status"]).localeCompare(String(a["status"])));
    expect(checkIns).toMatchObject([
      { status: "in_progress", monitor_slug: "nightly-clean-up", monitor_config: { schedule: { value: "0 3 * * *" }, timezone: "Europe/Berlin" } },
      { status: "error", monitor_slug: "nightly-clean-up", duration: expect.any(Number) },
    ]);
    expect(eventsOf(memory.envelopes)).toMatchObject([{ tags: { "job.system": "node-cron", "job.name": "nightly-clean-up" } }]);
  });

  test("croner", async () => {
    let trace: string | undefined;
    const run = watchCroner("report", () => void (trace = sdk.getTraceData()["sentry-trace"]), { pattern: "0 0 3 * * *", timezone: "UTC" });
    const job = new Cron("0 0 3 * * *", { paused: true, timezone: "UTC" }, run);
    await job.trigger();
    job.stop();
    await sdk.flush(60_000);
    const checkIns = itemsOf(memory.envelopes, "check_in");
    expect(checkIns).toMatchObject([
      { status: "in_progress", monitor_slug: "report", monitor_config: { schedule: { type: "crontab", value: "0 3 * * *" } } },
      { status: "ok" },
    ]);
    expect(trace).toBeDefined();
  });
});
