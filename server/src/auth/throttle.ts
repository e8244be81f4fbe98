import type { Clock } from "../platform/clock.ts";

/** Failed attempts by key, in memory: `free` of them cost nothing, each further one doubles the wait up to `longestMs`. */
export interface Throttle {
  /** Milliseconds to wait before the next attempt; 0 when it may go ahead. */
  waitMs(key: string): number;
  failed(key: string): void;
  succeeded(key: string): void;
}

interface Failures {
  readonly count: number;
  readonly lastAt: number;
}

const free = 5;
const firstWaitMs = 2000;
const longestMs = 15 * 60_000;
const maxKeys = 10_000;

export function createThrottle(clock: Clock): Throttle {
  const failures = new Map<string, Failures>();
  const waitOf = ({ count }: Failures): number => (count < free ? 0 : Math.min(firstWaitMs * 2 ** (count - free), longestMs));
  return {
    waitMs(key) {
      const known = failures.get(key);
      return known === undefined ? 0 : Math.max(known.lastAt + waitOf(known) - clock.now(), 0);
    },
    failed(key) {
      const known = failures.get(key);
      const forgotten = known !== undefined && clock.now() - known.lastAt > longestMs;
      failures.delete(key);
      // Bounded: whoever fills the table with invented emails pushes out the oldest entries only.
      if (failures.size >= maxKeys)
        for (const oldest of failures.keys()) {
          failures.delete(oldest);
          break;
        }
      failures.set(key, { count: known === undefined || forgotten ? 1 : known.count + 1, lastAt: clock.now() });
    },
    succeeded: (key) => void failures.delete(key),
  };
}
