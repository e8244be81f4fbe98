import type { Database } from "../../sqlite/database.ts";
import { number } from "../../sqlite/row.ts";

/**
 * One partition holds a UTC day. No table of tags: one row per event and tag quadruples the bytes written
 * (`storage.md`, notes on SQLite). Tags are a JSON column, and counts come from the rollups that `append` keeps in the
 * same transaction.
 *
 * Each entry lifts a partition from the version of its position to the next.
 */
const versions: readonly string[] = [
  `
  create table events (
    id integer primary key,
    project_id integer not null, event_id blob not null, seq integer not null, issue_id integer not null,
    timestamp real not null, received_at real not null, key_id integer not null,
    type text not null, level text not null, platform text not null,
    title text not null, culprit text not null, location text, metadata text not null, message text not null, logger text,
    environment text, release text, dist text, transaction_name text, handled integer, trace_id text, span_id text, sdk text,
    user_tag text, user_id text, user_email text, user_username text, user_ip text,
    tags text not null,
    body_day integer not null, body_segment integer not null, body_ordinal integer not null, body_bytes integer not null
  ) strict;
  create unique index events_by_id on events (project_id, event_id);
  create index events_by_issue on events (issue_id, timestamp);
  create index events_by_project on events (project_id, timestamp);

  create table attachments (
    project_id integer not null, event_id blob not null, id text not null, seq integer not null, received_at real not null,
    day integer not null, name text not null, content_type text not null, type text not null, size integer not null, sha1 text not null,
    primary key (project_id, event_id, id)
  ) strict, without rowid;

  create table outcomes (
    id integer primary key,
    project_id integer not null, event_id blob, seq integer not null, key_id integer not null, received_at real not null,
    item_type text not null, category text not null, outcome text not null, reason text, detail text, quantity integer not null
  ) strict;
  create index outcomes_by_event on outcomes (project_id, event_id) where event_id is not null;

  create table issue_hour (
    issue_id integer not null, hour integer not null, environment text not null, project_id integer not null,
    count integer not null, first_seen real not null, last_seen real not null,
    primary key (issue_id, hour, environment)
  ) strict, without rowid;

  create table project_hour (
    project_id integer not null, hour integer not null, environment text not null, count integer not null,
    primary key (project_id, hour, environment)
  ) strict, without rowid;

  -- issue_id 0: all of the project's issues together.
  create table tag_count (
    project_id integer not null, issue_id integer not null, key text not null, value text not null,
    count integer not null, first_seen real not null, last_seen real not null,
    primary key (project_id, issue_id, key, value)
  ) strict, without rowid;

  -- Events whose value came after the limit of distinct values per issue and key.
  create table tag_residual (
    project_id integer not null, issue_id integer not null, key text not null, count integer not null,
    primary key (project_id, issue_id, key)
  ) strict, without rowid;

  -- Issues whose tags are in tag_count; those of others are few enough to be counted from their rows.
  create table counted_issue (issue_id integer primary key) strict;

  create table issue_user (
    issue_id integer not null, user_hash integer not null,
    primary key (issue_id, user_hash)
  ) strict, without rowid;

  -- The highest log seq applied to this partition.
  create table applied (one integer primary key check (one = 1), seq integer not null) strict;
  insert into applied values (1, 0);
  `,
  // The hash that events of an issue are told apart by when some of its hashes leave it. Null: written before.
  "alter table events add column primary_hash blob",
  `
  -- What is left of events that were deleted or evicted: that they were here.
  create table removed (
    project_id integer not null, event_id blob not null, at real not null, how text not null, detail text not null,
    primary key (project_id, event_id)
  ) strict, without rowid;

  -- Bodies and files (with segment -1) whose rows are gone and that are still on the disk.
  create table graves (
    day integer not null, segment integer not null, ordinal integer not null, project_id integer not null, object text not null,
    primary key (day, segment, ordinal, project_id, object)
  ) strict, without rowid;
  `,
  // A trace's errors stand beside its spans.
  "create index events_by_trace on events (project_id, trace_id) where trace_id is not null",
  `
  -- Where a small file lies among the bodies. Null: in a file of its own.
  alter table attachments add column body_day integer;
  alter table attachments add column body_segment integer;
  alter table attachments add column body_ordinal integer;
  `,
  // What a removal took and the state may not have heard of.
  "create table receipts (token text primary key, receipt text not null) strict, without rowid",
  // Single events that moved and that the state may not have counted.
  "create table moved (token text not null, old_hash blob, new_hash blob, count integer not null) strict",
  `
  -- Frames as \`processing/derive/stack-facts.ts\` writes them, once for all events that have them.
  create table stacks (id integer primary key, digest blob not null unique, text text not null) strict;
  alter table events add column stack_id integer;
  create index events_by_stack on events (stack_id) where stack_id is not null;
  create trigger stack_without_events after delete on events when old.stack_id is not null begin
    delete from stacks where id = old.stack_id and not exists (select 1 from events where stack_id = old.stack_id);
  end;
  `,
  // Where users were: only searched in, and told by the body.
  "alter table events add column geo text",
];

export const schemaVersion = versions.length;

/** Lifts a partition to the newest version, within a transaction of the caller. Refuses one written by a newer program. */
export function upgrade(database: Database): void {
  const found = version(database);
  if (found > schemaVersion) throw new NewerPartition(database.file, found);
  for (const [index, sql] of versions.entries()) {
    if (index < found) continue;
    database.exec(sql);
    database.exec(`pragma user_version = ${index + 1}`);
  }
}

/** 0: a file that was just made and has no tables yet. */
export function version(database: Database): number {
  const row = database.get("pragma user_version");
  return row === undefined ? 0 : number(row, "user_version");
}

class NewerPartition extends Error {
  override readonly name = "NewerPartition";
  constructor(file: string, found: number) {
    super(`${file} has schema version ${found}, but this version of Vedette knows up to ${schemaVersion}. Start the newer version again.`);
  }
}
