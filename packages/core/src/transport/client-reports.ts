import type { DataCategory } from "@vedette/protocol";
import type { Counts } from "./outgoing.ts";

/** Why the SDK dropped something (`protocol.md` §8.7). */
export type DropReason =
  | "sample_rate"
  | "before_send"
  | "event_processor"
  | "ratelimit_backoff"
  | "network_error"
  | "send_error"
  | "queue_overflow"
  | "cache_overflow"
  | "buffer_overflow"
  | "backpressure"
  | "internal_sdk_error"
  | "no_parent_span";

export interface DiscardedEvents {
  readonly reason: DropReason;
  readonly category: DataCategory;
  readonly quantity: number;
}

export interface ClientReports {
  /** `explanation` goes to the debug output, in the user's words. */
  readonly drop: (reason: DropReason, counts: Counts, explanation: string) => void;
  /** Everything counted since the last call. */
  take(): DiscardedEvents[];
  readonly isEmpty: boolean;
}

/** Counts all that is dropped and says why (without `log` only counts: at a low sample rate this is called per request); nothing leaves the SDK without one of these numbers. */
export function createClientReports(log: ((message: string) => void) | undefined, onFirst: () => void): ClientReports {
  let counted = new Map<string, DiscardedEvents>();
  return {
    drop(reason, counts, explanation) {
      const wasEmpty = counted.size === 0;
      for (const [category, quantity] of counts) {
        const key = `${reason} ${category}`;
        counted.set(key, { reason, category, quantity: quantity + (counted.get(key)?.quantity ?? 0) });
      }
      log?.(`dropped ${counts.map(([category, quantity]) => `${quantity} ${category}`).join(", ")} (${reason}): ${explanation}`);
      if (wasEmpty && counted.size > 0) onFirst();
    },
    take() {
      const taken = [...counted.values()];
      counted = new Map();
      return taken;
    },
    get isEmpty() {
      return counted.size === 0;
    },
  };
}
