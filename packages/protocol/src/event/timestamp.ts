/** Last second of the year 9999. */
const MAX_SECONDS = 253_402_300_799.999;
const NUMBER = /^\s*\+?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$/;
const ISO = /^\s*(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9})\d*)?)?\s*([Zz]|UTC|[+-]\d{2}(?::?\d{2})?)?)?\s*$/;

/**
 * A point in time as SDKs write it, in unix seconds with microseconds: seconds as number or numeric text, RFC 3339 with any
 * offset (also `+00`), ISO without a zone (UTC), a space instead of `T` (`protocol.md` §10.1). Undefined for anything else,
 * for negative times, and from the year 10000 on.
 */
export function parseTimestamp(value: unknown): number | undefined {
  if (typeof value === "number") return inRange(value);
  if (typeof value !== "string") return undefined;
  if (NUMBER.test(value)) return inRange(Number(value));
  const match = ISO.exec(value);
  return match === null ? undefined : parseIso(match);
}

function parseIso([, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"]: RegExpExecArray): number | undefined {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // Date.UTC rolls 30 February over to March; such a date is no date.
  if (new Date(midnight).getUTCDate() !== Number(day) || Number(month) > 12 || Number(year) < 1970) return undefined;
  const seconds = midnight / 1000 + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offsetSeconds(zone);
  return inRange(seconds + Number(`0.${fraction || "0"}`));
}

function offsetSeconds(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  const digits = zone.slice(1).replace(":", "");
  return sign * (Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4) || "0") * 60);
}

/** Beyond the year 2255 there are no exact microseconds to round to in a number. */
const EXACT_MICROSECONDS = 9_007_199_254;

function inRange(seconds: number): number | undefined {
  if (!(seconds >= 0 && seconds <= MAX_SECONDS)) return undefined;
  return seconds < EXACT_MICROSECONDS ? Math.round(seconds * 1e6) / 1e6 : seconds;
}
