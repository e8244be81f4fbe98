import type { SpanJson } from "../event/event.ts";
import { statusOfCode } from "./http-status.ts";
import { getTraceData } from "./propagation.ts";
import { CUSTOM_NAME, RecordingSpan } from "./recording-span.ts";
import type { Span } from "./span.ts";

/** The first span of this trace in this process. */
export const getRootSpan = (span: Span): Span => span.root;

/** The span as it would be sent now. */
export function spanToJSON(span: Span): Partial<SpanJson> {
  const { spanId, traceId } = span.spanContext();
  return span instanceof RecordingSpan ? span.toJson() : { span_id: spanId, trace_id: traceId, data: {} };
}

/** The value of the header `sentry-trace` that makes another process continue below this span. */
export const spanToTraceHeader = (span: Span): string => getTraceData({ span })["sentry-trace"] ?? "";

/** The value of the header `baggage` that goes with it. */
export const spanToBaggageHeader = (span: Span): string | undefined => getTraceData({ span }).baggage;

/** Notes the answer's status code, and whether it is a failure. */
export function setHttpStatus(span: Span, code: number): void {
  span.setAttribute("http.response.status_code", code).setStatus(statusOfCode(code));
}

/** A name that stays, whatever route is found later. */
export function updateSpanName(span: Span, name: string): void {
  span.setAttribute(CUSTOM_NAME, undefined).updateName(name).setAttribute(CUSTOM_NAME, name);
}

/** Attributes with a meaning for the server, by the names that other SDKs give these constants. */
export const SEMANTIC_ATTRIBUTE_SENTRY_OP = "sentry.op";
export const SEMANTIC_ATTRIBUTE_SENTRY_ORIGIN = "sentry.origin";
export const SEMANTIC_ATTRIBUTE_SENTRY_SOURCE = "sentry.source";
export const SEMANTIC_ATTRIBUTE_SENTRY_SAMPLE_RATE = "sentry.sample_rate";
