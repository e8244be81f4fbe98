import { expect, test } from "vitest";
import type { SessionNumbers } from "../stores/telemetry/sessions.ts";
import { adoptionOf } from "./release-health.ts";
import { countOf, crashFreeRate, groupedStatuses, sessionFields } from "./session-metrics.ts";

const hour = 3_600_000;
const start = Date.UTC(2026, 4, 10);
const none = { total: 0, errored: 0, unhandled: 0, abnormal: 0, crashed: 0 };
const hours = (...totals: readonly number[]): SessionNumbers[] =>
  totals.map((total) => ({ sessions: { ...none, total }, users: { ...none, anrForeground: 0, anr: 0 }, durations: null }));
const repeat = (count: number, total: number): number[] => Array.from({ length: count }, () => total);

test("a release is adopted from the hour in which it has a tenth of a day's sessions", () => {
  const release = hours(...repeat(5, 0), ...repeat(5, 5));
  // 25 of 200 in the tenth hour, 20 of 180 in the ninth.
  expect(adoptionOf(release, hours(...repeat(10, 20)), start)).toEqual({ stage: "adopted", adoptedAt: start + 8 * hour, replacedAt: null });
});

test("it is replaced from the hour in which it no longer has", () => {
  const release = hours(...repeat(10, 20), ...repeat(60, 0));
  const { stage, adoptedAt, replacedAt } = adoptionOf(release, hours(...repeat(70, 20)), start);
  expect([stage, adoptedAt]).toEqual(["replaced", start]);
  // A day after its last sessions: two hours of twenty in 24 are less than a tenth.
  expect(replacedAt).toBe(start + 31 * hour);
});

test("a day without any session takes nothing from the last release", () => {
  expect(adoptionOf(hours(5, ...repeat(40, 0)), hours(5, ...repeat(40, 0)), start)).toEqual({ stage: "adopted", adoptedAt: start, replacedAt: null });
});

test("little is low, nothing is none", () => {
  expect(adoptionOf(hours(1), hours(100), start).stage).toBe("low_adoption");
  expect(adoptionOf(hours(0), hours(100), start).stage).toBe("not_adopted");
  expect(adoptionOf([], [], start).stage).toBe("not_adopted");
});

test("statuses add up, and updates of sessions that never began make nothing negative", () => {
  const counts = { total: 10, errored: 6, unhandled: 1, abnormal: 2, crashed: 1 };
  expect(groupedStatuses.map((status) => countOf(counts, status))).toEqual([4, 2, 1, 2, 1]);
  expect(countOf({ ...none, errored: 3, crashed: 5 }, "errored")).toBe(0);
  expect(countOf({ ...none, errored: 3 }, "healthy")).toBe(0);
  expect(crashFreeRate({ ...none, crashed: 2 })).toBeNull();
  expect(crashFreeRate({ ...none, total: 1, crashed: 2 })).toBe(0);
});

test("rates are of all sessions or users, and null of none", () => {
  const numbers: SessionNumbers = {
    sessions: { total: 13, errored: 3, unhandled: 0, abnormal: 0, crashed: 1 },
    users: { total: 4, errored: 2, unhandled: 0, abnormal: 1, crashed: 1, anrForeground: 1, anr: 1 },
    durations: null,
  };
  const value = (name: string) => sessionFields[name]?.value(numbers);
  expect(value("crash_free_rate(session)")).toBeCloseTo(12 / 13);
  expect(value("crash_free_rate(user)")).toBe(0.75);
  expect(value("errored_rate(session)")).toBeCloseTo(2 / 13);
  expect(value("unhealthy_rate(user)")).toBe(0.5);
  expect(value("anr_rate()")).toBe(0.25);
  expect(value("p50(session.duration)")).toBeNull();
});
