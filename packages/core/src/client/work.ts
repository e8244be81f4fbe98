import type { Scheduler } from "../transport/scheduler.ts";

/** Captures that are on their way to becoming envelopes. */
export interface Work {
  /** Runs the task after the current one, in order. False: too many wait already and the task was not taken. */
  add(task: () => void | PromiseLike<void>): boolean;
  /** True when none is left, false after `timeout` milliseconds. */
  finished(timeout: number): Promise<boolean>;
}

export interface WorkDeps {
  readonly scheduler: Scheduler;
  /** Tasks that may wait or run. */
  readonly limit: number;
  readonly defer: (callback: () => void) => void;
}

/** One deferral for all captures of a task; a task that waits for something does not hold up the next. */
export function createWork({ scheduler, limit, defer }: WorkDeps): Work {
  let waiting: (() => void | PromiseLike<void>)[] = [];
  let running = 0;
  const idleWaiters = new Set<() => void>();
  const done = (): void => {
    running--;
    if (running === 0 && waiting.length === 0) for (const wake of idleWaiters) wake();
  };
  const whenSettled = async (pending: PromiseLike<void>): Promise<void> => {
    await pending;
    done();
  };
  const runAll = (): void => {
    const tasks = waiting;
    waiting = [];
    running += tasks.length;
    for (const task of tasks) {
      const pending = task();
      if (pending) void whenSettled(pending);
      else done();
    }
  };
  return {
    add(task) {
      if (waiting.length + running >= limit) return false;
      waiting.push(task);
      if (waiting.length === 1) defer(runAll);
      return true;
    },
    finished(timeout) {
      if (running === 0 && waiting.length === 0) return Promise.resolve(true);
      return new Promise((resolve) => {
        const finish = (result: boolean): void => {
          idleWaiters.delete(wake);
          cancel();
          resolve(result);
        };
        const wake = (): void => finish(true);
        const cancel = scheduler.after(timeout, () => finish(false), true);
        idleWaiters.add(wake);
      });
    },
  };
}
