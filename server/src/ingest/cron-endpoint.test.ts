import { parseEnvelope } from "@vedette/protocol";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { KEY, startIngest, type IngestServer } from "./testing.ts";

describe("check-ins by URL", () => {
  let server: IngestServer;
  beforeAll(async () => {
    server = await startIngest();
  });
  afterEach(() => {
    if (server.faults.length > 0) throw new Error(String(server.faults[0]));
    server.records();
    server.refused.length = 0;
  });
  afterAll(() => server.stop());

  const stored = () =>
    server.records().map(({ meta, body }) => {
      const parsed = parseEnvelope(body);
      if (!parsed.ok) throw new Error(parsed.fault.detail);
      expect(meta.endpoint).toBe("cron");
      return parsed.envelope.items.map((item): unknown => JSON.parse(Buffer.from(item.payload).toString()));
    });
  const json = { "content-type": "application/json" };

  it.each([
    ["GET", `cron/nightly/${KEY}/?status=ok`, { status: "ok", monitor_slug: "nightly" }],
    [
      "GET",
      `cron/nightly/${KEY}?status=error&environment=staging&duration=1.5`,
      { status: "error", environment: "staging", duration: 1.5, monitor_slug: "nightly" },
    ],
    ["POST", `crons/nightly/${KEY}/?status=in_progress`, { status: "in_progress", monitor_slug: "nightly" }],
    ["GET", `cron/nightly?sentry_key=${KEY}&status=ok&check_in_id=${"a".repeat(32)}`, { status: "ok", check_in_id: "a".repeat(32), monitor_slug: "nightly" }],
  ])("%s /%s is taken with 202 and no body", async (method, path, payload) => {
    const answer = await server.send(`/api/42/${path}`, { method });
    expect([answer.status, answer.text]).toEqual([202, ""]);
    expect(stored()).toEqual([[payload]]);
  });

  it("takes JSON with a configuration; the slug of the path counts", async () => {
    const body = { status: "in_progress", monitor_slug: "other", monitor_config: { schedule: { type: "crontab", value: "* * * * *" } } };
    const answer = await server.send(`/api/42/cron/nightly/${KEY}/`, { method: "POST", headers: json, body: JSON.stringify(body) });
    expect(answer.status).toBe(202);
    expect(stored()).toEqual([[{ ...body, monitor_slug: "nightly" }]]);
  });

  it.each([
    [`cron/nightly/${KEY}/`, undefined, 400],
    [`cron/nightly/${KEY}/?status=fine`, undefined, 400],
    [`cron/nightly/${KEY}/`, "{", 400],
    [`cron/nightly/${KEY}/`, "[]", 400],
    [`cron/nightly/${KEY}/`, `{"status":"ok","contexts":${"[".repeat(20_000)}${"]".repeat(20_000)}}`, 400],
    [`cron/nightly/${"0".repeat(32)}/?status=ok`, undefined, 403],
    ["cron/nightly/?status=ok", undefined, 401],
    [`cron/nightly/${KEY}/more/?status=ok`, undefined, 404],
  ])("/%s with the body %s is answered %i", async (path, body, status) => {
    const answer = await server.send(`/api/42/${path}`, body === undefined ? { method: "GET" } : { method: "POST", headers: json, body });
    expect(answer.status).toBe(status);
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(server.records()).toEqual([]);
  });
});
