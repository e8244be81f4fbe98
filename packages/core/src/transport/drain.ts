import type { Scheduler } from "./scheduler.ts";

/** Those who wait until what was there when they asked is done. What comes later is not theirs to wait for: under load it never ends. */
export interface Drain<T> {
  done(item: T): void;
  /** True when none of the items is left, false after `timeout` milliseconds. */
  wait(items: readonly T[], timeout: number): Promise<boolean>;
}

export function createDrain<T>(scheduler: Scheduler): Drain<T> {
  const waiters = new Set<{ readonly left: Set<T>; readonly wake: () => void }>();
  return {
    done(item) {
      // Everything passes here, and seldom does anybody wait.
      if (waiters.size === 0) return;
      for (const { left, wake } of waiters) if (left.delete(item) && left.size === 0) wake();
    },
    wait(items, timeout) {
      if (items.length === 0 || timeout <= 0) return Promise.resolve(items.length === 0);
      return new Promise((resolve) => {
        const finish = (result: boolean): void => {
          waiters.delete(waiter);
          cancel();
          resolve(result);
        };
        const waiter = { left: new Set(items), wake: () => finish(true) };
        const cancel = scheduler.after(timeout, () => finish(false), true);
        waiters.add(waiter);
      });
    },
  };
}
