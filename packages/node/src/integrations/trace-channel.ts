import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** What happens to one operation that a library traces. Each gets the library's own message object, the same for all events of one. */
export interface TraceListeners {
  readonly start: (message: object) => void;
  /** The synchronous part is over. */
  readonly end?: ((message: object) => void) | undefined;
  /** Settled, after `error` if it failed. */
  readonly asyncEnd: (message: object) => void;
}

/** Listens to a tracing channel. Returns how to stop. */
export function watchChannel(name: string, { start, end, asyncEnd }: TraceListeners): () => void {
  const object =
    (listener: (message: object) => void) =>
    (message: unknown): void => {
      if (typeof message === "object" && message !== null) listener(message);
    };
  const listeners = [
    [`tracing:${name}:start`, object(start)] as const,
    [`tracing:${name}:asyncEnd`, object(asyncEnd)] as const,
    ...(end ? [[`tracing:${name}:end`, object(end)] as const] : []),
  ];
  for (const [channel, listener] of listeners) subscribe(channel, listener);
  return () => {
    for (const [channel, listener] of listeners) unsubscribe(channel, listener);
  };
}
