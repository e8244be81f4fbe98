import type { Database, Row } from "../../sqlite/database.ts";
import { bytes, number, object, text } from "../../sqlite/row.ts";
import { columnsOf, datasets, type ColumnKind, type DatasetName, type DatasetRow } from "../datasets.ts";
import type { ColumnMatch, RowQuery } from "../port.ts";
import { all, oneOf, type Condition } from "./compile.ts";
import { columnName, tableName } from "./dataset-tables.ts";
import { inTime, isKey, sourceIn } from "./table-source.ts";

/** The rows of one partition that match, in order. */
export function selectRows<D extends DatasetName>(database: Database, query: RowQuery<D>, limit: number): DatasetRow<D>[] {
  const { dataset, projectIds, range, where = {}, order = "newest" } = query;
  const direction = order === "newest" ? "desc" : "asc";
  if (sourceIn(database, dataset) === undefined) return [];
  const keyed = Object.keys(where).some((name) => isKey(dataset, name));
  const inRange = range === undefined ? [] : [inTime(range, keyed)];
  const condition = all([oneOf("project_id", projectIds), ...inRange, matches(dataset, where)]);
  const sql = `select * from ${tableName(dataset)} where ${condition.sql} order by timestamp ${direction}, seq ${direction}, position ${direction} limit ?`;
  return database.all(sql, ...condition.parameters, limit).map((row) => fromRow<D>(dataset, row));
}

function matches(dataset: DatasetName, where: ColumnMatch): Condition {
  const kinds = new Map(columnsOf(dataset));
  return all(
    Object.entries(where).map(([column, wanted]) => {
      const kind = kinds.get(column);
      if (kind === undefined) throw new TypeError(`${dataset} has no column ${column}`);
      const values: readonly (string | number)[] = typeof wanted === "object" ? wanted : [wanted];
      return kind.startsWith("hex") ? oneOfIds(columnName(column), values.map(String)) : oneOf(columnName(column), values);
    }),
  );
}

/** Blobs have no place in JSON: a parameter for each. */
function oneOfIds(column: string, ids: readonly string[]): Condition {
  return { sql: `${column} in (${ids.map(() => "?").join(", ")})`, parameters: ids.map((id) => Buffer.from(id, "hex")) };
}

function fromRow<D extends DatasetName>(dataset: D, row: Row): DatasetRow<D> {
  const read: Record<string, unknown> = {
    seq: number(row, "seq"),
    position: number(row, "position"),
    projectId: number(row, "project_id"),
    keyId: number(row, "key_id"),
    receivedAt: number(row, "received_at"),
    timestamp: number(row, "timestamp"),
  };
  for (const [column, kind] of columnsOf(dataset)) read[column] = cell(row, columnName(column), kind);
  if (datasets[dataset].body) {
    read["body"] = { day: number(row, "body_day"), segment: number(row, "body_segment"), ordinal: number(row, "body_ordinal") };
    read["bodyBytes"] = number(row, "body_bytes");
  }
  if (!isRowOf<D>(dataset, read)) throw new TypeError(`a row of ${dataset} cannot be read`);
  return read;
}

/** Every column was read by its kind just before. */
function isRowOf<D extends DatasetName>(dataset: D, read: Readonly<Record<string, unknown>>): read is DatasetRow<D> & Record<string, unknown> {
  return columnsOf(dataset).every(([column]) => read[column] !== undefined);
}

function cell(row: Row, column: string, kind: ColumnKind): unknown {
  if (row[column] === null || row[column] === undefined) return null;
  const base = kind.replace("?", "");
  if (base === "hex") return hexText(bytes(row, column));
  if (base === "boolean") return number(row, column) === 1;
  if (base === "attributes") return object(text(row, column));
  return base === "text" ? text(row, column) : number(row, column);
}

function hexText(blob: Uint8Array): string {
  return Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength).toString("hex");
}
