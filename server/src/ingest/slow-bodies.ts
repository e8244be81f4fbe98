import type { Clock } from "../platform/clock.ts";

const CHECK_MS = 1000;

export interface Receiving {
  /** Epoch milliseconds. */
  readonly since: number;
  /** Epoch milliseconds of the last byte. */
  progressAt: number;
  readonly onTimeout: () => void;
}

/** Ends requests whose body stops coming or takes for ever. One timer for all, and none while nothing is received. */
export class SlowBodies {
  readonly #clock: Clock;
  readonly #idleMs: number;
  readonly #totalMs: number;
  readonly #receiving = new Set<Receiving>();
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: Clock, times: { readonly idleMs: number; readonly totalMs: number }) {
    this.#clock = clock;
    this.#idleMs = times.idleMs;
    this.#totalMs = times.totalMs;
  }

  watch(onTimeout: () => void): Receiving {
    const now = this.#clock.now();
    const receiving = { since: now, progressAt: now, onTimeout };
    this.#receiving.add(receiving);
    this.#timer ??= setInterval(() => this.#check(), Math.min(CHECK_MS, this.#idleMs)).unref();
    return receiving;
  }

  done(receiving: Receiving): void {
    this.#receiving.delete(receiving);
  }

  #check(): void {
    const now = this.#clock.now();
    for (const receiving of this.#receiving) {
      if (now - receiving.progressAt < this.#idleMs && now - receiving.since < this.#totalMs) continue;
      this.#receiving.delete(receiving);
      receiving.onTimeout();
    }
    if (this.#receiving.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }
}
