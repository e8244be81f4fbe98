import { deflateSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { minidump } from "../processing/minidump/minidump-kit.ts";
import { EVENT, EVENT_ID, KEY, keyAccess, startIngest, type IngestServer } from "./testing.ts";

let server: IngestServer;
beforeAll(async () => {
  server = await startIngest();
  const quota = { id: "off", categories: [], limit: 0, windowSeconds: 60, reasonCode: "off" };
  server.keys.set(KEY, keyAccess({ quotas: { organization: [], project: [quota] } }));
});
afterAll(() => server.stop());

const json = "application/json";
const report = JSON.stringify([{ type: "network-error", url: "https://shop.example/", body: { type: "dns.unreachable" } }]);
const file = `--x\r\ncontent-disposition: form-data; name="a"; filename="a.txt"\r\n\r\nbytes\r\n--x--\r\n`;

/** Whose senders stop when they are told, and whose would send again for ever (`protocol.md` §5). */
const endpoints: [status: number, path: string, contentType: string, body: string | Uint8Array, answer?: RegExp][] = [
  [429, "envelope/", "text/plain", EVENT],
  [429, "store/", json, '{"message":"x"}'],
  [429, "security/", "application/csp-report", '{"csp-report":{}}'],
  [429, `events/${EVENT_ID}/attachments/`, "multipart/form-data; boundary=x", file],
  [429, "integration/otlp/v1/traces/", json, '{"resourceSpans":[]}'],
  [429, "integration/vercel/logs/", json, "[]"],
  [429, "integration/heroku/logs/", "application/logplex-1", "1 x"],
  [200, "minidump/", "application/x-dmp", minidump(), /^[0-9a-f-]{36}$/],
  [200, `unreal/${KEY}/`, "application/octet-stream", deflateSync("UE4"), /^[0-9a-f-]{36}$/],
  [200, "nel/", "application/reports+json", report],
  [202, "cron/nightly/", json, '{"status":"ok"}'],
  [202, `cron/nightly/${KEY}/`, json, '{"status":"ok"}'],
  [202, "integration/otlp/v1/logs/", json, '{"resourceLogs":[]}'],
  [202, "otlp/v1/logs/", json, '{"resourceLogs":[]}'],
];

test.each(endpoints)("%i is what a quota without room answers on %s, and nothing is kept", async (status, path, contentType, body, answer = /^$/) => {
  server.refused.length = 0;
  const { status: answered, text, headers } = await server.send(`/api/42/${path}?sentry_key=${KEY}`, { headers: { "content-type": contentType }, body });
  expect(answered).toBe(status);
  expect(text).toMatch(status === 429 ? /"detail":"this project accepts nothing/ : answer);
  expect(headers["x-sentry-rate-limits"]).toBe(status === 429 ? "60::project:off" : undefined);
  expect(server.records()).toEqual([]);
  expect(server.refused.map(({ outcome, reason }) => [outcome, reason])).toContainEqual(["rate_limited", "off"]);
});
