import { watchCroner } from "@vedette/node/cron";
import { isObject, type StrapiLike } from "./strapi-like.ts";

/**
 * From now on each task that is added to `strapi.cron` has a monitor and reports what it throws. To be called before Strapi adds those
 * of its configuration.
 */
export function watchCronTasks(strapi: StrapiLike, isEnabled: () => boolean): void {
  const { cron } = strapi;
  const add = cron.add.bind(cron);
  cron.add = (tasks?: unknown) => add(isEnabled() && isObject(tasks) ? watched(tasks) : tasks);
}

/** `{ "0 3 * * *": run }` or `{ name: { task: run, options: { rule, tz } } }`. */
function watched(tasks: object): object {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, entry]: [string, unknown]): [string, unknown] => {
      if (isTask(entry)) return [name, watchCroner(name, entry.bind(tasks), { pattern: name })];
      if (!isObject(entry)) return [name, entry];
      const task: unknown = Reflect.get(entry, "task");
      if (!isTask(task)) return [name, entry];
      return [name, { ...entry, task: watchCroner(name, task.bind(entry), scheduleOf(Reflect.get(entry, "options"))) }];
    }),
  );
}

const isTask = (value: unknown): value is (...args: readonly unknown[]) => unknown => typeof value === "function";

/** The rule and time zone, where the rule is a cron expression: dates and recurrences have no monitor that could know their schedule. */
function scheduleOf(options: unknown): { readonly pattern?: string; readonly timezone?: string } {
  if (typeof options === "string") return { pattern: options };
  if (!isObject(options)) return {};
  const rule: unknown = Reflect.get(options, "rule");
  const timezone: unknown = Reflect.get(options, "tz");
  return { ...(typeof rule === "string" ? { pattern: rule } : {}), ...(typeof timezone === "string" ? { timezone } : {}) };
}
