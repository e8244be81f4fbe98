import { GrowingBytes } from "./growing-bytes.ts";
import type { InFlightBytes } from "./in-flight.ts";
import { tooLarge, tryLater, type Refusal } from "./refusal.ts";

const MiB = 1024 * 1024;
/** From here on an arriving body is looked into each time it has doubled. Below, the complete body is checked soon enough. */
const FIRST_PEEK_BYTES = MiB;
/** V: deflate manages 1032:1 on zeros; real logs and dumps stay below 30:1. */
const MAX_RATIO = 100;
const RATIO_FROM_BYTES = 16 * MiB;

const BOMB: Refusal = { status: 413, detail: `the body inflates more than ${MAX_RATIO}-fold`, outcome: "invalid", reason: "too_large:inflated" };

export interface BodyRules {
  readonly maxBytes: number;
  /** A reason to refuse a body of which this is the beginning. */
  readonly peek: (prefix: Uint8Array) => Refusal | undefined;
}

/**
 * Collects a body, received or inflated, and says as early as possible that it will not do: by the size of the whole, by the
 * sizes of its items, by how much it inflates, or for want of memory.
 */
export class BodyCeiling {
  readonly #rules: BodyRules;
  readonly #inFlight: InFlightBytes;
  #bytes: GrowingBytes | undefined;
  #single: Buffer | undefined;
  #nextPeek = FIRST_PEEK_BYTES;
  #held = 0;

  constructor(rules: BodyRules, inFlight: InFlightBytes) {
    this.#rules = rules;
    this.#inFlight = inFlight;
  }

  /** `inflatedFrom`: how many compressed bytes all chunks up to this one came from. */
  add(chunk: Buffer, inflatedFrom = Number.POSITIVE_INFINITY): Refusal | undefined {
    const length = this.#held + chunk.length;
    if (length > this.#rules.maxBytes) return tooLarge("body", this.#rules.maxBytes);
    if (length > RATIO_FROM_BYTES && length > inflatedFrom * MAX_RATIO) return BOMB;
    if (!this.#inFlight.take(chunk.length)) return tryLater("the server is receiving as much as it can hold", "busy", 5);
    this.#held = length;
    this.#keep(chunk);
    if (length < this.#nextPeek) return undefined;
    this.#nextPeek = length * 2;
    return this.#rules.peek(this.view());
  }

  view(): Buffer {
    return this.#single ?? this.#bytes?.view() ?? Buffer.alloc(0);
  }

  /** The bytes are in the log, or refused. */
  release(): void {
    this.#inFlight.release(this.#held);
    this.#held = 0;
    this.#single = undefined;
    this.#bytes = undefined;
  }

  /** Most bodies arrive in one piece, which is used as it is. */
  #keep(chunk: Buffer): void {
    if (this.#bytes === undefined && this.#single === undefined) {
      this.#single = chunk;
      return;
    }
    if (this.#bytes === undefined) {
      const first = this.#single ?? chunk;
      this.#bytes = new GrowingBytes(Math.max(64 * 1024, (first.length + chunk.length) * 2));
      this.#bytes.append(first);
      this.#single = undefined;
    }
    this.#bytes.append(chunk);
  }
}
