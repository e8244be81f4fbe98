import { closeSync, fstatSync, openSync, readFileSync, statSync } from "node:fs";
import type { BlobReader, BodyRef, ObjectKey } from "../port.ts";
import { type Block, decodeBlock } from "./block.ts";
import { bodiesFolder, bytesUnder, objectFile, objectsFolder, segmentFile } from "./layout.ts";
import { readAt, SegmentIndex } from "./segment-index.ts";

const openLimit = 24;
const cacheBytes = 8 * 1024 * 1024;

/** Opens `folder` for reading. Any number of readers may work beside the writer. */
export function openBlobReader(folder: string): Promise<BlobReader> {
  return Promise.resolve(new FileBlobReader(folder));
}

interface Segment {
  readonly file: string;
  readonly handle: number;
  readonly inode: number;
  /** Unlike inodes never used again: names the segment's blocks in the cache. */
  readonly serial: number;
  readonly index: SegmentIndex;
}

class FileBlobReader implements BlobReader {
  readonly #folder: string;
  readonly #segments = new Map<string, Segment>();
  readonly #blocks = new BlockCache(cacheBytes);
  #opened = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async body(ref: BodyRef): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const segment = this.#segment(segmentFile(this.#folder, ref.day, ref.segment), ref.ordinal);
    const place = segment?.index.locate(ref.ordinal);
    if (segment === undefined || place === undefined) return undefined;
    const name = `${segment.serial}/${place.offset}`;
    let block = this.#blocks.get(name);
    if (block === undefined) {
      block = decodeBlock(readAt(segment.handle, place.offset, place.bytes), `${segment.file} at ${place.offset}`);
      this.#blocks.set(name, block);
    }
    const body = block.bodies[place.index];
    // A copy: the caller may move it to another thread, which would take the whole block along.
    // A wiped one has kept its place and nothing else; no body that was stored is empty.
    return body === undefined || body.byteLength === 0 ? undefined : new Uint8Array(body);
  }

  /** Follows growth, compaction (another file under the name) and retention (no file). */
  #segment(file: string, ordinal: number): Segment | undefined {
    const stats = statSync(file, { throwIfNoEntry: false });
    const known = this.#segments.get(file);
    if (known !== undefined && known.inode !== stats?.ino) this.#release(known);
    if (stats === undefined) return undefined;
    const segment = known?.inode === stats.ino ? known : this.#open(file);
    if (segment !== undefined && ordinal >= segment.index.bodies) segment.index.extend();
    return segment;
  }

  #open(file: string): Segment | undefined {
    const handle = openIfThere(file);
    if (handle === undefined) return undefined;
    const segment = { file, handle, inode: fstatSync(handle).ino, serial: ++this.#opened, index: new SegmentIndex(handle) };
    this.#segments.set(file, segment);
    for (const oldest of this.#segments.values()) if (this.#segments.size > openLimit) this.#release(oldest);
    return segment;
  }

  async object(key: ObjectKey): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const handle = openIfThere(objectFile(this.#folder, key));
    if (handle === undefined) return undefined;
    try {
      return new Uint8Array(readFileSync(handle));
    } finally {
      closeSync(handle);
    }
  }

  async usage(): Promise<{ readonly bodies: number; readonly objects: number }> {
    return { bodies: bytesUnder(bodiesFolder(this.#folder)), objects: bytesUnder(objectsFolder(this.#folder)) };
  }

  async close(): Promise<void> {
    for (const segment of this.#segments.values()) this.#release(segment);
  }

  #release(segment: Segment): void {
    this.#segments.delete(segment.file);
    closeSync(segment.handle);
  }
}

export function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Decompressed blocks, least recently used first out: pages of neighbouring events decompress once. */
class BlockCache {
  readonly #limit: number;
  readonly #blocks = new Map<string, Block>();
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(name: string): Block | undefined {
    const block = this.#blocks.get(name);
    if (block !== undefined) {
      this.#blocks.delete(name);
      this.#blocks.set(name, block);
    }
    return block;
  }

  set(name: string, block: Block): void {
    this.#blocks.set(name, block);
    this.#bytes += block.rawBytes;
    for (const [oldest, { rawBytes }] of this.#blocks) {
      if (this.#bytes <= this.#limit) break;
      this.#blocks.delete(oldest);
      this.#bytes -= rawBytes;
    }
  }
}
