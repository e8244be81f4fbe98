import { captureException, withMonitor, type MonitorConfig } from "@vedette/node";
import { crontabOf, slugOf } from "./monitor-config.ts";

/** How scheduled functions are watched. */
export interface CronWatchOptions {
  /** Name of the monitor, instead of the task's own name. */
  readonly slug?: string | undefined;
  /** Added to what the schedule says: margins, thresholds, owner. */
  readonly monitor?: Partial<MonitorConfig> | undefined;
}

/** Each run between check-ins, with scopes and a trace of its own; what it throws is reported and goes on. */
function watchRun<A extends readonly unknown[]>(
  system: string,
  slug: string,
  config: MonitorConfig | undefined,
  run: (...args: A) => unknown,
): (...args: A) => unknown {
  const reportAnd = (error: unknown): never => {
    captureException(error, { tags: { "job.system": system, "job.name": slug }, mechanism: { type: `auto.job.${system}`, handled: false } });
    throw error;
  };
  const watched = (args: A): unknown => {
    try {
      const result = run(...args);
      return result instanceof Promise ? result.catch(reportAnd) : result;
    } catch (error) {
      return reportAnd(error);
    }
  };
  return (...args) => withMonitor(slug, () => watched(args), config);
}

/**
 * The same `schedule` with a monitor for each task: named by the task's `name`, else by its expression.
 *
 * @example
 * const cron = watchNodeCron(nodeCron);
 * cron.schedule("0 3 * * *", cleanUp, { name: "nightly clean-up", timezone: "Europe/Berlin" });
 */
export function watchNodeCron<T, C, O extends { readonly name?: string; readonly timezone?: string }>(
  cron: { schedule(expression: string, run: (context: C) => unknown, options?: O): T },
  options: CronWatchOptions = {},
): { schedule(expression: string, run: (context: C) => unknown, options?: O): T } {
  return {
    schedule(expression, run, given) {
      const config = crontabOf(expression, given?.timezone);
      const slug = options.slug ?? slugOf(given?.name ?? expression);
      return cron.schedule(expression, watchRun("node-cron", slug, config && { ...config, ...options.monitor, isolateTrace: true }, run), given);
    },
  };
}

/**
 * A function for croner, with a monitor. Croner keeps pattern and time zone in the job, so they are named once more here.
 *
 * @example
 * new Cron("0 3 * * *", { timezone: "UTC" }, watchCroner("nightly", cleanUp, { pattern: "0 3 * * *", timezone: "UTC" }));
 */
export function watchCroner<A extends readonly unknown[]>(
  name: string,
  run: (...args: A) => unknown,
  {
    pattern,
    timezone,
    monitor,
    slug = slugOf(name),
  }: CronWatchOptions & { readonly pattern?: string | undefined; readonly timezone?: string | undefined } = {},
): (...args: A) => Promise<void> {
  const config = pattern === undefined ? undefined : crontabOf(pattern, timezone);
  const watched = watchRun("croner", slug, config && { ...config, ...monitor, isolateTrace: true }, run);
  return async (...args) => {
    await watched(...args);
  };
}
