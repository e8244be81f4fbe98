/** Counts what is under way; `flush` waits until it is nothing. */
export interface Pending {
  /** Something begins. Returns what to call, once, when it is done. */
  begin(): () => void;
  readonly idle: boolean;
  /** True as soon as nothing is under way, false after `timeout` milliseconds. */
  settled(timeout: number): Promise<boolean>;
}

export function createPending(): Pending {
  let count = 0;
  const waiters = new Set<() => void>();
  return {
    begin() {
      count++;
      return () => {
        if (--count === 0) for (const wake of waiters) wake();
      };
    },
    get idle() {
      return count === 0;
    },
    settled: (timeout) =>
      new Promise((resolve) => {
        const finish = (result: boolean): void => {
          waiters.delete(wake);
          clearTimeout(timer);
          resolve(result);
        };
        const wake = (): void => finish(true);
        const timer = setTimeout(() => finish(count === 0), timeout);
        waiters.add(wake);
        if (count === 0) wake();
      }),
  };
}
