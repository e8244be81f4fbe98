import type { Database, Row } from "../../sqlite/database.ts";
import { bytes, number, textOrNull } from "../../sqlite/row.ts";
import type { EventMove, EventRow, IssueFacts, MovedCount } from "../port.ts";
import { idBytes, idText, selectEvents, toEventRow } from "./event-row.ts";
import { dayOf } from "./partitions.ts";
import { RollupDelta } from "./rollup-delta.ts";
import { applyIssues, mergeRollups } from "./rollups.ts";
import { subtractIssues } from "./subtract-rollups.ts";
import type { TagRollups } from "./tag-rollups.ts";

/** Rows that change hands in one transaction: about 20 ms. */
const wholeSlice = 5000;
const countedSlice = 500;

/** All that an issue has on a day: its rollups with the first rows. True: there may be more. */
export function moveIssueSlice(database: Database, projectId: number, from: number, to: number, tags: TagRollups): boolean {
  // Evicted events are counted where there are no rows any more.
  if (database.get("select 1 from issue_hour where issue_id = ? limit 1", from) !== undefined) mergeRollups(database, projectId, from, to, tags);
  // With a plus the index on the issue is used, and not the one on the project.
  const some = "select id from events where issue_id = ? and +project_id = ? limit ?";
  return database.run(`update events set issue_id = ? where id in (${some})`, to, from, projectId, wholeSlice) === wholeSlice;
}

/** Some of the events on a day, with their part of the rollups. True: there may be more. */
export function moveEventSlice(database: Database, day: number, move: EventMove, tags: TagRollups): boolean {
  const { from, to, which } = move;
  const rows = rowsToMove(database, day, move);
  const gone = new RollupDelta();
  const come = new RollupDelta();
  const counts = new Map<string, { readonly oldHash: string | null; readonly newHash: string | null; count: number }>();
  const hashes = new Map(which.kind === "events" ? which.events.map(({ eventId, primaryHash }) => [eventId, primaryHash]) : []);
  for (const event of rows) {
    const newHash = which.kind === "events" ? (hashes.get(event.eventId) ?? null) : event.primaryHash;
    gone.add(event);
    come.add({ ...event, issueId: to });
    database.run(
      "update events set issue_id = ?, primary_hash = ? where project_id = ? and event_id = ?",
      to,
      newHash === null ? null : idBytes(newHash),
      event.projectId,
      idBytes(event.eventId),
    );
    const name = `${event.primaryHash ?? ""}>${newHash ?? ""}`;
    const known = counts.get(name);
    if (known === undefined) counts.set(name, { oldHash: event.primaryHash, newHash, count: 1 });
    else known.count++;
  }
  if (from !== to) {
    subtractIssues(database, gone);
    applyIssues(database, come, tags);
  }
  if (which.kind === "events")
    for (const { oldHash, newHash, count } of counts.values())
      database.run("insert into moved values (?, ?, ?, ?)", which.token, hashBytes(oldHash), hashBytes(newHash), count);
  return rows.length === countedSlice;
}

function rowsToMove(database: Database, day: number, { projectId, from, to, which }: EventMove): readonly EventRow[] {
  if (which.kind === "hashes") {
    const where = `issue_id = ? and +project_id = ? and primary_hash in (${which.hashes.map(() => "?").join(", ")})`;
    return database.all(`${selectEvents} where ${where} limit ?`, from, projectId, ...which.hashes.map(idBytes), countedSlice).map(toEventRow);
  }
  const rows: EventRow[] = [];
  for (const { eventId, timestamp, primaryHash } of which.events) {
    if (dayOf(timestamp) !== day) continue;
    const row = database.get(`${selectEvents} where project_id = ? and event_id = ? and issue_id = ?`, projectId, idBytes(eventId), from);
    const event = row === undefined ? undefined : toEventRow(row);
    if (event !== undefined && (from !== to || event.primaryHash !== primaryHash)) rows.push(event);
    if (rows.length === countedSlice) break;
  }
  return rows;
}

export function movedIn(database: Database, token: string): readonly MovedCount[] {
  const hash = (row: Row, column: string): string | null => (row[column] === null ? null : idText(bytes(row, column)));
  return database
    .all("select old_hash, new_hash, sum(count) as count from moved where token = ? group by 1, 2", token)
    .map((row) => ({ oldHash: hash(row, "old_hash"), newHash: hash(row, "new_hash"), count: number(row, "count") }));
}

function hashBytes(hash: string | null): Buffer | null {
  return hash === null ? null : idBytes(hash);
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
