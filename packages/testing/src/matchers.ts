import type { Event } from "@vedette/core";
import type { ReceivedEnvelope } from "./received.ts";

/** What to look for in an event; everything given must match. Strings match as a part, patterns as patterns. */
export interface EventCriteria {
  readonly type?: string | RegExp | undefined;
  readonly value?: string | RegExp | undefined;
  readonly message?: string | RegExp | undefined;
  readonly level?: string | undefined;
  readonly handled?: boolean | undefined;
  readonly tags?: Readonly<Record<string, unknown>> | undefined;
}

/** Whether the event is such a one. */
export function matchesEvent(event: Event, criteria: EventCriteria): boolean {
  const exception = event.exception?.values.at(-1);
  const text = (value: string | undefined, wanted: string | RegExp | undefined): boolean =>
    wanted === undefined || (value !== undefined && (typeof wanted === "string" ? value.includes(wanted) : wanted.test(value)));
  return (
    text(exception?.type, criteria.type) &&
    text(exception?.value, criteria.value) &&
    text(event.message ?? event.logentry?.formatted, criteria.message) &&
    (criteria.level === undefined || event.level === criteria.level) &&
    (criteria.handled === undefined || exception?.mechanism?.handled === criteria.handled) &&
    Object.entries(criteria.tags ?? {}).every(([key, value]) => event.tags?.[key] === value)
  );
}

/** Throws an error that lists what was reported, unless one event matches. For any test runner; returns the event. */
export function assertEvent(events: readonly Event[], criteria: EventCriteria): Event {
  const found = events.find((event) => matchesEvent(event, criteria));
  if (found) return found;
  throw new Error(`no event matches ${describe(criteria)}; reported: ${events.length === 0 ? "nothing" : events.map(titleOf).join("; ")}`);
}

/** Throws an error that lists what came, unless one item of that type did. For any test runner. */
export function assertItem(envelopes: readonly ReceivedEnvelope[], type: string): void {
  const { pass, message } = matchers.toContainItem(envelopes, type);
  if (!pass) throw new Error(message());
}

const describe = (criteria: EventCriteria): string => JSON.stringify(criteria, (_key, value: unknown) => (value instanceof RegExp ? String(value) : value));

function titleOf(event: Event): string {
  const exception = event.exception?.values.at(-1);
  return exception ? `${exception.type}: ${exception.value}` : (event.message ?? event.logentry?.formatted ?? "(no title)");
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * What `expect.extend(matchers)` adds, for the types of the runner.
 *
 * @example
 * declare module "vitest" {
 *   interface Matchers<R, T> extends EventMatchers<R> {}
 * }
 */
export interface EventMatchers<R = unknown> {
  toContainEvent(criteria: EventCriteria): R;
  toContainItem(type: string): R;
}

/** For `expect.extend(matchers)` of Vitest and Jest: `expect(events).toContainEvent({ type: "CartError" })`. */
export const matchers = {
  toContainEvent(events: readonly Event[], criteria: EventCriteria): MatcherResult {
    const pass = events.some((event) => matchesEvent(event, criteria));
    return {
      pass,
      message: () => `expected ${events.map(titleOf).join("; ") || "nothing"} ${pass ? "not " : ""}to contain an event like ${describe(criteria)}`,
    };
  },
  toContainItem(envelopes: readonly ReceivedEnvelope[], type: string): MatcherResult {
    const types = envelopes.flatMap(({ items }) => items.map((item) => item.type));
    const pass = types.includes(type);
    return { pass, message: () => `expected the items ${types.join(", ") || "(none)"} ${pass ? "not " : ""}to contain ${type}` };
  },
};
