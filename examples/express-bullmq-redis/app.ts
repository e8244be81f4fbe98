import { init, redisIntegration } from "@vedette/node";
import { queueTelemetry, watchProcessor } from "@vedette/node/bullmq";
import { healthRoutes } from "@vedette/node/health";
import { pinoIntegration } from "@vedette/node/pino";
import { Queue, Worker, type Job } from "bullmq";
import express from "express";
import { Redis } from "ioredis";
import pino from "pino";

// The counterpart of a Django application with Celery and Redis: web, jobs and cache in one process, an ignored error class, logged errors with
// extra data, and routes that show whether all of it arrives.

/** Wrong input of a customer: expected, and never reported. */
class ValidationError extends Error {
  override readonly name = "ValidationError";
}

init({
  environment: process.env["SENTRY_ENVIRONMENT"] ?? "development",
  release: `${process.env["SENTRY_PROJECT"] ?? "shop"}@${process.env["COMMIT_SHA"] ?? "dev"}`,
  tracesSampleRate: Number(process.env["SENTRY_TRACE_SAMPLE_RATE"] ?? 1),
  sendDefaultPii: true,
  ignoreErrors: [ValidationError],
  integrations: [pinoIntegration(), redisIntegration({ cachePrefixes: ["cache:"] })],
});

const log = pino({ name: "shop" });
const connection = { host: "127.0.0.1", port: Number(process.env["REDIS_PORT"] ?? 6379) };
const cache = new Redis(connection);
const jobs = new Queue("jobs", { connection, telemetry: queueTelemetry() });
const work = new Map<string, (job: Job) => Promise<unknown>>([
  ["health", () => Promise.reject(new Error("a job failed"))],
  ["health-ignored", () => Promise.reject(new ValidationError("an expected error in a job"))],
  ["mail", (job) => cache.set("cache:last-mail", String(job.id))],
]);
const worker = new Worker(
  "jobs",
  watchProcessor(async (job: Job) => work.get(job.name)?.(job)),
  { connection },
);
await worker.waitUntilReady();

const app = express();
app.use(healthRoutes({ prefix: "/health", startJob: (name) => jobs.add(name, {}) }).express);
app.get("/last-mail", async (_request, response) => void response.send((await cache.get("cache:last-mail")) ?? "none"));
app.get("/mail", async (_request, response) => {
  const { id } = await jobs.add("mail", { to: "ada@example.com" });
  response.send(id);
});
app.get("/price", (_request, response) => {
  try {
    throw new RangeError("no price for tea");
  } catch (err) {
    log.error({ err, sku: "tea" }, "the price is missing");
    response.send("unknown");
  }
});

const server = app.listen(Number(process.env["PORT"] ?? 3000), "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
});
