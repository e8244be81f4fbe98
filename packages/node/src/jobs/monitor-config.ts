import { getClient, type MonitorConfig } from "@vedette/node";

/** Letters, digits, dashes and underscores, at most 50 of them: what servers take as the name of a monitor. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 50) || "job";

const NAMED: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/** A cron expression as monitors know it: minutes at the finest. Undefined, and a line in the debug output, for what has seconds. */
export function crontabOf(expression: string, timezone: string | undefined): MonitorConfig | undefined {
  const named = NAMED[expression.trim().toLowerCase()];
  const fields = (named ?? expression).trim().split(/\s+/);
  const [seconds, ...rest] = fields;
  const value = fields.length === 5 ? fields.join(" ") : fields.length === 6 && /^0+$/.test(seconds ?? "") ? rest.join(" ") : undefined;
  if (value === undefined) {
    getClient()?.log(`the schedule ${expression} has seconds, which monitors do not know; its check-ins create no monitor`);
    return undefined;
  }
  return { schedule: { type: "crontab", value }, ...(timezone === undefined ? {} : { timezone }) };
}

const MINUTE = 60_000;

/** Milliseconds as the largest unit that fits; undefined below a minute. */
export function intervalOf(every: number): MonitorConfig | undefined {
  const units = [
    ["week", 7 * 24 * 60 * MINUTE],
    ["day", 24 * 60 * MINUTE],
    ["hour", 60 * MINUTE],
    ["minute", MINUTE],
  ] as const;
  for (const [unit, length] of units) if (every >= length && every % length === 0) return { schedule: { type: "interval", value: every / length, unit } };
  getClient()?.log(`an interval of ${every} ms is no whole number of minutes; its check-ins create no monitor`);
  return undefined;
}
