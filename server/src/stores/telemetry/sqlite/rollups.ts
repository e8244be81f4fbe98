import { hash } from "node:crypto";
import type { Database } from "../../sqlite/database.ts";
import { number } from "../../sqlite/row.ts";
import type { EventRow } from "../port.ts";

const hourMs = 3_600_000;

/** Distinct values kept per issue and tag key in a day's partition. Later new values count in `tag_residual`. */
export const distinctValues = 1000;
/** Values seen as new since the last count before the rows are counted: spares issues with few values that query. */
const recountAfter = 64;

interface Seen {
  count: number;
  first: number;
  last: number;
}

/** What a run of events adds to the rollups of one partition, so that a hot issue costs one upsert for many events. */
export class RollupDelta {
  readonly issueHours = new Map<string, Seen & { readonly issueId: number; readonly hour: number; readonly environment: string; readonly projectId: number }>();
  readonly projectHours = new Map<string, { readonly projectId: number; readonly hour: number; readonly environment: string; count: number }>();
  readonly tags = new Map<string, Seen & { readonly projectId: number; readonly issueId: number; readonly key: string; readonly value: string }>();
  readonly users = new Map<string, { readonly issueId: number; readonly tag: string }>();

  add(event: EventRow): void {
    const { projectId, issueId, timestamp } = event;
    const hour = Math.floor(timestamp / hourMs) * hourMs;
    const environment = event.environment ?? "";
    const issueKey = `${issueId}/${hour}/${environment}`;
    const issueHour = this.issueHours.get(issueKey);
    if (issueHour === undefined) this.issueHours.set(issueKey, { issueId, hour, environment, projectId, count: 1, first: timestamp, last: timestamp });
    else see(issueHour, timestamp);
    const projectKey = `${projectId}/${hour}/${environment}`;
    const projectHour = this.projectHours.get(projectKey);
    if (projectHour === undefined) this.projectHours.set(projectKey, { projectId, hour, environment, count: 1 });
    else projectHour.count++;
    if (event.user !== null) this.users.set(`${issueId}/${event.user.tag}`, { issueId, tag: event.user.tag });
    for (const [key, value] of event.tags) {
      this.#addTag(projectId, issueId, key, value, timestamp);
      this.#addTag(projectId, 0, key, value, timestamp);
    }
  }

  #addTag(projectId: number, issueId: number, key: string, value: string, timestamp: number): void {
    // NUL cannot be part of a normalized key.
    const id = `${projectId}/${issueId}/${key}\0${value}`;
    const seen = this.tags.get(id);
    if (seen === undefined) this.tags.set(id, { projectId, issueId, key, value, count: 1, first: timestamp, last: timestamp });
    else see(seen, timestamp);
  }
}

function see(seen: Seen, timestamp: number): void {
  seen.count++;
  if (timestamp < seen.first) seen.first = timestamp;
  if (timestamp > seen.last) seen.last = timestamp;
}

/** Counts how many values each (issue, key) has gained, to enforce `distinctValues` without counting rows each time. */
export class ValueLimiter {
  readonly #gained = new Map<string, { values: number; counted: boolean }>();

  /** Whether one more new value may get a row of its own. */
  admits(database: Database, projectId: number, issueId: number, key: string): boolean {
    const id = `${database.file}/${projectId}/${issueId}/${key}`;
    let gained = this.#gained.get(id);
    if (gained === undefined) {
      if (this.#gained.size >= 50_000) this.#gained.clear();
      gained = { values: 0, counted: false };
      this.#gained.set(id, gained);
    }
    gained.values++;
    if (!gained.counted && gained.values >= recountAfter) {
      const row = database.get("select count(*) as n from tag_count where project_id = ? and issue_id = ? and key = ?", projectId, issueId, key);
      gained.values = (row === undefined ? 0 : number(row, "n")) + 1;
      gained.counted = true;
    }
    return gained.values <= distinctValues;
  }
}

export function applyRollups(database: Database, delta: RollupDelta, limiter: ValueLimiter): void {
  for (const row of delta.issueHours.values()) {
    database.run(
      `insert into issue_hour values (?, ?, ?, ?, ?, ?, ?)
       on conflict do update set count = count + excluded.count, first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen)`,
      row.issueId,
      row.hour,
      row.environment,
      row.projectId,
      row.count,
      row.first,
      row.last,
    );
  }
  for (const row of delta.projectHours.values()) {
    database.run(
      "insert into project_hour values (?, ?, ?, ?) on conflict do update set count = count + excluded.count",
      row.projectId,
      row.hour,
      row.environment,
      row.count,
    );
  }
  for (const user of delta.users.values()) database.run("insert or ignore into issue_user values (?, ?)", user.issueId, userHash(user.tag));
  applyTags(database, delta, limiter);
}

function applyTags(database: Database, delta: RollupDelta, limiter: ValueLimiter): void {
  const update = database.prepare(
    `update tag_count set count = count + ?, first_seen = min(first_seen, ?), last_seen = max(last_seen, ?)
     where project_id = ? and issue_id = ? and key = ? and value = ?`,
  );
  for (const { projectId, issueId, key, value, count, first, last } of delta.tags.values()) {
    if (Number(update.run(count, first, last, projectId, issueId, key, value).changes) > 0) continue;
    if (limiter.admits(database, projectId, issueId, key)) {
      database.run("insert into tag_count values (?, ?, ?, ?, ?, ?, ?)", projectId, issueId, key, value, count, first, last);
    } else {
      database.run("insert into tag_residual values (?, ?, ?, ?) on conflict do update set count = count + excluded.count", projectId, issueId, key, count);
    }
  }
}

/**
 * 48 bits of SHA-1: fits a number and six bytes of the row. A million users of one issue lose 0.002 to collisions.
 */
export function userHash(tag: string): number {
  return hash("sha1", tag, "buffer").readUIntBE(0, 6);
}

/** Writes the rollups of an issue again from its rows. For the rare case that rows changed hands one by one. */
export function rebuildIssue(
  database: Database,
  projectId: number,
  issueId: number,
  limiter: ValueLimiter,
  each: (visit: (event: EventRow) => void) => void,
): void {
  removeIssueRollups(database, projectId, issueId);
  const delta = new RollupDelta();
  each((event) => delta.add(event));
  delta.projectHours.clear();
  for (const [id, tag] of delta.tags) if (tag.issueId === 0) delta.tags.delete(id);
  applyRollups(database, delta, limiter);
}

export function removeIssueRollups(database: Database, projectId: number, issueId: number): void {
  database.run("delete from issue_hour where issue_id = ?", issueId);
  database.run("delete from issue_user where issue_id = ?", issueId);
  for (const table of ["tag_count", "tag_residual"]) database.run(`delete from ${table} where project_id = ? and issue_id = ?`, projectId, issueId);
}

/** Adds the rollups of one issue to another's and removes them. */
export function mergeRollups(database: Database, projectId: number, from: number, to: number): void {
  database.run(
    `insert into issue_hour select ?, hour, environment, project_id, count, first_seen, last_seen from issue_hour where issue_id = ?
     on conflict do update set count = count + excluded.count, first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen)`,
    to,
    from,
  );
  database.run("insert or ignore into issue_user select ?, user_hash from issue_user where issue_id = ?", to, from);
  database.run(
    `insert into tag_count select project_id, ?, key, value, count, first_seen, last_seen from tag_count where project_id = ? and issue_id = ?
     on conflict do update set count = count + excluded.count, first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen)`,
    to,
    projectId,
    from,
  );
  database.run(
    `insert into tag_residual select project_id, ?, key, count from tag_residual where project_id = ? and issue_id = ?
     on conflict do update set count = count + excluded.count`,
    to,
    projectId,
    from,
  );
  removeIssueRollups(database, projectId, from);
}

/** A deleted issue's events leave the totals of the project too. */
export function subtractFromProject(database: Database, projectId: number, issueId: number): void {
  database.run(
    `update project_hour set count = project_hour.count - gone.count
     from (select hour, environment, sum(count) as count from issue_hour where issue_id = ? group by 1, 2) as gone
     where project_hour.project_id = ? and project_hour.hour = gone.hour and project_hour.environment = gone.environment`,
    issueId,
    projectId,
  );
  database.run(
    `update tag_count set count = tag_count.count - gone.count
     from (select key, value, count from tag_count where project_id = ? and issue_id = ?) as gone
     where tag_count.project_id = ? and tag_count.issue_id = 0 and tag_count.key = gone.key and tag_count.value = gone.value`,
    projectId,
    issueId,
    projectId,
  );
  database.run("delete from tag_count where project_id = ? and issue_id = 0 and count <= 0", projectId);
}
