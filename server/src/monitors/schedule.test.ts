import { expect, test } from "vitest";
import { mergeConfig, readConfig } from "./read-config.ts";
import { monitorSlug, type Schedule } from "./monitor.ts";
import { isTimezone, nextAfter, nextSlot, readCrontab } from "./schedule.ts";

const at = (text: string): number => Date.parse(text);
const crontab = (value: string): Schedule => ({ type: "crontab", value });

test.each([
  ["*/5 * * * *", "UTC", "2026-03-01T12:03:20Z", "2026-03-01T12:05:00Z"],
  ["*/5 * * * *", "UTC", "2026-03-01T12:05:00Z", "2026-03-01T12:10:00Z"],
  ["0 3 * * MON", "Europe/Vienna", "2026-06-01T12:00:00Z", "2026-06-08T01:00:00Z"],
  ["0 3 * JAN *", "America/New_York", "2026-06-01T12:00:00Z", "2027-01-01T08:00:00Z"],
  // The night in which clocks go forward: 02:30 does not come, the job runs with the jump.
  ["30 2 * * *", "Europe/Vienna", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z"],
  // A day of the month or of the week, as cron has it.
  ["0 0 13 * 5", "UTC", "2026-03-01T00:00:00Z", "2026-03-06T00:00:00Z"],
])("%s in %s after %s is due at %s", (value, timezone, after, due) => {
  expect(new Date(nextAfter({ schedule: crontab(value), timezone }, at(after))).toISOString()).toBe(new Date(at(due)).toISOString());
});

test.each([
  [10, "minute", "2026-03-01T12:03:20Z", "2026-03-01T12:13:00Z"],
  [2, "hour", "2026-03-01T12:03:20Z", "2026-03-01T14:03:00Z"],
  [1, "week", "2026-03-01T12:03:20Z", "2026-03-08T12:03:00Z"],
  [1, "month", "2026-01-31T12:03:20Z", "2026-02-28T12:03:00Z"],
  [1, "year", "2028-02-29T12:03:20Z", "2029-02-28T12:03:00Z"],
] as const)("every %i %s after %s is due at %s", (value, unit, after, due) => {
  expect(new Date(nextAfter({ schedule: { type: "interval", value, unit }, timezone: null }, at(after))).toISOString()).toBe(new Date(at(due)).toISOString());
});

test("slots that passed are passed", () => {
  const every10 = { schedule: { type: "interval", value: 10, unit: "minute" }, timezone: null } as const;
  expect(nextSlot(every10, at("2026-03-01T12:03:00Z"), at("2026-03-01T12:38:00Z"))).toBe(at("2026-03-01T12:43:00Z"));
  expect(nextSlot(every10, at("2026-03-01T12:03:00Z"), at("2026-03-01T12:43:00Z"))).toBe(at("2026-03-01T12:53:00Z"));
  const monthly = { schedule: { type: "interval", value: 1, unit: "month" }, timezone: null } as const;
  expect(nextSlot(monthly, at("2026-01-31T00:00:00Z"), at("2026-03-15T00:00:00Z"))).toBe(at("2026-03-31T00:00:00Z"));
});

test("reads what SDKs and the API send", () => {
  const config = { schedule: crontab("0 0 * * *"), checkinMargin: 1, maxRuntime: 10, timezone: "Europe/Vienna", failureThreshold: 2, recoveryThreshold: 3 };
  const rest = { checkin_margin: 0, max_runtime: 10, timezone: "Europe/Vienna", failure_issue_threshold: 2, recovery_threshold: 3 };
  expect(readConfig({ schedule: { type: "crontab", value: " @daily " }, ...rest })).toEqual({ config });
  expect(readConfig({ schedule_type: "crontab", schedule: "0  0 * * *", ...rest })).toEqual({ config });
  expect(readConfig({ schedule_type: "interval", schedule: [2, "hour"] })).toEqual({ config: { schedule: { type: "interval", value: 2, unit: "hour" } } });
});

test("what is not sent stays as it was, and null is the default again", () => {
  const before = mergeConfig(null, { schedule: crontab("0 0 * * *"), maxRuntime: 10, checkinMargin: 5 });
  const read = readConfig({ schedule: "0 1 * * *", checkin_margin: null });
  if ("problems" in read) throw new Error(JSON.stringify(read));
  expect(mergeConfig(before, read.config)).toMatchObject({ schedule: crontab("0 1 * * *"), maxRuntime: 10, checkinMargin: null });
});

test.each([
  ["* * * * * *", "schedule"],
  ["@reboot", "schedule"],
  ["61 * * * *", "schedule"],
  ["0 0 31 2 *", "schedule"],
  ["whenever", "schedule"],
  ["", "schedule"],
])("the crontab %j is refused", (value, member) => {
  expect(readConfig({ schedule: { type: "crontab", value } })).toMatchObject({ problems: { [member]: expect.any(String) } });
});

test.each([
  [{ schedule: { type: "interval", value: 0, unit: "hour" } }, "schedule"],
  [{ schedule: { type: "interval", value: 1, unit: "fortnight" } }, "schedule"],
  [{ schedule: { type: "sometimes" } }, "schedule"],
  [{ schedule: "* * * * *", checkin_margin: 40_321 }, "checkin_margin"],
  [{ schedule: "* * * * *", max_runtime: 1.5 }, "max_runtime"],
  [{ schedule: "* * * * *", timezone: "Mars/Olympus" }, "timezone"],
  [{ schedule: "* * * * *", failure_issue_threshold: 721 }, "failure_issue_threshold"],
  ["daily", "config"],
])("%j is refused", (sent, member) => {
  expect(readConfig(sent)).toMatchObject({ problems: { [member]: expect.any(String) } });
});

test("timezones and slugs", () => {
  expect(["Europe/Vienna", "UTC", "Etc/GMT+5", "+02:00", "", "Moon"].map(isTimezone)).toEqual([true, true, true, false, false, false]);
  expect(["Nightly Backup!", "a_b-C", "--", "é", "x".repeat(80)].map(monitorSlug)).toEqual(["nightly-backup", "a_b-c", undefined, "e", "x".repeat(50)]);
});

test("a name that every object has is no schedule", () => {
  for (const text of ["constructor", "toString", "__proto__"]) expect(readCrontab(text)).toHaveProperty("problem");
});
