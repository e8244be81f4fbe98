import { expect, test } from "vitest";
import { InvalidPeriod, parsePeriod } from "./period.ts";

const now = Date.UTC(2026, 10, 21, 12);
const day = 86_400_000;

test.each([
  [{ statsPeriod: "24h" }, now - day, now + 1],
  [{ statsPeriod: "2w", start: "ignored", end: "ignored" }, now - 14 * day, now + 1],
  [{ statsPeriodStart: "2d", statsPeriodEnd: "1d" }, now - 2 * day, now - day],
  [{ start: "2026-01-02T03:04:05", end: "2026-01-03T00:00:00+02:00" }, Date.UTC(2026, 0, 2, 3, 4, 5), Date.UTC(2026, 0, 2, 22)],
])("%j", (parameters, from, to) => expect(parsePeriod(parameters, now)).toEqual({ range: { from, to }, explicit: true }));

test.each([
  [{ statsPeriod: "999999999w" }, 0, now + 1],
  [{ start: "0001-01-01", end: "9999-12-31" }, 0, now + day],
  [{ start: "9998-01-01", end: "9999-12-31" }, Date.UTC(9998, 0, 1), Date.UTC(9998, 0, 2)],
])("%j is cut to what there can be", (parameters, from, to) => expect(parsePeriod(parameters, now).range).toEqual({ from, to }));

test("nothing given is 90 days, and not explicit", () => {
  expect(parsePeriod({ statsPeriod: "", start: "" }, now)).toEqual({ range: { from: now - 90 * day, to: now + 1 }, explicit: false });
});

test.each([
  [{ statsPeriod: "soon" }, 'Invalid statsPeriod: "soon"'],
  [{ statsPeriod: "0d" }, 'Invalid statsPeriod: "0d"'],
  [{ start: "2026-01-03", end: "2026-01-02" }, "start must be before end"],
  [{ start: "2026-01-03" }, "start and end are both required"],
  [{ start: "x", end: "2026-01-02" }, 'Invalid start: "x" is not an ISO 8601 date'],
])("%j is refused", (parameters, message) => {
  expect(() => parsePeriod(parameters, now)).toThrow(InvalidPeriod);
  expect(() => parsePeriod(parameters, now)).toThrow(message);
});
