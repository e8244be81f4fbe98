import type { Exception, Frame, NormalizedEvent, Stacktrace } from "../normalize/event.ts";

/** Oldest cause first (`protocol.md` §9.3): this one was caught or crashed the program. */
export function lastException(event: NormalizedEvent): Exception | undefined {
  return event.exception?.values.findLast((exception) => exception !== null) ?? undefined;
}

/** The exception that an event is called by: of a group with one distinct member that one, else the last (`protocol.md` §17.4). */
export function mainException(event: NormalizedEvent): Exception | undefined {
  const id = event.main_exception_id;
  const chosen = id === undefined ? undefined : event.exception?.values.find((exception) => exception?.mechanism?.exception_id === id);
  return chosen ?? lastException(event);
}

/** The frames that tell where it happened: of the last exception, else of the event, else of its only thread. */
function crashStack(event: NormalizedEvent): Stacktrace | undefined {
  const own = lastException(event)?.stacktrace ?? event.stacktrace;
  if (own !== undefined) return own;
  const threads = event.threads?.values.filter((thread) => thread !== null) ?? [];
  return threads.length === 1 ? threads[0]?.stacktrace : undefined;
}

/** From the crash outwards, the first in-app frame with a name, else the first with a name (`protocol.md` §17.4). */
export function crashFrame(event: NormalizedEvent): Frame | undefined {
  const frames = crashStack(event)?.frames ?? [];
  let eligible: Frame | undefined;
  for (let i = frames.length - 1; i >= 0; i--) {
    const frame = frames[i];
    if (frame === null || frame === undefined || frame.function === undefined || frame.function === "<redacted>" || frame.function === "<unknown>") continue;
    if (frame.in_app === true) return frame;
    eligible ??= frame;
  }
  return eligible;
}
