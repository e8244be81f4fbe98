import { afterAll, beforeAll, expect, test } from "vitest";
import { seededApi, type SeededApi } from "../../../test/seeded-api.ts";

const now = Date.UTC(2026, 9, 1, 12, 30);
let api: SeededApi;
let lastId = 0;

beforeAll(async () => {
  api = await seededApi(now);
});
afterAll(() => api.close());

const ingest = (project: number, message: string) => api.ingest([{ project, id: (++lastId).toString(16).padStart(32, "0"), at: now, payload: { message } }]);

interface Message {
  readonly event: string;
  readonly data: unknown;
}

/** Reads messages of a stream one at a time. */
async function open(address: string, token = api.tokens.jane) {
  const response = await api.request("GET", address, { token });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error("no stream");
  let text = "";
  const next = async (): Promise<Message | undefined> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const [, event] = /^event: (.*)$/m.exec(block) ?? [];
        if (event !== undefined) return { event, data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? "null") };
        continue;
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      text += value;
    }
  };
  const nextBatch = async () => {
    for (let message = await next(); message !== undefined; message = await next()) if (message.event === "batch") return message.data;
    return undefined;
  };
  return { response, next, nextBatch, leave: () => reader.cancel() };
}

test("a commit arrives, with what it changed and nothing of other organizations", async () => {
  const stream = await open("/organizations/acme/live/");
  expect(stream.response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(await stream.next()).toEqual({ event: "status", data: { lagMs: 3, pendingRecords: 1, pendingBytes: 9 } });
  const batch = stream.nextBatch();
  await ingest(api.ids.spy, "secret");
  const { issues } = await ingest(api.ids.shop, "first");
  expect(await batch).toEqual({
    events: 1,
    issues: [{ id: String(issues[0]?.issueId), projectId: String(api.ids.shop), isNew: true, isRegression: false, events: 1 }],
    rows: [],
    incomplete: false,
  });
  await stream.leave();
});

test("what comes besides events is told by its table", async () => {
  const stream = await open("/organizations/acme/live/");
  const batch = stream.nextBatch();
  const items = [{ timestamp: now / 1000, trace_id: "a".repeat(32), level: "info", body: "hello" }];
  const headers = { item_count: 1, content_type: "application/vnd.sentry.items.log+json" };
  await api.ingestEnvelopes([{ project: api.ids.shop, id: "b".repeat(32), at: now, items: [{ type: "log", payload: { items }, headers }] }]);
  expect(await batch).toEqual({ events: 0, issues: [], rows: [{ projectId: String(api.ids.shop), dataset: "logs", rows: 1 }], incomplete: false });
  await stream.leave();
});

test("a stream of one project hears of that one alone", async () => {
  const stream = await open("/organizations/acme/live/?project=blog");
  const batch = stream.nextBatch();
  await ingest(api.ids.shop, "not for you");
  await ingest(api.ids.blog, "for you");
  expect(await batch).toMatchObject({ events: 1, issues: [{ projectId: String(api.ids.blog) }] });
  await stream.leave();
});

test("a project made while the stream is open is heard of", async () => {
  const stream = await open("/organizations/acme/live/");
  const batch = stream.nextBatch();
  const fresh = await api.addProject("fresh");
  await ingest(fresh, "first of its kind");
  expect(await batch).toMatchObject({ events: 1, issues: [{ projectId: String(fresh), isNew: true }] });
  await stream.leave();
});

test("nobody listens to an organization of others", async () => {
  expect((await api.request("GET", "/organizations/acme/live/", { token: api.tokens.eve })).status).toBe(404);
  expect((await api.request("GET", `/organizations/acme/live/?project=${api.ids.spy}`)).status).toBe(400);
});
