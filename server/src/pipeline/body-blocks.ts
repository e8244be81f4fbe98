import { constants, zstdCompressSync } from "node:zlib";
import type { BodyBlock } from "./batch.ts";

const maxBodies = 64;
/**
 * Large events need large blocks to lie beside their like: of 50 KB events, 512 KiB hold 10 and shrink them 7.2x, 4 MiB hold 64
 * and shrink them 11.2x, for the same CPU. Reading one event inflates its block: about 4 ms for the largest.
 */
const maxBytes = 4 * 1024 * 1024;
/** On recorded events (6 KB each) levels 1 to 3 cost the same 10 µs each, and 3 shrinks them most: 18.4x. Level 5 takes 18 µs for 19.8x. */
const params = { [constants.ZSTD_c_compressionLevel]: 3 };
/** The level's own window is 2 MiB. Set for small blocks, too, a larger one costs them its tables: 30 µs for each event. */
const largeBytes = 2 * 1024 * 1024;
const largeParams = { ...params, [constants.ZSTD_c_windowLog]: 22 };

/** Gathers bodies into zstd frames: alike events side by side shrink several times better than one by one. */
export class BodyBlocks {
  readonly #blocks: BodyBlock[] = [];
  readonly #maxBytes: number;
  #bodies: Uint8Array[] = [];
  #bytes = 0;

  constructor(mostBytes = maxBytes) {
    this.#maxBytes = mostBytes;
  }

  add(body: Uint8Array): { readonly block: number; readonly index: number } {
    if (this.#bodies.length >= maxBodies || (this.#bodies.length > 0 && this.#bytes + body.length > this.#maxBytes)) this.#seal();
    this.#bodies.push(body);
    this.#bytes += body.length;
    return { block: this.#blocks.length, index: this.#bodies.length - 1 };
  }

  finish(): readonly BodyBlock[] {
    if (this.#bodies.length > 0) this.#seal();
    return this.#blocks;
  }

  #seal(): void {
    const [only] = this.#bodies;
    const raw = this.#bodies.length === 1 && only !== undefined ? only : Buffer.concat(this.#bodies, this.#bytes);
    // A copy of its own: the block's memory is moved to another thread, and zlib may have given out part of a pool.
    const compressed = new Uint8Array(zstdCompressSync(raw, { params: raw.length > largeBytes ? largeParams : params }));
    this.#blocks.push({ compressed, lengths: this.#bodies.map((body) => body.length) });
    this.#bodies = [];
    this.#bytes = 0;
  }
}
