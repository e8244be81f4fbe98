import type { Database } from "../../sqlite/database.ts";
import { bytes, number } from "../../sqlite/row.ts";
import { datasetNames } from "../datasets.ts";
import { tableName } from "./dataset-tables.ts";
import { selectEvents, toEventRow } from "./event-row.ts";
import { RollupDelta } from "./rollup-delta.ts";
import { subtractRollups } from "./subtract-rollups.ts";

/** Takes out what was written of log records after `seq`. Sessions stay: what is applied twice counts once. */
export function undoRows(database: Database, seq: number): void {
  const delta = new RollupDelta();
  for (const row of database.all(`${selectEvents} where ${isLater("events", seq)}`)) {
    delta.add(toEventRow(row));
    database.run("delete from events where project_id = ? and event_id = ?", number(row, "project_id"), bytes(row, "event_id"));
  }
  subtractRollups(database, delta);
  database.run("delete from attachments where seq > ?", seq);
  for (const table of ["outcomes", ...datasetNames.map(tableName)]) database.run(`delete from ${table} where ${isLater(table, seq)}`);
}

/** Rows come in the order of the log, so only the end of a table is read. Outcomes of what never came into the log have seq 0. */
function isLater(table: string, seq: number): string {
  return `seq > ${seq} and id > coalesce((select id from ${table} where seq > 0 and seq <= ${seq} order by id desc limit 1), 0)`;
}
