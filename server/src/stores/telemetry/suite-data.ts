import type { ItemOutcome } from "../../pipeline/batch.ts";
import type { AttachmentRow, EventRow } from "./port.ts";

/** Shared by the suites of the telemetry port. */

export const hour = 3_600_000;
export const day = 24 * hour;
/** Midnight of a day that is over. */
export const midnight = Date.UTC(2026, 4, 10);
export const firstDay = midnight / day;

export function eventId(n: number): string {
  return n.toString(16).padStart(32, "0");
}

/** Event `n` of project 1 and issue 1, `n` minutes after midnight, unless the changes say otherwise. */
export function event(n: number, changes: Partial<EventRow> = {}): EventRow {
  return {
    seq: n,
    projectId: 1,
    eventId: eventId(n),
    timestamp: midnight + n * 60_000,
    issueId: 1,
    receivedAt: midnight + n * 60_000,
    keyId: 1,
    type: "error",
    level: "error",
    platform: "node",
    title: `Error: number ${n}`,
    culprit: "work(job)",
    location: "job.ts",
    metadata: { type: "Error", value: `number ${n}` },
    message: "",
    logger: null,
    environment: null,
    release: null,
    dist: null,
    transaction: null,
    handled: null,
    traceId: null,
    spanId: null,
    sdk: null,
    user: null,
    tags: [],
    body: { day: firstDay, segment: 0, ordinal: n },
    bodyBytes: 100,
    primaryHash: null,
    ...changes,
  };
}

export function user(id: number): EventRow["user"] {
  return { tag: `id:${id}`, id: String(id), email: null, username: null, ip: null };
}

export function outcome(seq: number, changes: Partial<ItemOutcome> = {}): ItemOutcome {
  return {
    seq,
    projectId: 1,
    keyId: 1,
    receivedAt: midnight + seq * 60_000,
    eventId: eventId(seq),
    itemType: "event",
    category: "error",
    outcome: "invalid",
    reason: "invalid_json",
    detail: "at byte 7",
    quantity: 1,
    ...changes,
  };
}

export function attachment(seq: number, changes: Partial<AttachmentRow> = {}): AttachmentRow {
  return {
    seq,
    id: String(seq * 1000),
    projectId: 1,
    eventId: eventId(seq),
    receivedAt: midnight,
    day: firstDay,
    name: "log.txt",
    contentType: "text/plain",
    type: "event.attachment",
    size: 3,
    sha1: "a9993e364706816aba3e25717850c26c9cd0d89d",
    body: null,
    ...changes,
  };
}
