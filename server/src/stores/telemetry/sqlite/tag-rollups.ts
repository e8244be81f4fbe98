import type { Database } from "../../sqlite/database.ts";
import type { RollupDelta, TagDelta } from "./rollup-delta.ts";
import { ValueRoom } from "./value-room.ts";

/**
 * Events of an issue in a day above which its tags are counted. Most issues have fewer: theirs are counted from the rows
 * when somebody looks, instead of with a dozen upserts for each event that may be the only one.
 */
const countedAbove = 32;
const remembered = 50_000;

/** Keeps `tag_count`. One for the life of a writer; thrown away after a rollback, since it remembers what it wrote. */
export class TagRollups {
  readonly #room = new ValueRoom();
  /** As `file/issue`. */
  readonly #counted = new Set<string>();

  applyProjects(database: Database, delta: RollupDelta): void {
    for (const tag of delta.projectTags()) applyTag(database, tag, this.#room);
  }

  /** The rows of the delta are in the database already. */
  applyIssues(database: Database, delta: RollupDelta): void {
    for (const [issueId, tags] of delta.issueTags()) {
      if (this.#isCounted(database, issueId)) for (const tag of tags) applyTag(database, tag, this.#room);
      else if (isAbove(database, issueId)) this.countIssue(database, issueId);
    }
  }

  /** From now on the issue's tags are counted in this partition, those of the rows that are there included. */
  countIssue(database: Database, issueId: number): void {
    if (this.#isCounted(database, issueId)) return;
    database.run(
      `insert into tag_count select project_id, issue_id, tag.key, tag.value, count(*), min(timestamp), max(timestamp)
       from events, json_each(events.tags) as tag where issue_id = ? group by 1, 2, 3, 4`,
      issueId,
    );
    database.run("insert into counted_issue values (?)", issueId);
  }

  forget(database: Database, issueId: number): void {
    this.#counted.delete(`${database.file}/${issueId}`);
    database.run("delete from counted_issue where issue_id = ?", issueId);
  }

  #isCounted(database: Database, issueId: number): boolean {
    const id = `${database.file}/${issueId}`;
    if (this.#counted.has(id)) return true;
    if (!isCounted(database, issueId)) return false;
    if (this.#counted.size >= remembered) this.#counted.clear();
    this.#counted.add(id);
    return true;
  }
}

/** Whether `tag_count` holds the tags of the issue in this partition. */
export function isCounted(database: Database, issueId: number): boolean {
  return database.get("select 1 from counted_issue where issue_id = ?", issueId) !== undefined;
}

function isAbove(database: Database, issueId: number): boolean {
  return database.get("select 1 from events where issue_id = ? limit 1 offset ?", issueId, countedAbove) !== undefined;
}

function applyTag(database: Database, tag: TagDelta, room: ValueRoom): void {
  const { projectId, issueId, key, values } = tag;
  const taken = room.take(database, tag);
  if (taken.all) {
    const upsert = database.prepare(
      `insert into tag_count values (?, ?, ?, ?, ?, ?, ?)
       on conflict do update set count = count + excluded.count, first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen)`,
    );
    for (const [value, { count, first, last }] of values) upsert.run(projectId, issueId, key, value, count, first, last);
    return;
  }
  let { left } = taken;
  for (const [value, { count, first, last }] of values) {
    const known = database.run(
      `update tag_count set count = count + ?, first_seen = min(first_seen, ?), last_seen = max(last_seen, ?)
       where project_id = ? and issue_id = ? and key = ? and value = ?`,
      count,
      first,
      last,
      projectId,
      issueId,
      key,
      value,
    );
    if (known > 0) continue;
    if (left-- > 0) database.run("insert into tag_count values (?, ?, ?, ?, ?, ?, ?)", projectId, issueId, key, value, count, first, last);
    else database.run("insert into tag_residual values (?, ?, ?, ?) on conflict do update set count = count + excluded.count", projectId, issueId, key, count);
  }
}
