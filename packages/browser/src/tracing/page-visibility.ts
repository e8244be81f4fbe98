import { listen } from "../integrations/listen.ts";
import type { Stop } from "./vital.ts";

/** Runs it now, or when a page that was rendered ahead is shown to somebody. */
export function whenActivated(callback: () => void): Stop {
  if (Reflect.get(document, "prerendering") !== true) {
    callback();
    return () => undefined;
  }
  document.addEventListener("prerenderingchange", callback, { once: true });
  return () => document.removeEventListener("prerenderingchange", callback);
}

/** The page is back from the browser's back-forward cache, as it was; `at` is in milliseconds since it began. */
export function whenRestored(callback: (at: number) => void): Stop {
  return listen(["pageshow"], (event) => {
    if (event instanceof PageTransitionEvent && event.persisted) callback(event.timeStamp);
  });
}

interface Hidden {
  /** When the page was first hidden after `since`, in milliseconds since it began; infinite if never. What is painted later nobody waited for. */
  readonly at: () => number;
  readonly stop: Stop;
}

export function watchFirstHidden(since: number): Hidden {
  const known = performance.getEntriesByType("visibility-state").find(({ name, startTime }) => name === "hidden" && startTime > since)?.startTime;
  let first = known ?? (document.visibilityState === "hidden" ? since : Number.POSITIVE_INFINITY);
  const stop = listen(["visibilitychange"], ({ timeStamp }) => {
    if (document.visibilityState === "hidden") first = Math.min(first, timeStamp);
  });
  return { at: () => first, stop };
}
