import type { ItemOutcome } from "../../../pipeline/batch.ts";
import type { Database, Row } from "../../sqlite/database.ts";
import { bytes, number, text, textOrNull } from "../../sqlite/row.ts";
import type { EventFilter } from "../../../query/model.ts";
import type { EventEviction, EventRemoval, EvictionStep, Grave, RemovalNote, RemovalStep } from "../removals.ts";
import { all, compileFilters, type Condition, oneOf } from "./compile.ts";
import { idBytes, idText, selectEvents, toEventRow } from "./event-row.ts";
import { reasonToKeep, remember } from "./interesting.ts";
import { writeReceipt } from "./receipts.ts";
import { RollupDelta } from "./rollup-delta.ts";
import { version } from "./schema.ts";
import { subtractRollups } from "./subtract-rollups.ts";

/** The version of a partition that brought the tables. */
const removedSince = 3;
/** Stands for the segment of what is no body. */
const noSegment = -1;

/** Takes away the files of an event, given its row, wherever they lie; answers how many there were. */
export type FileRemoval = (row: Row) => number;

/** Rows that a search looks at in one step: about 10 ms, whatever it searches for. */
const lookedAt = 5000;

export function removeEvents(database: Database, removal: EventRemoval, removeFiles: FileRemoval): RemovalStep {
  const { day, note, counters } = removal;
  const { rows, next } = eventsToRemove(database, removal);
  const delta = new RollupDelta();
  const account = new Account();
  const events = rows.map((row) => {
    if (counters === "follow") delta.add(toEventRow(row));
    bury(database, row, note);
    const [projectId, eventId] = [number(row, "project_id"), bytes(row, "event_id")];
    database.run("delete from events where project_id = ? and event_id = ?", projectId, eventId);
    account.add(projectId, removeFiles(row));
    return {
      projectId,
      issueId: number(row, "issue_id"),
      eventId: idText(eventId),
      primaryHash: row["primary_hash"] === null ? null : idText(bytes(row, "primary_hash")),
      user: textOrNull(row, "user_tag"),
    };
  });
  subtractRollups(database, delta);
  const receipt = writeReceipt(database, { day, category: "events", items: account.items(), events: counters === "follow" ? events : [] });
  return { receipt, next };
}

/** An issue, an id, or all of a project are found by an index; anything else is looked for in the order of arrival, a window at a time. */
function eventsToRemove(database: Database, removal: EventRemoval): { readonly rows: readonly Row[]; readonly next: number | null } {
  const { projectIds, issueId, filter, after, limit } = removal;
  const issue: readonly Condition[] = issueId === undefined ? [] : [{ sql: "issue_id = ?", parameters: [issueId] }];
  if (issueId !== undefined || filter.length === 0 || filter.some(isId)) {
    const where = all([...issue, oneOf(issueId === undefined ? "project_id" : "+project_id", projectIds), compileFilters(filter)]);
    // By the index on project and time, oldest first, unless it is one issue.
    const order = issueId === undefined && projectIds.length === 1 ? "order by timestamp" : "";
    const rows = database.all(`${selectEvents} where ${where.sql} ${order} limit ?`, ...where.parameters, limit);
    return { rows, next: rows.length < limit ? null : 0 };
  }
  const window = idWindow(database, "events", after);
  const where = all([window.condition, oneOf("+project_id", projectIds), compileFilters(filter)]);
  const rows = database.all(`${selectEvents.replace("select ", "select id, ")} where ${where.sql} order by id limit ?`, ...where.parameters, limit);
  const last = rows.at(-1);
  return { rows, next: rows.length === limit && last !== undefined ? number(last, "id") : window.end };
}

function isId(filter: EventFilter): boolean {
  return filter.kind === "field" && filter.field === "id" && !filter.negated && filter.anyOf.every(({ kind }) => kind === "exact");
}

/** The next rows of a table in the order of their arrival. `end`: where the window after it starts, null after the last one. */
export function idWindow(database: Database, table: string, after: number): { readonly condition: Condition; readonly end: number | null } {
  const row = database.get(`select id from ${table} where id > ? order by id limit 1 offset ?`, after, lookedAt - 1);
  const end = row === undefined ? null : number(row, "id");
  return { condition: end === null ? { sql: "id > ?", parameters: [after] } : { sql: "id > ? and id <= ?", parameters: [after, end] }, end };
}

/** What leaves the account of the disk, by project. */
export class Account {
  readonly #projects = new Map<number, { items: number; attachments: number }>();

  add(projectId: number, attachments = 0): void {
    const known = this.#projects.get(projectId);
    if (known === undefined) this.#projects.set(projectId, { items: 1, attachments });
    else {
      known.items++;
      known.attachments += attachments;
    }
  }

  items() {
    return Array.from(this.#projects, ([projectId, sums]) => ({ projectId, ...sums }));
  }
}

function bury(database: Database, row: Row, { at, how, detail }: RemovalNote): void {
  database.run("insert or replace into removed values (?, ?, ?, ?, ?)", number(row, "project_id"), bytes(row, "event_id"), at, how, detail);
  buryBody(database, row);
}

export function buryBody(database: Database, row: Row): void {
  database.run("insert or ignore into graves values (?, ?, ?, 0, '')", number(row, "body_day"), number(row, "body_segment"), number(row, "body_ordinal"));
}

/** The files of an event that this partition knows of. */
export function removeAttachments(database: Database, where: Condition, limit: number): number {
  const rows = database.all(
    `select project_id, event_id, id, day, body_day, body_segment, body_ordinal from attachments where ${where.sql} limit ?`,
    ...where.parameters,
    limit,
  );
  for (const row of rows) {
    const [projectId, id] = [number(row, "project_id"), text(row, "id")];
    if (row["body_day"] !== null) buryBody(database, row);
    else database.run("insert or ignore into graves values (?, ?, 0, ?, ?)", number(row, "day"), noSegment, projectId, id);
    database.run("delete from attachments where project_id = ? and event_id = ? and id = ?", projectId, bytes(row, "event_id"), id);
  }
  return rows.length;
}

export function busyIssues(database: Database, projectId: number): readonly number[] {
  return database
    .all(
      `select issue_id, sum(count) as n from issue_hour where project_id = ? and issue_id in (select issue_id from counted_issue) group by 1 order by n desc`,
      projectId,
    )
    .map((row) => number(row, "issue_id"));
}

export function evictEvents(database: Database, eviction: EventEviction, removeFiles: FileRemoval): EvictionStep {
  const { day, projectId, issueId, cursor, limit, note } = eviction;
  const kept = new Set(cursor?.kept ?? []);
  // One more than is judged: the last event of the day is kept.
  const rows = database.all(
    `select id, project_id, event_id, received_at, timestamp, release, environment, body_day, body_segment, body_ordinal from events
     where issue_id = ? and +project_id = ? and (timestamp, id) > (?, ?) order by timestamp, id limit ?`,
    issueId,
    projectId,
    cursor?.timestamp ?? -1,
    cursor?.id ?? -1,
    limit + 1,
  );
  const judged = rows.slice(0, limit);
  const account = new Account();
  for (const [index, row] of judged.entries()) {
    const event = { timestamp: number(row, "timestamp"), release: textOrNull(row, "release"), environment: textOrNull(row, "environment") };
    const isLast = index === rows.length - 1;
    if (isLast || reasonToKeep(event, kept) !== undefined) {
      remember(event, kept);
      continue;
    }
    bury(database, row, note);
    account.add(projectId, removeFiles(row));
    database.run("delete from events where id = ?", number(row, "id"));
  }
  const last = judged.at(-1);
  const isDone = rows.length <= limit || last === undefined;
  const receipt = writeReceipt(database, { day, category: "events", items: account.items(), events: [] });
  return { receipt, cursor: isDone ? null : { timestamp: number(last, "timestamp"), id: number(last, "id"), kept: [...kept] } };
}

export function gravesIn(database: Database, partition: number): readonly Grave[] {
  const rows = database.all("select * from graves order by day, segment, ordinal");
  const objects = rows.filter((row) => number(row, "segment") === noSegment);
  const bodies = Map.groupBy(
    rows.filter((row) => number(row, "segment") !== noSegment),
    (row) => `${number(row, "day")}/${number(row, "segment")}`,
  );
  return [
    ...objects.map((row) => ({ partition, day: number(row, "day"), bodies: null, object: { projectId: number(row, "project_id"), id: text(row, "object") } })),
    ...[...bodies.values()].flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : [
            {
              partition,
              day: number(first, "day"),
              bodies: { segment: number(first, "segment"), ordinals: [first, ...others].map((row) => number(row, "ordinal")) },
              object: null,
            },
          ],
    ),
  ];
}

export function fillGrave(database: Database, { day, bodies, object }: Grave): void {
  if (object !== null)
    database.run("delete from graves where day = ? and segment = ? and project_id = ? and object = ?", day, noSegment, object.projectId, object.id);
  if (bodies === null) return;
  const ordinals = JSON.stringify(bodies.ordinals);
  database.run("delete from graves where day = ? and segment = ? and ordinal in (select value from json_each(?))", day, bodies.segment, ordinals);
}

/** Pages are given back where the file was made for it (`Database`); in older files they are used again. */
export function shrink(database: Database, pages: number): boolean {
  const before = freePages(database);
  if (before === 0 || number(database.get("pragma auto_vacuum") ?? {}, "auto_vacuum") !== 2) return false;
  database.exec(`pragma incremental_vacuum(${pages})`);
  const after = freePages(database);
  return after > 0 && after < before;
}

function freePages(database: Database): number {
  return number(database.get("pragma freelist_count") ?? {}, "freelist_count");
}

/** As an outcome, for whoever looks the event up. */
export function removedEvents(database: Database, projectIds: readonly number[], eventId: string): readonly ItemOutcome[] {
  // The command line may read days that no server of this version has opened yet.
  if (version(database) < removedSince) return [];
  const projects = oneOf("project_id", projectIds);
  return database.all(`select * from removed where ${projects.sql} and event_id = ?`, ...projects.parameters, idBytes(eventId)).map((row) => ({
    seq: 0,
    projectId: number(row, "project_id"),
    keyId: 0,
    receivedAt: number(row, "at"),
    eventId,
    itemType: "event",
    category: "default",
    outcome: "accepted",
    reason: text(row, "how"),
    detail: text(row, "detail"),
    quantity: 1,
  }));
}
