import type { Client } from "../client/client.ts";
import { getGlobalScope, type ScopeFrame } from "../scope/current-scopes.ts";
import { mergeScopes } from "../scope/scope-data.ts";
import { normalizeRecord } from "../normalize/normalize.ts";
import { wireAttributes } from "../telemetry/attributes.ts";
import { perClient } from "../telemetry/batch.ts";
import type { RecordingSpan } from "./recording-span.ts";
import { keepSpan } from "./keep-span.ts";

/** Spans per container, milliseconds until an unfinished trace is sent, and spans kept in memory in all. */
const MAX_PER_CONTAINER = 1000;
const MAX_WAIT = 5000;
const MAX_WAITING = 2000;

interface SpanStream {
  add(span: RecordingSpan, frame: ScopeFrame): void;
}

/** One container of ended spans per trace (`protocol.md` §8.15, §8.19): all spans of a container share its trace header. */
export const spanStream = perClient<SpanStream>((client) => {
  const traces = new Map<string, { readonly root: RecordingSpan; readonly spans: Record<string, unknown>[] }>();
  let waiting = 0;
  let cancel: (() => void) | undefined;

  const sendTrace = (traceId: string): void => {
    const trace = traces.get(traceId);
    if (!trace || !traces.delete(traceId)) return;
    const { root, spans } = trace;
    waiting -= spans.length;
    const header = { type: "span", item_count: spans.length, content_type: "application/vnd.sentry.items.span.v2+json" };
    const headers = { sdk: { name: client.sdk.name, version: client.sdk.version }, trace: root.dsc() };
    client.send({ lane: "transaction", headers, items: [{ header, payload: JSON.stringify({ version: 2, items: spans }), counts: [["span", spans.length]] }] });
  };
  const sendAll = (): void => {
    cancel?.();
    cancel = undefined;
    for (const traceId of traces.keys()) sendTrace(traceId);
  };
  client.onFlush(sendAll);
  return {
    add(span, frame) {
      if (waiting >= MAX_WAITING) return client.drop("buffer_overflow", [["span", 1]], `more than ${MAX_WAITING} ended spans wait`);
      if (keepSpan(client, span.toJson()).length === 0) return;
      const { traceId } = span.segment;
      const trace = traces.get(traceId) ?? { root: span.root, spans: [] };
      traces.set(traceId, trace);
      trace.spans.push(wireSpan(client, span, frame));
      waiting++;
      if (span.root === span || trace.spans.length >= MAX_PER_CONTAINER) return sendTrace(traceId);
      cancel ??= client.scheduler.after(MAX_WAIT, sendAll);
    },
  };
});

function wireSpan(client: Client, span: RecordingSpan, { isolation, current }: ScopeFrame): Record<string, unknown> {
  const { description, data, span_id, trace_id, parent_span_id, start_timestamp, timestamp, links } = span.toJson();
  const { user } = mergeScopes(getGlobalScope(), isolation, current);
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
