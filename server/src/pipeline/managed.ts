import { itemSpec, type DataCategory } from "@vedette/protocol";
import type { Fate, IncomingItem } from "../items/define-item.ts";

/** Where the fates of a batch's items are gathered. */
export interface FateSink {
  settle(unit: Managed, fate: Fate): void;
}

const maxTypeLength = 64;

/**
 * An item on its way through the pipeline. It has exactly one fate: a second one is a mistake that throws, and an item
 * that goes out of scope without one is recorded as an internal fault and never lost in silence.
 */
export class Managed implements Disposable {
  readonly item: IncomingItem;
  /** Position in its envelope. */
  readonly index: number;
  readonly #sink: FateSink;
  #settled = false;

  constructor(item: IncomingItem, index: number, sink: FateSink) {
    this.item = item;
    this.index = index;
    this.#sink = sink;
  }

  get type(): string {
    return this.item.type.slice(0, maxTypeLength).toWellFormed();
  }

  get category(): DataCategory {
    return itemSpec(this.item.type)?.category ?? "unknown";
  }

  settle(fate: Fate): void {
    if (this.#settled) throw new Error(`the ${this.type} item has a fate already`);
    this.#settled = true;
    this.#sink.settle(this, fate);
  }

  [Symbol.dispose](): void {
    if (!this.#settled) this.settle({ kind: "rejected", outcome: "invalid", reason: "internal", detail: "The item was left without a fate." });
  }
}
