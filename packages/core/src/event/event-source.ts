import type { Event, RequestData, User } from "./event.ts";

/** Where events of a scope happened, such as a request. Adds to each of them what the event does not say itself. */
export interface EventSource {
  /** Settles when the rest is known; undefined: it is. */
  readonly arriving?: Promise<void> | undefined;
  readonly request: RequestData | undefined;
  readonly user: User | undefined;
  /** For events without a name of their own. */
  readonly transaction: string | undefined;
}

export function describeBy(source: EventSource, event: Event): Event | Promise<Event> {
  const describe = (): Event => {
    const { request, user } = source;
    if (request) event.request = { ...request, ...event.request };
    if (user) event.user = { ...user, ...event.user };
    event.transaction ??= source.transaction;
    return event;
  };
  return source.arriving ? source.arriving.then(describe) : describe();
}
