import type { Event } from "../event/event.ts";

const MAX_REMEMBERED = 200;

export interface Dedupe {
  /** True if this very error object was captured before. Remembers it otherwise. */
  sameObject(error: unknown): boolean;
  /** True if an event that looks the same was captured within the last `window` milliseconds. Remembers it; every hit prolongs. */
  sameEvent(event: Event, window: number): boolean;
}

/**
 * Two kinds of repetition: one error object that passes several handlers on its way up, and (off by default) a loop that throws
 * equal errors faster than anybody could read them.
 */
export function createDedupe(now: () => number): Dedupe {
  const objects = new WeakSet<object>();
  const seen = new Map<string, number>();
  return {
    sameObject(error) {
      if (typeof error !== "object" || error === null) return false;
      if (objects.has(error)) return true;
      objects.add(error);
      return false;
    },
    sameEvent(event, window) {
      const key = identity(event);
      if (key === undefined) return false;
      const last = seen.get(key);
      seen.delete(key);
      seen.set(key, now());
      for (const oldest of seen.keys()) {
        if (seen.size <= MAX_REMEMBERED) break;
        seen.delete(oldest);
      }
      return last !== undefined && now() - last < window;
    },
  };
}

function identity(event: Event): string | undefined {
  const values = event.exception?.values;
  if (!values) return undefined;
  const stacks = values.map((value) => [value.type, value.value, value.stacktrace?.frames.map((frame) => `${frame.filename}:${frame.lineno}:${frame.colno}`)]);
  return JSON.stringify([event.level, event.fingerprint, event.transaction, event.user?.id, event.tags, stacks]);
}
