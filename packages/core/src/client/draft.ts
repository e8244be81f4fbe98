import { describeValue } from "../errors/error-like.ts";
import type { Event } from "../event/event.ts";
import { getGlobalScope, type ScopeFrame } from "../scope/current-scopes.ts";
import type { Scope, ScopeData } from "../scope/scope.ts";
import { dataOfFrame, mergeScopes } from "../scope/scope-data.ts";
import type { HttpClient } from "../transport/http-client.ts";
import type { Client } from "./client.ts";
import type { CaptureOptions, DeliveryResult, DeliveryStatus, EventHint } from "./event-hint.ts";
import { sanitizeEvent } from "./finish-event.ts";
import { traceFactsOf, type TraceFacts } from "./trace-facts.ts";

export type EventCategory = "error" | "transaction" | "feedback";

export interface Capture {
  readonly category: EventCategory;
  readonly hint: EventHint;
  readonly frame: ScopeFrame;
  /** Makes the event; runs after the task that captured it. */
  build(): Event;
  /** The payload of the same event, complete, when nobody wants to see the event before or after; undefined: this one has to be built. */
  write?(id: string, scope: Readonly<ScopeData>): string | undefined;
  readonly httpClient?: HttpClient | undefined;
  /** Instead of what the scope says. */
  readonly trace?: TraceFacts | undefined;
  /** Spans of a transaction without its root, for the count if it is dropped. */
  readonly spanCount?: number | undefined;
}

export interface Captured {
  readonly id: string;
  /** Resolves to what became of it. To be called at once or not at all: most callers do not ask, and a promise costs. */
  result(): Promise<DeliveryResult>;
}

/** A capture from the call to its fate. A class, as the envelope: every traced request makes one of each. */
export class Draft implements Captured {
  readonly client: Client;
  readonly capture: Capture;
  readonly id: string;
  readonly scope: Readonly<ScopeData>;
  readonly trace: TraceFacts;
  #fate: DeliveryResult | undefined;
  #waiter: ((result: DeliveryResult) => void) | undefined;

  constructor(client: Client, capture: Capture, id: string) {
    const { frame, trace, hint } = capture;
    const own = hint.captureContext;
    this.client = client;
    this.capture = capture;
    this.id = id;
    this.scope = own === undefined ? dataOfFrame(frame) : mergeScopes(getGlobalScope(), frame.isolation, scopeWith(client, frame.current, own));
    this.trace = trace ?? traceFactsOf(client, frame.current);
  }

  result(): Promise<DeliveryResult> {
    return new Promise((resolve) => {
      if (this.#fate) resolve(this.#fate);
      else this.#waiter = resolve;
    });
  }

  /** Its fate is known. Without the event: nobody wants to see it. */
  settle(event: Event | undefined, status: DeliveryStatus, error?: Error): void {
    const { client, id } = this;
    this.#fate = { status, id, error };
    try {
      if (event) client.options.afterSend?.(sanitizeEvent(event, client.normalization), this.#fate);
    } catch (thrown) {
      client.log(`afterSend threw: ${String(thrown)}`);
    }
    this.#waiter?.(this.#fate);
  }
}

/** A scope given whole replaces the current one; anything else adds to it. */
function scopeWith(client: Client, current: Scope, context: NonNullable<CaptureOptions["captureContext"]>): Scope {
  const scope = current.clone();
  try {
    if (typeof context !== "function") return scope.update(context);
    const returned = context(scope);
    return returned === scope ? scope : scope.update(returned);
  } catch (error) {
    client.log(`a capture context is lost: ${describeValue(error)}`);
    return scope;
  }
}
