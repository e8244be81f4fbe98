import type { Context } from "../event/event.ts";
import type { ScopeFrame } from "../scope/current-scopes.ts";
import type { DynamicSamplingContext, Scope } from "../scope/scope.ts";

export type SpanAttributeValue = string | number | boolean | readonly (string | number | boolean | null | undefined)[] | undefined;
/** What is known about a span; undefined values are left out. */
export type SpanAttributes = Readonly<Record<string, SpanAttributeValue>>;

/** 0 unset, 1 ok, 2 error; `message` is one of the wire's status names, such as `not_found`. */
export interface SpanStatus {
  readonly code: 0 | 1 | 2;
  readonly message?: string | undefined;
}

export interface SpanContext {
  readonly traceId: string;
  readonly spanId: string;
  /** 1 if sampled, else 0. */
  readonly traceFlags: number;
  readonly isRemote?: boolean | undefined;
}

export interface SpanLink {
  readonly context: SpanContext;
  readonly attributes?: SpanAttributes | undefined;
}

/** Milliseconds since 1970, seconds since 1970, a Date, or seconds since 1970 and nanoseconds. */
export type SpanTime = number | Date | readonly [seconds: number, nanoseconds: number];

/** A timed piece of work. The methods are those of OpenTelemetry's spans, and all may be called at any time, also after `end`. */
export interface Span {
  spanContext(): SpanContext;
  isRecording(): boolean;
  setAttribute(key: string, value: SpanAttributeValue): this;
  setAttributes(attributes: SpanAttributes): this;
  setStatus(status: SpanStatus): this;
  updateName(name: string): this;
  addLink(link: SpanLink): this;
  addLinks(links: readonly SpanLink[]): this;
  /** Kept for OpenTelemetry's interface, like `recordException`: events of spans are not sent. */
  addEvent(name: string, attributesOrTime?: SpanAttributes | SpanTime, time?: SpanTime): this;
  /** Does nothing; capture the error instead. */
  recordException(error: unknown): void;
  end(time?: SpanTime): void;
  /** Set by `suppressTracing`: not even trace headers are sent. */
  readonly suppressed?: boolean | undefined;
  /** The first span of this trace in this process. */
  readonly root: Span;
  /** The dynamic sampling context of the trace; frozen once it was read. */
  dsc(): DynamicSamplingContext;
  /** The same as JSON, where that needs no object. */
  dscJson?(): string;
  /** `contexts.trace` of events that happen inside. */
  traceContext(): Context;
}

/** What `startSpan` and its siblings take. */
export interface StartSpanOptions {
  readonly name: string;
  readonly op?: string | undefined;
  readonly attributes?: SpanAttributes | undefined;
  readonly startTime?: SpanTime | undefined;
  readonly links?: readonly SpanLink[] | undefined;
  /** A span to be the parent instead of the active one; null: none. */
  readonly parentSpan?: Span | null | undefined;
  /** The span begins on a copy of this scope instead of the current one. */
  readonly scope?: Scope | undefined;
  /** Scopes instead of the current ones: their trace is continued, their span is the parent, and their data belong to the transaction. */
  readonly frame?: ScopeFrame | undefined;
  /** No span at all unless there is a parent. */
  readonly onlyIfParent?: boolean | undefined;
  /** Starts a transaction of its own inside the trace. */
  readonly forceTransaction?: boolean | undefined;
}
