import { parseTimestamp } from "@vedette/protocol";
import type { Json } from "../json/json.ts";
import type { Cursor } from "./cursor.ts";
import { microseconds } from "./timestamp.ts";

/** Smaller drifts are network time and rounding (`protocol.md` §10.2). */
const minDriftMs = 55 * 60_000;
const maxAgeMs = 30 * 86_400_000;
const maxAheadMs = 60_000;

export interface Clocks {
  /** When the request arrived, epoch milliseconds. */
  readonly receivedAt: number;
  /** `sent_at` of the envelope by the client's clock, epoch milliseconds. */
  readonly sentAt: number | null;
}

/** By how much times of the client are to be moved, milliseconds; 0 for a clock that is about right. */
export function clockDrift({ receivedAt, sentAt }: Clocks): number {
  const drift = sentAt === null ? 0 : receivedAt - sentAt;
  return Math.abs(drift) >= minDriftMs ? drift : 0;
}

/**
 * Sets the shift of all times in the payload: by the drift of the client's clock, and so that an event that is older than
 * 30 days or more than a minute ahead counts as of now. Answers the event's time in unix seconds, undefined if it has none.
 */
export function alignClock(sentTimestamp: Json | undefined, clocks: Clocks, cursor: Cursor): number | undefined {
  const { receivedAt, sentAt } = clocks;
  const drift = clockDrift(clocks);
  if (sentAt !== null && drift !== 0) {
    cursor.timeShift = drift;
    cursor.report({ type: "clock_drift", name: "timestamp", ...times(sentAt, receivedAt) });
  }
  if (sentTimestamp === undefined || sentTimestamp === null) return undefined;
  const seconds = parseTimestamp(sentTimestamp);
  if (seconds === undefined) {
    cursor.enter("timestamp");
    cursor.invalid("expected a timestamp", sentTimestamp);
    cursor.leave();
    return undefined;
  }
  const at = seconds * 1000 + cursor.timeShift;
  const problem = at < receivedAt - maxAgeMs ? "past_timestamp" : at > receivedAt + maxAheadMs ? "future_timestamp" : undefined;
  if (problem === undefined) return cursor.timeShift === 0 ? seconds : microseconds(at / 1000);
  cursor.report({ type: problem, name: "timestamp", ...times(at, receivedAt) });
  cursor.timeShift += receivedAt - at;
  return receivedAt / 1000;
}

/**
 * What to add to the times of something that came in a container, in milliseconds: the same rules, for an entry that ended
 * (or was) at `at` by the client's clock.
 */
export function shiftOf(at: number, { receivedAt, sentAt }: Clocks): number {
  const drift = sentAt === null ? 0 : receivedAt - sentAt;
  const shift = Math.abs(drift) >= minDriftMs ? drift : 0;
  const aligned = at + shift;
  return aligned < receivedAt - maxAgeMs || aligned > receivedAt + maxAheadMs ? receivedAt - at : shift;
}

function times(sdk: number, server: number): { readonly sdk_time: string; readonly server_time: string } {
  return { sdk_time: new Date(Math.min(sdk, 8.64e15)).toISOString(), server_time: new Date(server).toISOString() };
}
