import { expect, test } from "vitest";
import { defaultPerformance } from "../../project-settings/performance-options.ts";
import type { Span } from "../spans/span.ts";
import { occurrencesOfSegments, openSegments } from "./segments.ts";

const receivedAt = Date.UTC(2026, 9, 1);
const traceId = "ab".repeat(16);
const span = (i: number, more: Partial<Span>): Span => ({
  timestamp: receivedAt - 5000 + i * 20,
  duration: 20,
  traceId,
  spanId: i.toString(16).padStart(16, "0"),
  parentSpanId: "0".repeat(16),
  segmentId: "0".repeat(16),
  isSegment: false,
  eventId: null,
  name: "SELECT authors",
  op: "db",
  status: "ok",
  origin: "auto.db",
  kind: null,
  segmentName: null,
  environment: "production",
  release: "books@1",
  userTag: "id:7",
  sdk: "sentry.javascript.node",
  platform: null,
  replayId: null,
  profileId: null,
  attributes: { "db.query.text": "SELECT * FROM authors WHERE id = $1" },
  ...more,
});
const segment = span(0, {
  isSegment: true,
  parentSpanId: null,
  name: "GET /books",
  op: "http.server",
  duration: 900,
  attributes: { "user.id": 7, "user.email": "a@b.example" },
});
const first = span(1, { name: "SELECT books", attributes: { "db.query.text": "SELECT * FROM books" } });
const rest = Array.from({ length: 8 }, (_, i) => span(i + 2, {}));

test("a segment whose spans came with it is looked at like a transaction", () => {
  const [event, ...others] = occurrencesOfSegments([...rest, first, segment], defaultPerformance, receivedAt);
  expect(others).toEqual([]);
  expect(event).toMatchObject({
    event_id: expect.stringMatching(/^[\da-f]{32}$/),
    type: "transaction",
    transaction: "GET /books",
    platform: "node",
    release: "books@1",
    environment: "production",
    user: { id: "7", email: "a@b.example" },
    start_timestamp: segment.timestamp / 1000,
    contexts: { trace: { trace_id: traceId, span_id: segment.spanId, op: "http.server" } },
    occurrence: { type: 1006, subtitle: "SELECT * FROM authors WHERE id = $1" },
  });
  expect(event?.spans).toHaveLength(9);
});

test("spans of other segments, other traces and without their segment are none of its", () => {
  const alien = rest.map((one, i) => span(i + 2, { ...one, segmentId: "f".repeat(16) }));
  const foreign = rest.map((one, i) => span(i + 2, { ...one, traceId: "ef".repeat(16) }));
  for (const spans of [[segment, first, ...alien], [segment, first, ...foreign], [first, ...rest], [segment], []])
    expect(occurrencesOfSegments(spans, defaultPerformance, receivedAt)).toEqual([]);
});

test("spans that do not name their segment are found below it, whatever ring they are in", () => {
  const view = span(99, { name: "view", op: "view", segmentId: null, attributes: {} });
  const unnamed = [first, ...rest].map((one) => span(Number.parseInt(one.spanId, 16), { ...one, segmentId: null, parentSpanId: view.spanId }));
  const ring = [
    span(200, { segmentId: null, parentSpanId: "201".padStart(16, "0") }),
    span(201, { spanId: "201".padStart(16, "0"), segmentId: null, parentSpanId: "c8".padStart(16, "0") }),
  ];
  const [event, ...others] = occurrencesOfSegments([...ring, ...unnamed, view, segment], defaultPerformance, receivedAt);
  expect(others).toEqual([]);
  expect(event?.spans).toHaveLength(10);
  expect(event?.occurrence?.evidence_data["parentSpanIds"]).toEqual([view.spanId]);
});

test("two segments of one container are told apart", () => {
  const other = "9".repeat(16);
  const moved = [segment, first, ...rest].map((one, i) => {
    const spanId = one.isSegment ? other : (i + 64).toString(16).padStart(16, "0");
    return span(i, { ...one, spanId, segmentId: other, parentSpanId: one.isSegment ? null : other });
  });
  const events = occurrencesOfSegments([segment, first, ...rest, ...moved], defaultPerformance, receivedAt);
  expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(2);
  expect(new Set(events.map(({ occurrence }) => occurrence?.fingerprint)).size).toBe(1);
});

test("a problem has the same id whatever else of its segment is known", () => {
  const [part] = occurrencesOfSegments([segment, first, ...rest.slice(0, 6)], defaultPerformance, receivedAt);
  const [whole] = occurrencesOfSegments([segment, first, ...rest], defaultPerformance, receivedAt + 9000);
  expect(part?.event_id).toBe(whole?.event_id);
  expect(part?.spans).not.toHaveLength(whole?.spans?.length ?? 0);
});

test("segments that are not among their spans are named, once", () => {
  const named = { traceId, segmentId: segment.spanId, from: first.timestamp, to: rest.at(-1)?.timestamp };
  expect(openSegments([segment, first, ...rest], defaultPerformance)).toEqual([]);
  expect(openSegments([segment], defaultPerformance)).toEqual([]);
  expect(openSegments([first, ...rest], defaultPerformance)).toEqual([named]);
  const unnamed = rest.map((one) => ({ ...one, segmentId: null }));
  expect(openSegments(unnamed, defaultPerformance)).toMatchObject([{ traceId, segmentId: null }]);
  expect(openSegments([segment, ...unnamed], defaultPerformance)).toEqual([]);
  const many = Array.from({ length: 500 }, (_, i) => span(i, { segmentId: i.toString(16).padStart(16, "f") }));
  expect(openSegments(many, defaultPerformance)).toHaveLength(100);
});
