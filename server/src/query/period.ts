import { parseDate, parseDuration } from "./dates.ts";
import type { TimeRange } from "./model.ts";

/** A period that cannot be understood: answered as 400 with `message` (`api.md` §3.3). */
export class InvalidPeriod extends Error {
  override readonly name = "InvalidPeriod";
}

export interface PeriodParameters {
  readonly statsPeriod?: string | undefined;
  readonly start?: string | undefined;
  readonly end?: string | undefined;
  readonly statsPeriodStart?: string | undefined;
  readonly statsPeriodEnd?: string | undefined;
}

export interface Period {
  readonly range: TimeRange;
  /** False when the request named no period and got the default. */
  readonly explicit: boolean;
}

const day = 24 * 60 * 60 * 1000;

/** The default when a request names no period. */
const defaultPeriodMs = 90 * day;

/**
 * The time range of a request. `statsPeriod` wins over start and end. Throws `InvalidPeriod`.
 *
 * Nothing is older than the epoch or much younger than now (clocks of clients run ahead by a day at most), so that nobody
 * asks for buckets of ten thousand years.
 */
export function parsePeriod(parameters: PeriodParameters, now: number, defaultMs: number = defaultPeriodMs): Period {
  const { range, explicit } = requestedPeriod(parameters, now, defaultMs);
  const from = Math.max(range.from, 0);
  return { range: { from, to: Math.min(range.to, Math.max(now, from) + day) }, explicit };
}

function requestedPeriod(parameters: PeriodParameters, now: number, defaultMs: number): Period {
  const { statsPeriod, statsPeriodStart, statsPeriodEnd, start, end } = parameters;
  // One millisecond beyond now: ranges are half open, and an event of this very millisecond belongs to "now".
  const upTo = now + 1;
  if (given(statsPeriod)) return { range: { from: now - duration(statsPeriod), to: upTo }, explicit: true };
  if (given(statsPeriodStart)) {
    const range = { from: now - duration(statsPeriodStart), to: given(statsPeriodEnd) ? now - duration(statsPeriodEnd) : upTo };
    if (range.from >= range.to) throw new InvalidPeriod("start must be before end");
    return { range, explicit: true };
  }
  if (!given(start) && !given(end)) return { range: { from: now - defaultMs, to: upTo }, explicit: false };
  if (!given(start) || !given(end)) throw new InvalidPeriod("start and end are both required");
  const range = { from: date(start, "start"), to: date(end, "end") };
  if (range.from >= range.to) throw new InvalidPeriod("start must be before end");
  return { range, explicit: true };
}

function given(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}

function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms === 0) throw new InvalidPeriod(`Invalid statsPeriod: ${JSON.stringify(text)}`);
  return ms;
}

function date(text: string, name: string): number {
  const parsed = parseDate(text);
  if (parsed === undefined) throw new InvalidPeriod(`Invalid ${name}: ${JSON.stringify(text)} is not an ISO 8601 date`);
  return parsed.at;
}
