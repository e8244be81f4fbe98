import { isJsonObject } from "@vedette/protocol";
import { intervalUnits, type MonitorConfig, type Schedule } from "./monitor.ts";
import { isTimezone, readCrontab } from "./schedule.ts";

export type ReadConfig = Partial<MonitorConfig> & { readonly schedule: Schedule };

/** Longest times in minutes: four weeks (`protocol.md` §18.1). */
const maxMinutes = 40_320;
const maxThreshold = 720;

/** By member, what is wrong with it. */
export type ConfigProblems = Readonly<Record<string, string>>;

/**
 * A monitor's configuration as SDKs send it (`schedule: {type, value, unit}`) and as the API takes it (`schedule_type` and
 * a text or `[n, "unit"]`). What is not given is left out.
 */
export function readConfig(sent: unknown): { readonly config: ReadConfig } | { readonly problems: ConfigProblems } {
  if (!isJsonObject(sent)) return { problems: { config: "Expected an object." } };
  const problems: Record<string, string> = {};
  const schedule = readSchedule(sent["schedule"], sent["schedule_type"]);
  if ("problem" in schedule) problems["schedule"] = schedule.problem;
  const take = <T>(name: string, read: (value: unknown) => T | { readonly problem: string }): T | null | undefined => {
    const value = sent[name];
    if (value === undefined || value === null) return value;
    const found = read(value);
    if (!isProblem(found)) return found;
    problems[name] = found.problem;
    return undefined;
  };
  const read = {
    checkinMargin: take<number>("checkin_margin", (value) => wholeNumber(value === 0 ? 1 : value, maxMinutes)),
    maxRuntime: take<number>("max_runtime", (value) => wholeNumber(value, maxMinutes)),
    timezone: take<string>("timezone", (value) => (typeof value === "string" && isTimezone(value) ? value : { problem: "Not a timezone of the tz database." })),
    failureThreshold: take<number>("failure_issue_threshold", (value) => wholeNumber(value, maxThreshold)),
    recoveryThreshold: take<number>("recovery_threshold", (value) => wholeNumber(value, maxThreshold)),
  };
  if ("problem" in schedule || Object.keys(problems).length > 0) return { problems };
  const { checkinMargin, maxRuntime, timezone, failureThreshold, recoveryThreshold } = read;
  return {
    config: {
      schedule: schedule.schedule,
      ...(checkinMargin !== undefined && { checkinMargin }),
      ...(maxRuntime !== undefined && { maxRuntime }),
      ...(timezone !== undefined && { timezone }),
      ...(failureThreshold !== undefined && { failureThreshold }),
      ...(recoveryThreshold !== undefined && { recoveryThreshold }),
    },
  };
}

function isProblem(value: unknown): value is { readonly problem: string } {
  return typeof value === "object" && value !== null && "problem" in value;
}

function wholeNumber(value: unknown, most: number): number | { readonly problem: string } {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 1 && value <= most
    ? value
    : { problem: `Expected a whole number from 1 to ${most}.` };
}

function readSchedule(sent: unknown, type: unknown): { readonly schedule: Schedule } | { readonly problem: string } {
  if (isJsonObject(sent)) return scheduleOf(sent["type"], sent["value"], sent["unit"]);
  if (Array.isArray(sent)) return scheduleOf(type ?? "interval", sent[0], sent[1]);
  return scheduleOf(type ?? "crontab", sent, undefined);
}

function scheduleOf(type: unknown, value: unknown, unit: unknown): { readonly schedule: Schedule } | { readonly problem: string } {
  if (type === "crontab") {
    if (typeof value !== "string") return { problem: "Expected a crontab schedule such as */5 * * * *." };
    const read = readCrontab(value);
    return "problem" in read ? read : { schedule: { type, value: read.crontab } };
  }
  if (type !== "interval") return { problem: "Expected the type crontab or interval." };
  const known = intervalUnits.find((name) => name === unit);
  if (known === undefined) return { problem: `Expected one of the units ${intervalUnits.join(", ")}.` };
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1 || value > 1_000_000) return { problem: "Expected a whole number of at least 1." };
  return { schedule: { type, value, unit: known } };
}

/** A stored configuration, with what is new in `change`. */
export function mergeConfig(before: MonitorConfig | null, change: ReadConfig): MonitorConfig {
  const none = { checkinMargin: null, maxRuntime: null, timezone: null, failureThreshold: null, recoveryThreshold: null };
  return { ...none, ...before, ...change };
}
