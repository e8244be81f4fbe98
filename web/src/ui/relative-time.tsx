import { useSyncExternalStore } from "react";

import { absoluteTime, relativeTime } from "./time-text.ts";

/** One clock for all of a page's relative times, so that a list of a thousand needs one timer. */
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  // A clock that stood still while nothing was shown starts with the right time.
  if (listeners.size === 0) now = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 10_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** "3 min ago", with the absolute time of the reader's zone on hover. */
export function RelativeTime({ at, suffix = true }: { readonly at: string | null; readonly suffix?: boolean }) {
  const time = useNow();
  if (at === null) return <>never</>;
  return (
    <time dateTime={at} title={absoluteTime(at)} className="num">
      {relativeTime(Date.parse(at), time, suffix)}
    </time>
  );
}

/** "in 3 min", for what is awaited; "now" once it is due. */
export function DueTime({ at }: { readonly at: string }) {
  const time = useNow();
  const due = Date.parse(at);
  return (
    <time dateTime={at} title={absoluteTime(at)} className="num">
      {due < time + 2000 ? "now" : `in ${relativeTime(time, due, false)}`}
    </time>
  );
}
