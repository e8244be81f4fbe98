import {
  captureCheckIn,
  captureEvent,
  captureException,
  createLogSink,
  flush,
  getClient,
  startSpan,
  withIsolationScope,
  type DeliveryResult,
} from "@vedette/node";
import { runJob } from "../jobs/run-job.ts";

/** Thrown on purpose, to see that errors arrive. */
export class HealthCheckError extends Error {
  override readonly name = "HealthCheckError";
}

/** Thrown on purpose, to see that it does not arrive. */
export class IgnoredHealthCheckError extends Error {
  override readonly name = "IgnoredHealthCheckError";
}

/** What a check did and what to expect of it. */
export interface HealthReport {
  readonly did: string;
  readonly expect: string;
  readonly eventId?: string | undefined;
  /** What became of the event, as far as the SDK knows. */
  readonly delivery?: string | undefined;
  readonly why?: string | undefined;
}

/** Runs the job where the application runs its jobs, for instance by adding it to a queue; resolves when it is enqueued or through. */
export type StartJob = (name: "health" | "health-ignored", work: () => Promise<never>) => unknown;

export interface CheckContext {
  /** Undefined: the job runs in this process. */
  readonly startJob: StartJob | undefined;
  /** An error that the application's own `ignoreErrors` drops, instead of the default one. */
  readonly ignoredError: (() => unknown) | undefined;
}

/** The checks by the last part of their path. `error` is missing: the framework's own way must see it thrown. */
export const CHECKS: Readonly<Record<string, (context: CheckContext) => Promise<HealthReport>>> = {
  handled: async () => ({
    did: "captured an error that was caught, with extra data",
    expect: "an error event with extra.cart",
    ...(await told(captureException(new HealthCheckError("caught by the health check"), { extra: { cart: 77 }, wait: true }))),
  }),
  log: () =>
    withIsolationScope(async (isolation) => {
      const error = new HealthCheckError("logged by the health check");
      // The way of the logging integrations, whichever library the application has.
      createLogSink("health", { breadcrumbs: null, logs: null })({
        level: "error",
        overridden: false,
        read: () => ({ level: "error", message: "the health check logs an error", logger: "vedette.health", error, extra: { cart: 77 } }),
      });
      const delivered = await flush(5000);
      return {
        did: "logged an error with extra data",
        expect: "an error event of the logger vedette.health with extra.cart",
        eventId: isolation.lastEventId(),
        delivery: delivered ? "sent" : "queued",
      };
    }),
  job: (context) => inJob(context, "health", () => new HealthCheckError("thrown in a job by the health check")),
  "job-ignored": async (context) => {
    const report = await inJob(context, "health-ignored", context.ignoredError ?? (() => new IgnoredHealthCheckError("must not arrive")));
    return { ...report, expect: "nothing: the error is one of those that are ignored" };
  },
  message: async () => ({
    did: "captured a message",
    expect: "a message of level info",
    ...(await told(captureEvent({ message: "The health check says hello", level: "info" }, { wait: true }))),
  }),
  transaction: async () => {
    let traceId = "";
    startSpan({ name: "health check", op: "health", forceTransaction: true }, (span) => {
      traceId = span.spanContext().traceId;
      startSpan({ name: "inside the health check", op: "health.part" }, () => undefined);
    });
    const delivered = await flush(5000);
    const traced = getClient()?.options.tracesSampleRate !== undefined || getClient()?.options.tracesSampler !== undefined;
    return {
      did: `ran a transaction in the trace ${traceId}`,
      expect: traced ? "a transaction named health check with one span, if it was sampled" : "nothing: tracing is off (tracesSampleRate)",
      delivery: delivered ? "sent" : "queued",
    };
  },
  "check-in": async () => {
    const monitorSlug = "vedette-health-check";
    const checkInId = captureCheckIn({ monitorSlug, status: "in_progress" }, { schedule: { type: "interval", value: 1, unit: "year" } });
    captureCheckIn({ monitorSlug, checkInId, status: "ok", duration: 0.001 });
    const delivered = await flush(5000);
    return { did: "sent two check-ins", expect: `a successful run of the monitor ${monitorSlug}`, eventId: checkInId, delivery: delivered ? "sent" : "queued" };
  },
};

async function told(result: Promise<DeliveryResult>): Promise<Pick<HealthReport, "eventId" | "delivery" | "why">> {
  const { id, status, error } = await result;
  return { eventId: id, delivery: status, ...(error ? { why: error.message } : {}) };
}

async function inJob({ startJob }: CheckContext, name: "health" | "health-ignored", make: () => unknown): Promise<HealthReport> {
  const work = (): Promise<never> => Promise.reject(make());
  const expect = "an error event with the tag job.name";
  if (startJob) {
    await startJob(name, work);
    return { did: `started the job ${name}, which throws`, expect };
  }
  let reported: Promise<DeliveryResult> | undefined;
  const job = { system: "health", queue: "health", name, id: "1", attempt: 1, maxAttempts: 1 };
  const ignore = (error: unknown): boolean => error instanceof IgnoredHealthCheckError;
  try {
    await runJob(job, { ignore, onReport: (result) => void (reported = result) }, () => "final", work);
  } catch {
    // Thrown on purpose.
  }
  return { did: `ran the job ${name}, which threw`, expect, ...(reported ? await told(reported) : { delivery: "ignored" }) };
}
