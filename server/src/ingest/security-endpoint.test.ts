import { parseEnvelope } from "@vedette/protocol";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { KEY, keyAccess, startIngest, type Answer, type IngestServer } from "./testing.ts";

const report = '{"csp-report":{"effective-directive":"img-src","blocked-uri":"https://x.io/a.png"}}';

describe("the security endpoint", () => {
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

  const send = (body: string, contentType: string | undefined, path = "security", query = ""): Promise<Answer> =>
    server.send(`/api/42/${path}/?sentry_key=${KEY}${query}`, { body, headers: contentType === undefined ? {} : { "content-type": contentType } });

  /** The items of what the log has got. */
  const stored = () =>
    server.records().map(({ meta, body }) => {
      const parsed = parseEnvelope(body);
      if (!parsed.ok) throw new Error(parsed.fault.detail);
      const { headers, items } = parsed.envelope;
      expect(headers["event_id"]).toBe(meta.eventId);
      return items.map((item) => ({ headers: item.headers, payload: Buffer.from(item.payload).toString() }));
    });

  it.each([
    ["security", "application/csp-report"],
    ["csp-report", "application/csp-report"],
    ["security", "application/json; charset=utf-8"],
    ["security", "Application/Reports+JSON"],
    ["security", "application/expect-ct-report+json"],
  ])("takes /%s/ with %s, and says nothing", async (path, contentType) => {
    const answer = await send(report, contentType, path);
    expect([answer.status, answer.text]).toEqual([200, ""]);
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(stored()).toEqual([[{ headers: { type: "raw_security", length: report.length }, payload: report }]]);
  });

  it("keeps release and environment of the address", async () => {
    await send(report, "application/csp-report", "security", "&sentry_release=shop%403.1.0&sentry_environment=production");
    expect(stored()).toMatchObject([[{ headers: { sentry_release: "shop@3.1.0", sentry_environment: "production" } }]]);
  });

  it.each([["text/plain"], ["application/x-www-form-urlencoded"], [undefined]])("refuses %s", async (contentType) => {
    expect((await send(report, contentType)).status).toBe(415);
    expect(server.records()).toEqual([]);
    expect(server.refused).toMatchObject([{ category: "security", outcome: "invalid", reason: "content_type", quantity: 1 }]);
  });

  it("refuses what is no JSON, and what is too large", async () => {
    expect((await send("{nope", "application/csp-report")).status).toBe(400);
    expect((await send("", "application/csp-report")).status).toBe(400);
    expect((await send(`{"csp-report":"${"x".repeat(1024 * 1024)}"}`, "application/csp-report")).status).toBe(413);
  });

  it("needs a key", async () => {
    expect((await server.send("/api/42/security/", { body: report, headers: { "content-type": "application/csp-report" } })).status).toBe(401);
  });

  it("counts each report of a list against the key's rate limit", async () => {
    const limited = "e".repeat(32);
    server.keys.set(limited, keyAccess({}, { id: 8, rateLimit: { count: 3, window: 3600 } }));
    const post = (n: number): Promise<Answer> =>
      server.send(`/api/42/security/?sentry_key=${limited}`, {
        body: `[${Array.from({ length: n }, () => report).join(",")}]`,
        headers: { "content-type": "application/reports+json" },
      });
    expect((await post(2)).status).toBe(200);
    expect((await post(2)).status).toBe(429);
    expect(server.refused).toMatchObject([{ category: "security", outcome: "rate_limited", quantity: 2 }]);
  });
});
