import {
  type DeliveryResult,
  captureCheckIn,
  captureException,
  continueTrace,
  getCurrentScope,
  startSpan,
  withIsolationScope,
  type MonitorConfig,
  type Scope,
} from "@vedette/node";

/** One attempt at one job. */
export interface JobFacts {
  /** Such as `bullmq`: part of operations and of `mechanism.type`. */
  readonly system: string;
  readonly queue: string;
  readonly name: string;
  readonly id: string;
  /** From 1. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** Unix milliseconds. */
  readonly enqueuedAt?: number | undefined;
  /** As the producer sent them along. */
  readonly trace?: { readonly sentryTrace?: string | undefined; readonly baggage?: string | undefined } | undefined;
  readonly data?: unknown;
  /** Of a job that comes by a schedule. */
  readonly monitor?: JobMonitor | undefined;
}

/** The monitor that a job's run reports to. */
export interface JobMonitor {
  readonly slug: string;
  readonly config: MonitorConfig | undefined;
  /** The same for all attempts, in whichever process they run. */
  readonly checkInId: string;
}

/** How jobs are watched. */
export interface JobOptions {
  /** Default true. */
  readonly captureErrors?: boolean | undefined;
  /** Reports only what is not tried again. Default false. */
  readonly onlyLastAttempt?: boolean | undefined;
  /** Answers true for errors that are no failures, beside the queue's own. */
  readonly ignore?: ((error: unknown, job: JobFacts) => boolean) | undefined;
  /** Adds the job's data to its errors. Default false: it may be personal. */
  readonly sendData?: boolean | undefined;
  /** Told of each error that is reported, with what becomes of its event. */
  readonly onReport?: ((result: Promise<DeliveryResult>, job: JobFacts) => void) | undefined;
  /** Check-ins for jobs that come by a schedule. Default true. */
  readonly monitors?: boolean | undefined;
}

/** How the queue reads what a job throws: `control` is no failure, `final` is not tried again. */
export type Verdict = "control" | "retry" | "final";

/**
 * Runs one attempt with scopes of its own, in a transaction that continues the trace of whoever enqueued the job. What it throws is
 * reported with the job's tags and goes on to the queue.
 */
export function runJob<T>(job: JobFacts, options: JobOptions, judge: (error: unknown) => Verdict, work: () => T | PromiseLike<T>): Promise<T> {
  return withIsolationScope(async (isolation) => {
    describe(isolation, job, options);
    getCurrentScope().forgetTrace();
    const monitor = options.monitors === false ? undefined : job.monitor;
    const started = performance.now();
    if (monitor) captureCheckIn({ monitorSlug: monitor.slug, status: "in_progress", checkInId: monitor.checkInId }, monitor.config);
    const checkIn = (status: "ok" | "error"): void => {
      if (monitor)
        captureCheckIn({ monitorSlug: monitor.slug, checkInId: monitor.checkInId, status, duration: (performance.now() - started) / 1000 }, monitor.config);
    };
    return continueTrace({ sentryTrace: job.trace?.sentryTrace, baggage: job.trace?.baggage }, () =>
      inSpans(job, async (aborted) => {
        try {
          const result = await work();
          checkIn("ok");
          return result;
        } catch (error) {
          const verdict = options.ignore?.(error, job) === true ? "control" : judge(error);
          if (verdict === "control") aborted();
          else if (options.captureErrors !== false && (verdict === "final" || options.onlyLastAttempt !== true)) report(error, job, options);
          // With another attempt to come the run goes on.
          if (verdict === "final") checkIn("error");
          else if (verdict === "control" && options.ignore?.(error, job) === true) checkIn("ok");
          throw error;
        }
      }),
    );
  });
}

function report(error: unknown, job: JobFacts, { onReport }: JobOptions): void {
  const mechanism = { type: `auto.job.${job.system}`, handled: false };
  if (onReport) onReport(captureException(error, { mechanism, wait: true }), job);
  else captureException(error, { mechanism });
}

function describe(isolation: Scope, { system, queue, name, id, attempt, maxAttempts, data }: JobFacts, options: JobOptions): void {
  isolation.clearBreadcrumbs().setTransactionName(name);
  isolation.setTags({ "job.system": system, "job.queue": queue, "job.name": name, "job.id": id });
  isolation.setContext("job", { system, queue, name, id, attempt, max_attempts: maxAttempts, ...(options.sendData === true ? { data } : {}) });
}

/** The transaction of the task and inside it the span of its message, as Python's SDK has them for Celery. */
function inSpans<T>(job: JobFacts, work: (aborted: () => void) => Promise<T>): Promise<T> {
  const { system, queue, name, id, attempt, enqueuedAt } = job;
  return startSpan(
    { name, op: `queue.task.${system}`, forceTransaction: true, attributes: { "sentry.source": "task", "sentry.origin": `auto.queue.${system}` } },
    (task) =>
      startSpan(
        {
          name: queue,
          op: "queue.process",
          attributes: {
            "sentry.origin": `auto.queue.${system}`,
            "messaging.system": system,
            "messaging.destination.name": queue,
            "messaging.message.id": id,
            "messaging.message.retry.count": attempt - 1,
            "messaging.message.receive.latency": enqueuedAt === undefined ? undefined : Math.max(0, Date.now() - enqueuedAt),
          },
        },
        (process) => work(() => void [process, task].map((span) => span.setStatus({ code: 2, message: "aborted" }))),
      ),
  );
}
