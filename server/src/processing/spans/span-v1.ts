import { parseTimestamp } from "@vedette/protocol";
import { AttributeBag, readFreeAttributes, readMeasurements } from "../attributes/attributes.ts";
import { hexId } from "../hex-id.ts";
import { isArray, isObject, type Json, type JsonObject } from "../json/json.ts";
import { maxSpanName, userTagOf, type Span, type SpanProblem } from "./span.ts";
import { milliseconds } from "./span-v2.ts";
import { jsonText } from "../json/json-text.ts";

/** What a span of a transaction has from its transaction. */
export type SpanOwner = Pick<
  Span,
  "environment" | "release" | "userTag" | "sdk" | "platform" | "replayId" | "profileId" | "segmentId" | "segmentName" | "eventId"
>;

const nobody: SpanOwner = {
  environment: null,
  release: null,
  userTag: null,
  sdk: null,
  platform: null,
  replayId: null,
  profileId: null,
  segmentId: null,
  segmentName: null,
  eventId: null,
};

/** The members of `protocol.md` §9.12 that a span cannot do without, or what is wrong with them. */
export function spanProblem(span: Json): string | undefined {
  if (!isObject(span)) return "is no object";
  if (hexId(span["trace_id"], 32) === undefined) return "trace_id must be 32 hex digits";
  if (hexId(span["span_id"], 16) === undefined) return "span_id must be 16 hex digits";
  const start = parseTimestamp(span["start_timestamp"]);
  if (start === undefined) return "start_timestamp must be a time";
  const end = parseTimestamp(span["timestamp"]);
  if (end === undefined) return "timestamp must be a time";
  return end < start ? "timestamp is before start_timestamp" : undefined;
}

/** A span of a transaction, or one that came alone. `shift` is added to its times, milliseconds. */
export function readSpanV1(span: Json, owner: SpanOwner = nobody, shift = 0): Span | SpanProblem {
  const problem = spanProblem(span);
  if (problem !== undefined || !isObject(span)) return { problem: problem ?? "is no object" };
  const start = parseTimestamp(span["start_timestamp"]) ?? 0;
  const end = parseTimestamp(span["timestamp"]) ?? 0;
  const spanId = hexId(span["span_id"], 16) ?? "";
  const bag = attributesOf(span);
  const isSegment = span["is_segment"] === true;
  const op = text(span["op"]) ?? bag.take("sentry.op") ?? null;
  const description = text(span["description"]) ?? bag.text("sentry.name");
  return {
    timestamp: start * 1000 + shift,
    duration: milliseconds(end - start),
    traceId: hexId(span["trace_id"], 32) ?? "",
    spanId,
    parentSpanId: hexId(span["parent_span_id"], 16) ?? null,
    segmentId: hexId(span["segment_id"], 16) ?? owner.segmentId ?? (isSegment ? spanId : null),
    isSegment,
    eventId: hexId(span["event_id"], 32) ?? owner.eventId,
    name: (description ?? op ?? "").slice(0, maxSpanName).toWellFormed(),
    op,
    status: text(span["status"]) ?? null,
    origin: text(span["origin"]) ?? bag.take("sentry.origin") ?? null,
    kind: text(span["kind"]) ?? null,
    segmentName: owner.segmentName ?? bag.text("transaction") ?? bag.take("sentry.segment.name") ?? null,
    environment: owner.environment ?? bag.take("environment") ?? bag.take("sentry.environment") ?? null,
    release: owner.release ?? bag.take("release") ?? bag.take("sentry.release") ?? null,
    userTag: owner.userTag ?? userTagOf(bag),
    sdk: owner.sdk ?? bag.take("sentry.sdk.name") ?? null,
    platform: owner.platform ?? text(span["platform"]) ?? null,
    replayId: owner.replayId ?? hexId(bag.take("replay_id") ?? bag.take("sentry.replay_id"), 32) ?? null,
    profileId: owner.profileId ?? hexId(span["profile_id"], 32) ?? hexId(bag.take("profile_id"), 32) ?? null,
    attributes: bag.finish(),
  };
}

function attributesOf(span: JsonObject): AttributeBag {
  const bag = new AttributeBag();
  readFreeAttributes(span["data"], bag);
  readFreeAttributes(span["tags"], bag);
  readFreeAttributes(span["sentry_tags"], bag, "sentry.");
  readMeasurements(span["measurements"], (name, value) => bag.set(`measurements.${name}`, value));
  const own = span["exclusive_time"];
  if (typeof own === "number") bag.set("sentry.exclusive_time", own);
  const links = span["links"];
  if (isArray(links) && links.length > 0) bag.set("sentry.links", jsonText(links.slice(0, 64)));
  return bag;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, maxSpanName).toWellFormed() : undefined;
}
