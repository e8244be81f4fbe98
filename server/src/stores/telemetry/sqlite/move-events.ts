import type { Database } from "../../sqlite/database.ts";
import { number, text, textOrNull } from "../../sqlite/row.ts";
import type { EventMove, EventRow, IssueFacts } from "../port.ts";
import { idBytes, selectEvents, toEventRow } from "./event-row.ts";
import { dayOf } from "./partitions.ts";
import { removeIssueRollups, userHash } from "./rollups.ts";
import { isAbove, type TagRollups } from "./tag-rollups.ts";

const hourMs = 3_600_000;

/** The part of a move that lies on one day. */
export function moveInDay(database: Database, day: number, { projectId, from, to, which }: EventMove, tags: TagRollups): void {
  let moved = 0;
  if (which.kind === "hashes") {
    for (const hash of which.hashes) {
      // With a plus the index on the issue is used, and not the one on the project.
      const where = "issue_id = ? and primary_hash = ? and +project_id = ?";
      moved += database.run(`update events set issue_id = ? where ${where}`, to, from, idBytes(hash), projectId);
    }
  } else {
    for (const { eventId, timestamp, primaryHash } of which.events) {
      if (dayOf(timestamp) !== day) continue;
      const hash = primaryHash === null ? null : idBytes(primaryHash);
      const where = "project_id = ? and event_id = ? and issue_id = ?";
      moved += database.run(`update events set issue_id = ?, primary_hash = ? where ${where}`, to, hash, projectId, idBytes(eventId), from);
    }
  }
  if (moved > 0) for (const issueId of [from, to]) recountIssue(database, projectId, issueId, tags);
}

/** Writes the rollups of an issue again from its rows. For the rare case that rows changed hands one by one. */
export function recountIssue(database: Database, projectId: number, issueId: number, tags: TagRollups): void {
  removeIssueRollups(database, projectId, issueId, tags);
  database.run(
    `insert into issue_hour
     select issue_id, cast(timestamp / ${hourMs} as integer) * ${hourMs} as hour, coalesce(environment, ''), project_id, count(*), min(timestamp), max(timestamp)
     from events where issue_id = ? group by 2, 3`,
    issueId,
  );
  for (const row of database.all("select distinct user_tag from events where issue_id = ? and user_tag is not null", issueId))
    database.run("insert or ignore into issue_user values (?, ?)", issueId, userHash(text(row, "user_tag")));
  if (isAbove(database, issueId)) tags.countIssue(database, issueId);
}

export function factsOfIssue(partitions: Iterable<Database>, projectId: number, issueId: number): IssueFacts {
  const users = new Set<number>();
  let count = 0;
  let firstSeen: number | null = null;
  let lastSeen: number | null = null;
  let latest: EventRow | undefined;
  let anyUnhandled = false;
  const release = new Releases();
  for (const database of partitions) {
    const sums = database.get(
      "select count(*) as n, min(timestamp) as first, max(timestamp) as last, min(handled) as handled from events where issue_id = ?",
      issueId,
    );
    if (sums === undefined || number(sums, "n") === 0) continue;
    count += number(sums, "n");
    firstSeen = Math.min(firstSeen ?? Infinity, number(sums, "first"));
    lastSeen = Math.max(lastSeen ?? -Infinity, number(sums, "last"));
    anyUnhandled ||= sums["handled"] === 0;
    for (const row of database.all("select user_hash from issue_user where issue_id = ?", issueId)) users.add(number(row, "user_hash"));
    const newest = database.get(`${selectEvents} where issue_id = ? and +project_id = ? order by timestamp desc limit 1`, issueId, projectId);
    const event = newest === undefined ? undefined : toEventRow(newest);
    if (event !== undefined && (latest === undefined || event.timestamp > latest.timestamp)) latest = event;
    release.look(database, issueId);
  }
  return { count, firstSeen, lastSeen, users: [...users], latest, anyUnhandled, firstRelease: release.first, lastRelease: release.last };
}

class Releases {
  first: string | null = null;
  last: string | null = null;
  #firstAt = Infinity;
  #lastAt = -Infinity;

  look(database: Database, issueId: number): void {
    for (const order of ["asc", "desc"] as const) {
      const row = database.get(`select release, timestamp from events where issue_id = ? and release is not null order by timestamp ${order} limit 1`, issueId);
      if (row === undefined) continue;
      const at = number(row, "timestamp");
      if (order === "asc" && at < this.#firstAt) [this.first, this.#firstAt] = [textOrNull(row, "release"), at];
      if (order === "desc" && at > this.#lastAt) [this.last, this.#lastAt] = [textOrNull(row, "release"), at];
    }
  }
}
