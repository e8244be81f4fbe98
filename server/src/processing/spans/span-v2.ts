import { parseTimestamp } from "@vedette/protocol";
import { AttributeBag, readTypedAttributes } from "../attributes/attributes.ts";
import { addInferred, type Connection, type IngestSettings } from "../attributes/inferred.ts";
import { hexId } from "../hex-id.ts";
import { isArray, isObject, type Json, type JsonObject } from "../json/json.ts";
import { shiftOf, type Clocks } from "../normalize/clock.ts";
import { maxSpanName, userTagOf, type Span, type SpanProblem } from "./span.ts";
import { jsonText } from "../json/json-text.ts";

export interface ContainerContext extends Clocks, Connection {
  readonly settings: IngestSettings;
}

/** An entry of a span container (`protocol.md` §8.19). */
export function readSpanV2(entry: Json, context: ContainerContext): Span | SpanProblem {
  if (!isObject(entry)) return { problem: "is no object" };
  const bag = new AttributeBag();
  readTypedAttributes(entry["attributes"], bag);
  const links = entry["links"];
  if (isArray(links) && links.length > 0) bag.set("sentry.links", jsonText(links.slice(0, 64)));
  addInferred(bag, context.settings, context);
  return finishSpan(entry, bag, context);
}

/** Also for OTLP, whose attributes come in another form: members under the names of version 2, attributes in the bag. */
export function finishSpan(entry: JsonObject, bag: AttributeBag, clocks: Clocks): Span | SpanProblem {
  const traceId = hexId(entry["trace_id"], 32);
  if (traceId === undefined) return { problem: "trace_id must be 32 hex digits" };
  const spanId = hexId(entry["span_id"], 16);
  if (spanId === undefined) return { problem: "span_id must be 16 hex digits" };
  const start = parseTimestamp(entry["start_timestamp"]);
  if (start === undefined) return { problem: "start_timestamp must be a time" };
  const end = parseTimestamp(entry["end_timestamp"]);
  if (end === undefined) return { problem: "end_timestamp must be a time" };
  if (end < start) return { problem: "end_timestamp is before start_timestamp" };
  const isSegment = entry["is_segment"] === true;
  const segmentId = hexId(bag.take("sentry.segment.id"), 16) ?? (isSegment ? spanId : null);
  const status = entry["status"];
  const name = entry["name"];
  return {
    timestamp: start * 1000 + shiftOf(end * 1000, clocks),
    duration: milliseconds(end - start),
    traceId,
    spanId,
    parentSpanId: hexId(entry["parent_span_id"], 16) ?? null,
    segmentId,
    isSegment,
    eventId: null,
    ...namesOf(bag, typeof name === "string" ? name : "", isSegment),
    status: typeof status === "string" && status !== "" ? status.slice(0, 128).toWellFormed() : null,
    ...contextOf(bag),
    attributes: bag.finish(),
  };
}

/** Seconds between two times, without the noise of their difference. */
export function milliseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e3;
}

function namesOf(bag: AttributeBag, sent: string, isSegment: boolean): Pick<Span, "name" | "op" | "origin" | "kind" | "segmentName"> {
  const op = bag.take("sentry.op") ?? null;
  const name = (sent || (bag.text("sentry.description") ?? op ?? "")).slice(0, maxSpanName).toWellFormed();
  return {
    name,
    op,
    origin: bag.take("sentry.origin") ?? null,
    kind: bag.take("sentry.kind") ?? null,
    segmentName: bag.take("sentry.segment.name") ?? bag.take("sentry.transaction") ?? (isSegment ? name : null),
  };
}

function contextOf(bag: AttributeBag): Pick<Span, "environment" | "release" | "userTag" | "sdk" | "platform" | "replayId" | "profileId"> {
  return {
    environment: bag.take("sentry.environment") ?? null,
    release: bag.take("sentry.release") ?? null,
    userTag: userTagOf(bag),
    sdk: bag.take("sentry.sdk.name") ?? null,
    platform: bag.take("sentry.platform") ?? null,
    replayId: hexId(bag.take("sentry.replay_id") ?? bag.take("sentry.replay.id"), 32) ?? null,
    profileId: hexId(bag.take("sentry.profile_id") ?? bag.text("sentry.profiler_id"), 32) ?? null,
  };
}
