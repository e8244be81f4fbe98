const exactLimit = 4000;
/** 4096 registers: the answer is off by 1.6 %, with a probability of two thirds. */
const registerBits = 12;
const registers = 1 << registerBits;

/** How many different values there were, mergeable: exact up to four thousand, then a HyperLogLog of 4 KiB. */
export class Distinct {
  #hashes: Set<number> | null = new Set();
  #registers: Uint8Array | null = null;

  add(value: string | number): void {
    this.#addHash(hash53(typeof value === "number" ? String(value) : value));
  }

  #addHash(hash: number): void {
    if (this.#hashes === null) {
      this.#register(hash);
      return;
    }
    this.#hashes.add(hash);
    if (this.#hashes.size > exactLimit) this.#coarsen();
  }

  #coarsen(): void {
    const hashes = this.#hashes ?? new Set<number>();
    this.#hashes = null;
    this.#registers = new Uint8Array(registers);
    for (const hash of hashes) this.#register(hash);
  }

  #register(hash: number): void {
    const all = this.#registers;
    if (all === null) return;
    const index = hash % registers;
    // What is left are 41 bits; the position of the first one from the top.
    const rest = Math.floor(hash / registers);
    const rank = 41 - (rest === 0 ? 0 : Math.floor(Math.log2(rest)) + 1) + 1;
    if (rank > (all[index] ?? 0)) all[index] = rank;
  }

  merge(text: string): void {
    if (text.startsWith("[")) {
      const hashes: unknown = JSON.parse(text);
      if (Array.isArray(hashes)) for (const hash of hashes) if (typeof hash === "number") this.#addHash(hash);
      return;
    }
    if (this.#hashes !== null) this.#coarsen();
    const other = Buffer.from(text, "base64");
    const own = this.#registers;
    if (own === null || other.length !== registers) throw new TypeError("this is no sketch of distinct values");
    for (const [index, rank] of other.entries()) if (rank > (own[index] ?? 0)) own[index] = rank;
  }

  store(): string {
    return this.#registers === null ? JSON.stringify([...(this.#hashes ?? [])]) : Buffer.from(this.#registers).toString("base64");
  }

  count(): number {
    if (this.#registers === null) return this.#hashes?.size ?? 0;
    let sum = 0;
    let empty = 0;
    for (const rank of this.#registers) {
      sum += 2 ** -rank;
      if (rank === 0) empty++;
    }
    const estimate = ((0.7213 / (1 + 1.079 / registers)) * registers * registers) / sum;
    return Math.round(estimate <= 2.5 * registers && empty > 0 ? registers * Math.log(registers / empty) : estimate);
  }
}

/** 53 bits, mixed well enough to take any of them (two rounds of 32 bits each, as MurmurHash3 finishes). */
function hash53(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0);
}
