import fs from "node:fs/promises";
import path from "node:path";
import { PendingRecords } from "./pending-records.ts";
import { listSegments, segmentName, type SegmentFile } from "./segment-name.ts";
import { scanSegment } from "./scan-segment.ts";

/**
 * Finds what a former process left in the folder. Files are only read: nothing is appended to an old segment and nothing is
 * cut off, so no recovery can make matters worse.
 *
 * Damage ends a segment; what is readable before it is kept, and reading goes on with the next segment, whose name tells its
 * first seq. After damage at the very end, seqs go on behind as many as the unreadable bytes could have held.
 */
export async function recover(
  folder: string,
  committedSeq: number,
  onWarning: (message: string) => void,
): Promise<{ readonly pending: PendingRecords; readonly nextSeq: number }> {
  const segments = listSegments(folder);
  const pending = new PendingRecords(committedSeq);
  let nextSeq = committedSeq + 1;
  for (const [index, segment] of segments.entries()) {
    const following = segments[index + 1];
    if (following !== undefined && following.firstSeq <= committedSeq + 1) {
      await fs.rm(segment.file);
      continue;
    }
    nextSeq = Math.max(nextSeq, await recoverSegment(pending, segment, following, onWarning));
  }
  pending.sealSegment();
  // An empty file keeps the seqs that unreadable records may have had from being given out after the damaged file is gone.
  if (nextSeq > pending.lastSeq + 1) await fs.writeFile(path.join(folder, segmentName(nextSeq)), "", { mode: 0o600 });
  return { pending, nextSeq };
}

/** Smallest frame: prefix, meta length and `{}`. Bounds how many records unreadable bytes may have been. */
const SMALLEST_FRAME_BYTES = 12;

async function recoverSegment(
  pending: PendingRecords,
  segment: SegmentFile,
  following: SegmentFile | undefined,
  onWarning: (message: string) => void,
): Promise<number> {
  // A write that failed may have left frames whose seqs were given to the next segment.
  const maxFrames = following === undefined ? Number.MAX_SAFE_INTEGER : following.firstSeq - segment.firstSeq;
  if (following === undefined && segment.firstSeq > pending.committedSeq + 1 && (await fs.stat(segment.file)).size === 0) return segment.firstSeq;
  const { frames, fileBytes, damage } = scanSegment(segment.file, maxFrames);
  const lastSeq = segment.firstSeq + frames.length - 1;
  const lostBytes = damage === undefined ? 0 : fileBytes - damage.offset;
  if (damage?.kind === "torn") {
    onWarning(`${segment.file}: the last write was interrupted; ${lostBytes} bytes after record ${lastSeq} were never confirmed to a client and are left out`);
  } else if (damage !== undefined) {
    onWarning(
      `${segment.file} is damaged at byte ${damage.offset}: ${frames.length} records before it are kept, ${lostBytes} bytes after it cannot be read; the file will be kept as ${segment.file}.damaged`,
    );
  }
  const damaged = damage?.kind === "corrupt";
  if (frames.length === 0 || lastSeq <= pending.committedSeq) {
    await discardSegment({ file: segment.file, damaged });
  } else {
    pending.openSegment(segment.file, segment.firstSeq, { damaged });
    for (const frame of frames) pending.add(frame.bytes, frame.receivedAt);
  }
  return lastSeq + 1 + (following === undefined ? Math.ceil(lostBytes / SMALLEST_FRAME_BYTES) : 0);
}

/** Deletes a segment that is done with; a damaged one is renamed, so that a person can look at it. */
export function discardSegment(segment: { readonly file: string; readonly damaged: boolean }): Promise<void> {
  return segment.damaged ? fs.rename(segment.file, `${segment.file}.damaged`) : fs.rm(segment.file, { force: true });
}
