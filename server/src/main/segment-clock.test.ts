import { afterEach, beforeEach, expect, test } from "vitest";
import { seededApi } from "../../test/seeded-api.ts";
import type { RecordMeta } from "../log/port.ts";
import { envelopeRecord } from "../pipeline/record-kit.ts";
import { startSegmentClock, type SegmentClock } from "./segment-clock.ts";

const now = Date.UTC(2026, 9, 20, 12);
const traceId = "ab".repeat(16);
const root = "f".repeat(16);
const idOf = (i: number): string => i.toString(16).padStart(16, "0");

let api: Awaited<ReturnType<typeof seededApi>>;
let segments: SegmentClock;
let appended: RecordMeta[];
let oldestPendingAt: number | null;
beforeEach(async () => {
  api = await seededApi(now);
  appended = [];
  oldestPendingAt = null;
  segments = await start();
});
afterEach(() => api.close());

/** As the server does, with what the state remembers. */
const start = (): Promise<SegmentClock> =>
  startSegmentClock({
    clock: api.stores.clock,
    telemetry: api.stores.telemetry,
    state: api.stores.state,
    writer: api.stores.writer,
    log: {
      stats: () => ({ pendingRecords: 0, pendingBytes: 0, oldestPendingAt, lastSeq: 0, committedSeq: 0, diskBytes: 0 }),
      append: async (meta, body) => {
        appended.push(meta);
        const { openSegments } = await api.ingestRecord(meta, body);
        segments.note(openSegments);
        return 0;
      },
    },
  });

const text = (value: string) => ({ value, type: "string" });
const attributes = (query: string) => ({
  "sentry.op": text("db"),
  "sentry.origin": text("auto.db"),
  "sentry.segment.id": text(root),
  "db.query.text": text(query),
});
const times = (i: number, duration = 0.02) => ({ start_timestamp: now / 1000 - 5 + i * 0.02, end_timestamp: now / 1000 - 5 + i * 0.02 + duration });
const span = (i: number, query: string, more: object = {}) => ({
  trace_id: traceId,
  span_id: idOf(i),
  parent_span_id: root,
  name: query,
  status: "ok",
  is_segment: false,
  ...times(i),
  attributes: attributes(query),
  ...more,
});
const segment = {
  ...span(0, "GET /books", { parent_span_id: null, is_segment: true, span_id: root, ...times(0, 2) }),
  attributes: { "sentry.op": text("http.server"), "sentry.segment.id": text(root), "sentry.sdk.name": text("sentry.javascript.node") },
};
const first = span(1, "SELECT * FROM books");
const rest = Array.from({ length: 8 }, (_, i) => span(i + 2, "SELECT * FROM authors WHERE id = $1"));

/** Sends a container, and what the server hears of it. */
async function send(...items: readonly object[]): Promise<void> {
  const container = {
    type: "span",
    payload: { version: 2, items },
    headers: { item_count: items.length, content_type: "application/vnd.sentry.items.span.v2+json" },
  };
  const { meta, body } = envelopeRecord(0, [container], { projectId: api.ids.shop, keyId: 1, receivedAt: api.time.now });
  segments.note((await api.ingestRecord(meta, body)).openSegments);
}

async function tickAfter(seconds: number): Promise<void> {
  api.time.now += seconds * 1000;
  await segments.tick();
}

const problems = async () =>
  (await api.stores.telemetry.events({ projectIds: [api.ids.shop], filter: [], limit: 10 })).map(({ type, title }) => ({ type, title }));

test("a segment in parts is looked at when nothing more of it comes, whatever comes last", async () => {
  await send(first, ...rest.slice(0, 4));
  await send(...rest.slice(4, 6), segment);
  await tickAfter(9);
  await send(...rest.slice(6));
  await tickAfter(9);
  expect([appended.length, await problems()]).toEqual([0, []]);
  await tickAfter(1);
  expect(await problems()).toMatchObject([{ type: "performance_n_plus_one_db_queries" }]);
  const [event] = await api.stores.telemetry.events({ projectIds: [api.ids.shop], filter: [], limit: 10 });
  const body = event === undefined ? undefined : await api.stores.blobs.body(event.body);
  expect(JSON.parse(Buffer.from(body ?? []).toString())).toMatchObject({ transaction: "GET /books", platform: "node", spans: { length: 9 } });
  // Nothing is counted as received, and nothing is looked at again.
  const outcomes = await api.stores.state.outcomeTotals({ projectIds: [api.ids.shop], from: 0, to: now * 2, bucketMs: now * 2 });
  expect(outcomes.map(({ category, outcome, quantity }) => ({ category, outcome, quantity }))).toEqual([
    { category: "span", outcome: "accepted", quantity: 10 },
  ]);
  await tickAfter(3600);
  expect(appended).toHaveLength(1);
});

test("a segment that ends long after its spans is waited for, and looked at again when more comes", async () => {
  await send(first, ...rest.slice(0, 6));
  await tickAfter(20);
  await tickAfter(600);
  await send(segment);
  await tickAfter(60);
  expect(await problems()).toHaveLength(1);
  await send(...rest.slice(6));
  await tickAfter(10);
  expect([appended.length, await problems()]).toEqual([2, [expect.objectContaining({ type: "performance_n_plus_one_db_queries" })]]);
});

test("one that never ends is forgotten; while much waits in the log nothing is looked at", async () => {
  await send(first, ...rest);
  await tickAfter(10);
  await tickAfter(1800);
  await send(segment);
  await tickAfter(60);
  expect(appended).toEqual([]);
  await send(first);
  api.time.now += 60_000;
  oldestPendingAt = api.time.now - 10_000;
  await segments.tick();
  expect(appended).toEqual([]);
  oldestPendingAt = api.time.now;
  await segments.tick();
  expect(appended).toMatchObject([{ projectId: api.ids.shop, keyId: 0 }]);
});

test("a restart forgets no segment, and what was looked at is not waited for", async () => {
  await send(first, ...rest.slice(0, 4));
  segments = await start();
  await send(...rest.slice(4), segment);
  segments = await start();
  await tickAfter(9);
  expect(appended).toEqual([]);
  await tickAfter(1);
  expect([appended.length, (await problems()).length]).toEqual([1, 1]);
  expect(await api.stores.state.openSegments(10)).toEqual([]);
  segments = await start();
  await tickAfter(3600);
  expect(appended).toHaveLength(1);
});

test("looked at once more after a crash, a problem is the same event", async () => {
  await send(first, ...rest.slice(0, 4));
  await send(...rest.slice(4), segment);
  const crashed = await start();
  await tickAfter(10);
  api.time.now += 1000;
  await crashed.tick();
  expect([appended.length, (await problems()).length]).toEqual([2, 1]);
});

test("parts that come while a segment is looked at are kept", async () => {
  await send(first, ...rest.slice(0, 4));
  const [before] = await api.stores.state.openSegments(10);
  api.time.now += 5;
  await send(...rest.slice(4));
  await api.stores.writer.forgetSegments(before === undefined ? [] : [before], 0);
  expect(await api.stores.state.openSegments(10)).toMatchObject([{ traceId, segmentId: root, lastAt: now + 5 }]);
  await api.stores.writer.forgetSegments([], now + 6);
  expect(await api.stores.state.openSegments(10)).toEqual([]);
});

test("what only the server writes is taken from nobody else", async () => {
  const item = { type: "span", payload: { spans: [] }, headers: { content_type: "application/vnd.vedette.segment+json" } };
  const { meta, body } = envelopeRecord(0, [item], { projectId: api.ids.shop, keyId: 1, receivedAt: now });
  expect((await api.ingestRecord(meta, body)).outcomes).toMatchObject([{ category: "span", outcome: "invalid", reason: "content_type" }]);
});
