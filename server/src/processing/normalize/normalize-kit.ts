import type { JsonObject } from "../json/json.ts";
import type { NormalizedEvent } from "./event.ts";
import { normalizeEvent, type NormalizeContext } from "./normalize-event.ts";

/** For tests. */
export const receivedAt = Date.UTC(2026, 9, 1, 12, 30);
export const context: NormalizeContext = { eventId: "a".repeat(32), receivedAt, sentAt: null, clientIp: "203.0.113.9", authClient: null, replayId: null };

export function normalized(payload: JsonObject, more: Partial<NormalizeContext> = {}): NormalizedEvent {
  return normalizeEvent(payload, { ...context, ...more });
}

/** Types and places of the remarks that a payload causes. */
export function remarks(event: NormalizedEvent): readonly string[] {
  return (event.errors ?? []).map(({ type, name }) => `${type} ${name ?? ""}`);
}
