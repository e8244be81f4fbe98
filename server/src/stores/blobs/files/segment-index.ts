import { fstatSync, readSync } from "node:fs";
import { type BlockHeader, headerBytes, isIntact, readHeader } from "./block.ts";

/** Where the blocks of a segment lie, found by walking their headers. Grows with the file. */
export class SegmentIndex {
  readonly #handle: number;
  /** Byte offset of each block, and the ordinal of its first body. */
  readonly #offsets: number[] = [];
  readonly #ordinals: number[] = [];
  #end = 0;
  #bodies = 0;
  #bytes = 0;

  constructor(handle: number) {
    this.#handle = handle;
  }

  /** Bodies found so far. */
  get bodies(): number {
    return this.#bodies;
  }

  get blocks(): number {
    return this.#offsets.length;
  }

  /** End of the last intact block; what lies behind is the torn tail of a crash or still being written. */
  get end(): number {
    return this.#end;
  }

  /** Sum of the raw bytes of all bodies. */
  get rawBytes(): number {
    return this.#bytes;
  }

  extend(): void {
    const size = fstatSync(this.#handle).size;
    for (;;) {
      const header = this.#headerAt(this.#end, size);
      if (header === undefined) return;
      this.#offsets.push(this.#end);
      this.#ordinals.push(this.#bodies);
      this.#end += header.totalBytes;
      this.#bodies += header.count;
      this.#bytes += header.rawBytes;
    }
  }

  /** The block that holds a body: its bytes' range, and the position of the body in it. */
  locate(ordinal: number): { readonly offset: number; readonly bytes: number; readonly index: number } | undefined {
    if (ordinal < 0 || ordinal >= this.#bodies) return undefined;
    let low = 0;
    let high = this.#ordinals.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#ordinals[middle] ?? 0) <= ordinal) low = middle;
      else high = middle - 1;
    }
    const offset = this.#offsets[low] ?? 0;
    return { offset, bytes: (this.#offsets[low + 1] ?? this.#end) - offset, index: ordinal - (this.#ordinals[low] ?? 0) };
  }

  *ranges(): Generator<{ readonly offset: number; readonly bytes: number; readonly count: number }> {
    for (const [index, offset] of this.#offsets.entries()) {
      const count = (this.#ordinals[index + 1] ?? this.#bodies) - (this.#ordinals[index] ?? 0);
      yield { offset, bytes: (this.#offsets[index + 1] ?? this.#end) - offset, count };
    }
  }

  #headerAt(offset: number, size: number): BlockHeader | undefined {
    if (offset + headerBytes > size) return undefined;
    // Blocks of 64 are the rule: their lengths come with the same read.
    const bytes = readAt(this.#handle, offset, Math.min(headerBytes + 4 * 64, size - offset));
    const header = readHeader(bytes);
    if (header === undefined || offset + header.totalBytes > size) return undefined;
    const headLength = headerBytes + 4 * header.count;
    const head = headLength <= bytes.byteLength ? bytes.subarray(0, headLength) : readAt(this.#handle, offset, headLength);
    return isIntact(header, head) ? header : undefined;
  }
}

/** Shorter than asked for at the end of the file. */
export function readAt(handle: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const read = readSync(handle, bytes, done, length - done, offset + done);
    if (read === 0) break;
    done += read;
  }
  return bytes.subarray(0, done);
}
