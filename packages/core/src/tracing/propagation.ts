import {
  formatBaggage,
  formatSentryTrace,
  formatTraceparent,
  parseBaggage,
  parseDynamicSamplingContext,
  parseSentryTrace,
  parseTraceparent,
} from "@vedette/protocol";
import type { Client } from "../client/client.ts";
import { traceFactsOf } from "../client/trace-facts.ts";
import { getClient, getCurrentScope, withGivenScope } from "../scope/current-scopes.ts";
import type { Span } from "./span.ts";
import { createPropagationContext, type PropagationContext, type Scope } from "../scope/scope.ts";

/** Headers of a request or message that came in. */
export interface IncomingTrace {
  readonly sentryTrace?: string | undefined;
  /** Several headers of the name may come as a list. */
  readonly baggage?: string | readonly string[] | null | undefined;
  /** W3C header, read when `sentryTrace` is absent. */
  readonly traceparent?: string | undefined;
}

/** Runs the callback as part of the caller's trace. Anything unreadable starts a new one. */
export function continueTrace<T>(incoming: IncomingTrace, callback: () => T): T {
  const scope = getCurrentScope().clone().setSpan(undefined).setPropagationContext(readSafely(incoming));
  return withGivenScope(scope, callback);
}

function readSafely(incoming: IncomingTrace): PropagationContext {
  try {
    return readIncomingTrace(incoming, getClient());
  } catch {
    return createPropagationContext();
  }
}

/** What the headers say, as the propagation context of a scope. */
export function readIncomingTrace({ sentryTrace, baggage, traceparent }: IncomingTrace, client: Client | undefined): PropagationContext {
  const trace = (sentryTrace && parseSentryTrace(sentryTrace)) || (traceparent && parseTraceparent(traceparent)) || undefined;
  if (!trace) return createPropagationContext();
  const dsc = baggage ? parseBaggage(typeof baggage === "string" ? baggage : baggage.join(",")) : undefined;
  if (client && !sameOrganization(client, dsc?.org_id)) {
    client.log("the caller belongs to another organization: a new trace begins");
    return createPropagationContext();
  }
  const rand = dsc?.sample_rand === undefined ? undefined : Number(dsc.sample_rand);
  return {
    traceId: trace.traceId,
    parentSpanId: trace.parentSpanId,
    parentSampled: trace.sampled,
    sampleRand: rand !== undefined && rand >= 0 && rand < 1 ? rand : consistentRand(trace.sampled, dsc?.sample_rate),
    // Frozen even when empty: what the head of the trace did not say, nobody else may add.
    dsc: dsc ? { ...dsc } : sentryTrace ? {} : undefined,
  };
}

/** A caller without `sample_rand` has decided already: the number must lead to the same decision at its rate. */
function consistentRand(sampled: boolean | undefined, rateText: string | undefined): number {
  const rate = rateText === undefined ? undefined : Number(rateText);
  if (sampled === undefined || rate === undefined || !(rate >= 0 && rate <= 1)) return Math.random();
  return sampled ? Math.random() * rate : rate + Math.random() * (1 - rate);
}

function sameOrganization({ orgId, options }: Client, theirs: string | undefined): boolean {
  if (orgId !== undefined && theirs !== undefined) return orgId === theirs;
  return !options.strictTraceContinuation || (orgId === undefined && theirs === undefined);
}

export interface TraceHeaders {
  "sentry-trace": string;
  baggage?: string;
  traceparent?: string;
}

/**
 * Headers that continue the current trace elsewhere, or that of a scope or span: for requests and messages that the SDK does not see. Empty
 * without a client.
 */
export function getTraceData({
  span: given,
  scope = getCurrentScope(),
}: { readonly span?: Span | undefined; readonly scope?: Scope | undefined } = {}): Partial<TraceHeaders> {
  return traceHeaders(given ? scope.clone().setSpan(given) : scope);
}

function traceHeaders(scope: Scope): Partial<TraceHeaders> {
  const client = getClient();
  if (!client?.enabled) return {};
  const span = scope.getSpan();
  const { context, dsc } = traceFactsOf(client, scope);
  const sampled = span
    ? span.isRecording() || span.spanContext().traceFlags === 1
      ? true
      : scopeDecision(scope)
    : scope.getPropagationContext().parentSampled;
  const trace = { traceId: context.trace_id, parentSpanId: String(context["span_id"]), ...(sampled === undefined ? {} : { sampled }) };
  const parsed = parseDynamicSamplingContext(dsc);
  return {
    "sentry-trace": formatSentryTrace(trace),
    ...(parsed ? { baggage: formatBaggage(parsed) } : {}),
    ...(client.options.propagateTraceparent ? { traceparent: formatTraceparent(trace) } : {}),
  };
}

/** An unsampled span that was decided here says no; one that only carries a trace on says what the caller said. */
function scopeDecision(scope: Scope): boolean | undefined {
  const client = getClient();
  const decides = client?.options.tracesSampleRate !== undefined || client?.options.tracesSampler !== undefined;
  return decides ? false : scope.getPropagationContext().parentSampled;
}

/** `<meta>` tags for a page, so that the browser continues this trace. */
export function getTraceMetaTags(): string {
  return Object.entries(getTraceData())
    .map(([name, content]) => `<meta name="${name}" content="${content}"/>`)
    .join("\n");
}

/** Joins our baggage with that of other vendors; ours replaces what carries our prefix. */
export function mergeBaggage(existing: string | undefined, ours: string | undefined): string | undefined {
  const foreign = (existing ?? "")
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "" && !member.startsWith("sentry-"));
  const merged = [...foreign, ...(ours ? [ours] : [])].join(",");
  return merged === "" ? undefined : merged;
}

/** Whether trace headers may be sent to that URL. Without targets: everywhere. */
export function propagatesTo(url: string, targets: readonly (string | RegExp)[] | undefined): boolean {
  return targets === undefined || targets.some((target) => (typeof target === "string" ? url.includes(target) : target.test(url)));
}
