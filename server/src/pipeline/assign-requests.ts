import type { AssignRequest } from "../stores/state/port/ingest.ts";
import type { ProcessedEvent } from "./batch.ts";

export interface EventGroup {
  readonly request: AssignRequest;
  readonly events: readonly ProcessedEvent[];
}

/** Events that share project and first hash, in log order of their first event: one question to the state store each. */
export function groupEvents(events: readonly ProcessedEvent[]): readonly EventGroup[] {
  const groups = new Map<string, ProcessedEvent[]>();
  for (const event of events) {
    const key = `${event.projectId}:${event.hashes[0] ?? ""}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return [...groups.values()].map((group) => ({ request: assignRequest(group), events: group }));
}

function assignRequest(events: readonly ProcessedEvent[]): AssignRequest {
  const byTime = events.length === 1 ? events : events.toSorted((a, b) => a.timestamp - b.timestamp || a.seq - b.seq);
  const first = byTime[0];
  const last = byTime.at(-1);
  if (first === undefined || last === undefined) throw new Error("a group without events");
  const { eventId, type, level, platform, title, culprit, location, metadata, logger, receivedAt } = last;
  const sketch = events.find((event) => event.sketch !== undefined)?.sketch;
  const secondary = distinct(events.flatMap(({ secondaryHashes = [] }) => secondaryHashes));
  return {
    ...(secondary.length > 0 && { secondaryHashes: secondary }),
    ...(sketch !== undefined && { sketch }),
    projectId: first.projectId,
    hashes: distinct(events.flatMap(({ hashes }) => hashes)),
    count: events.length,
    firstSeen: first.timestamp,
    lastSeen: last.timestamp,
    users: distinct(events.map(({ user }) => user?.tag)),
    environments: distinct(events.map(({ environment }) => environment)),
    releases: distinct(byTime.map(({ release }) => release)),
    anyUnhandled: events.some(({ handled }) => handled === false),
    latest: { eventId, type, level, platform, title, culprit, location, metadata, logger, receivedAt },
  };
}

function distinct(values: readonly (string | null | undefined)[]): readonly string[] {
  const out = new Set<string>();
  for (const value of values) if (value !== null && value !== undefined) out.add(value);
  return [...out];
}
