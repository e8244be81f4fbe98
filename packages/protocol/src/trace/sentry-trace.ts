/** The `sentry-trace` header between services (`protocol.md` §15). */
export interface SentryTrace {
  /** 32 lowercase hex. */
  readonly traceId: string;
  /** 16 lowercase hex. */
  readonly parentSpanId: string;
  /** Undefined: the decision is left to the receiver. */
  readonly sampled?: boolean;
}

const SENTRY_TRACE = /^\s*([0-9a-f]{32})-([0-9a-f]{16})(?:-([01]))?\s*$/i;
const TRACEPARENT = /^\s*([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?\s*$/;

export function parseSentryTrace(header: string): SentryTrace | undefined {
  const [, traceId, parentSpanId, sampled] = SENTRY_TRACE.exec(header) ?? [];
  if (traceId === undefined || parentSpanId === undefined) return undefined;
  return { traceId: traceId.toLowerCase(), parentSpanId: parentSpanId.toLowerCase(), ...(sampled === undefined ? {} : { sampled: sampled === "1" }) };
}

export function formatSentryTrace(trace: SentryTrace): string {
  const sampled = trace.sampled === undefined ? "" : trace.sampled ? "-1" : "-0";
  return `${trace.traceId}-${trace.parentSpanId}${sampled}`;
}

/** Reads a W3C `traceparent`. Later versions are read as version 00, as the recommendation asks; all-zero ids are invalid. */
export function parseTraceparent(header: string): SentryTrace | undefined {
  const [, version, traceId, parentSpanId, flags, more] = TRACEPARENT.exec(header) ?? [];
  if (version === undefined || traceId === undefined || parentSpanId === undefined || flags === undefined) return undefined;
  if (version === "ff" || (version === "00" && more !== undefined) || /^0+$/.test(traceId) || /^0+$/.test(parentSpanId)) return undefined;
  return { traceId, parentSpanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function formatTraceparent(trace: SentryTrace): string {
  return `00-${trace.traceId}-${trace.parentSpanId}-${trace.sampled === true ? "01" : "00"}`;
}
