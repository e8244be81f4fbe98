import { closeSync, existsSync, fdatasyncSync, fstatSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { constants, zstdCompressSync } from "node:zlib";
import type { Day } from "../port.ts";
import { decodeBlock, encodeBlock } from "./block.ts";
import { segmentFile, syncFolder } from "./layout.ts";
import { readAt, SegmentIndex } from "./segment-index.ts";

const params = { [constants.ZSTD_c_compressionLevel]: 3 };

/**
 * Writes a sealed segment again without some of its bodies. Their places stay, with a length of 0, so that every other ordinal
 * means what it meant. Blocks without any of them are copied as they are. The new file takes the old one's name when it is
 * durable: a crash leaves one or the other. Returns the bytes freed, 0 when the file is gone; undefined when it was opened
 * for writing meanwhile.
 */
export async function wipeSegment(
  folder: string,
  day: Day,
  segment: number,
  ordinals: ReadonlySet<number>,
  isStillSealed: () => boolean,
): Promise<number | undefined> {
  const file = segmentFile(folder, day, segment);
  if (!existsSync(file)) return 0;
  const temporary = `${file}.part`;
  const source = openSync(file, "r");
  try {
    const sizeBefore = fstatSync(source).size;
    const bytes = await rewrite(source, ordinals, temporary, file);
    if (!existsSync(file)) return 0;
    if (!isStillSealed() || fstatSync(source).size !== sizeBefore) return undefined;
    renameSync(temporary, file);
    syncFolder(path.dirname(file));
    return sizeBefore - bytes;
  } finally {
    closeSync(source);
    rmSync(temporary, { force: true });
  }
}

async function rewrite(source: number, ordinals: ReadonlySet<number>, temporary: string, name: string): Promise<number> {
  const index = new SegmentIndex(source);
  index.extend();
  const target = openSync(temporary, "w");
  let size = 0;
  let first = 0;
  try {
    for (const { offset, bytes, count } of index.ranges()) {
      const doomed = new Set(Array.from({ length: count }, (_, i) => i).filter((i) => ordinals.has(first + i)));
      const stored = readAt(source, offset, bytes);
      const block = doomed.size === 0 ? stored : without(stored, doomed, name);
      for (let done = 0; done < block.byteLength;) done += writeSync(target, block, done);
      size += block.byteLength;
      first += count;
      // Commits wait for at most one block.
      await setImmediate();
    }
    fdatasyncSync(target);
  } finally {
    closeSync(target);
  }
  return size;
}

function without(stored: Buffer, doomed: ReadonlySet<number>, name: string): Buffer {
  const bodies = decodeBlock(stored, name).bodies.map((body, index) => (doomed.has(index) ? new Uint8Array() : body));
  return encodeBlock(
    zstdCompressSync(Buffer.concat(bodies), { params }),
    bodies.map((body) => body.byteLength),
  );
}
