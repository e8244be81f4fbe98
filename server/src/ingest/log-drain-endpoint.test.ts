import { afterAll, beforeAll, expect, test } from "vitest";
import { processBatch } from "../pipeline/process-batch.ts";
import { batchOf } from "../pipeline/record-kit.ts";
import { columnsOf } from "../stores/telemetry/datasets.ts";
import { KEY, startIngest, type Answer, type IngestServer } from "./testing.ts";

let server: IngestServer;
beforeAll(async () => {
  server = await startIngest();
});
afterAll(() => server.stop());

const drain = (platform: string, contentType: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  server.send(`/api/42/integration/${platform}/logs/?sentry_key=${KEY}`, { headers: { "content-type": contentType, ...headers }, body });

function processed() {
  const records = server.records();
  const { rows, outcomes } = processBatch(batchOf(records), records);
  const columns = columnsOf("logs").map(([name]) => name);
  const logs = rows.map(({ timestamp, cells }) => new Map<string, unknown>([["timestamp", timestamp], ...columns.map((name, i) => [name, cells[i]] as const)]));
  const json = logs[0]?.get("attributes");
  const attributes: unknown = JSON.parse(typeof json === "string" ? json : "{}");
  return { logs: logs.map((log) => Object.fromEntries(log)), attributes, outcomes };
}

const now = Date.now() - 5000;
const vercel = {
  id: "1573817187330377061717300000",
  deploymentId: "dpl_1",
  source: "lambda",
  host: "shop.vercel.app",
  timestamp: now,
  projectId: "prj_1",
  level: "warning",
  message: "stock is low",
  entrypoint: "api/index.js",
  environment: "production",
  requestId: "req_1",
  statusCode: 200,
  traceId: "1b02cd14bb8642fd092bc23f54c7ffcd",
  spanId: "f24e8631bd11faa7",
  proxy: {
    timestamp: now,
    method: "GET",
    host: "shop.vercel.app",
    path: "/api/stock",
    userAgent: ["Mozilla/5.0"],
    region: "sfo1",
    statusCode: 200,
    clientIp: "203.0.113.7",
  },
};

test("logs of Vercel come as a list or line by line, and each is a log", async () => {
  expect(await drain("vercel", "application/json", JSON.stringify([vercel, { ...vercel, message: undefined, level: "error" }]))).toMatchObject({
    status: 202,
    text: "",
  });
  expect((await drain("vercel", "application/x-ndjson; charset=utf-8", `${JSON.stringify(vercel)}\n\n{"id":"x"}\nnonsense\n`)).status).toBe(202);
  const { logs, attributes, outcomes } = processed();
  expect(logs).toMatchObject([
    { timestamp: now, message: "stock is low", severity: "warn", environment: "production", traceId: expect.anything(), spanId: expect.anything() },
    { timestamp: now, message: "", severity: "error" },
    { message: "stock is low" },
  ]);
  expect(attributes).toMatchObject({
    "sentry.origin": "auto.log_drain.vercel",
    "vercel.deployment_id": "dpl_1",
    "vercel.status_code": 200,
    "vercel.proxy.path": "/api/stock",
    "vercel.proxy.user_agent": "Mozilla/5.0",
  });
  expect(outcomes.filter(({ outcome }) => outcome === "invalid").map(({ category, detail }) => [category, detail])).toEqual([
    ["log_item", "items.1: timestamp must be a number of milliseconds."],
    ["log_item", expect.stringMatching(/^items\.2: /)],
  ]);
});

test("logs of Heroku come as framed messages of syslog", async () => {
  const messages = [
    `<40>1 ${new Date(now).toISOString()} host app web.3 - State changed from starting to up`,
    `<134>1 ${new Date(now).toISOString()} host heroku router - at=info path="/über" \n`,
    "no syslog at all",
  ];
  const body = messages.map((message) => `${Buffer.byteLength(message)} ${message}`).join("");
  const { status } = await drain("heroku", "application/logplex-1", body, {
    "logplex-frame-id": "frame-1",
    "logplex-drain-token": "d.abc",
    "logplex-msg-count": "3",
  });
  expect(status).toBe(202);
  const { logs, attributes, outcomes } = processed();
  expect(logs).toMatchObject([
    { timestamp: now, severity: "fatal", message: "State changed from starting to up" },
    { timestamp: now, severity: "info", message: 'at=info path="/über" ' },
  ]);
  expect(attributes).toMatchObject({ "syslog.facility": 5, "syslog.procid": "web.3", "resource.service.name": "app", "heroku.logplex.frame_id": "frame-1" });
  expect(outcomes.find(({ outcome }) => outcome === "invalid")).toMatchObject({ detail: "items.2: is no syslog message with a time." });
});

test("what is no logs is refused, or has an outcome", async () => {
  expect((await drain("vercel", "application/logplex-1", "[]")).status).toBe(415);
  expect((await drain("heroku", "application/json", "[]")).status).toBe(415);
  expect((await drain("fly", "application/json", "[]")).status).toBe(404);
  expect((await drain("vercel", "application/json", "[]")).status).toBe(202);
  expect((await drain("vercel", "application/json", "{")).status).toBe(202);
  expect(processed().outcomes.map(({ category, reason }) => [category, reason])).toEqual([
    ["log_item", "no_data"],
    ["log_item", "invalid_json"],
  ]);
});
