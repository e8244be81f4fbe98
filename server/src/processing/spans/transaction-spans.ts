import { AttributeBag, readFreeAttributes, readMeasurements } from "../attributes/attributes.ts";
import type { DerivedEvent } from "../derive/derive-event.ts";
import { hexId } from "../hex-id.ts";
import { isArray, isObject, type Json } from "../json/json.ts";
import type { NormalizedEvent } from "../normalize/event.ts";
import { addExclusiveTimes } from "./exclusive-time.ts";
import type { Span } from "./span.ts";
import { readSpanV1, spanProblem } from "./span-v1.ts";
import { milliseconds } from "./span-v2.ts";

/** Why a transaction is not one, by `protocol.md` §9.12: a span that cannot be stored spoils all of it. */
export function transactionProblem(event: NormalizedEvent, sentTimestamp: Json | undefined): string | undefined {
  if (event.start_timestamp === undefined) return "start_timestamp is missing or no time.";
  if (sentTimestamp === undefined || sentTimestamp === null) return "timestamp is missing.";
  if (event.timestamp < event.start_timestamp) return "timestamp is before start_timestamp.";
  const trace = event.contexts?.["trace"];
  if (trace === undefined) return "contexts.trace is missing.";
  if (hexId(trace["trace_id"], 32) === undefined) return "contexts.trace.trace_id is missing or not 32 hex digits.";
  if (hexId(trace["span_id"], 16) === undefined) return "contexts.trace.span_id is missing or not 16 hex digits.";
  for (const [index, span] of (event.spans ?? []).entries()) {
    const problem = spanProblem(span);
    if (problem !== undefined) return `spans.${index}: ${problem}.`;
  }
  return undefined;
}

/** The transaction itself as the segment span, and the spans in it. Only for one without a problem. */
export function unpackSpans(event: NormalizedEvent, derived: DerivedEvent, replayId: string | null): readonly Span[] {
  const trace = event.contexts?.["trace"];
  const start = event.start_timestamp ?? event.timestamp;
  const spanId = hexId(trace?.["span_id"], 16) ?? "";
  const name = event.transaction ?? "<unlabeled transaction>";
  const bag = new AttributeBag();
  readFreeAttributes(trace?.["data"], bag);
  for (const hidden of ["sentry.op", "sentry.origin"]) bag.delete(hidden);
  for (const [key, value] of derived.tags) if (!ownColumns.has(key) && !bag.has(key)) bag.set(key, value);
  readMeasurements(event.measurements, (measurement, value) => bag.set(`measurements.${measurement}`, value));
  const source = event.transaction_info?.["source"];
  if (typeof source === "string" && !bag.has("sentry.source")) bag.set("sentry.source", source);
  if (event.sdk?.version !== undefined) bag.set("sentry.sdk.version", event.sdk.version);
  for (const [name, value] of Object.entries(userAttributes(event))) bag.set(name, value);
  const profiler = hexId(event.contexts?.["profile"]?.["profiler_id"], 32);
  if (profiler !== undefined && !bag.has("sentry.profiler_id")) bag.set("sentry.profiler_id", profiler);
  if (isArray(trace?.["links"])) bag.set("sentry.links", JSON.stringify(trace["links"]));
  const segment: Span = {
    timestamp: start * 1000,
    duration: milliseconds(event.timestamp - start),
    traceId: hexId(trace?.["trace_id"], 32) ?? "",
    spanId,
    parentSpanId: hexId(trace?.["parent_span_id"], 16) ?? null,
    segmentId: spanId,
    isSegment: true,
    eventId: event.event_id,
    name,
    op: textOf(trace?.["op"]),
    status: textOf(trace?.["status"]),
    origin: textOf(trace?.["origin"]),
    kind: null,
    segmentName: name,
    environment: event.environment ?? null,
    release: event.release ?? null,
    userTag: derived.user?.tag ?? null,
    sdk: event.sdk?.name ?? null,
    platform: event.platform,
    replayId,
    profileId: profileOf(event),
    attributes: bag.finish(),
  };
  const children = (event.spans ?? []).flatMap((span) => {
    const read = readSpanV1(span, segment);
    return "problem" in read ? [] : [{ ...read, isSegment: false }];
  });
  return addExclusiveTimes([segment, ...children]);
}

const ownColumns = new Set(["environment", "release", "user", "transaction", "level", "dist"]);

export function userAttributes({ user }: NormalizedEvent): Readonly<Record<string, string>> {
  const members = { "user.id": user?.id, "user.email": user?.email, "user.username": user?.username, "user.name": user?.name, "user.ip": user?.ip_address };
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

export function profileOf({ contexts }: NormalizedEvent): string | null {
  const profile = contexts?.["profile"];
  return hexId(profile?.["profile_id"], 32) ?? null;
}

function textOf(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** Time by the kind of its spans, in milliseconds, as pages show it beside a transaction: `ops.db`, `total.time`. */
export function spanOperations(spans: readonly Json[]): ReadonlyMap<string, number> {
  const intervals = new Map<string, [number, number][]>();
  const add = (key: string, interval: [number, number]): void => {
    const known = intervals.get(key);
    if (known === undefined) intervals.set(key, [interval]);
    else known.push(interval);
  };
  for (const span of spans) {
    if (!isObject(span)) continue;
    const { op, start_timestamp: start, timestamp: end } = span;
    if (typeof op !== "string" || typeof start !== "number" || typeof end !== "number") continue;
    const kind = operationKinds.find((prefix) => op === prefix || op.startsWith(`${prefix}.`));
    if (kind !== undefined) add(`ops.${kind}`, [start, end]);
    add("total.time", [start, end]);
  }
  return new Map([...intervals].map(([key, list]) => [key, milliseconds(covered(list))]));
}

const operationKinds = ["app.start", "http", "db", "browser", "resource", "ui"];

/** Time that at least one of the intervals covers, in their unit. */
export function covered(intervals: [number, number][]): number {
  let total = 0;
  let reached = -Infinity;
  for (const [start, end] of intervals.sort((a, b) => a[0] - b[0])) {
    total += Math.max(end - Math.max(start, reached), 0);
    reached = Math.max(reached, end);
  }
  return total;
}
