import { createHash } from "node:crypto";
import { getActiveSpan, getTraceData, startInactiveSpan, withActiveSpan, type MonitorConfig, type Span, type SpanAttributes } from "@vedette/node";
import { crontabOf, intervalOf, slugOf } from "./monitor-config.ts";
import { runJob, type JobFacts, type JobMonitor, type JobOptions, type Verdict } from "./run-job.ts";

export type { JobFacts, JobOptions } from "./run-job.ts";

/** The parts of BullMQ's job that are used here. */
export interface BullJobLike {
  readonly id?: string | undefined;
  readonly name: string;
  readonly queueName: string;
  readonly data: unknown;
  readonly timestamp: number;
  readonly delay?: number | undefined;
  readonly attemptsMade: number;
  readonly repeatJobKey?: string | undefined;
  readonly opts: {
    readonly attempts?: number | undefined;
    readonly repeat?: { readonly pattern?: string | undefined; readonly every?: number | undefined; readonly tz?: string | undefined } | undefined;
    readonly telemetry?: { readonly metadata?: string | undefined } | undefined;
  };
}

/** What BullMQ throws to itself; the type names are its documented way to move a job instead of failing it. */
const CONTROL_FLOW = new Set(["DelayedError", "WaitingError", "WaitingChildrenError", "RateLimitError"]);

/**
 * Watches the processor of a worker: each attempt becomes a transaction with its latency, what it throws an event with the job's tags, and
 * runs of job schedulers become check-ins.
 *
 * @example
 * new Worker("mails", watchProcessor(send, { onlyLastAttempt: true }), { connection });
 */
export function watchProcessor<J extends BullJobLike, R, A extends readonly unknown[]>(
  processor: (job: J, ...rest: A) => R | PromiseLike<R>,
  options: JobOptions = {},
): (job: J, ...rest: A) => Promise<R> {
  return (job, ...rest) => {
    const facts = factsOf(job);
    return runJob(
      facts,
      options,
      (error) => judge(error, facts),
      () => processor(job, ...rest),
    );
  };
}

function judge(error: unknown, { attempt, maxAttempts }: JobFacts): Verdict {
  const name = error instanceof Error ? error.name : "";
  if (CONTROL_FLOW.has(name)) return "control";
  return name === "UnrecoverableError" || attempt >= maxAttempts ? "final" : "retry";
}

function factsOf(job: BullJobLike): JobFacts {
  const { name, queueName, id = "", attemptsMade, timestamp, delay = 0, opts, data } = job;
  const sent = readMetadata(opts.telemetry?.metadata);
  return {
    system: "bullmq",
    queue: queueName,
    name,
    id,
    attempt: attemptsMade + 1,
    maxAttempts: opts.attempts ?? 1,
    // A delayed job is not late before its time.
    enqueuedAt: timestamp + delay,
    trace: sent,
    data,
    monitor: monitorOf(job),
  };
}

/** Runs of a job scheduler, and of what older versions call repeatable jobs. */
function monitorOf({ repeatJobKey, opts, queueName, id = "" }: BullJobLike): JobMonitor | undefined {
  if (repeatJobKey === undefined) return undefined;
  const checkInId = createHash("md5").update(`${queueName}:${id}`).digest("hex");
  return { slug: slugOf(repeatJobKey), config: configOf(opts.repeat), checkInId };
}

function configOf(repeat: BullJobLike["opts"]["repeat"]): MonitorConfig | undefined {
  if (repeat?.pattern !== undefined) return crontabOf(repeat.pattern, repeat.tz);
  return repeat?.every === undefined ? undefined : intervalOf(repeat.every);
}

interface Metadata {
  readonly sentryTrace?: string | undefined;
  readonly baggage?: string | undefined;
}

function readMetadata(text: string | undefined): Metadata | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const read = (name: string): string | undefined => {
      const found: unknown = Reflect.get(value, name);
      return typeof found === "string" ? found : undefined;
    };
    return { sentryTrace: read("sentry-trace"), baggage: read("baggage") };
  } catch {
    // Another telemetry wrote it.
    return undefined;
  }
}

/** A context as BullMQ hands it around. */
interface QueueContext {
  readonly span: Span | undefined;
}

interface QueueSpan {
  setSpanOnContext(context: QueueContext): QueueContext;
  setAttribute(key: string, value: unknown): void;
  setAttributes(attributes: Readonly<Record<string, unknown>>): void;
  addEvent(): void;
  recordException(): void;
  end(): void;
}

const PRODUCER = 3;

/** BullMQ's names for what OpenTelemetry and Sentry call otherwise. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  "bullmq.queue.name": "messaging.destination.name",
  "bullmq.job.id": "messaging.message.id",
  "bullmq.job.name": "messaging.message.name",
};

/**
 * For the `telemetry` option of `Queue` and `FlowProducer`: a `queue.publish` span for what is added, and the trace sent along with each
 * job, where `watchProcessor` continues it.
 *
 * @example
 * const queue = new Queue("mails", { connection, telemetry: queueTelemetry() });
 */
export function queueTelemetry(): {
  readonly tracer: { startSpan(name: string, options?: { readonly kind: number }, context?: QueueContext): QueueSpan };
  readonly contextManager: {
    with<A extends (...args: never[]) => unknown>(context: QueueContext, callback: A): ReturnType<A>;
    active(): QueueContext;
    getMetadata(context: QueueContext): string;
    fromMetadata(active: QueueContext, metadata: string): QueueContext;
  };
} {
  return {
    tracer: {
      startSpan: (name, options, context) => queueSpan(options?.kind === PRODUCER ? publishSpan(name, context) : undefined),
    },
    contextManager: {
      with: ({ span }, callback) => call(span, callback),
      active: () => ({ span: getActiveSpan() }),
      getMetadata: ({ span }) => JSON.stringify(span ? withActiveSpan(span, () => getTraceData()) : getTraceData()),
      fromMetadata: (active) => active,
    },
  };
}

function publishSpan(name: string, context: QueueContext | undefined): Span {
  return startInactiveSpan({
    name,
    op: "queue.publish",
    onlyIfParent: true,
    ...(context?.span ? { parentSpan: context.span } : {}),
    attributes: { "sentry.origin": "auto.queue.bullmq", "messaging.system": "bullmq" },
  });
}

function queueSpan(span: Span | undefined): QueueSpan {
  const setAttributes = (attributes: Readonly<Record<string, unknown>>): void => {
    const known: SpanAttributes = Object.fromEntries(
      Object.entries(attributes).flatMap(([key, value]) => {
        const name = ATTRIBUTES[key];
        return name !== undefined && typeof value === "string" ? [[name, value]] : [];
      }),
    );
    span?.setAttributes(known);
  };
  return {
    setSpanOnContext: (context) => (span ? { span } : context),
    setAttribute: (key, value) => setAttributes({ [key]: value }),
    setAttributes,
    addEvent: () => undefined,
    recordException: () => void span?.setStatus({ code: 2, message: "internal_error" }),
    end: () => span?.end(),
  };
}

function call<A extends (...args: never[]) => unknown>(span: Span | undefined, callback: A): ReturnType<A>;
function call(span: Span | undefined, callback: () => unknown): unknown {
  return span ? withActiveSpan(span, callback) : callback();
}
