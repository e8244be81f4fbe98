import { formatRateLimits, type DataCategory } from "@vedette/protocol";
import type { Clock } from "../platform/clock.ts";
import type { KeyAccess } from "./key-cache.ts";
import type { Refusal } from "./refusal.ts";

/** What a key's rate limit is about, as in Sentry: errors, not the rest of what an SDK sends. */
const LIMITED: readonly DataCategory[] = ["default", "error", "security"];

export function isKeyLimited(category: DataCategory): boolean {
  return LIMITED.includes(category);
}

interface Window {
  readonly number: number;
  count: number;
}

/** Counts the error events of each key in fixed windows (`protocol.md` §11.4). */
export class KeyRateLimit {
  readonly #clock: Clock;
  readonly #windows = new Map<number, Window>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts `events` of the key; a refusal when there is no room for them in this window. */
  take(key: KeyAccess["key"], events: number): Refusal | undefined {
    if (key.rateLimit === null || events === 0) return undefined;
    const { count, window } = key.rateLimit;
    const seconds = this.#clock.now() / 1000;
    const number = Math.floor(seconds / window);
    let current = this.#windows.get(key.id);
    if (current?.number !== number) {
      current = { number, count: 0 };
      this.#windows.set(key.id, current);
    }
    if (current.count + events <= count) {
      current.count += events;
      return undefined;
    }
    const retryAfterSeconds = Math.ceil((number + 1) * window - seconds);
    return {
      status: 429,
      detail: `this key accepts ${count} events in ${window} seconds`,
      retryAfterSeconds,
      rateLimits: formatRateLimits([{ retryAfter: retryAfterSeconds, categories: LIMITED, scope: "key", reasonCode: "key_quota" }]),
      outcome: "rate_limited",
      reason: "key_quota",
    };
  }
}
