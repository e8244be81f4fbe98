import type { SessionPlace } from "../stores/state/port/ingest.ts";
import type { SessionRow } from "../stores/telemetry/sessions.ts";

/** The releases and environments of a batch's sessions, each once. */
export function sessionPlaces(sessions: readonly SessionRow[]): readonly SessionPlace[] {
  const places = new Map<string, SessionPlace>();
  for (const { projectId, release, environment, started } of sessions) {
    const key = JSON.stringify([projectId, release, environment]);
    const known = places.get(key);
    places.set(key, { projectId, release, environment, first: Math.min(known?.first ?? started, started), last: Math.max(known?.last ?? started, started) });
  }
  return [...places.values()];
}
