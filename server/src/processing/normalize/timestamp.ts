import { parseTimestamp } from "@vedette/protocol";
import type { Reader } from "./shape.ts";

/** Rounded to what is stored: a double holds microseconds of this era, but no more. */
export function microseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}

/** A time within the payload, in unix seconds, moved with the client's clock. */
export const timestamp: Reader<number> = (value, cursor) => {
  const seconds = parseTimestamp(value);
  if (seconds === undefined) return cursor.invalid("expected a timestamp", value);
  return cursor.timeShift === 0 ? seconds : Math.max(microseconds(seconds + cursor.timeShift / 1000), 0);
};
