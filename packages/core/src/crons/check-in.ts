import { randomId } from "../event/ids.ts";
import type { Client } from "../client/client.ts";
import { describeValue, isObject, readProperty } from "../errors/error-like.ts";
import { traceFactsOf } from "../client/trace-facts.ts";
import { getClient, getCurrentScope, withIsolationScope } from "../scope/current-scopes.ts";

/** One word of a scheduled job about itself. */
export interface CheckIn {
  readonly monitorSlug: string;
  readonly status: "in_progress" | "ok" | "error";
  /** That of the `in_progress` check-in which this one ends. */
  readonly checkInId?: string | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
}

/** When a job must come. */
export type MonitorSchedule =
  | { readonly type: "crontab"; readonly value: string }
  | { readonly type: "interval"; readonly value: number; readonly unit: "year" | "month" | "week" | "day" | "hour" | "minute" };

/** Creates or updates the monitor with the check-in. Times in minutes. */
export interface MonitorConfig {
  readonly schedule: MonitorSchedule;
  readonly checkinMargin?: number | undefined;
  readonly maxRuntime?: number | undefined;
  readonly timezone?: string | undefined;
  readonly failureIssueThreshold?: number | undefined;
  readonly recoveryThreshold?: number | undefined;
  readonly owner?: string | undefined;
  /** Gives each run a trace of its own. */
  readonly isolateTrace?: boolean | undefined;
}

/** Reports the state of a scheduled job. Returns the id with which the same run is ended. */
export function captureCheckIn(checkIn: CheckIn, config?: MonitorConfig): string {
  const client = getClient();
  try {
    const id = checkIn.checkInId ?? randomId();
    if (client?.enabled) sendCheckIn(client, id, checkIn, config);
    return id;
  } catch (error) {
    client?.log(`a check-in is lost: ${describeValue(error)}`);
    return randomId();
  }
}

function sendCheckIn(client: Client, id: string, checkIn: CheckIn, config: MonitorConfig | undefined): void {
  const { release, environment = "production" } = client.options;
  const { context, dsc } = traceFactsOf(client, getCurrentScope());
  const payload = JSON.stringify({
    check_in_id: id,
    monitor_slug: checkIn.monitorSlug,
    status: checkIn.status,
    duration: checkIn.duration,
    release,
    environment,
    ...(config ? { monitor_config: wireConfig(config) } : {}),
    contexts: { trace: context },
  });
  client.send({
    lane: "check_in",
    headers: { sdk: { name: client.sdk.name, version: client.sdk.version }, trace: dsc },
    items: [{ header: { type: "check_in" }, payload, counts: [["monitor", 1]] }],
  });
}

function wireConfig(config: MonitorConfig): Record<string, unknown> {
  return {
    schedule: config.schedule,
    checkin_margin: config.checkinMargin,
    max_runtime: config.maxRuntime,
    timezone: config.timezone,
    failure_issue_threshold: config.failureIssueThreshold,
    recovery_threshold: config.recoveryThreshold,
    owner: config.owner,
  };
}

/** Runs a job between check-ins: `in_progress`, then `ok`, or `error` if it throws or rejects. What it throws goes on to the caller. */
export function withMonitor<T>(monitorSlug: string, job: () => T, config?: MonitorConfig): T {
  return withIsolationScope(() => {
    if (isObject(config) && readProperty(config, "isolateTrace") === true) getCurrentScope().forgetTrace();
    const started = performance.now();
    const checkInId = captureCheckIn({ monitorSlug, status: "in_progress" }, config);
    const finish = (status: "ok" | "error"): void => {
      captureCheckIn({ checkInId, monitorSlug, status, duration: (performance.now() - started) / 1000 });
    };
    let result: T;
    try {
      result = job();
    } catch (error) {
      finish("error");
      throw error;
    }
    if (!isPromise(result)) {
      finish("ok");
      return result;
    }
    // The job's own promise is handed back: a derived one would turn a handled rejection into an unhandled one.
    result.then(
      () => finish("ok"),
      () => finish("error"),
    );
    return result;
  });
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
