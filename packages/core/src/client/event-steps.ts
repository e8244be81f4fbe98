import type { Event } from "../event/event.ts";
import type { DropReason } from "../transport/client-reports.ts";
import { LATE, within } from "../transport/within.ts";
import type { Client } from "./client.ts";

type MaybePromise<T> = T | PromiseLike<T>;

/** Something that may change or drop an event: an integration, a processor of a scope, a hook of the options. */
export interface EventStep {
  /** For the debug output. */
  readonly name: string;
  /** How a drop is counted. */
  readonly reason: DropReason;
  readonly run: (event: Event) => MaybePromise<unknown>;
}

export type Passed = { readonly event: Event } | { readonly dropped: DropReason; readonly explanation: string };

/** A hook that takes longer than this loses its event, so that it cannot hold the memory of all that follow. */
const STEP_TIMEOUT = 10_000;

/**
 * Passes the event through the steps, synchronously for as long as they are. With `sync` (the process is about to die) a step that
 * answers with a promise is passed over, except hooks: they may be there to remove what must not leave, so their event is dropped.
 */
export function passThrough(client: Client, event: Event, steps: readonly EventStep[], sync: boolean, from = 0): MaybePromise<Passed> {
  let current = event;
  for (let index = from; index < steps.length; index++) {
    const step = steps[index];
    if (!step) continue;
    let result: MaybePromise<unknown>;
    try {
      result = step.run(current);
    } catch (error) {
      return threw(step, error);
    }
    if (isPromise(result)) {
      if (!sync) return awaited(client, result, step, steps, index);
      if (step.reason === "before_send") return { dropped: step.reason, explanation: `${step.name} is asynchronous and the process is ending` };
      client.log(`${step.name} is asynchronous and was passed over because the process is ending`);
      continue;
    }
    const next = accept(step, result);
    if (!("event" in next)) return next;
    current = next.event;
  }
  return { event: current };
}

async function awaited(client: Client, pending: PromiseLike<unknown>, step: EventStep, steps: readonly EventStep[], index: number): Promise<Passed> {
  try {
    const result = await within(client.scheduler, pending, STEP_TIMEOUT);
    if (result === LATE) return { dropped: step.reason, explanation: `${step.name} did not answer within ${STEP_TIMEOUT} ms` };
    const next = accept(step, result);
    return "event" in next ? await passThrough(client, next.event, steps, false, index + 1) : next;
  } catch (error) {
    return threw(step, error);
  }
}

function accept(step: EventStep, result: unknown): Passed {
  if (isEvent(result)) return { event: result };
  const what = result === null ? "null" : `${typeof result} instead of an event or null`;
  return { dropped: step.reason, explanation: `${step.name} returned ${what}` };
}

/** The event is not sent unchecked: the step that failed may be the one that removes secrets. */
function threw(step: EventStep, error: unknown): Passed {
  return { dropped: step.reason, explanation: `${step.name} threw: ${error instanceof Error ? error.message : String(error)}` };
}

const isEvent = (value: unknown): value is Event => typeof value === "object" && value !== null && !Array.isArray(value);
const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
