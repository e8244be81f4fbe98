import type { Context } from "../event/event.ts";
import type { DynamicSamplingContext, PropagationContext, Scope } from "../scope/scope.ts";
import { randomSpanId } from "../event/ids.ts";
import type { Span } from "../tracing/span.ts";
import type { Client } from "./client.ts";

/** How an event or a log is tied to its trace. */
export interface TraceFacts {
  /** `contexts.trace`. */
  readonly context: Context & { readonly trace_id: string };
  /** Envelope header `trace`. */
  readonly dsc: DynamicSamplingContext;
  /** The same as JSON, where that needs no object. */
  readonly dscJson?: string | undefined;
}

/** Of a span itself. Made when somebody asks: most transactions need the context only as text. */
export class SpanTrace implements TraceFacts {
  readonly #span: Span;

  constructor(span: Span) {
    this.#span = span;
  }

  get context(): TraceFacts["context"] {
    return { ...this.#span.traceContext(), trace_id: this.#span.spanContext().traceId };
  }

  get dsc(): DynamicSamplingContext {
    return this.#span.dsc();
  }

  get dscJson(): string | undefined {
    return this.#span.dscJson?.();
  }
}

/** From the active span, else from that of another tool, else from the scope's own trace. */
export function traceFactsOf(client: Client, scope: Scope): TraceFacts {
  const span = scope.getSpan();
  if (span) {
    const { context, dsc } = new SpanTrace(span);
    return { context, dsc };
  }
  const external = client.platform.externalTrace?.();
  if (external) return { context: { trace_id: external.traceId, span_id: external.spanId }, dsc: headDsc(client, external.traceId) };
  const propagation = scope.getPropagationContext();
  const { traceId, parentSpanId } = propagation;
  propagation.propagationSpanId ??= randomSpanId();
  const context = { trace_id: traceId, span_id: propagation.propagationSpanId, ...(parentSpanId === undefined ? {} : { parent_span_id: parentSpanId }) };
  return { context, dsc: dscOfPropagation(client, propagation) };
}

/** What the caller froze, or what this process, as the head of the trace, has to say. */
export function dscOfPropagation(client: Client, { dsc, traceId }: PropagationContext): DynamicSamplingContext {
  return dsc ?? headDsc(client, traceId);
}

export function headDsc({ options, dsn, orgId }: Client, traceId: string): Record<string, string> {
  const dsc: Record<string, string> = { trace_id: traceId, public_key: dsn?.publicKey ?? "", environment: options.environment ?? "production" };
  if (options.release) dsc["release"] = options.release;
  if (orgId !== undefined) dsc["org_id"] = orgId;
  return dsc;
}
