import type { ItemOutcome } from "../../../pipeline/batch.ts";
import type { Database } from "../../sqlite/database.ts";
import type { WrittenRecord } from "../port.ts";
import { tableName } from "./dataset-tables.ts";
import { idBytes, selectEvents, toEventRow } from "./event-row.ts";
import { insertOutcome } from "./insert-rows.ts";
import { dayOf } from "./partitions.ts";
import { RollupDelta } from "./rollup-delta.ts";
import { subtractRollups } from "./subtract-rollups.ts";

/** The days in which a record may have left something, or gets an outcome now. A time that is none may be why it was refused: nothing was left then. */
export function daysOf({ events, attachments, rows }: WrittenRecord, outcomes: readonly ItemOutcome[]): ReadonlySet<number> {
  return new Set(
    [
      ...events.map(({ timestamp }) => timestamp),
      ...rows.map(({ timestamp }) => timestamp),
      ...[...attachments, ...outcomes].map(({ receivedAt }) => receivedAt),
    ]
      .filter((time) => !Number.isNaN(new Date(time).getTime()))
      .map(dayOf),
  );
}

/** Rare, so attachments and outcomes, which have no index by seq, are looked through. */
export function replaceInDay(database: Database, day: number, record: WrittenRecord, outcomes: readonly ItemOutcome[]): void {
  const { lastSeq: seq } = record;
  const delta = new RollupDelta();
  for (const { projectId, eventId } of record.events) {
    const row = database.get(`${selectEvents} where project_id = ? and event_id = ? and seq = ?`, projectId, idBytes(eventId), seq);
    if (row === undefined) continue;
    delta.add(toEventRow(row));
    database.run("delete from events where project_id = ? and event_id = ?", projectId, idBytes(eventId));
  }
  subtractRollups(database, delta);
  for (const table of ["attachments", "outcomes"]) database.run(`delete from ${table} where seq = ?`, seq);
  for (const { projectId, dataset, timestamp } of record.rows)
    database.run(`delete from ${tableName(dataset)} where project_id = ? and timestamp = ? and seq = ?`, projectId, timestamp, seq);
  for (const outcome of outcomes) if (dayOf(outcome.receivedAt) === day) insertOutcome(database, outcome);
  database.run("update applied set seq = max(seq, ?)", seq);
}
