import type { Database } from "../../sqlite/database.ts";
import { number } from "../../sqlite/row.ts";
import { StoreUnavailable } from "../../store-unavailable.ts";
import type { AttachmentRow, EventKey, EventRow, StoredRow, TelemetryBatch, TelemetryWriter } from "../port.ts";
import type { ItemOutcome } from "../../../pipeline/batch.ts";
import { insertRow } from "./dataset-tables.ts";
import { eventParameters, idBytes, insertEvent, selectEvents, toEventRow } from "./event-row.ts";
import { dayOf, listDays, removeBefore, WritablePartitions } from "./partitions.ts";
import { RollupDelta } from "./rollup-delta.ts";
import { applyRollups, mergeRollups, rebuildIssue, removeIssueRollups, subtractFromProject } from "./rollups.ts";
import { TagRollups } from "./tag-rollups.ts";

/** Commits between checkpoints that empty the write-ahead logs, and let go of days that got nothing since. */
const commitsPerTidy = 500;

interface DayRows {
  readonly events: EventRow[];
  readonly attachments: AttachmentRow[];
  readonly outcomes: ItemOutcome[];
  readonly rows: StoredRow[];
}

/** Opens the partitions in `folder` for writing. There may be one such writer at a time. */
export function openTelemetryWriter(folder: string): Promise<TelemetryWriter> {
  return Promise.resolve(new SqliteTelemetryWriter(folder));
}

class SqliteTelemetryWriter implements TelemetryWriter {
  readonly #folder: string;
  readonly #partitions: WritablePartitions;
  /** Forgotten after a failure: what was counted as written was rolled back. */
  #tags = new TagRollups();
  #commits = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#partitions = new WritablePartitions(folder);
  }

  storedSeq(keys: readonly EventKey[]): Promise<readonly (number | undefined)[]> {
    const seqs = keys.map((key) => {
      const row = this.#partitions
        .existing(dayOf(key.timestamp))
        ?.get("select seq from events where project_id = ? and event_id = ?", key.projectId, idBytes(key.eventId));
      return row === undefined ? undefined : number(row, "seq");
    });
    return Promise.resolve(seqs);
  }

  issueOf(projectId: number, eventId: string): Promise<number | undefined> {
    for (const day of listDays(this.#folder)) {
      const row = this.#partitions.existing(day)?.get("select issue_id from events where project_id = ? and event_id = ?", projectId, idBytes(eventId));
      if (row !== undefined) return Promise.resolve(number(row, "issue_id"));
    }
    return Promise.resolve(undefined);
  }

  append(batch: TelemetryBatch): Promise<void> {
    return this.#attempt(() => {
      for (const [day, rows] of byDay(batch)) this.#appendDay(day, rows);
    });
  }

  #appendDay(day: number, rows: DayRows): void {
    const database = this.#partitions.get(day);
    database.transaction(() => {
      const applied = number(database.get("select seq from applied") ?? {}, "seq");
      const delta = new RollupDelta();
      const insert = database.prepare(insertEvent);
      let last = applied;
      for (const event of rows.events) {
        if (event.seq <= applied) this.#reassign(database, event);
        else if (Number(insert.run(...eventParameters(event)).changes) > 0) delta.add(event);
        last = Math.max(last, event.seq);
      }
      applyRollups(database, delta, this.#tags);
      for (const attachment of rows.attachments) {
        if (attachment.seq > applied) insertAttachment(database, attachment);
        last = Math.max(last, attachment.seq);
      }
      for (const row of rows.rows) {
        if (row.seq > applied) insertRow(database, row);
        last = Math.max(last, row.seq);
      }
      for (const outcome of rows.outcomes) {
        if (outcome.seq > applied) insertOutcome(database, outcome);
        last = Math.max(last, outcome.seq);
      }
      if (last > applied) database.run("update applied set seq = ?", last);
    });
    if (++this.#commits % commitsPerTidy === 0) this.#partitions.tidy();
  }

  /** A replayed row may belong to another issue now: its hashes moved between the crash and the replay. */
  #reassign(database: Database, event: EventRow): void {
    const id = idBytes(event.eventId);
    const stored = database.get("select issue_id from events where project_id = ? and event_id = ? and seq = ?", event.projectId, id, event.seq);
    if (stored === undefined) return;
    const before = number(stored, "issue_id");
    if (before === event.issueId) return;
    database.run("update events set issue_id = ? where project_id = ? and event_id = ?", event.issueId, event.projectId, id);
    for (const issueId of [before, event.issueId]) {
      rebuildIssue(database, event.projectId, issueId, this.#tags, (visit) => {
        const rows = database.prepare(`${selectEvents} where project_id = ? and issue_id = ?`).iterate(event.projectId, issueId);
        for (const row of rows) visit(toEventRow(row));
      });
    }
  }

  moveIssue(projectId: number, from: number, to: number | null): Promise<void> {
    return this.#attempt(() => {
      for (const day of listDays(this.#folder)) {
        const database = this.#partitions.get(day);
        if (database.get("select 1 from events where issue_id = ? and +project_id = ? limit 1", from, projectId) === undefined) continue;
        database.transaction(() => {
          if (to === null) {
            subtractFromProject(database, projectId, from, this.#tags);
            removeIssueRollups(database, projectId, from, this.#tags);
            database.run("delete from events where project_id = ? and issue_id = ?", projectId, from);
          } else {
            mergeRollups(database, projectId, from, to, this.#tags);
            database.run("update events set issue_id = ? where project_id = ? and issue_id = ?", to, projectId, from);
          }
        });
      }
    });
  }

  dropBefore(day: number): Promise<void> {
    return this.#attempt(() => {
      for (const open of this.#partitions.openDays()) if (open < day) this.#partitions.release(open);
      removeBefore(this.#folder, day);
      // Called every hour, so a quiet server tidies too.
      this.#partitions.tidy();
    });
  }

  close(): Promise<void> {
    return this.#attempt(() => this.#partitions.close());
  }

  async #attempt(work: () => void): Promise<void> {
    try {
      work();
    } catch (error) {
      this.#tags = new TagRollups();
      throw StoreUnavailable.from(error, `writing to ${this.#folder}`);
    }
  }
}

/** Ascending by day. Events and rows lie on the day of their timestamp, the rest on the day it was received. */
function byDay(batch: TelemetryBatch): [number, DayRows][] {
  const days = new Map<number, DayRows>();
  const of = (day: number): DayRows => {
    let rows = days.get(day);
    if (rows === undefined) days.set(day, (rows = { events: [], attachments: [], outcomes: [], rows: [] }));
    return rows;
  };
  for (const event of batch.events) of(dayOf(event.timestamp)).events.push(event);
  for (const attachment of batch.attachments) of(dayOf(attachment.receivedAt)).attachments.push(attachment);
  for (const row of batch.rows) of(dayOf(row.timestamp)).rows.push(row);
  for (const outcome of batch.outcomes) of(dayOf(outcome.receivedAt)).outcomes.push(outcome);
  return [...days].sort(([a], [b]) => a - b);
}

function insertAttachment(database: Database, row: AttachmentRow): void {
  database.run(
    "insert or replace into attachments values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    row.projectId,
    idBytes(row.eventId),
    row.id,
    row.seq,
    row.receivedAt,
    row.day,
    row.name,
    row.contentType,
    row.type,
    row.size,
    row.sha1,
  );
}

function insertOutcome(database: Database, row: ItemOutcome): void {
  database.run(
    `insert into outcomes (project_id, event_id, seq, key_id, received_at, item_type, category, outcome, reason, detail, quantity)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.projectId,
    row.eventId === null ? null : idBytes(row.eventId),
    row.seq,
    row.keyId,
    row.receivedAt,
    row.itemType,
    row.category,
    row.outcome,
    row.reason,
    row.detail,
    row.quantity,
  );
}
