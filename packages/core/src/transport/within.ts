import type { Scheduler } from "./scheduler.ts";

/** What `within` resolves to when the time is over. */
export const LATE = /* @__PURE__ */ Symbol("late");

/** What somebody else's promise comes to, or `LATE` after `timeout` milliseconds: it may never settle. Leaves no timer behind. */
export async function within<T>(scheduler: Scheduler, pending: PromiseLike<T>, timeout: number): Promise<T | typeof LATE> {
  let cancel: (() => void) | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    cancel = scheduler.after(timeout, () => resolve(LATE));
  });
  try {
    return await Promise.race([pending, late]);
  } finally {
    cancel?.();
  }
}
