import { closeSync, fdatasyncSync, fstatSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { constants, zstdCompressSync } from "node:zlib";
import type { Day } from "../port.ts";
import { decodeBlock, encodeBlock } from "./block.ts";
import { segmentFile, syncFolder } from "./layout.ts";
import { readAt, SegmentIndex } from "./segment-index.ts";

/** The pipeline's own bounds of a full block: larger ones make reading one body dearer and compress little better. */
const bodiesPerBlock = 64;
const rawBytesPerBlock = 4 * 1024 * 1024;
/** Off the hot path: 6 takes about four times the CPU of 1 and saves another 15 to 20 %. */
const level = 6;

/**
 * Rewrites a sealed segment that consists of many small blocks, as a quiet server makes them, into full ones. Segment and
 * ordinals stay. Returns the bytes saved, or undefined when it was not worth it or no longer wanted.
 *
 * Commits go on between its steps. `isStillSealed` is asked last, right before the new file takes the old one's place.
 */
export async function compactSegment(folder: string, day: Day, segment: number, isStillSealed: () => boolean): Promise<number | undefined> {
  const file = segmentFile(folder, day, segment);
  const source = openSync(file, "r");
  try {
    const sizeBefore = fstatSync(source).size;
    const index = new SegmentIndex(source);
    index.extend();
    const full = Math.max(index.bodies / bodiesPerBlock, index.rawBytes / rawBytesPerBlock);
    if (index.blocks < 8 || index.blocks < 2 * full) return undefined;
    const temporary = `${file}.part`;
    try {
      const bytes = await rewrite(source, index, temporary, file);
      if (!isStillSealed() || fstatSync(source).size !== sizeBefore) {
        rmSync(temporary, { force: true });
        return undefined;
      }
      renameSync(temporary, file);
      syncFolder(path.dirname(file));
      return sizeBefore - bytes;
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } finally {
    closeSync(source);
  }
}

async function rewrite(source: number, index: SegmentIndex, temporary: string, name: string): Promise<number> {
  const target = openSync(temporary, "w");
  let size = 0;
  let bodies: Uint8Array[] = [];
  let raw = 0;
  const flush = async (): Promise<void> => {
    if (bodies.length === 0) return;
    const compressed = zstdCompressSync(Buffer.concat(bodies), { params: { [constants.ZSTD_c_compressionLevel]: level } });
    const block = encodeBlock(
      compressed,
      bodies.map((body) => body.byteLength),
    );
    for (let done = 0; done < block.byteLength;) done += writeSync(target, block, done);
    size += block.byteLength;
    bodies = [];
    raw = 0;
    await setImmediate();
  };
  try {
    for (const { offset, bytes } of index.ranges()) {
      for (const body of decodeBlock(readAt(source, offset, bytes), name).bodies) {
        if (bodies.length === bodiesPerBlock || raw + body.byteLength > rawBytesPerBlock) await flush();
        bodies.push(body);
        raw += body.byteLength;
      }
    }
    await flush();
    fdatasyncSync(target);
  } finally {
    closeSync(target);
  }
  return size;
}
