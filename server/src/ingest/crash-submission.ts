import { serializeEnvelope } from "@vedette/protocol";
import type { Submission } from "./endpoint.ts";
import { countItem } from "./item-rules.ts";

interface CrashItem {
  readonly headers: Readonly<Record<string, unknown>> & { readonly type: string };
  readonly payload: Uint8Array;
}

/** Items of an endpoint that takes no envelope, as the envelope that the log keeps: behind it there is one kind of record. */
export function crashSubmission(eventId: string, items: readonly CrashItem[], createsEvent: boolean): Submission {
  const files = items.map(({ headers, payload }) => countItem({ type: headers.type, bytes: payload.length, headers }));
  const event = createsEvent ? [{ category: "error", quantity: 1 } as const] : [];
  return {
    eventId,
    body: serializeEnvelope(
      { event_id: eventId },
      items.map(({ headers, payload }) => ({ headers: { ...headers, length: payload.length }, payload })),
    ),
    items: [...files, ...event],
    // The fields of a form are the event, which is counted already.
    charged: [...files.filter(({ category }) => category !== "default"), ...event],
    without: () => undefined,
    dsn: undefined,
  };
}
