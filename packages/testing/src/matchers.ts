import { inspect, isDeepStrictEqual, types } from "node:util";
import type { Event } from "@vedette/core";
import type { ReceivedEnvelope } from "./received.ts";

type Text = string | RegExp;

/** What to look for in an event; everything given must match. Texts match as a part, patterns as patterns. */
export interface EventCriteria {
  /** Of the error that was captured, not of its causes. */
  readonly type?: Text | undefined;
  readonly value?: Text | undefined;
  readonly message?: Text | undefined;
  readonly level?: string | undefined;
  readonly handled?: boolean | undefined;
  readonly transaction?: Text | undefined;
  readonly fingerprint?: readonly string[] | undefined;
  /** Of these, what is named must be equal; there may be more. */
  readonly tags?: Readonly<Record<string, unknown>> | undefined;
  readonly user?: Readonly<Record<string, unknown>> | undefined;
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

type Difference = readonly [name: string, actual: unknown];
type Check = (name: string, actual: unknown, wanted: unknown) => readonly Difference[];

const text: Check = (name, actual, wanted) => {
  const same = typeof actual === "string" && (types.isRegExp(wanted) ? actual.search(wanted) >= 0 : actual.includes(String(wanted)));
  return same ? [] : [[name, actual]];
};
const equal: Check = (name, actual, wanted) => (isDeepStrictEqual(actual, wanted) ? [] : [[name, actual]]);
const members: Check = (name, actual, wanted) =>
  Object.entries(recordOf(wanted)).flatMap(([key, value]) => equal(`${name}.${key}`, recordOf(actual)[key], value));

/** Causes come first. */
const reported = (event: Event): NonNullable<Event["exception"]>["values"][number] | undefined => event.exception?.values.at(-1);
const messageOf = (event: Event): string | undefined => event.message ?? event.logentry?.formatted;
const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === "object" && value !== null ? { ...value } : {});

/** How each criterion is found in an event, and compared. */
const CRITERIA: { readonly [Name in keyof Required<EventCriteria>]: readonly [read: (event: Event) => unknown, check: Check] } = {
  type: [(event) => reported(event)?.type, text],
  value: [(event) => reported(event)?.value, text],
  message: [messageOf, text],
  level: [(event) => event.level, equal],
  handled: [(event) => reported(event)?.mechanism?.handled, equal],
  transaction: [(event) => event.transaction, text],
  fingerprint: [(event) => event.fingerprint, equal],
  tags: [(event) => event.tags, members],
  user: [(event) => event.user, members],
  extra: [(event) => event.extra, members],
};

const isCriterion = (name: string): name is keyof EventCriteria => Object.hasOwn(CRITERIA, name);

function differences(event: Event, criteria: EventCriteria): readonly Difference[] {
  return Object.entries(criteria).flatMap(([name, wanted]: [string, unknown]) => {
    if (!isCriterion(name)) throw new TypeError(`events cannot be matched by ${name}; by ${Object.keys(CRITERIA).join(", ")} they can`);
    if (wanted === undefined) return [];
    const [read, check] = CRITERIA[name];
    return check(name, read(event), wanted);
  });
}

/** Whether the event is such a one. */
export const matchesEvent = (event: Event, criteria: EventCriteria): boolean => differences(event, criteria).length === 0;

/** Throws an error that lists what was reported, unless one event matches. For any test runner; returns the event. */
export function assertEvent(events: readonly Event[], criteria: EventCriteria): Event {
  const found = listOf(events, "events").find((event) => matchesEvent(event, criteria));
  if (found) return found;
  throw new Error(`no event matches ${describe(criteria)}; reported: ${listing(events, criteria)}`);
}

/** Throws an error that lists what came, unless one item of that type did. For any test runner. */
export function assertItem(envelopes: readonly ReceivedEnvelope[], type: string): void {
  const { pass, message } = matchers.toContainItem(envelopes, type);
  if (!pass) throw new Error(message());
}

function listOf<T>(value: readonly T[], name: string): readonly T[] {
  if (!Array.isArray(value)) throw new TypeError(`an array of ${name} is needed, as withCapturedEvents returns it; this is ${inspect(value)}`);
  return value;
}

const describe = (criteria: unknown): string => JSON.stringify(criteria, (_key, value: unknown) => (types.isRegExp(value) ? String(value) : value));

/** What was reported, each with what differs unless its title says that. */
const listing = (events: readonly Event[], criteria: EventCriteria): string =>
  events
    .map((event) => {
      const hidden = differences(event, criteria).filter(([name]) => name !== "type" && name !== "value" && name !== "message");
      return `${titleOf(event)}${hidden.length === 0 ? "" : ` (${hidden.map(([name, actual]) => `${name} is ${describe(actual)}`).join(", ")})`}`;
    })
    .join("; ") || "nothing";

function titleOf(event: Event): string {
  const exception = reported(event);
  return exception ? `${exception.type}: ${exception.value}` : (messageOf(event) ?? "(no title)");
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
    const pass = listOf(events, "events").some((event) => matchesEvent(event, criteria));
    return { pass, message: () => `expected ${listing(events, criteria)} ${pass ? "not " : ""}to contain an event like ${describe(criteria)}` };
  },
  toContainItem(envelopes: readonly ReceivedEnvelope[], type: string): MatcherResult {
    const found = listOf(envelopes, "envelopes").flatMap(({ items }) => items.map((item) => item.type));
    const pass = found.includes(type);
    return { pass, message: () => `expected the items ${found.join(", ") || "(none)"} ${pass ? "not " : ""}to contain ${type}` };
  },
};
