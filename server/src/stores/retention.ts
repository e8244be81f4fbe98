import type { BlobWriter, Day } from "./blobs/port.ts";
import type { TelemetryWriter } from "./telemetry/port.ts";

const dayMs = 86_400_000;

/** The oldest UTC day that is kept: `days` full days before the current one. */
export function firstDayKept(now: number, days: number): Day {
  return Math.floor(now / dayMs) - days;
}

/**
 * Removes whole days past the retention, rows first: a row never points to a body that is gone, since a body lies in the day
 * it was received and its row in a day that is not later. Then rewrites segments of small blocks.
 */
export async function retain(deps: {
  readonly telemetry: Pick<TelemetryWriter, "dropBefore">;
  readonly blobs: Pick<BlobWriter, "dropBefore" | "compact">;
  readonly now: number;
  readonly days: number;
}): Promise<{ readonly freedBytes: number; readonly savedBytes: number }> {
  const day = firstDayKept(deps.now, deps.days);
  await deps.telemetry.dropBefore(day);
  const freedBytes = await deps.blobs.dropBefore(day);
  const { bytesSaved } = await deps.blobs.compact();
  return { freedBytes, savedBytes: bytesSaved };
}
