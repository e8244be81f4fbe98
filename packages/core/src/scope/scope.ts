import type { Attachment, Breadcrumb, Context, Event, SeverityLevel, TagValue, User } from "../event/event.ts";
import type { EventSource } from "../event/event-source.ts";
import { describeValue, isObject } from "../errors/error-like.ts";
import { randomId } from "../event/ids.ts";
import type { Client } from "../client/client.ts";
import type { EventHint } from "../client/event-hint.ts";
import type { Span } from "../tracing/span.ts";
import type { Session } from "../sessions/session.ts";
import type { AttributeValue } from "../telemetry/attributes.ts";

type MaybePromise<T> = T | PromiseLike<T>;

/** Changes or drops (null) an event. May be asynchronous. */
export type EventProcessor = (event: Event, hint: EventHint) => MaybePromise<Event | null>;

/** The dynamic sampling context: what the head of a trace decided, frozen for everybody further down (`protocol.md` §15). */
export type DynamicSamplingContext = Readonly<Record<string, string>>;

/** The trace that errors and spans of a scope belong to when no span is active. */
export interface PropagationContext {
  readonly traceId: string;
  /** In [0, 1): decides the sampling of the whole trace. */
  readonly sampleRand: number;
  readonly parentSpanId?: string | undefined;
  /** Span id of events that have no span of their own; made for the first of them. */
  propagationSpanId?: string | undefined;
  readonly parentSampled?: boolean | undefined;
  /** As it came from the caller; undefined: this process is the head of the trace. */
  readonly dsc?: DynamicSamplingContext | undefined;
}

export function createPropagationContext(): PropagationContext {
  return { traceId: randomId(), sampleRand: Math.random() };
}

/** Everything that a scope adds to an event. */
export interface ScopeData {
  user: User | undefined;
  tags: Readonly<Record<string, TagValue>>;
  extra: Readonly<Record<string, unknown>>;
  contexts: Readonly<Record<string, Context>>;
  fingerprint: readonly string[] | undefined;
  level: SeverityLevel | undefined;
  transactionName: string | undefined;
  attributes: Readonly<Record<string, AttributeValue>>;
  breadcrumbs: readonly Breadcrumb[];
  attachments: readonly Attachment[];
  processors: readonly EventProcessor[];
  source: EventSource | undefined;
}

/** The part of scope data that one capture call may bring along. */
export interface ScopeContext {
  user?: User | undefined;
  level?: SeverityLevel | undefined;
  tags?: Record<string, TagValue> | undefined;
  extra?: Record<string, unknown> | undefined;
  contexts?: Record<string, Context> | undefined;
  fingerprint?: string[] | undefined;
  transactionName?: string | undefined;
}

/** What one capture adds to the scopes: another scope, some of its parts, or a function that changes a copy. */
export type CaptureContext = Scope | ScopeContext | ((scope: Scope) => Scope | ScopeContext);

/** What an untouched scope holds, always these very objects: merging scopes that hold nothing is then a comparison. */
export const NOTHING: Readonly<Record<string, never>> = /* @__PURE__ */ Object.freeze({});
export const NONE: readonly never[] = /* @__PURE__ */ Object.freeze([]);

/** With what was handed over last; from a proxy or getters that throw, as much as can be read. */
function joined<T>(known: Readonly<Record<string, T>>, more: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  if (!isObject(more)) return known;
  try {
    return { ...known, ...more };
  } catch {
    return { ...known, ...readable(more) };
  }
}

function readable<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  const result: Record<string, T> = {};
  try {
    for (const key of Object.keys(record)) {
      const { value }: { value?: T } = Object.getOwnPropertyDescriptor(record, key) ?? {};
      if (value !== undefined) result[key] = value;
    }
  } catch {
    // A proxy that does not even tell its names.
  }
  return result;
}

/** Scopes hold a hundred breadcrumbs, for as long as a process lives: what a program prints may be of any length. */
const MAX_MESSAGE = 2048;

/** Through JSON, because a slice of a text keeps the whole text in memory. */
function shortText(text: string): string {
  if (text.length <= MAX_MESSAGE) return text;
  return `${String(JSON.parse(JSON.stringify(text.slice(0, MAX_MESSAGE))))}...`;
}

const emptyData = (): ScopeData => ({
  user: undefined,
  tags: NOTHING,
  extra: NOTHING,
  contexts: NOTHING,
  fingerprint: undefined,
  level: undefined,
  transactionName: undefined,
  attributes: NOTHING,
  breadcrumbs: NONE,
  attachments: NONE,
  processors: NONE,
  source: undefined,
});

/**
 * Data for the events of one part of the program. Every value is replaced, never changed in place, so that a clone or a
 * snapshot for an event costs a dozen copied references whatever the scope holds.
 */
export class Scope {
  /**
   * For whoever made the scope, to find its own record again; a clone has none. A WeakMap with an entry per request instead made the
   * young generation survive its collections: 16,000 traced requests cost 40 % more.
   */
  owner: object | undefined;
  #data: ScopeData;
  /** Shared by a scope and its clones, so that a trace which begins late is the same for all of them. */
  #trace: { context: PropagationContext | undefined };
  #client: Client | undefined;
  #span: Span | undefined;
  #session: Session | undefined;
  #lastEventId: string | undefined;

  constructor(from?: Scope) {
    this.#data = from ? { ...from.#data } : emptyData();
    this.#trace = from ? from.#trace : { context: undefined };
    if (!from) return;
    this.#client = from.#client;
    this.#span = from.#span;
    this.#session = from.#session;
    this.#lastEventId = from.#lastEventId;
  }

  clone(): Scope {
    return new Scope(this);
  }

  setUser(user: User | null): this {
    this.#data.user = user ?? undefined;
    this.#session?.setUser(user);
    return this;
  }

  getUser(): User | undefined {
    return this.#data.user;
  }

  setTag(key: string, value: TagValue): this {
    return this.setTags({ [key]: value });
  }

  setTags(tags: Record<string, TagValue>): this {
    this.#data.tags = joined(this.#data.tags, tags);
    return this;
  }

  setExtra(key: string, value: unknown): this {
    return this.setExtras({ [key]: value });
  }

  setExtras(extra: Record<string, unknown>): this {
    this.#data.extra = joined(this.#data.extra, extra);
    return this;
  }

  /** `null` removes the context. */
  setContext(name: string, context: Context | null): this {
    if (context !== null) this.#data.contexts = { ...this.#data.contexts, [name]: context };
    else {
      const { [name]: _, ...others } = this.#data.contexts;
      this.#data.contexts = others;
    }
    return this;
  }

  setFingerprint(fingerprint: readonly string[]): this {
    if (Array.isArray(fingerprint)) this.#data.fingerprint = fingerprint.map(describeValue);
    return this;
  }

  setLevel(level: SeverityLevel): this {
    this.#data.level = level;
    return this;
  }

  setTransactionName(name: string | undefined): this {
    this.#data.transactionName = name;
    return this;
  }

  /** Attributes of logs and metrics, not of events. */
  setAttributes(attributes: Record<string, AttributeValue>): this {
    this.#data.attributes = joined(this.#data.attributes, attributes);
    return this;
  }

  setAttribute(key: string, value: AttributeValue): this {
    return this.setAttributes({ [key]: value });
  }

  removeAttribute(key: string): this {
    return this.setAttribute(key, undefined);
  }

  /** Keeps the newest `max` breadcrumbs. */
  addBreadcrumb(breadcrumb: Breadcrumb, max = 100): this {
    if (max <= 0) return this;
    const stamped = breadcrumb.timestamp === undefined ? { ...breadcrumb, timestamp: Date.now() / 1000 } : { ...breadcrumb };
    if (typeof stamped.message === "string") stamped.message = shortText(stamped.message);
    const kept = this.#data.breadcrumbs;
    this.#data.breadcrumbs = [...(kept.length < max ? kept : kept.slice(kept.length - max + 1)), stamped];
    return this;
  }

  clearBreadcrumbs(): this {
    this.#data.breadcrumbs = NONE;
    return this;
  }

  getLastBreadcrumb(): Breadcrumb | undefined {
    return this.#data.breadcrumbs.at(-1);
  }

  addAttachment(attachment: Attachment): this {
    this.#data.attachments = [...this.#data.attachments, attachment];
    return this;
  }

  clearAttachments(): this {
    this.#data.attachments = NONE;
    return this;
  }

  addEventProcessor(processor: EventProcessor): this {
    if (typeof processor === "function") this.#data.processors = [...this.#data.processors, processor];
    return this;
  }

  /** What the events of this scope happened in. */
  setSource(source: EventSource): this {
    this.#data.source = source;
    return this;
  }

  /** Adds to this scope what another scope or a plain object holds. */
  update(context: CaptureContext | undefined): this {
    const given = typeof context === "function" ? context(this) : context;
    if (!given || given === this) return this;
    const { user, level, tags, extra, contexts, fingerprint, transactionName } = given instanceof Scope ? given.#data : given;
    if (user && Object.keys(user).length > 0) this.#data.user = { ...this.#data.user, ...user };
    if (level) this.#data.level = level;
    if (tags) this.setTags(tags);
    if (extra) this.setExtras(extra);
    if (contexts) this.#data.contexts = { ...this.#data.contexts, ...contexts };
    if (fingerprint) this.#data.fingerprint = fingerprint;
    if (transactionName) this.#data.transactionName = transactionName;
    if (given instanceof Scope) {
      this.#data.breadcrumbs = given.#data.breadcrumbs;
      this.#data.attachments = [...this.#data.attachments, ...given.#data.attachments];
      this.#data.processors = [...this.#data.processors, ...given.#data.processors];
      this.#data.attributes = { ...this.#data.attributes, ...given.#data.attributes };
    }
    return this;
  }

  clear(): this {
    this.#data = emptyData();
    this.#session = undefined;
    return this.forgetTrace();
  }

  getScopeData(): Readonly<ScopeData> {
    return this.#data;
  }

  /** What a clone for one request would hold. */
  dataFor(source: EventSource): Readonly<ScopeData> {
    return { ...this.#data, breadcrumbs: NONE, source };
  }

  getPropagationContext(): PropagationContext {
    return (this.#trace.context ??= createPropagationContext());
  }

  setPropagationContext(context: PropagationContext): this {
    this.#trace = { context };
    return this;
  }

  /** No span, and a new trace when one is needed. */
  forgetTrace(): this {
    this.#trace = { context: undefined };
    this.#span = undefined;
    return this;
  }

  getClient(): Client | undefined {
    return this.#client;
  }

  setClient(client: Client | undefined): this {
    this.#client = client;
    return this;
  }

  getSpan(): Span | undefined {
    return this.#span;
  }

  setSpan(span: Span | undefined): this {
    this.#span = span;
    return this;
  }

  getSession(): Session | undefined {
    return this.#session;
  }

  setSession(session: Session | undefined): this {
    this.#session = session;
    return this;
  }

  lastEventId(): string | undefined {
    return this.#lastEventId;
  }

  setLastEventId(id: string | undefined): this {
    this.#lastEventId = id;
    return this;
  }
}
