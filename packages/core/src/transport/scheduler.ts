import { remove } from "./remove.ts";

/** The clock of a platform, in milliseconds. A timer keeps the process alive only if `keepAlive` is set. */
export interface Timers {
  readonly now: () => number;
  /** Returns a function that cancels it. */
  readonly set: (callback: () => void, delay: number, keepAlive: boolean) => () => void;
}

export interface Scheduler {
  readonly now: () => number;
  /** Runs the callback once after the delay. Returns a function that cancels it. `keepAlive`: somebody awaits it. */
  after(delay: number, callback: () => void, keepAlive?: boolean): () => void;
  stop(): void;
}

interface Entry {
  readonly due: number;
  readonly callback: () => void;
  readonly keepAlive: boolean;
}

/** All waiting of the SDK on one timer, set for the earliest entry: an idle SDK has none. */
export function createScheduler(timers: Timers): Scheduler {
  const entries: Entry[] = [];
  let cancelTimer: (() => void) | undefined;
  let timerDue = Number.POSITIVE_INFINITY;
  let timerKeepsAlive = false;

  const arm = (): void => {
    let due = Number.POSITIVE_INFINITY;
    let keepAlive = false;
    for (const entry of entries) {
      due = Math.min(due, entry.due);
      keepAlive ||= entry.keepAlive;
    }
    if (due === timerDue && keepAlive === timerKeepsAlive) return;
    cancelTimer?.();
    timerDue = due;
    timerKeepsAlive = keepAlive;
    cancelTimer = entries.length > 0 ? timers.set(fire, Math.max(0, due - timers.now()), keepAlive) : undefined;
  };
  const fire = (): void => {
    cancelTimer = undefined;
    timerDue = Number.POSITIVE_INFINITY;
    const now = timers.now();
    // A timer may fire up to a millisecond early.
    const due = entries.filter((entry) => entry.due <= now + 1);
    for (const entry of due) remove(entries, entry);
    for (const entry of due) entry.callback();
    arm();
  };
  return {
    now: () => timers.now(),
    after(delay, callback, keepAlive = false) {
      const entry = { due: timers.now() + delay, callback, keepAlive };
      entries.push(entry);
      arm();
      return () => {
        // While others wait, the timer may fire for nothing once; setting it anew for every answered request costs more.
        if (remove(entries, entry) && (entries.length === 0 || keepAlive)) arm();
      };
    },
    stop() {
      entries.length = 0;
      arm();
    },
  };
}
