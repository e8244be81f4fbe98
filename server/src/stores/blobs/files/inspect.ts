import { closeSync, fstatSync, statSync } from "node:fs";
import { CorruptBlob } from "../port.ts";
import type { BlobInspection, SegmentState } from "../inspection.ts";
import { decodeBlock, headerBytes } from "./block.ts";
import { bodiesFolder, listDays, listSegments, objectFile, segmentFile } from "./layout.ts";
import { openIfThere } from "./reader.ts";
import { readAt, SegmentIndex } from "./segment-index.ts";

export function inspectBlobs(folder: string): BlobInspection {
  return {
    days: () => listDays(bodiesFolder(folder)),
    segments: (day) => listSegments(folder, day),
    segment(day, segment, thorough) {
      const file = segmentFile(folder, day, segment);
      const handle = openIfThere(file);
      return handle === undefined ? undefined : segmentState(file, handle, thorough);
    },
    objectBytes: (key) => statSync(objectFile(folder, key), { throwIfNoEntry: false })?.size,
  };
}

/** Closes the handle. */
function segmentState(file: string, handle: number, thorough: boolean): SegmentState {
  try {
    const index = new SegmentIndex(handle);
    index.extend();
    const lengths = new Uint32Array(index.bodies);
    const faults: string[] = [];
    let first = 0;
    for (const { offset, bytes, count } of index.ranges()) {
      const block = readAt(handle, offset, thorough ? bytes : headerBytes + 4 * count);
      for (let at = 0; at < count; at++) lengths[first + at] = block.readUInt32LE(headerBytes + 4 * at);
      const fault = thorough ? faultOf(block, `${file} at ${offset}`) : undefined;
      if (fault !== undefined) faults.push(fault);
      first += count;
    }
    return { file, lengths, faults, unreadBytes: fstatSync(handle).size - index.end };
  } finally {
    closeSync(handle);
  }
}

function faultOf(block: Buffer, where: string): string | undefined {
  try {
    decodeBlock(block, where);
    return undefined;
  } catch (error) {
    if (error instanceof CorruptBlob) return error.message;
    throw error;
  }
}
