import type { Context, Event, RequestData, User } from "./event.ts";

/** Where events of a scope happened, such as a request. Adds to each of them what the event does not say itself. */
export interface EventSource {
  /** Settles when the rest is known; undefined: it is. */
  readonly arriving?: Promise<void> | undefined;
  readonly request: RequestData | undefined;
  readonly user: User | undefined;
  /** `contexts.response` of its transaction. */
  readonly response?: Context | undefined;
  /** For events without a name of their own. */
  readonly transaction: string | undefined;
}

export function describeBy(source: EventSource, event: Event): Event | Promise<Event> {
  const describe = (): Event => {
    const { request, user, response } = source;
    if (request) event.request = { ...request, ...event.request };
    if (user) event.user = { ...user, ...event.user };
    if (response && event.type === "transaction") event.contexts = { ...event.contexts, response: { ...response, ...event.contexts?.["response"] } };
    event.transaction ??= source.transaction;
    return event;
  };
  return source.arriving ? source.arriving.then(describe) : describe();
}
