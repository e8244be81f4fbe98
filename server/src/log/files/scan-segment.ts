import fs from "node:fs";
import { decodeFrame, FRAME_PREFIX_BYTES } from "./frame.ts";

interface ScannedFrame {
  /** Of the whole frame on disk. */
  readonly bytes: number;
  readonly receivedAt: number;
}

export interface ScannedSegment {
  /** Readable frames from the start of the file, in order. */
  readonly frames: readonly ScannedFrame[];
  readonly fileBytes: number;
  /** Where reading had to stop, if that is before the end of the file. */
  readonly damage: { readonly offset: number; readonly kind: "torn" | "corrupt" } | undefined;
}

const MAX_FRAME_BYTES = 256 * 1024 * 1024;
/** Every meta starts like this; it is looked for only to tell a torn end from a frame whose length went bad. */
const META_START = Buffer.from('{"endpoint"');
const META_OFFSET = FRAME_PREFIX_BYTES + 2;

/**
 * Reads a segment frame by frame, with checksums, up to its end or to the first frame that cannot be read. "torn" is what an
 * interrupted write leaves behind: a last frame that is not all there. Whatever else is wrong is "corrupt".
 */
export function scanSegment(file: string, maxFrames: number): ScannedSegment {
  const fd = fs.openSync(file, "r");
  try {
    const fileBytes = fs.fstatSync(fd).size;
    const frames: ScannedFrame[] = [];
    let offset = 0;
    while (offset < fileBytes && frames.length < maxFrames) {
      const bytes = frameBytesAt(fd, offset, fileBytes);
      if (bytes === undefined) return { frames, fileBytes, damage: { offset, kind: hasLaterFrame(fd, offset, fileBytes) ? "corrupt" : "torn" } };
      const whole = bytes > MAX_FRAME_BYTES ? undefined : readExactly(fd, offset, bytes);
      const frame = whole === undefined ? undefined : decodeFrame(whole, 0);
      if (frame === undefined || "problem" in frame) return { frames, fileBytes, damage: { offset, kind: "corrupt" } };
      frames.push({ bytes, receivedAt: frame.meta.receivedAt });
      offset += bytes;
    }
    return { frames, fileBytes, damage: undefined };
  } finally {
    fs.closeSync(fd);
  }
}

function frameBytesAt(fd: number, offset: number, fileBytes: number): number | undefined {
  const prefix = readExactly(fd, offset, FRAME_PREFIX_BYTES);
  if (prefix === undefined) return undefined;
  const bytes = FRAME_PREFIX_BYTES + prefix.readUInt32BE(0);
  return offset + bytes > fileBytes ? undefined : bytes;
}

/** A torn write has nothing readable behind it. */
function hasLaterFrame(fd: number, offset: number, fileBytes: number): boolean {
  const rest = readExactly(fd, offset, Math.min(fileBytes - offset, MAX_FRAME_BYTES));
  if (rest === undefined) return false;
  for (let at = rest.indexOf(META_START, META_OFFSET + 1); at !== -1; at = rest.indexOf(META_START, at + 1)) {
    if (!("problem" in decodeFrame(rest, at - META_OFFSET))) return true;
  }
  return false;
}

/** Undefined when the file ends before. */
export function readExactly(fd: number, offset: number, length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(length);
  let have = 0;
  while (have < length) {
    const read = fs.readSync(fd, bytes, have, length - have, offset + have);
    if (read === 0) return undefined;
    have += read;
  }
  return bytes;
}
