import { setImmediate } from "node:timers/promises";
import type { Database } from "../../sqlite/database.ts";
import { number } from "../../sqlite/row.ts";
import type { AttachmentRow, EventKey, EventMove, EventRow, IssueFacts, MovedCount, StoredRow, TelemetryBatch, TelemetryWriter, RowKey } from "../port.ts";
import type { ItemOutcome } from "../../../pipeline/batch.ts";
import { insertRows, rowSeq } from "./dataset-tables.ts";
import { eventParameters, idBytes, insertEvent, insertStack } from "./event-row.ts";
import { dayOf, listDays, removeBefore } from "./partitions.ts";
import { factsOfIssue, movedIn, moveEventSlice, moveIssueSlice } from "./move-events.ts";
import { insertAttachment, insertOutcome } from "./insert-rows.ts";
import { SqliteRemovalWriter } from "./removal-writer.ts";
import { RollupDelta } from "./rollup-delta.ts";
import { applyRollups } from "./rollups.ts";
import type { SessionRow } from "../sessions.ts";
import { applySessions, hasSession } from "./session-tables.ts";

/** Commits between checkpoints that empty the write-ahead logs, and let go of days that got nothing since. */
const commitsPerTidy = 500;

/** Days on which a session may lie that an update says to lie on another: nothing that started more than five days ago is taken. */
const nearby: readonly number[] = [-1, 1, -2, -3, -4, -5];

interface DayRows {
  readonly events: EventRow[];
  readonly attachments: AttachmentRow[];
  readonly outcomes: ItemOutcome[];
  readonly rows: StoredRow[];
  readonly sessions: SessionRow[];
}

/** Opens the partitions in `folder` for writing. There may be one such writer at a time. */
export function openTelemetryWriter(folder: string): Promise<TelemetryWriter> {
  const writer = new SqliteTelemetryWriter(folder);
  writer.survey();
  return Promise.resolve(writer);
}

class SqliteTelemetryWriter extends SqliteRemovalWriter implements TelemetryWriter {
  #commits = 0;

  storedSeq(keys: readonly EventKey[]): Promise<readonly (number | undefined)[]> {
    const seqs = keys.map((key) => {
      const row = this.partitions
        .existing(dayOf(key.timestamp))
        ?.get("select seq from events where project_id = ? and event_id = ?", key.projectId, idBytes(key.eventId));
      return row === undefined ? undefined : number(row, "seq");
    });
    return Promise.resolve(seqs);
  }

  storedRowSeq(keys: readonly RowKey[]): Promise<readonly (number | undefined)[]> {
    const seqs = keys.map((key) => {
      const database = this.partitions.existing(dayOf(key.timestamp));
      return database === undefined ? undefined : rowSeq(database, key);
    });
    return Promise.resolve(seqs);
  }

  issueOf(projectId: number, eventId: string): Promise<number | undefined> {
    for (const day of listDays(this.folder)) {
      const row = this.partitions.existing(day)?.get("select issue_id from events where project_id = ? and event_id = ?", projectId, idBytes(eventId));
      if (row !== undefined) return Promise.resolve(number(row, "issue_id"));
    }
    return Promise.resolve(undefined);
  }

  append(batch: TelemetryBatch): Promise<void> {
    return this.attempt(() => {
      for (const [day, rows] of byDay(batch, this.#sessionDays(batch.sessions ?? []))) this.#appendDay(day, rows);
    });
  }

  #appendDay(day: number, rows: DayRows): void {
    const database = this.partitions.get(day);
    database.transaction(() => {
      const applied = number(database.get("select seq from applied") ?? {}, "seq");
      const delta = new RollupDelta();
      const insert = database.prepare(insertEvent);
      let last = applied;
      for (const event of rows.events) {
        if (event.stack !== undefined) database.run(insertStack, idBytes(event.stack.digest), event.stack.text);
        if (Number(insert.run(...eventParameters(event)).changes) > 0) delta.add(event);
        last = Math.max(last, event.seq);
      }
      applyRollups(database, delta, this.tags);
      for (const attachment of rows.attachments) {
        insertAttachment(database, attachment);
        last = Math.max(last, attachment.seq);
      }
      insertRows(database, rows.rows);
      for (const { seq } of rows.rows) last = Math.max(last, seq);
      for (const outcome of rows.outcomes) {
        insertOutcome(database, outcome);
        last = Math.max(last, outcome.seq);
      }
      applySessions(
        database,
        rows.sessions.filter(({ seq }) => seq > applied),
      );
      last = rows.sessions.reduce((most, { seq }) => Math.max(most, seq), last);
      if (last > applied) database.run("update applied set seq = ?", last);
      this.wrote(last);
    });
    if (++this.#commits % commitsPerTidy === 0) this.partitions.tidy();
  }

  /**
   * The day of each row: where the session lies that it is about, which is the day on which the session started. Only when an
   * update does not bring the session, or a wrong clock was corrected, can that be another day than the update says.
   */
  #sessionDays(rows: readonly SessionRow[]): readonly number[] {
    const inBatch = new Map<string, number>();
    return rows.map((row) => {
      const said = dayOf(row.started);
      if (row.kind === "counts") return said;
      const name = `${row.projectId}:${row.sid}`;
      const holds = (day: number): boolean => {
        const database = this.partitions.existing(day);
        return database !== undefined && hasSession(database, row);
      };
      const isSure = row.init && !row.drifted;
      const day = inBatch.get(name) ?? (isSure || holds(said) ? said : (nearby.map((days) => said + days).find(holds) ?? said));
      inBatch.set(name, day);
      return day;
    });
  }

  addOutcomes(outcomes: readonly ItemOutcome[]): Promise<void> {
    return this.attempt(() => {
      for (const [day, rows] of Map.groupBy(outcomes, ({ receivedAt }) => dayOf(receivedAt))) {
        const database = this.partitions.get(day);
        database.transaction(() => {
          for (const outcome of rows) insertOutcome(database, outcome);
        });
      }
    });
  }

  async moveIssue(projectId: number, from: number, to: number): Promise<void> {
    for (const day of listDays(this.folder)) await this.#inSlices(day, (database) => moveIssueSlice(database, projectId, from, to, this.tags));
  }

  async moveEvents(move: EventMove): Promise<void> {
    for (const day of listDays(this.folder)) await this.#inSlices(day, (database) => moveEventSlice(database, day, move, this.tags));
  }

  /** A transaction for each slice, as long as there is another one. */
  async #inSlices(day: number, slice: (database: Database) => boolean): Promise<void> {
    const next = (): boolean => {
      const database = this.partitions.existing(day);
      return database !== undefined && database.transaction(() => slice(database));
    };
    while (await this.attempt(next)) await setImmediate();
  }

  movedBy(token: string): Promise<readonly MovedCount[]> {
    return this.attempt(() => listDays(this.folder).flatMap((day) => movedIn(this.partitions.get(day), token)));
  }

  settleMoved(token: string): Promise<void> {
    return this.attempt(() => {
      for (const day of listDays(this.folder)) this.partitions.get(day).run("delete from moved where token = ?", token);
    });
  }

  issueFacts(projectId: number, issueId: number): Promise<IssueFacts> {
    return Promise.resolve(
      factsOfIssue(
        listDays(this.folder).map((day) => this.partitions.get(day)),
        projectId,
        issueId,
      ),
    );
  }

  dropBefore(day: number): Promise<void> {
    return this.attempt(() => {
      for (const open of this.partitions.openDays()) if (open < day) this.partitions.release(open);
      removeBefore(this.folder, day);
      // Called every hour, so a quiet server tidies too.
      this.partitions.tidy();
    });
  }

  close(): Promise<void> {
    return this.attempt(() => this.partitions.close());
  }
}

/** Ascending by day. Events and rows lie on the day of their timestamp, the rest on the day it was received. */
function byDay(batch: TelemetryBatch, sessionDays: readonly number[]): [number, DayRows][] {
  const days = new Map<number, DayRows>();
  const of = (day: number): DayRows => {
    let rows = days.get(day);
    if (rows === undefined) days.set(day, (rows = { events: [], attachments: [], outcomes: [], rows: [], sessions: [] }));
    return rows;
  };
  for (const event of batch.events) of(dayOf(event.timestamp)).events.push(event);
  for (const attachment of batch.attachments) of(dayOf(attachment.receivedAt)).attachments.push(attachment);
  for (const row of batch.rows) of(dayOf(row.timestamp)).rows.push(row);
  for (const [index, session] of (batch.sessions ?? []).entries()) of(sessionDays[index] ?? dayOf(session.started)).sessions.push(session);
  for (const outcome of batch.outcomes) of(dayOf(outcome.receivedAt)).outcomes.push(outcome);
  return [...days].sort(([a], [b]) => a - b);
}
