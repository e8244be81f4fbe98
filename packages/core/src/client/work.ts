import type { Scheduler } from "../transport/scheduler.ts";

/** One capture; `sync` when the process ends and nothing can be waited for. */
type Task = (sync: boolean) => void | PromiseLike<void>;

/** Captures that are on their way to becoming envelopes. */
export interface Work {
  /** Runs the task after the current one, in order. False: too many wait already and the task was not taken. */
  add(task: Task): boolean;
  /** Runs what waits, and again what has begun to wait for something, synchronously. For a process that ends. */
  finishNow(): void;
  readonly idle: boolean;
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
  let waiting: Task[] = [];
  const running = new Set<Task>();
  const idleWaiters = new Set<() => void>();
  const isIdle = (): boolean => running.size === 0 && waiting.length === 0;
  const done = (task: Task): void => {
    running.delete(task);
    if (isIdle()) for (const wake of idleWaiters) wake();
  };
  const whenSettled = async (task: Task, pending: PromiseLike<void>): Promise<void> => {
    await pending;
    done(task);
  };
  const runAll = (): void => {
    const tasks = waiting;
    waiting = [];
    for (const task of tasks) running.add(task);
    for (const task of tasks) {
      const pending = task(false);
      if (pending) void whenSettled(task, pending);
      else done(task);
    }
  };
  return {
    add(task) {
      if (waiting.length + running.size >= limit) return false;
      waiting.push(task);
      if (waiting.length === 1) defer(runAll);
      return true;
    },
    finishNow() {
      const tasks = [...running, ...waiting];
      waiting = [];
      running.clear();
      for (const task of tasks) void task(true);
    },
    get idle() {
      return isIdle();
    },
    finished(timeout) {
      if (isIdle() || timeout <= 0) return Promise.resolve(isIdle());
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
