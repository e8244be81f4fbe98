import { Cron } from "croner";
import { defaults, type IntervalUnit, type MonitorConfig, type Schedule } from "./monitor.ts";

const minuteMs = 60_000;

const nicknames: Readonly<Record<string, string>> = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

/** The five fields of a crontab schedule, or why it is none. */
export function readCrontab(text: string): { readonly crontab: string } | { readonly problem: string } {
  const trimmed = text.trim().replaceAll(/\s+/g, " ");
  const nickname = trimmed.toLowerCase();
  // `constructor` is no nickname, though every object has one.
  const crontab = (Object.hasOwn(nicknames, nickname) ? nicknames[nickname] : undefined) ?? trimmed;
  if (crontab.split(" ").length !== 5) return { problem: "Only 5 field crontab syntax is supported" };
  try {
    if (new Cron(crontab, { paused: true, mode: "5-part" }).nextRun() === null) return { problem: "The schedule never comes up" };
  } catch (error) {
    return { problem: `Schedule was not parseable: ${error instanceof Error ? error.message : String(error)}` };
  }
  return { crontab };
}

export function isTimezone(name: string): boolean {
  try {
    // Offsets like +02:00 are taken by this constructor, but are no timezone of a monitor.
    return /^[A-Za-z][\w+/-]*$/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

type Timed = Pick<MonitorConfig, "schedule" | "timezone">;

/** Parsing costs more than asking; monitors are few. */
const parsed = new Map<string, Cron>();

function cronOf(crontab: string, timezone: string): Cron {
  const key = `${timezone} ${crontab}`;
  let cron = parsed.get(key);
  if (cron === undefined) {
    if (parsed.size >= 500) parsed.clear();
    parsed.set(key, (cron = new Cron(crontab, { paused: true, mode: "5-part", timezone })));
  }
  return cron;
}

/** When the next check-in is due after one at `checkIn`. Intervals count from its minute, crontabs by the clock on the wall. */
export function nextAfter(config: Timed, checkIn: number): number {
  return nextSlot(config, checkIn, checkIn);
}

/**
 * The first slot after `now` of a schedule that expected a check-in at `expected`: what passed in between is passed.
 * Epoch milliseconds.
 */
export function nextSlot({ schedule, timezone }: Timed, expected: number, now: number): number {
  if (schedule.type === "crontab") {
    const next = cronOf(schedule.value, timezone ?? defaults.timezone).nextRun(new Date(now));
    if (next === null) throw new Error(`the schedule ${schedule.value} never comes up`);
    return next.getTime();
  }
  return nextInterval(schedule, Math.floor(expected / minuteMs) * minuteMs, now);
}

const fixed: Readonly<Partial<Record<IntervalUnit, number>>> = { minute: minuteMs, hour: 60 * minuteMs, day: 1440 * minuteMs, week: 7 * 1440 * minuteMs };

function nextInterval({ value, unit }: Extract<Schedule, { type: "interval" }>, start: number, now: number): number {
  const length = fixed[unit];
  if (length !== undefined) return start + Math.max(1, Math.floor((now - start) / (value * length)) + 1) * value * length;
  const months = unit === "year" ? 12 * value : value;
  for (let steps = 1; ; steps++) {
    const at = addMonths(start, steps * months);
    if (at > now) return at;
  }
}

/** The last day of a month that lacks the day. */
function addMonths(time: number, months: number): number {
  const date = new Date(time);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

export function latest({ checkinMargin }: Pick<MonitorConfig, "checkinMargin">, expected: number): number {
  return expected + (checkinMargin ?? defaults.checkinMargin) * minuteMs;
}

export function timeoutAt({ maxRuntime }: Pick<MonitorConfig, "maxRuntime">, started: number): number {
  return started + (maxRuntime ?? defaults.maxRuntime) * minuteMs;
}
