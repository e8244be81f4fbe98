import { byteText, fullNumber } from "../../ui/number-text.ts";
import { durationText } from "../../ui/time-text.ts";

export type Aggregate = "sum" | "avg" | "p95" | "max" | "min" | "count";

export const aggregateWords: Readonly<Record<Aggregate, string>> = { sum: "Sum", avg: "Average", p95: "95 %", max: "Most", min: "Least", count: "Count" };

/** What is worth asking of a kind of metric, the first one first. A value of a set stands for a member, so it is only counted. */
const byType: Readonly<Record<string, readonly Aggregate[]>> = {
  counter: ["sum", "count"],
  distribution: ["p95", "avg", "max", "count"],
  gauge: ["avg", "max", "min", "count"],
  set: ["count"],
};

export function aggregatesOf(type: string): readonly Aggregate[] {
  return byType[type] ?? ["avg", "sum", "count"];
}

const millisecondsIn: Readonly<Record<string, number>> = {
  nanosecond: 1e-6,
  microsecond: 1e-3,
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};
const bytesIn: Readonly<Record<string, number>> = {
  byte: 1,
  kibibyte: 1024,
  mebibyte: 1024 ** 2,
  gibibyte: 1024 ** 3,
  kilobyte: 1000,
  megabyte: 1e6,
  gigabyte: 1e9,
};

/** A value in the unit that the program named, as a person reads it. */
export function valueText(value: number, unit: string): string {
  const [milliseconds, bytes] = [millisecondsIn[unit], bytesIn[unit]];
  if (milliseconds !== undefined)
    return value * milliseconds > 0 && value * milliseconds < 1 ? `${plain(value * milliseconds)} ms` : durationText(value * milliseconds);
  if (bytes !== undefined) return byteText(Math.round(value * bytes));
  if (unit === "ratio") return `${plain(value * 100)} %`;
  if (unit === "percent") return `${plain(value)} %`;
  return unit === "" || unit === "none" ? plain(value) : `${plain(value)} ${unit}`;
}

/** Three digits where a number has a fraction. */
function plain(value: number): string {
  return Number.isInteger(value) || Math.abs(value) >= 1000 ? fullNumber(Math.round(value)) : String(Number(value.toPrecision(3)));
}
