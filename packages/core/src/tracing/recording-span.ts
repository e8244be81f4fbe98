import { isObject, readProperty } from "../errors/error-like.ts";
import { randomSpanId } from "../event/ids.ts";
import type { Context, SpanJson, SpanLinkJson } from "../event/event.ts";
import type { DynamicSamplingContext } from "../scope/scope.ts";
import { headerJson } from "../transport/header-json.ts";
import type { TraceRoot } from "./trace-dsc.ts";
import type { Span, SpanAttributeValue, SpanAttributes, SpanContext, SpanLink, SpanStatus, SpanTime, StartSpanOptions } from "./span.ts";

/** Set by `updateSpanName`: integrations leave the name alone. */
export const CUSTOM_NAME = "sentry.custom_span_name";

/** What all spans of one local trace segment share. */
export interface Segment {
  readonly traceId: string;
  readonly sampled: boolean;
  dsc(root: TraceRoot): DynamicSamplingContext;
  dscJson(root: TraceRoot): string;
  /** Called when any of its spans ends. */
  readonly onEnd: (span: RecordingSpan) => void;
  readonly now: () => number;
  /** Spans that have begun and not ended, the root included. */
  open: number;
}

export interface SpanParts {
  readonly options: StartSpanOptions;
  readonly segment: Segment;
  readonly parent?: RecordingSpan | undefined;
  /** Of a caller in another process. */
  readonly parentSpanId?: string | undefined;
}

const UNSET: SpanStatus = { code: 0 };
const NO_LINKS: readonly SpanLink[] = [];

/** A span that notes what it is told. Unsampled ones keep only their ids. */
export class RecordingSpan implements Span {
  readonly segment: Segment;
  readonly root: RecordingSpan;
  readonly #id = randomSpanId();
  readonly #parentId: string | undefined;
  readonly #started: number;
  readonly #attributes: Record<string, SpanAttributeValue>;
  #links: readonly SpanLink[];
  #name: string;
  #status = UNSET;
  #ended: number | undefined;
  #dsc: DynamicSamplingContext | undefined;

  constructor({ options, segment, parent, parentSpanId }: SpanParts) {
    this.segment = segment;
    segment.open++;
    this.root = parent?.root ?? this;
    this.#parentId = parent?.spanContext().spanId ?? parentSpanId;
    this.#name = options.name;
    this.#started = options.startTime === undefined ? segment.now() : seconds(options.startTime);
    this.#attributes = { ...options.attributes };
    if (options.op !== undefined) this.#attributes["sentry.op"] ??= options.op;
    if (!parent) this.#attributes["sentry.source"] ??= "custom";
    this.#links = Array.isArray(options.links) ? options.links.filter(isLink) : NO_LINKS;
  }

  get id(): string {
    return this.#id;
  }

  get parentId(): string | undefined {
    return this.#parentId;
  }

  get links(): readonly SpanLink[] {
    return this.#links;
  }

  get name(): string {
    return this.#name;
  }

  get attributes(): SpanAttributes {
    return this.#attributes;
  }

  get startTime(): number {
    return this.#started;
  }

  get endTime(): number | undefined {
    return this.#ended;
  }

  get status(): SpanStatus {
    return this.#status;
  }

  spanContext(): SpanContext {
    return { traceId: this.segment.traceId, spanId: this.#id, traceFlags: this.segment.sampled ? 1 : 0 };
  }

  isRecording(): boolean {
    return this.segment.sampled && this.#ended === undefined;
  }

  setAttribute(key: string, value: SpanAttributeValue): this {
    if (value === undefined) delete this.#attributes[key];
    else this.#attributes[key] = value;
    return this;
  }

  setAttributes(attributes: SpanAttributes): this {
    for (const key of Object.keys(attributes)) this.setAttribute(key, attributes[key]);
    return this;
  }

  setStatus(status: SpanStatus): this {
    this.#status = status;
    return this;
  }

  updateName(name: string): this {
    if (this.#attributes[CUSTOM_NAME] !== undefined) return this;
    this.#name = name;
    this.#attributes["sentry.source"] = "custom";
    return this;
  }

  addLink(link: SpanLink): this {
    return this.addLinks([link]);
  }

  addLinks(links: readonly SpanLink[]): this {
    this.#links = [...this.#links, ...links.filter(isLink)];
    return this;
  }

  addEvent(): this {
    // Part of the interface only; see Span.
    return this;
  }

  recordException(): void {
    // Part of the interface only; see Span.
  }

  /** At most once; a time before the start ends it at its start. */
  end(time?: SpanTime): void {
    if (this.#ended !== undefined) return;
    this.#ended = Math.max(this.#started, time === undefined ? this.segment.now() : seconds(time));
    this.segment.open--;
    this.segment.onEnd(this);
  }

  dsc(): DynamicSamplingContext {
    if (this.root !== this) return this.root.dsc();
    return (this.#dsc ??= this.segment.dsc(this.#traceRoot()));
  }

  /** The dynamic sampling context as JSON. */
  dscJson(): string {
    if (this.root !== this) return this.root.dscJson();
    return this.#dsc ? headerJson(this.#dsc) : this.segment.dscJson(this.#traceRoot());
  }

  #traceRoot(): TraceRoot {
    return { name: this.#name, source: String(this.#attributes["sentry.source"] ?? "custom") };
  }

  traceContext(): Context {
    const { op, data, status, origin, links } = this.#facts();
    return { trace_id: this.segment.traceId, span_id: this.#id, parent_span_id: this.#parentId, op, status, origin, data, links };
  }

  toJson(): SpanJson {
    const { op, data, status, origin, links } = this.#facts();
    // What stays undefined is left out by JSON.
    return {
      span_id: this.#id,
      trace_id: this.segment.traceId,
      parent_span_id: this.#parentId,
      op,
      description: this.#name,
      status,
      origin,
      links,
      start_timestamp: this.#started,
      timestamp: this.#ended ?? this.segment.now(),
      data,
    };
  }

  #facts(): { op: string | undefined; data: Record<string, unknown>; status: string; origin: string; links: SpanLinkJson[] | undefined } {
    const op = this.#attributes["sentry.op"];
    const origin = this.#attributes["sentry.origin"];
    return {
      op: typeof op === "string" ? op : undefined,
      data: { ...this.#attributes },
      status: statusName(this.#status),
      origin: typeof origin === "string" ? origin : "manual",
      links: this.#links.length > 0 ? this.#links.map(wireLink) : undefined,
    };
  }
}

const isLink = (link: unknown): link is SpanLink => isObject(link) && isObject(readProperty(link, "context"));

const wireLink = ({ context, attributes }: SpanLink): SpanLinkJson => ({
  trace_id: context.traceId,
  span_id: context.spanId,
  sampled: (context.traceFlags & 1) === 1,
  ...(attributes ? { attributes } : {}),
});

/** What nobody called an error went well. */
export const statusName = ({ code, message }: SpanStatus): string => (code === 2 ? (message ?? "internal_error") : "ok");

/** Numbers above this are milliseconds: as seconds it would be the year 2286. */
const FIRST_MILLISECONDS = 9_999_999_999;

function seconds(time: SpanTime): number {
  if (Array.isArray(time)) return time[0] + time[1] / 1e9;
  const value = time instanceof Date ? time.getTime() : Number(time);
  return value > FIRST_MILLISECONDS ? value / 1000 : value;
}
