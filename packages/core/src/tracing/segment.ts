import type { Client } from "../client/client.ts";
import { SpanTrace } from "../client/trace-facts.ts";
import type { Event } from "../event/event.ts";
import type { ScopeFrame } from "../scope/current-scopes.ts";
import type { Capture } from "../client/draft.ts";
import type { EventHint } from "../client/event-hint.ts";
import type { DynamicSamplingContext, ScopeData } from "../scope/scope.ts";
import type { TransactionParts } from "./transaction-json.ts";
import type { RecordingSpan, Segment } from "./recording-span.ts";
import { keepSpan, matchesName } from "./keep-span.ts";
import { measurementsOf, sourceOf } from "./transaction-facts.ts";
import { spanStream } from "./span-stream.ts";
import { traceDsc, traceDscJson, type DscParts, type TraceRoot } from "./trace-dsc.ts";

const MAX_SPANS = 1000;
const NO_SPANS: readonly RecordingSpan[] = [];

export interface SegmentParts extends DscParts {
  /** The scopes whose data the transaction gets. */
  readonly frame: ScopeFrame;
}

/** Milliseconds for which the two clocks are taken to keep step. */
const OFFSET_AGE = 1000;
let lastOffset = 0;
let offsetReadAt = Number.NEGATIVE_INFINITY;

/**
 * The wall clock less the monotonic one, from which all times of a segment are: parts of a millisecond count, and no span ends before it
 * started. Not read for each, because a clock costs 0.1 µs.
 */
function clockOffset(): number {
  const now = performance.now();
  if (now - offsetReadAt > OFFSET_AGE) {
    lastOffset = Date.now() - now;
    offsetReadAt = now;
  }
  return lastOffset;
}

/** Collects the spans under one root and sends them when it ends; or hands each to the stream as it ends. */
class LocalSegment implements Segment {
  open = 0;
  readonly traceId: string;
  readonly sampled: boolean;
  readonly #parts: SegmentParts;
  readonly #offset = clockOffset();
  #ended: RecordingSpan[] | undefined;

  constructor(parts: SegmentParts) {
    this.traceId = parts.propagation.traceId;
    this.sampled = parts.decision.sampled;
    this.#parts = parts;
  }

  now(): number {
    return (this.#offset + performance.now()) / 1000;
  }

  dsc(root: TraceRoot): DynamicSamplingContext {
    return traceDsc(this.#parts, root);
  }

  dscJson(root: TraceRoot): string {
    return traceDscJson(this.#parts, root);
  }

  onEnd(span: RecordingSpan): void {
    if (!this.sampled) return;
    const { client, frame } = this.#parts;
    if (client.options.traceLifecycle === "stream") return spanStream(client).add(span, frame);
    if (span.root === span) return sendTransaction(client, span, this.#ended ?? NO_SPANS, frame);
    if (span.root.endTime !== undefined) return client.drop("no_parent_span", [["span", 1]], `the transaction was sent before ${span.name} ended`);
    const { maxSpans = MAX_SPANS } = client.options;
    const ended = (this.#ended ??= []);
    if (ended.length < maxSpans) ended.push(span);
    else client.drop("buffer_overflow", [["span", 1]], `the transaction has more than ${maxSpans} spans (maxSpans)`);
  }
}

export const createSegment = (parts: SegmentParts): Segment => new LocalSegment(parts);

function sendTransaction(client: Client, root: RecordingSpan, ended: readonly RecordingSpan[], frame: ScopeFrame): void {
  const ignored = whyIgnored(client, root);
  if (ignored !== undefined) {
    client.drop(
      "event_processor",
      [
        ["transaction", 1],
        ["span", ended.length + 1],
      ],
      ignored,
    );
    return;
  }
  client.capture(new TransactionCapture(client, root, ended, frame));
}

class TransactionCapture implements Capture, TransactionParts {
  readonly category = "transaction";
  // Its own: hooks write into it.
  readonly hint: EventHint = {};
  readonly client: Client;
  readonly root: RecordingSpan;
  readonly ended: readonly RecordingSpan[];
  readonly frame: ScopeFrame;
  readonly trace: SpanTrace;

  constructor(client: Client, root: RecordingSpan, ended: readonly RecordingSpan[], frame: ScopeFrame) {
    this.client = client;
    this.root = root;
    this.ended = ended;
    this.frame = frame;
    this.trace = new SpanTrace(root);
  }

  get spanCount(): number {
    return this.ended.length;
  }

  build(): Event {
    return transactionEvent(this.client, this.root, this.ended);
  }

  write(id: string, scope: Readonly<ScopeData>): string | undefined {
    return this.client.writeTransaction?.(this, id, scope);
  }
}

function whyIgnored({ options }: Client, { name, attributes }: RecordingSpan): string | undefined {
  if (options.ignoreTransactions && matchesName(options.ignoreTransactions, name)) return `ignoreTransactions matches ${name}`;
  if (!options.traceIgnoreStatusCodes) return undefined;
  const status = attributes["http.response.status_code"];
  const within = (codes: number | readonly [number, number]): boolean =>
    typeof codes === "number" ? status === codes : Number(status) >= codes[0] && Number(status) <= codes[1];
  return options.traceIgnoreStatusCodes.some(within) ? `traceIgnoreStatusCodes has ${String(status)}` : undefined;
}

function transactionEvent(client: Client, root: RecordingSpan, ended: readonly RecordingSpan[]): Event {
  const spans = ended.map((span) => span.toJson()).flatMap((span) => keepSpan(client, span));
  return {
    type: "transaction",
    transaction: root.name,
    transaction_info: { source: sourceOf(root.attributes["sentry.source"]) },
    start_timestamp: root.startTime,
    timestamp: root.endTime ?? root.startTime,
    spans,
    ...measurementsOf(root),
  };
}
