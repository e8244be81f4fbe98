import type { AttributeValue } from "../../processing/attributes/attributes.ts";
import { hexId } from "../../processing/hex-id.ts";
import { isArray, isObject, type Json, type JsonObject } from "../../processing/json/json.ts";
import type { Span } from "../../processing/spans/span.ts";
import type { DatasetRow } from "../../stores/telemetry/datasets.ts";

/** Never taken from a client: the server writes it into its own log. */
export const segmentContentType = "application/vnd.vedette.segment+json";

/** An envelope that asks for the spans to be looked at together. */
export function segmentEnvelope(rows: readonly DatasetRow<"spans">[]): Uint8Array {
  return Buffer.from(`{}\n{"type":"span","content_type":"${segmentContentType}"}\n${JSON.stringify({ spans: rows })}`);
}

/** What `segmentEnvelope` wrote. */
export function readSegment({ spans }: JsonObject): readonly Span[] {
  return isArray(spans) ? spans.flatMap((span) => (isObject(span) ? (readSpan(span) ?? []) : [])) : [];
}

function readSpan(row: JsonObject): Span | undefined {
  const { timestamp, duration, name, attributes } = row;
  const [traceId, spanId] = [hexId(row["traceId"], 32), hexId(row["spanId"], 16)];
  if (typeof timestamp !== "number" || typeof duration !== "number" || traceId === undefined || spanId === undefined) return undefined;
  return {
    timestamp,
    duration,
    traceId,
    spanId,
    isSegment: row["isSegment"] === true,
    eventId: null,
    name: text(name) ?? "",
    parentSpanId: text(row["parentSpanId"]),
    segmentId: text(row["segmentId"]),
    op: text(row["op"]),
    status: text(row["status"]),
    origin: text(row["origin"]),
    kind: text(row["kind"]),
    segmentName: text(row["segmentName"]),
    environment: text(row["environment"]),
    release: text(row["release"]),
    userTag: text(row["userTag"]),
    sdk: text(row["sdk"]),
    platform: text(row["platform"]),
    replayId: text(row["replayId"]),
    profileId: text(row["profileId"]),
    attributes: isObject(attributes) ? Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, attribute(value)])) : {},
  };
}

function attribute(value: Json): AttributeValue {
  return isArray(value) ? value.map(attribute) : isObject(value) ? null : value;
}

function text(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}
