import type { RegroupGroup } from "../stores/state/port/moves.ts";

/** An event as it lies now, and as other rules would group it. */
export interface GroupedEvent {
  readonly eventId: string;
  readonly timestamp: number;
  readonly issueId: number;
  readonly primaryHash: string | null;
  /** By the other rules; the first is the primary one. */
  readonly hashes: readonly string[];
  readonly latest: RegroupGroup["latest"];
}

/** Events that would be one issue. */
export interface PlannedGroup extends RegroupGroup {
  /** Where they would go; null: into a new issue. */
  readonly target: number | null;
}

/**
 * Where events would go: to the issue that one of their hashes leads to already, as events that are yet to come. A group
 * none of whose hashes is known goes home, to the issue that most of its events come from, unless another group has more of
 * that one's: then it becomes an issue of its own. So rules that join issues keep the largest, and rules that part an issue
 * leave the most of it where it is.
 */
export function planRegroup(events: readonly GroupedEvent[], issueOfHash: ReadonlyMap<string, number>): readonly PlannedGroup[] {
  const byTarget = new Map<number | string, GroupedEvent[]>();
  for (const event of events) {
    const known = event.hashes.map((hash) => issueOfHash.get(hash)).find((issue) => issue !== undefined);
    const key = known ?? event.hashes[0] ?? "";
    const group = byTarget.get(key);
    if (group === undefined) byTarget.set(key, [event]);
    else group.push(event);
  }
  const homes = homesOf(
    [...byTarget].filter(([key]) => typeof key === "string"),
    new Set([...byTarget.keys()].filter((key) => typeof key === "number")),
  );
  return [...byTarget].flatMap(([key, group]) => byPrimaryHash(group, typeof key === "number" ? key : (homes.get(key) ?? null)));
}

/** The largest claims come first; each issue is home to one group. One that keeps events by their hashes is nobody's home. */
function homesOf(
  groups: readonly (readonly [key: number | string, events: readonly GroupedEvent[]])[],
  taken: ReadonlySet<number>,
): ReadonlyMap<number | string, number> {
  const claims = groups.flatMap(([key, events]) =>
    [...Map.groupBy(events, ({ issueId }) => issueId)].map(([issueId, from]) => ({ key, issueId, size: from.length })),
  );
  claims.sort((a, b) => b.size - a.size || a.issueId - b.issueId);
  const homes = new Map<number | string, number>();
  const given = new Set(taken);
  for (const { key, issueId } of claims) {
    if (homes.has(key) || given.has(issueId)) continue;
    homes.set(key, issueId);
    given.add(issueId);
  }
  return homes;
}

/** The state store moves events of one primary hash at a time; their target is the same. */
function byPrimaryHash(events: readonly GroupedEvent[], target: number | null): readonly PlannedGroup[] {
  return [...Map.groupBy(events, ({ hashes }) => hashes[0] ?? "").values()].flatMap((group) => {
    const newest = group.reduce((best, event) => (event.timestamp > best.timestamp ? event : best));
    return {
      hashes: [...new Set(group.flatMap(({ hashes }) => hashes))],
      home: target,
      target,
      events: group.map(({ eventId, timestamp, issueId, primaryHash }) => ({ eventId, timestamp, from: issueId, primaryHash })),
      latest: newest.latest,
    };
  });
}
