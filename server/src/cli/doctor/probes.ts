import { randomBytes } from "node:crypto";

/** One thing that an SDK may send, as the doctor sends it: in an envelope of its own. */
export interface Probe {
  readonly name: string;
  /** Of `stats_v2`. */
  readonly category: string;
  /** Whether a page of its own shows it by the event's id. */
  readonly isEvent: boolean;
  readonly item: (facts: ProbeFacts) => { readonly headers: Readonly<Record<string, unknown>> & { readonly type: string }; readonly payload: string };
}

interface ProbeFacts {
  readonly eventId: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Unix seconds. */
  readonly now: number;
}

const RELEASE = "vedette-doctor@1";
const ENVIRONMENT = "doctor";
const COMMON = { platform: "other", release: RELEASE, environment: ENVIRONMENT, logger: "vedette.doctor" };

export const hex = (bytes: number): string => randomBytes(bytes).toString("hex");

const item = (type: string, payload: unknown, headers: Readonly<Record<string, unknown>> = {}) => ({
  headers: { ...headers, type },
  payload: JSON.stringify(payload),
});

const batch = (type: string, contentType: string, entry: unknown) => item(type, { version: 2, items: [entry] }, { item_count: 1, content_type: contentType });

/** One of each, as `protocol.md` §8 and §9 describe them. */
export const probes: readonly Probe[] = [
  {
    name: "error",
    category: "error",
    isEvent: true,
    item: ({ eventId, now, traceId, spanId }) =>
      item("event", {
        ...COMMON,
        event_id: eventId,
        timestamp: now,
        level: "error",
        contexts: { trace: { trace_id: traceId, span_id: spanId } },
        exception: {
          values: [
            {
              type: "DoctorError",
              value: "Sent by vedette doctor",
              stacktrace: { frames: [{ filename: "doctor.ts", function: "examine", lineno: 1, in_app: true }] },
            },
          ],
        },
      }),
  },
  {
    name: "message",
    category: "error",
    isEvent: true,
    item: ({ eventId, now }) =>
      item("event", { ...COMMON, event_id: eventId, timestamp: now, level: "info", logentry: { formatted: "A message of vedette doctor" } }),
  },
  {
    name: "transaction",
    category: "transaction",
    isEvent: true,
    item: ({ eventId, now, traceId, spanId }) =>
      item("transaction", {
        ...COMMON,
        type: "transaction",
        event_id: eventId,
        start_timestamp: now - 0.05,
        timestamp: now,
        transaction: "vedette doctor",
        transaction_info: { source: "custom" },
        contexts: { trace: { trace_id: traceId, span_id: spanId, op: "doctor", status: "ok" } },
        spans: [
          {
            trace_id: traceId,
            span_id: hex(8),
            parent_span_id: spanId,
            op: "doctor.part",
            description: "one span",
            start_timestamp: now - 0.04,
            timestamp: now,
          },
        ],
      }),
  },
  {
    name: "check-in",
    category: "monitor",
    isEvent: false,
    item: ({ eventId }) =>
      item("check_in", {
        check_in_id: eventId,
        monitor_slug: "vedette-doctor",
        status: "ok",
        duration: 0.01,
        environment: ENVIRONMENT,
        release: RELEASE,
        monitor_config: { schedule: { type: "interval", value: 1, unit: "year" } },
      }),
  },
  {
    name: "session",
    category: "session",
    isEvent: false,
    item: ({ now }) => {
      const started = new Date(now * 1000).toISOString();
      const sid = hex(16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
      return item("session", {
        sid,
        init: true,
        started,
        timestamp: started,
        status: "exited",
        errors: 0,
        attrs: { release: RELEASE, environment: ENVIRONMENT },
      });
    },
  },
  {
    name: "log",
    category: "log_item",
    isEvent: false,
    item: ({ now, traceId }) =>
      batch("log", "application/vnd.sentry.items.log+json", {
        timestamp: now,
        trace_id: traceId,
        level: "info",
        severity_number: 9,
        body: "A log line of vedette doctor",
        attributes: { "sentry.environment": { type: "string", value: ENVIRONMENT } },
      }),
  },
  {
    name: "metric",
    category: "trace_metric",
    isEvent: false,
    item: ({ now, traceId }) =>
      batch("trace_metric", "application/vnd.sentry.items.trace-metric+json", {
        timestamp: now,
        trace_id: traceId,
        type: "counter",
        name: "vedette.doctor",
        value: 1,
        attributes: {},
      }),
  },
  {
    name: "span",
    category: "span",
    isEvent: false,
    item: ({ now, traceId }) =>
      batch("span", "application/vnd.sentry.items.span.v2+json", {
        trace_id: traceId,
        span_id: hex(8),
        name: "vedette doctor",
        status: "ok",
        is_segment: true,
        start_timestamp: now - 0.01,
        end_timestamp: now,
        attributes: { "sentry.op": { type: "string", value: "doctor" } },
      }),
  },
  {
    name: "feedback",
    category: "feedback",
    isEvent: true,
    item: ({ eventId, now }) =>
      item("feedback", {
        ...COMMON,
        type: "feedback",
        event_id: eventId,
        timestamp: now,
        level: "info",
        contexts: { feedback: { message: "Feedback of vedette doctor", name: "vedette doctor" } },
      }),
  },
];
