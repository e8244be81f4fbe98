import type { NormalizedEvent } from "../processing/normalize/event.ts";
import type { BlobReader } from "../stores/blobs/port.ts";
import type { EventRow } from "../stores/telemetry/port.ts";

/** The normalized event as it was stored; undefined when retention took its body. */
export async function readStoredEvent(blobs: Pick<BlobReader, "body">, row: Pick<EventRow, "body">): Promise<NormalizedEvent | undefined> {
  const bytes = await blobs.body(row.body);
  if (bytes === undefined) return undefined;
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (!isStoredEvent(value)) throw new TypeError("a stored body is no normalized event");
  return value;
}

/** Bodies are written by the pipeline alone and checked against their checksum, so their first members vouch for the rest. */
function isStoredEvent(value: unknown): value is NormalizedEvent {
  return (
    typeof value === "object" &&
    value !== null &&
    "event_id" in value &&
    typeof value.event_id === "string" &&
    "timestamp" in value &&
    typeof value.timestamp === "number"
  );
}
