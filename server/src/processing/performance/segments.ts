import { hash } from "node:crypto";
import type { PerformanceSettings } from "../../project-settings/performance-options.ts";
import type { Attributes } from "../attributes/attributes.ts";
import type { JsonObject } from "../json/json.ts";
import type { NormalizedEvent, User } from "../normalize/event.ts";
import type { Span } from "../spans/span.ts";
import { detectProblems, isAnyDetectorOn } from "./detect-problems.ts";
import { occurrencesOf } from "./occurrences.ts";
import { numberOf, transactionView, viewOfSpan } from "./span-view.ts";

/** A segment of which some spans came, but not itself. Null: the spans do not name it. */
export interface OpenSegment {
  readonly traceId: string;
  readonly segmentId: string | null;
  /** When the first and last of its spans that are here began, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

/**
 * What is wrong with segments, as the events of issues. SDKs that stream spans send no transaction: the event is put together from the
 * spans, in the form that a transaction has. Seen again with more spans, a problem has the id that it had.
 */
export function occurrencesOfSegments(spans: readonly Span[], settings: PerformanceSettings, receivedAt: number): readonly NormalizedEvent[] {
  if (spans.length < 2 || !isAnyDetectorOn(settings)) return [];
  const segments = spans.filter(({ isSegment }) => isSegment);
  if (segments.length === 0) return [];
  const bySegment = childrenBySegment(spans);
  return segments.flatMap((segment) => {
    const children = bySegment.get(`${segment.traceId}:${segment.spanId}`);
    if (children === undefined) return [];
    const root = { ...viewOfSpan(segment), description: segment.segmentName ?? segment.name };
    const facts = {
      platform: segment.platform ?? platformOf(segment.sdk),
      fcp: numberOf(root, ["measurements.fcp", "browser.web_vital.fcp.value", "fcp"]) ?? null,
      inputs: () => [],
    };
    const problems = detectProblems(transactionView(root, facts, children.map(viewOfSpan)), settings);
    return problems.length === 0 ? [] : occurrencesOf(asTransaction(segment, children, facts.platform, receivedAt), problems, false);
  });
}

/** Of one container. */
const mostOpen = 100;

/** Segments that more of is to come of, or came with another container: they have to be looked at when they are all there. */
export function openSegments(spans: readonly Span[], settings: PerformanceSettings): readonly OpenSegment[] {
  const whole = new Set(spans.flatMap(({ isSegment, traceId, spanId }) => (isSegment ? [`${traceId}:${spanId}`] : [])));
  const isWhole = (span: Span): boolean => whole.has(`${span.traceId}:${span.segmentId ?? ""}`);
  if (spans.every((span) => span.isSegment || isWhole(span)) || !isAnyDetectorOn(settings)) return [];
  const open = new Map<string, OpenSegment>();
  for (const [key, children] of childrenBySegment(spans)) {
    const [child] = children;
    if (child === undefined || whole.has(key) || open.size >= mostOpen) continue;
    const { traceId, segmentId } = child;
    const times = children.map(({ timestamp }) => timestamp);
    open.set(`${traceId}:${segmentId ?? ""}`, { traceId, segmentId, from: Math.min(...times), to: Math.max(...times) });
  }
  return [...open.values()];
}

/** By trace and segment; without a segment, those whose segment is not among the spans. */
function childrenBySegment(spans: readonly Span[]): ReadonlyMap<string, readonly Span[]> {
  const isNamed = spans.every(({ isSegment, segmentId }) => isSegment || segmentId !== null);
  const byId = new Map(isNamed ? [] : spans.map((span) => [`${span.traceId}:${span.spanId}`, span]));
  return Map.groupBy(
    spans.filter(({ isSegment }) => !isSegment),
    (span) => `${span.traceId}:${span.segmentId ?? segmentAbove(span, byId) ?? ""}`,
  );
}

const deepest = 64;

/** Spans of OpenTelemetry do not name their segment. */
function segmentAbove(span: Span, byId: ReadonlyMap<string, Span>): string | undefined {
  let at: Span | undefined = span;
  for (let depth = 0; at !== undefined && depth < deepest; depth++) {
    if (at.isSegment) return at.spanId;
    at = at.parentSpanId === null ? undefined : byId.get(`${at.traceId}:${at.parentSpanId}`);
  }
  return undefined;
}

/** Spans say it rarely; the name of their SDK does. */
function platformOf(sdk: string | null): string {
  const name = sdk ?? "";
  if (/\b(?:node|bun|deno|express|nestjs|aws-serverless)\b/.test(name)) return "node";
  if (/\b(?:javascript|browser|react)\b/.test(name)) return "javascript";
  return /^sentry\.(python|php|ruby|java|go|cocoa|csharp|elixir|native)\b/.exec(name)?.[1] ?? "other";
}

function asTransaction(segment: Span, children: readonly Span[], platform: string, receivedAt: number): NormalizedEvent {
  const { traceId, spanId, timestamp, duration, environment, release, sdk, attributes } = segment;
  const user = userOf(attributes);
  const source = attributes["sentry.segment.name.source"] ?? attributes["sentry.source"];
  return {
    event_id: hash("md5", `${traceId}:${spanId}`, "hex"),
    type: "transaction",
    level: "info",
    platform,
    timestamp: (timestamp + duration) / 1000,
    start_timestamp: timestamp / 1000,
    received: receivedAt / 1000,
    transaction: segment.segmentName ?? segment.name,
    ...(typeof source === "string" && { transaction_info: { source } }),
    ...(environment !== null && { environment }),
    ...(release !== null && { release }),
    ...(sdk !== null && { sdk: { name: sdk } }),
    ...(user !== undefined && { user }),
    contexts: {
      trace: { type: "trace", ...identity(segment), data: attributes },
      ...(segment.replayId !== null && { replay: { type: "replay", replay_id: segment.replayId } }),
    },
    spans: children.map(asSpan),
  };
}

function asSpan(span: Span): JsonObject {
  return {
    ...identity(span),
    description: viewOfSpan(span).description,
    start_timestamp: span.timestamp / 1000,
    timestamp: (span.timestamp + span.duration) / 1000,
    data: span.attributes,
  };
}

function identity({ traceId, spanId, parentSpanId, op, status, origin }: Span): JsonObject {
  return {
    trace_id: traceId,
    span_id: spanId,
    ...(parentSpanId !== null && { parent_span_id: parentSpanId }),
    ...(op !== null && { op }),
    ...(status !== null && { status }),
    ...(origin !== null && { origin }),
  };
}

const userMembers = [
  ["id", ["user.id"]],
  ["email", ["user.email"]],
  ["username", ["user.username", "user.name"]],
  ["ip_address", ["user.ip_address", "client.address"]],
] as const;

function userOf(attributes: Attributes): User | undefined {
  const found = userMembers.flatMap(([member, names]) => {
    const value = names.map((name) => attributes[name]).find((sent) => typeof sent === "string" || typeof sent === "number");
    return value === undefined || value === "" ? [] : [[member, String(value)] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
