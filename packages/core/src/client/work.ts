import { createDrain } from "../transport/drain.ts";
import { remove } from "../transport/remove.ts";
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
  /** True when none of those that wait or run now is left, false after `timeout` milliseconds. */
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
  /** Taken from those that wait, not run yet; the first of them may be running. */
  let batch: Task[] = [];
  // Arrays: the tables of a Set through which everything passes chain what is long done into the old generation.
  const pending: Task[] = [];
  const drain = createDrain<Task>(scheduler);
  const whenSettled = async (task: Task, settled: PromiseLike<void>): Promise<void> => {
    pending.push(task);
    await settled;
    remove(pending, task);
    drain.done(task);
  };
  const runAll = (): void => {
    batch = waiting.toReversed();
    waiting = [];
    for (let task = batch.at(-1); task; task = batch.at(-1)) {
      const settled = task(false);
      batch.pop();
      if (settled) void whenSettled(task, settled);
      else drain.done(task);
    }
  };
  return {
    add(task) {
      if (waiting.length + batch.length + pending.length >= limit) return false;
      waiting.push(task);
      if (waiting.length === 1) defer(runAll);
      return true;
    },
    finishNow() {
      const tasks = [...pending.splice(0), ...batch.toReversed(), ...waiting];
      batch = [];
      waiting = [];
      for (const task of tasks) {
        void task(true);
        drain.done(task);
      }
    },
    get idle() {
      return pending.length === 0 && batch.length === 0 && waiting.length === 0;
    },
    finished: (timeout) => drain.wait([...pending, ...batch, ...waiting], timeout),
  };
}
