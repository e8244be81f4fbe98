import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Quota } from "../project-settings/options.ts";
import type { CountedItem } from "./refusal.ts";
import { Quotas } from "./quotas.ts";
import { EVENT_ID, KEY, keyAccess, startIngest, type IngestServer } from "./testing.ts";

let now = 0;
const at = (seconds: number): void => {
  now = seconds * 1000;
};
const clock = { now: () => now };
const quota = (more: Partial<Quota> = {}): Quota => ({ id: "q", categories: ["error"], limit: 2, windowSeconds: 60, reasonCode: null, ...more });
const project = (...quotas: readonly Quota[]) => keyAccess({ quotas: { organization: [], project: quotas } });
const one = (category: CountedItem["category"], quantity = 1, bytes = 100): CountedItem => ({ category, quantity, bytes });

beforeEach(() => at(600));

describe("quotas", () => {
  it("let pass what has room, refuse the rest until the window ends, and start anew then", () => {
    const quotas = new Quotas(clock);
    const access = project(quota({ reasonCode: "small_disk" }));
    expect(quotas.take(access, [one("error"), one("error")])).toBeUndefined();
    at(618.5);
    expect(quotas.take(access, [one("error"), one("session")])).toMatchObject({
      categories: new Set(["error"]),
      refusal: { status: 429, retryAfterSeconds: 42, rateLimits: "42:error:project:small_disk", outcome: "rate_limited", reason: "small_disk" },
    });
    at(660);
    expect(quotas.take(access, [one("error")])).toBeUndefined();
  });

  it("count nothing of what they refuse", () => {
    const quotas = new Quotas(clock);
    expect(quotas.take(project(quota()), [one("error", 3)])).toBeDefined();
    expect(quotas.take(project(quota()), [one("error", 2)])).toBeUndefined();
  });

  it("go on after a restart where they were, as far as the window has not ended", () => {
    const before = new Quotas(clock);
    before.take(project(quota()), [one("error")]);
    const saved = before.unsaved();
    expect(saved).toEqual([{ counter: "project 42 q", number: 10, endsAt: 660, count: 1 }]);
    expect(before.unsaved()).toEqual([]);
    const after = new Quotas(clock, saved);
    expect(after.take(project(quota()), [one("error", 2)])).toBeDefined();
    expect(after.take(project(quota()), [one("error")])).toBeUndefined();
    at(660);
    expect(new Quotas(clock, saved).take(project(quota()), [one("error", 2)])).toBeUndefined();
  });

  it("of organizations are shared by their projects, with windows of their own", () => {
    const quotas = new Quotas(clock);
    const organization = { organizationId: 7, quotas: { organization: [quota({ limit: 1 })], project: [] } };
    expect(quotas.take(keyAccess({ ...organization, projectId: 1 }), [one("error")])).toBeUndefined();
    expect(quotas.take(keyAccess({ ...organization, projectId: 2 }), [one("error")])?.refusal.rateLimits).toBe("7:error:organization");
    at(607);
    expect(quotas.take(keyAccess({ ...organization, projectId: 2 }), [one("error")])).toBeUndefined();
  });

  it("of nothing refuse everything for a minute", () => {
    expect(new Quotas(clock).take(project(quota({ limit: 0, windowSeconds: 86_400 })), [one("error")])?.refusal.retryAfterSeconds).toBe(60);
  });

  it("without categories are about all items, but never about reports of what was dropped", () => {
    const quotas = new Quotas(clock);
    const access = project(quota({ categories: [], limit: 3 }));
    expect(quotas.take(access, [one("error"), one("session"), one("attachment", 5000), one("internal")])).toBeUndefined();
    expect(quotas.take(access, [one("internal")])).toBeUndefined();
    expect(quotas.take(access, [one("replay")])?.refusal.rateLimits).toBe("60::project");
  });

  it.each([
    ["attachment", one("attachment", 900, 900), "60:attachment:project"],
    ["attachment_item", one("attachment", 5, 5), "60:attachment_item;attachment:project"],
    ["log_byte", one("log_item", 1, 900), "60:log_byte;log_item:project"],
    ["trace_metric_byte", one("trace_metric", 1, 900), "60:trace_metric_byte;trace_metric;metric:project"],
    ["trace_metric", one("trace_metric", 600, 1), "60:trace_metric;metric:project"],
    ["profile_chunk", one("profile_chunk", 600, 1), "60:profile_chunk;profile:project"],
  ])("of %s count that, and tell SDKs in the words that they know", (category, item, header) => {
    const quotas = new Quotas(clock);
    const access = project(quota({ categories: [category], limit: category === "attachment_item" ? 1 : 1000 }));
    expect(quotas.take(access, [item])).toBeUndefined();
    expect(quotas.take(access, [item])).toMatchObject({ categories: new Set([item.category]), refusal: { rateLimits: header } });
  });

  it("name each category once in the header, with the longest time, which is also when to come back", () => {
    const hourly = quota({ id: "hourly", limit: 0.5, windowSeconds: 3600, categories: ["error", "default"], reasonCode: "hourly" });
    const access = { ...project(quota({ limit: 0 }), hourly), key: { id: 1, isActive: true, rateLimit: { count: 0, window: 60 } } };
    expect(new Quotas(clock).take(access, [one("error")])?.refusal).toMatchObject({
      rateLimits: "3000:error;default:project:hourly, 60:security:key:key_quota",
      retryAfterSeconds: 3000,
      reason: "hourly",
    });
  });
});

describe("at the door", () => {
  let server: IngestServer;
  afterEach(() => server.stop());
  const attachment = '{"type":"attachment","length":3,"filename":"a.txt"}\nabc\n';
  const envelope = `{"event_id":"${EVENT_ID}"}\n{"type":"event"}\n{"message":"x"}\n${attachment}{"type":"session"}\n{}\n`;
  const sent = async (...quotas: readonly Quota[]) => {
    server = await startIngest({ clock });
    server.keys.set(KEY, project(...quotas));
    const answer = await server.envelope(envelope);
    const types = server.records().map(({ body }) =>
      Buffer.from(body)
        .toString()
        .match(/"type":"(\w+)"/g)
        ?.map((found) => found.slice(8, -1)),
    );
    return { answer, types, refused: server.refused.map(({ category, quantity, reason }) => ({ category, quantity, reason })) };
  };

  it("files go with their event, what is of no concern stays", async () => {
    const { answer, types, refused } = await sent(quota({ limit: 0, reasonCode: "off" }));
    expect(answer).toMatchObject({ status: 429, headers: { "retry-after": "60", "x-sentry-rate-limits": "60:error:project:off" } });
    expect(types).toEqual([["session"]]);
    expect(refused).toEqual([
      { category: "error", quantity: 1, reason: "off" },
      { category: "attachment", quantity: 3, reason: "off" },
    ]);
  });

  it("an event goes on without files for which there is no room", async () => {
    const { types, refused } = await sent(quota({ categories: ["attachment"], limit: 2 }));
    expect(types).toEqual([["event", "session"]]);
    expect(refused).toEqual([{ category: "attachment", quantity: 3, reason: "generic" }]);
  });
});
