import type { Client } from "../client/client.ts";
import type { SpanJson } from "../event/event.ts";
import type { ScopeFrame } from "../scope/current-scopes.ts";
import { dataOfFrame } from "../scope/scope-data.ts";
import { normalizeRecord } from "../normalize/normalize.ts";
import { wireAttributes } from "../telemetry/attributes.ts";
import { perClient } from "../telemetry/batch.ts";
import type { RecordingSpan } from "./recording-span.ts";
import { remove } from "../transport/remove.ts";
import { keepSpan } from "./keep-span.ts";

/** Spans per container, milliseconds until an unfinished trace is sent, and spans kept in memory in all. */
const MAX_PER_CONTAINER = 1000;
const MAX_WAIT = 5000;
const MAX_WAITING = 2000;

interface SpanStream {
  add(span: RecordingSpan, frame: ScopeFrame): void;
}

/** Spans of one segment that have ended and wait for their company. */
interface Waiting {
  readonly root: RecordingSpan;
  readonly spans: Record<string, unknown>[];
}

/** One container of ended spans per trace (`protocol.md` §8.15, §8.19): all spans of a container share its trace header. */
export const spanStream = /* @__PURE__ */ perClient<SpanStream>((client) => {
  const segments: Waiting[] = [];
  let waiting = 0;
  let cancel: (() => void) | undefined;

  const send = (root: RecordingSpan, spans: readonly Record<string, unknown>[]): void => {
    const header = { type: "span", item_count: spans.length, content_type: "application/vnd.sentry.items.span.v2+json" };
    const headers = { sdk: { name: client.sdk.name, version: client.sdk.version }, trace: root.dsc() };
    client.send({ lane: "transaction", headers, items: [{ header, payload: JSON.stringify({ version: 2, items: spans }), counts: [["span", spans.length]] }] });
  };
  const sendSegment = (segment: Waiting): void => {
    remove(segments, segment);
    waiting -= segment.spans.length;
    send(segment.root, segment.spans);
  };
  const sendAll = (): void => {
    cancel?.();
    cancel = undefined;
    for (let segment = segments[0]; segment; segment = segments[0]) sendSegment(segment);
  };
  client.onFlush(sendAll);
  return {
    add(span, frame) {
      if (waiting >= MAX_WAITING) return client.drop("buffer_overflow", [["span", 1]], `more than ${MAX_WAITING} ended spans wait`);
      const [json] = keepSpan(client, span.toJson());
      if (!json) return;
      const isLast = span.root === span;
      const known = segments.find(({ root }) => root === span.root);
      const segment = known ?? { root: span.root, spans: [] };
      segment.spans.push(wireSpan(client, span, json, frame));
      if (isLast && !known) return send(span, segment.spans);
      if (!known) segments.push(segment);
      waiting++;
      if (isLast || segment.spans.length >= MAX_PER_CONTAINER) return sendSegment(segment);
      cancel ??= client.scheduler.after(MAX_WAIT, sendAll);
    },
  };
});

function wireSpan(client: Client, span: RecordingSpan, json: SpanJson, frame: ScopeFrame): Record<string, unknown> {
  const { description, data, span_id, trace_id, parent_span_id, start_timestamp, timestamp, links } = json;
  const { user } = dataOfFrame(frame);
  const { release, environment = "production", serverName } = client.options;
  const common = {
    "sentry.release": release,
    "sentry.environment": environment,
    "sentry.sdk.name": client.sdk.name,
    "sentry.sdk.version": client.sdk.version,
    "sentry.segment.id": span.root.spanContext().spanId,
    "sentry.segment.name": span.root.name,
    "sentry.span.source": data["sentry.source"] ?? "custom",
    "server.address": serverName,
    "user.id": user?.id,
    "user.email": user?.email,
    "user.name": user?.username,
  };
  return {
    trace_id,
    span_id,
    parent_span_id,
    name: description,
    status: span.status.code === 2 ? "error" : "ok",
    is_segment: span.root === span,
    start_timestamp,
    end_timestamp: timestamp,
    links,
    attributes: wireAttributes(normalizeRecord({ ...common, ...data }, client.normalization)),
  };
}
