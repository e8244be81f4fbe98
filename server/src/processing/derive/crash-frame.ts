import type { Exception, Frame, NormalizedEvent, Stacktrace } from "../normalize/event.ts";

/** The exception that an event is shown as: the last one (`protocol.md` §9.3). */
export function mainException(event: NormalizedEvent): Exception | undefined {
  return event.exception?.values.findLast((exception) => exception !== null) ?? undefined;
}

/** The frames that tell where it happened: of the last exception, else of the event, else of its only thread. */
function crashStack(event: NormalizedEvent): Stacktrace | undefined {
  const own = mainException(event)?.stacktrace ?? event.stacktrace;
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
