import type { Breadcrumb, Event } from "../event/event.ts";
import type { DeliveryResult, EventHint } from "../client/event-hint.ts";
import type { Integration } from "../client/integration.ts";
import type { IgnoreError } from "../errors/ignore-errors.ts";
import type { CaptureContext } from "../scope/scope.ts";
import type { ScrubOptions } from "../scrub/scrub.ts";
import type { SerializedLog } from "../telemetry/logs.ts";
import type { SerializedMetric } from "../telemetry/metrics.ts";
import type { SpanJson } from "../event/event.ts";
import type { SamplingContext } from "../tracing/sampling.ts";
import type { HttpClient } from "../transport/http-client.ts";
import type { Lane } from "../transport/outgoing.ts";

type MaybePromise<T> = T | PromiseLike<T>;

/** Which personal data may be collected. All off unless named here or `sendDefaultPii` is set. */
export interface CollectOptions {
  /** `user.ip_address` and `REMOTE_ADDR`. */
  ip?: boolean | undefined;
  /** The `Cookie` header, parsed. */
  cookies?: boolean | undefined;
  /** All request headers; off: those that identify nobody. */
  headers?: boolean | undefined;
  /** Request bodies, complete or not at all. */
  body?: boolean | undefined;
  /** Query strings of addresses. On by default; the scrubber looks after their secrets. */
  query?: boolean | undefined;
}

/** What happens when more comes than can be delivered. */
export interface OverloadOptions {
  /** Envelopes that may wait before new ones are dropped (`backpressure`). Not together with `syncThreshold`. */
  discardThreshold?: number | undefined;
  /**
   * Envelopes that may wait before the program has to: it stands still until they are posted, at most for `shutdownTimeout`, so that a flood
   * of errors slows down what causes it instead of being lost. Node only. A server that does not answer is not waited for.
   */
  syncThreshold?: number | undefined;
  /** At most `max` errors and messages per `interval` milliseconds; the rest is dropped (`backpressure`). */
  rateLimit?: { max: number; interval: number } | undefined;
  /** Halves the share of traces sampled, again and again, while queues are nearly full or the server limits. Default true. */
  sampling?: boolean | undefined;
}

/** Options that every platform has. All are optional; without a DSN the SDK does nothing. */
export interface CoreOptions {
  /** Where to and with which key: `https://<public key>@<host>/<project id>`. In Node also from `SENTRY_DSN`. */
  dsn?: string | undefined;
  /** Posts envelopes here instead of to the DSN's host. */
  tunnel?: string | undefined;
  /** Version of the application. In Node by itself: from the environment, the checked-out commit or `package.json`. */
  release?: string | undefined;
  /** Tells builds of one release apart. */
  dist?: string | undefined;
  /** Default `production`. */
  environment?: string | undefined;
  /** In Node by default the name of the host. */
  serverName?: string | undefined;
  /** Explains on stderr or the console what the SDK does, above all what it drops and why. */
  debug?: boolean | undefined;

  /** Share of errors and messages that is sent, 0 to 1. Default 1. */
  sampleRate?: number | undefined;
  /** Share of traces, 0 to 1. Unset switches tracing off; 0 still continues traces that a caller sampled. */
  tracesSampleRate?: number | undefined;
  /** Decides per trace; wins over `tracesSampleRate` and over the caller's decision. */
  tracesSampler?: ((context: SamplingContext) => number | boolean) | undefined;
  /** Where trace headers go: strings match a part of the URL. Default: everywhere in Node, same origin in browsers. */
  tracePropagationTargets?: readonly (string | RegExp)[] | undefined;
  /** Sends the W3C `traceparent` header too. Default false. */
  propagateTraceparent?: boolean | undefined;
  /** Starts a new trace when a caller's organization is unknown, not only when it differs. Default false. */
  strictTraceContinuation?: boolean | undefined;
  /** Organization that traces are continued from; by default that of the DSN's host. */
  orgId?: string | number | undefined;
  /**
   * `static` (default): one transaction per trace segment, understood by every server that does tracing. `stream`: containers of spans, which
   * Vedette and Sentry 26.4.2 or newer understand.
   */
  traceLifecycle?: "static" | "stream" | undefined;
  /** Spans kept per transaction. Default 1000. */
  maxSpans?: number | undefined;
  /** Transactions that are not sent, by name: strings match a part. */
  ignoreTransactions?: readonly (string | RegExp)[] | undefined;
  /** Transactions of requests that were answered with these codes, or ranges of codes, are not sent: `[404, [300, 399]]`. Not with `stream`. */
  traceIgnoreStatusCodes?: readonly (number | readonly [number, number])[] | undefined;
  /** Spans that are not sent, by name: strings match a part. */
  ignoreSpans?: readonly (string | RegExp)[] | undefined;

  /** Errors that are never reported: type name or part of the message, pattern, class, or predicate; along the cause chain. */
  ignoreErrors?: readonly IgnoreError[] | undefined;
  /** True drops repetitions of the same error object; with `window`, also equal events within that many milliseconds. Default true. */
  dedupe?: boolean | { window: number } | undefined;
  /** Messages get the stack of their capture. Default false. */
  attachStacktrace?: boolean | undefined;
  /** Default 100; 0 keeps none. */
  maxBreadcrumbs?: number | undefined;
  /** Errors followed through `cause` and `errors`. Default 50. */
  maxErrorDepth?: number | undefined;
  /** Levels of extra, contexts and breadcrumb data that are kept. Default 7, as the server keeps. */
  normalizeDepth?: number | undefined;
  /** Entries kept per object or array. Default 1000. */
  normalizeMaxBreadth?: number | undefined;
  /** Characters kept per string. Default 16384. */
  maxValueLength?: number | undefined;
  /** Files that are the application's own: strings match a part of the name. Wins over everything else. */
  inAppInclude?: readonly (string | RegExp)[] | undefined;
  /** Files that are not, beside `node_modules` and what belongs to the platform. */
  inAppExclude?: readonly (string | RegExp)[] | undefined;
  /** User, tags and more from the start. */
  initialScope?: CaptureContext | undefined;

  /** Default false: nothing that identifies a person is collected by itself. */
  sendDefaultPii?: boolean | undefined;
  /** Kinds of personal data one by one, over `sendDefaultPii`. */
  collect?: CollectOptions | undefined;
  /** Filtering of secrets in the finished event. On by default; false switches it off. */
  scrub?: ScrubOptions | false | undefined;

  /** Changes or drops (null) errors and messages. One that throws or takes longer than 10 seconds loses its event. */
  beforeSend?: ((event: Event, hint: EventHint) => MaybePromise<Event | null>) | undefined;
  /** The same for transactions. */
  beforeSendTransaction?: ((event: Event, hint: EventHint) => MaybePromise<Event | null>) | undefined;
  /** The same for what people wrote. */
  beforeSendFeedback?: ((event: Event, hint: EventHint) => MaybePromise<Event | null>) | undefined;
  /** Changes or drops spans. Synchronous, like the three that follow. */
  beforeSendSpan?: ((span: SpanJson) => SpanJson | null) | undefined;
  /** Changes or drops logs. */
  beforeSendLog?: ((log: SerializedLog) => SerializedLog | null) | undefined;
  /** Changes or drops metrics. */
  beforeSendMetric?: ((metric: SerializedMetric) => SerializedMetric | null) | undefined;
  /** Changes or drops breadcrumbs. */
  beforeBreadcrumb?: ((breadcrumb: Breadcrumb, hint?: Record<string, unknown>) => Breadcrumb | null) | undefined;
  /** Told the fate of every event, sent or not. */
  afterSend?: ((event: Event, result: DeliveryResult) => void) | undefined;

  /** Default true. */
  enableLogs?: boolean | undefined;
  /** Default true. */
  enableMetrics?: boolean | undefined;
  /** Tells the server how many events were dropped, and why. Default true. */
  sendClientReports?: boolean | undefined;
  /** Counts requests (server) or visits (browser) as sessions of the release. Default true. */
  autoSessionTracking?: boolean | undefined;

  /** Posts instead of the platform's own client: an object with a method `post(url, headers, body, { signal })`. */
  httpClient?: HttpClient | undefined;
  /** Waits between attempts in milliseconds. Default 1, 2, 4 and 8 seconds; `[]` never tries again. */
  retryDelays?: readonly number[] | undefined;
  /** Milliseconds for one attempt. Default 10000. */
  requestTimeout?: number | undefined;
  /** Bodies of at least this many bytes are compressed. Default 32 KiB. */
  gzipThreshold?: number | undefined;
  /** Envelopes that may wait, per kind. */
  bufferCapacities?: Partial<Record<Lane, number>> | undefined;
  /**
   * `queued` (default) prepares events after the current task; `immediate` starts at once, for functions that freeze after answering. `sync`
   * (Node only): whatever is captured is at the server when the call returns, for programs that may be gone in the next moment. It is posted from
   * a thread of its own, tens of milliseconds each and at most `shutdownTimeout`, not through `httpClient`; a hook that answers with a promise is
   * not waited for. A server that does not answer is tried like with `queued`.
   */
  delivery?: "queued" | "immediate" | "sync" | undefined;
  /** What happens when more comes than can be delivered. */
  overload?: OverloadOptions | undefined;

  /** Replaces integrations of the same name and adds the others; a function gets the defaults and returns the list. */
  integrations?: readonly Integration[] | ((defaults: readonly Integration[]) => readonly Integration[]) | undefined;
}
