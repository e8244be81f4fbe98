import type { Client } from "../client/client.ts";
import { dscOfPropagation } from "../client/trace-facts.ts";
import { describeValue } from "../errors/error-like.ts";
import { randomSpanId } from "../event/ids.ts";
import { getClient, getCurrentScope, getIsolationScope, withGivenScope, type ScopeFrame } from "../scope/current-scopes.ts";
import type { PropagationContext, Scope } from "../scope/scope.ts";
import { RecordingSpan } from "./recording-span.ts";
import { sampleTrace, tracingEnabled } from "./sampling.ts";
import { createSegment } from "./segment.ts";
import type { Span, StartSpanOptions } from "./span.ts";

/**
 * Runs the callback inside a span that ends with it, or when its promise settles. An error marks the span and goes on to the caller.
 *
 * @example
 * const rows = await startSpan({ name: "load orders", op: "db" }, () => database.orders());
 */
export function startSpan<T>(options: StartSpanOptions, callback: (span: Span) => T): T {
  return inSpan(options, callback, true);
}

/** Like `startSpan`, but the callback ends the span, now or later: by `span.end()` or by `finish()`. */
export function startSpanManual<T>(options: StartSpanOptions, callback: (span: Span, finish: () => void) => T): T {
  return inSpan(options, (span) => callback(span, () => span.end()), false);
}

/** A span that is not active: nothing started meanwhile becomes its child by itself. */
export function startInactiveSpan(options: StartSpanOptions): Span {
  return spanFor(options, scopeFor(options));
}

/** Runs the callback with that span as the active one; `null`: with none. */
export function withActiveSpan<T>(span: Span | null, callback: (scope: Scope) => T): T {
  const scope = getCurrentScope()
    .clone()
    .setSpan(span ?? undefined);
  return withGivenScope(scope, () => callback(scope));
}

/** Spans started inside the callback belong to a new trace. */
export function startNewTrace<T>(callback: () => T): T {
  const scope = getCurrentScope().clone().forgetTrace();
  return withGivenScope(scope, callback);
}

/** Nothing inside the callback becomes part of a trace. */
export function suppressTracing<T>(callback: () => T): T {
  const scope = getCurrentScope().clone();
  return withGivenScope(scope.setSpan(silentSpan(scope, true)), callback);
}

/** Whether spans below it have not ended yet; those would be lost if it ended now. */
export const hasOpenChildren = (root: Span): boolean => root instanceof RecordingSpan && root.segment.open > 1;

/** The span that runs now; a span that is started becomes its child. */
export const getActiveSpan = (): Span | undefined => getCurrentScope().getSpan();

/** Adds a number to the transaction, shown beside its duration. */
export function setMeasurement(name: string, value: number, unit = "none", span: Span | undefined = getActiveSpan()): void {
  span?.root.setAttributes({ [`sentry.measurement.${name}`]: value, [`sentry.measurement.${name}.unit`]: unit });
}

function inSpan<T>(options: StartSpanOptions, callback: (span: Span) => T, endsWithCallback: boolean): T {
  const scope = scopeFor(options).clone();
  const span = spanFor(options, scope);
  scope.setSpan(span);
  const failed = (): void => {
    if (span instanceof RecordingSpan && span.status.code === 0) span.setStatus({ code: 2, message: "internal_error" });
  };
  return withGivenScope(scope, () => {
    let result: T;
    try {
      result = callback(span);
    } catch (error) {
      failed();
      span.end();
      throw error;
    }
    if (!isPromise(result)) {
      if (endsWithCallback) span.end();
      return result;
    }
    void endWith(result, span, failed, endsWithCallback);
    return result;
  });
}

/** The callback's own promise went back to the caller: a derived one would turn a handled rejection into an unhandled one. */
async function endWith(result: PromiseLike<unknown>, span: Span, failed: () => void, endsWithCallback: boolean): Promise<void> {
  try {
    await result;
    if (endsWithCallback) span.end();
  } catch {
    failed();
    span.end();
  }
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/** What cannot be read as options of a span must not keep the callback from running. */
function scopeFor(options: StartSpanOptions): Scope {
  try {
    return options.frame?.current ?? options.scope ?? getCurrentScope();
  } catch {
    return getCurrentScope();
  }
}

function spanFor(options: StartSpanOptions, scope: Scope): Span {
  try {
    return createSpan(options, scope);
  } catch (error) {
    getClient()?.log(`a span could not be started: ${describeValue(error)}`);
    return silentSpan(scope);
  }
}

function createSpan(options: StartSpanOptions, scope: Scope): Span {
  const client = getClient();
  const parent = options.parentSpan === null ? undefined : (options.parentSpan ?? scope.getSpan());
  if (!client?.enabled || !tracingEnabled(client) || (options.onlyIfParent && !parent)) return silentSpan(scope);
  if (parent && !(parent instanceof RecordingSpan)) return parent;
  if (parent && !options.forceTransaction) return new RecordingSpan({ options, segment: parent.segment, parent });
  const inherited = scope.getPropagationContext();
  const propagation = parent
    ? { ...inherited, traceId: parent.segment.traceId, parentSampled: parent.segment.sampled, parentSpanId: parent.spanContext().spanId, dsc: parent.dsc() }
    : inherited;
  // The scope itself, not a copy: what the callback sets on it belongs to the transaction too.
  return startTransaction(client, options, propagation, options.frame ?? { isolation: getIsolationScope(), current: scope });
}

/** The first span here, of a trace and of scopes that the caller knows: decides, once for the trace, whether it is sent. The client has tracing. */
export function startTransaction(client: Client, options: StartSpanOptions, propagation: PropagationContext, frame: ScopeFrame): Span {
  const { name, op, attributes = {} } = options;
  const decision = sampleTrace(client, { name, op, attributes }, propagation);
  if (!decision.sampled)
    client.drop(
      "sample_rate",
      [
        ["transaction", 1],
        ["span", 1],
      ],
      `${name}: ${decision.rate === undefined ? "the caller decided not to sample" : `the rate is ${decision.rate}`}`,
    );
  const segment = createSegment({ client, decision, propagation, frame });
  return new RecordingSpan({ options, segment, parentSpanId: propagation.parentSpanId });
}

/** Does nothing and carries the trace on: without tracing, errors and outgoing requests still belong together. */
function silentSpan(scope: Scope, suppressed = false): Span {
  const client = getClient();
  const propagation = scope.getPropagationContext();
  const spanId = randomSpanId();
  const span: Span = {
    spanContext: () => ({ traceId: propagation.traceId, spanId, traceFlags: propagation.parentSampled ? 1 : 0 }),
    isRecording: () => false,
    suppressed,
    setAttribute: () => span,
    setAttributes: () => span,
    setStatus: () => span,
    updateName: () => span,
    addLink: () => span,
    addLinks: () => span,
    addEvent: () => span,
    recordException: () => undefined,
    end: () => undefined,
    get root() {
      return span;
    },
    dsc: () => (client ? dscOfPropagation(client, propagation) : {}),
    traceContext: () => ({
      trace_id: propagation.traceId,
      span_id: spanId,
      ...(propagation.parentSpanId === undefined ? {} : { parent_span_id: propagation.parentSpanId }),
    }),
  };
  return span;
}
