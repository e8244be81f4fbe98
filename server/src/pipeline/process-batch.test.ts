import { zstdDecompressSync } from "node:zlib";
import { serializeEnvelope } from "@vedette/protocol";
import { describe, expect, test } from "vitest";
import { ownKey, type LogRecord } from "../log/port.ts";
import type { ProcessedBatch } from "./batch.ts";
import { processBatch, recordPoison } from "./process-batch.ts";
import { attachedBytes, batchOf, envelopeRecord, errorEvent, eventId, expectAccounted, metaOf, now, transaction } from "./record-kit.ts";

const utf8 = new TextEncoder();

function run(records: readonly LogRecord[]): ProcessedBatch {
  const batch = processBatch(batchOf(records), records);
  expectAccounted(records, batch);
  return batch;
}

function bodyOf(batch: ProcessedBatch, n: number): Record<string, unknown> {
  const event = batch.events[n];
  const block = event === undefined ? undefined : batch.blocks[event.body.block];
  if (event === undefined || block === undefined) throw new Error(`no event ${n}`);
  const raw = zstdDecompressSync(block.compressed);
  const start = block.lengths.slice(0, event.body.index).reduce((sum, length) => sum + length, 0);
  const text = raw.subarray(start, start + (block.lengths[event.body.index] ?? 0)).toString();
  expect(event.bodyBytes).toBe(Buffer.byteLength(text));
  const body: Record<string, unknown> = JSON.parse(text);
  return body;
}

const outcome = ({ outcomes }: ProcessedBatch) =>
  outcomes.map(({ itemType, category, outcome, reason, quantity }) => ({ itemType, category, outcome, reason, quantity }));

describe("an envelope", () => {
  test("with an event and its attachments", () => {
    const batch = run([
      envelopeRecord(1, [
        errorEvent("TypeError", { release: "a@1", dist: "7", user: { id: 7 } }),
        { type: "attachment", payload: new Uint8Array([0, 10, 255]), headers: { filename: "../../etc/x\r\ny.bin", attachment_type: "odd" } },
        { type: "attachment", payload: "", headers: { filename: "screenshot.png", content_type: "image/png\r\nx: y" } },
      ]),
    ]);
    expect(batch.events).toMatchObject([
      {
        seq: 1,
        eventId: eventId(1),
        type: "error",
        category: "error",
        title: "TypeError: boom",
        release: "a@1",
        dist: "7",
        user: { tag: "id:7" },
        receivedAt: now,
        timestamp: now,
      },
    ]);
    expect(bodyOf(batch, 0)).toMatchObject({ event_id: eventId(1), release: "a@1" });
    expect(batch.attachments).toMatchObject([
      { index: 1, name: "xy.bin", type: "event.attachment", contentType: "application/octet-stream", sha1: "2e6b4cfb4bab8b8d758bc24b7243e280dd3de716" },
      { index: 2, name: "screenshot.png", contentType: "application/octet-stream" },
    ]);
    expect([...attachedBytes(batch, 0)]).toEqual([0, 10, 255]);
  });

  test("whose attachment comes alone", () => {
    expect(run([envelopeRecord(1, [{ type: "attachment", payload: "x", headers: { filename: "late.txt" } }])]).attachments).toMatchObject([
      { eventId: eventId(1), name: "late.txt" },
    ]);
  });

  test.for<[string, unknown, string]>([
    ["no JSON", "{nope", "invalid_json"],
    ["no object", "[1]", "payload"],
    ["nothing", "", "no_data"],
  ])("with an event that is %s keeps its other items", ([, payload, reason]) => {
    const batch = run([
      envelopeRecord(1, [
        { type: "event", payload },
        { type: "attachment", payload: "x", headers: { filename: "a" } },
      ]),
    ]);
    expect(outcome(batch)).toEqual([{ itemType: "event", category: "error", outcome: "invalid", reason, quantity: 1 }]);
    expect(batch.attachments.length).toBe(1);
  });

  test("with two events keeps the first", () => {
    const batch = run([envelopeRecord(1, [errorEvent("A"), errorEvent("B")])]);
    expect(batch.events).toMatchObject([{ title: "A: boom" }]);
    expect(outcome(batch)).toEqual([{ itemType: "event", category: "error", outcome: "invalid", reason: "duplicate_item", quantity: 1 }]);
  });

  test("with an event and a transaction keeps the first", () => {
    const batch = run([envelopeRecord(1, [errorEvent("A"), { type: "transaction", payload: {} }])]);
    expect(outcome(batch)).toEqual([{ itemType: "transaction", category: "transaction", outcome: "invalid", reason: "duplicate_item", quantity: 1 }]);
  });

  test("with an event that is not stored loses its attachments, too", () => {
    const file = { type: "attachment", payload: "abc", headers: { filename: "screenshot.png" } };
    const batch = run([envelopeRecord(1, [file, transaction({ transaction: "GET /healthz" })])]);
    expect(outcome(batch)).toEqual([
      { itemType: "attachment", category: "attachment", outcome: "filtered", reason: "filtered-transaction", quantity: 3 },
      { itemType: "transaction", category: "transaction", outcome: "filtered", reason: "filtered-transaction", quantity: 1 },
      { itemType: "transaction", category: "span", outcome: "filtered", reason: "filtered-transaction", quantity: 2 },
    ]);
  });

  test("with items that are known, unknown and counted", () => {
    const batch = run([
      envelopeRecord(1, [
        { type: "session", payload: {} },
        { type: "log", payload: { items: [] }, headers: { item_count: 12 } },
        { type: "of_tomorrow", payload: {} },
        {
          type: "client_report",
          payload: {
            timestamp: now / 1000,
            discarded_events: [{ reason: "before_send", category: "error", quantity: 2 }, { reason: "x", category: "martian", quantity: 1 }, { quantity: -1 }],
            rate_limited_events: [{ reason: "quota", category: "span", quantity: 5 }],
          },
        },
      ]),
    ]);
    expect(outcome(batch)).toEqual([
      { itemType: "session", category: "session", outcome: "invalid", reason: "no_release", quantity: 1 },
      { itemType: "log", category: "log_item", outcome: "invalid", reason: "content_type", quantity: 12 },
      { itemType: "of_tomorrow", category: "unknown", outcome: "invalid", reason: "unknown_item", quantity: 1 },
      { itemType: "client_report", category: "internal", outcome: "accepted", reason: null, quantity: 1 },
      { itemType: "client_report", category: "error", outcome: "client_discard", reason: "before_send", quantity: 2 },
      { itemType: "client_report", category: "unknown", outcome: "client_discard", reason: "x", quantity: 1 },
      { itemType: "client_report", category: "span", outcome: "rate_limited", reason: "quota", quantity: 5 },
    ]);
  });

  test("with an old client report", () => {
    const batch = run([envelopeRecord(1, [{ type: "client_report", payload: { timestamp: "2020-01-01T00:00:00Z", discarded_events: [] } }])]);
    expect(outcome(batch)).toMatchObject([{ outcome: "invalid", reason: "timestamp" }]);
  });

  test("without items is nothing", () => {
    expect(run([envelopeRecord(1, [])])).toMatchObject({ events: [], attachments: [], outcomes: [], blocks: [] });
  });

  test("that cannot be framed has an outcome", () => {
    const batch = run([{ seq: 1, meta: metaOf(1), body: utf8.encode('{}\n{"type":"event","length":99}\n{}') }]);
    expect(batch.outcomes).toMatchObject([
      { itemType: "envelope", outcome: "invalid", reason: "invalid_envelope", eventId: eventId(1), detail: expect.stringContaining("byte 32") },
    ]);
  });

  test("tells who sent it where its items do not", () => {
    const sdk = {
      name: "sentry.php",
      version: "4.10.0",
      packages: [{ name: "composer:sentry/sentry", version: "4.10.0" }, 7],
      settings: { infer_ip: "never" },
    };
    const send = (payload: object): unknown => {
      const record = envelopeRecord(1, [errorEvent("A", { platform: "javascript", ...payload })], { authClient: "proxy/1", clientIp: "203.0.113.9" }, { sdk });
      const { sdk: found, user }: Record<string, unknown> = bodyOf(run([record]), 0);
      return { sdk: found, user };
    };
    expect(send({})).toEqual({ sdk: { ...sdk, packages: sdk.packages.slice(0, 1) }, user: undefined });
    expect(send({ sdk: { name: "own" } })).toEqual({ sdk: { name: "own", settings: sdk.settings }, user: undefined });
    expect(send({ sdk: { name: "own", settings: { infer_ip: "auto" } } })).toMatchObject({ user: { ip_address: "203.0.113.9" } });
  });

  test("tells of the session beside an event, and only counts one that comes alone", () => {
    const session = { type: "session", payload: { sid: "1".repeat(32), init: true, started: now / 1000 - 1, attrs: { release: "shop@1" } } };
    const { outcomes } = run([envelopeRecord(1, [errorEvent("A"), session]), envelopeRecord(2, [session])]);
    expect(outcomes.map(({ detail }) => detail)).toEqual(["Counted as a session of shop@1.", null]);
  });

  test("with a health check leaves out the profile of it, too", () => {
    const batch = run([envelopeRecord(1, [transaction({ transaction: "GET /healthz" }), { type: "profile", payload: {} }])]);
    expect(batch.rows).toEqual([]);
    expect(outcome(batch)).toMatchObject([
      { category: "transaction", outcome: "filtered" },
      { category: "span", outcome: "filtered" },
      { itemType: "profile", category: "profile", outcome: "filtered", reason: "filtered-transaction" },
    ]);
  });

  test("moves times with the client's clock", () => {
    const old = now - 2 * 3_600_000;
    const record = envelopeRecord(1, [errorEvent("A", { timestamp: (old - 1000) / 1000 })], {}, { sent_at: new Date(old).toISOString() });
    expect(run([record]).events[0]?.timestamp).toBe(now - 1000);
  });
});

describe("the store endpoint", () => {
  test("what the server wrote itself was not received, and is not counted", () => {
    const record = { seq: 1, meta: metaOf(1, { endpoint: "store", keyId: ownKey }), body: utf8.encode('{"message":"Monitor failure: nightly"}') };
    expect(run([record]).events).toMatchObject([{ category: null, type: "default" }]);
  });

  const store = (payload: unknown): LogRecord => ({
    seq: 1,
    meta: metaOf(1, { endpoint: "store", authClient: "raven-python/6.10" }),
    body: utf8.encode(typeof payload === "string" ? payload : JSON.stringify(payload)),
  });

  test("takes an event", () => {
    const batch = run([store({ message: "hello", platform: "python" })]);
    expect(batch.events).toMatchObject([{ title: "hello", type: "default", category: "default", sdk: "raven-python", eventId: eventId(1) }]);
  });

  test("knows a transaction by its type", () => {
    const batch = run([store(transaction().payload)]);
    expect(batch.events).toEqual([]);
    expect(batch.rows.map(({ dataset }) => dataset)).toEqual(["transactions", "spans", "spans"]);
    expect(outcome(batch)).toMatchObject([
      { category: "transaction", outcome: "accepted", quantity: 1 },
      { category: "span", outcome: "accepted", quantity: 2 },
    ]);
  });

  test("reads the NaN of old Python clients", () => {
    expect(bodyOf(run([store('{"message":"x","extra":{"a":NaN}}')]), 0)).toMatchObject({ extra: { a: null } });
  });
});

describe("hostile bodies", () => {
  const hostile: readonly (readonly [string, string])[] = [
    ["NUL bytes", '{"message":"a\\u0000b","tags":{"a\\u0000":"b\\u0000"},"user":{"id":"\\u0000"}}'],
    [
      "lone surrogates",
      '{"message":"\\ud800","tags":{"a":"\\udc00"},"user":{"id":"\\ud800x"},"exception":[{"type":"\\ud800","value":"\\ud800"}],"transaction":"\\udfff"}',
    ],
    ["depth", `{"extra":{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`],
    ["a hundred thousand tags", `{"tags":[${Array.from({ length: 100_000 }, (_, i) => `["k${i}","v"]`).join(",")}]}`],
    ["a hundred thousand breadcrumbs", `{"breadcrumbs":[${"{},".repeat(100_000)}{}]}`],
    ["a hundred thousand frames", `{"exception":{"values":[{"type":"E","stacktrace":{"frames":[${"{},".repeat(100_000)}{}]}}]}}`],
    ["a hundred thousand unknown members", `{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join(",")}}`],
    ["invalid UTF-8", '{"message":"\u00ff"}'],
  ];

  test.for(hostile)("%s are stored as far as they can be, beside events that are fine", ([, text]) => {
    const body = serializeEnvelope({}, [{ headers: { type: "event" }, payload: text }]);
    const batch = run([envelopeRecord(1, [errorEvent("A")]), { seq: 2, meta: metaOf(2), body }, envelopeRecord(3, [errorEvent("B")])]);
    expect(batch.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(JSON.stringify(batch.events[1])).not.toMatch(/\\ud[89a-f]/);
    expect(batch.events[1]?.bodyBytes).toBeLessThan(1024 * 1024);
    expect(bodyOf(batch, 1)).toMatchObject({ event_id: eventId(2) });
  });
});

test("bodies fill blocks of 64", () => {
  const batch = run(Array.from({ length: 130 }, (_, i) => envelopeRecord(i + 1, [errorEvent("A")])));
  expect(batch.blocks.map(({ lengths }) => lengths.length)).toEqual([64, 64, 2]);
  expect(bodyOf(batch, 64)).toMatchObject({ event_id: eventId(65) });
});

test("large bodies close a block early", () => {
  const extra = { text: "A".repeat(220_000) };
  const batch = run(Array.from({ length: 25 }, (_, i) => envelopeRecord(i + 1, [errorEvent("A", { extra })])));
  const sizes = batch.blocks.map(({ lengths }) => lengths.reduce((sum, length) => sum + length, 0));
  expect(batch.blocks.length).toBe(2);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4 * 1024 * 1024);
});

test("the same records give the same batch", () => {
  const records = [envelopeRecord(1, [errorEvent("A"), { type: "odd", payload: "" }]), envelopeRecord(2, [errorEvent("B")], { eventId: null })];
  expect(run(records)).toEqual(run(records));
});

test("poison is recorded", () => {
  const records = [envelopeRecord(5, [errorEvent("A")])];
  expect(recordPoison({ firstSeq: 5, lastSeq: 5 }, records)).toMatchObject({
    firstSeq: 5,
    lastSeq: 5,
    events: [],
    outcomes: [{ seq: 5, eventId: eventId(5), outcome: "invalid", reason: "internal" }],
  });
});
