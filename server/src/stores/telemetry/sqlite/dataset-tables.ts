import type { SQLInputValue } from "node:sqlite";
import type { Database } from "../../sqlite/database.ts";
import { number, text } from "../../sqlite/row.ts";
import { columnsOf, datasetNames, datasets, type Cell, type ColumnKind, type Dataset, type DatasetName } from "../datasets.ts";
import type { RowKey, StoredRow } from "../port.ts";

const originColumns =
  "seq integer not null, position integer not null, project_id integer not null, key_id integer not null, received_at real not null, timestamp real not null";
const bodyColumns = "body_day integer, body_segment integer, body_ordinal integer, body_bytes integer";

/** Makes the tables that a partition lacks, and adds the columns that came since it was made. */
export function upgradeDatasets(database: Database): void {
  for (const name of datasetNames) {
    const dataset: Dataset = datasets[name];
    const known = new Set(database.all(`pragma table_info(${tableName(name)})`).map((row) => text(row, "name")));
    if (known.size === 0) create(database, name, dataset);
    else
      for (const [column, kind] of columnsOf(name)) {
        if (!known.has(columnName(column))) database.exec(`alter table ${tableName(name)} add column ${definition(column, kind, true)}`);
      }
    for (const columns of dataset.indexes) {
      const list = columns.map(columnName);
      database.exec(`create index if not exists ${tableName(name)}_by_${list.join("_")} on ${tableName(name)} (project_id, ${list.join(", ")})`);
    }
  }
}

function create(database: Database, name: DatasetName, dataset: Dataset): void {
  const table = tableName(name);
  const columns = columnsOf(name).map(([column, kind]) => definition(column, kind, false));
  database.exec(`create table ${table} (id integer primary key, ${[originColumns, ...columns, ...(dataset.body ? [bodyColumns] : [])].join(", ")}) strict`);
  database.exec(`create index ${table}_by_time on ${table} (project_id, timestamp)`);
  if (dataset.unique !== null) database.exec(`create unique index ${table}_unique on ${table} (project_id, ${dataset.unique.map(columnName).join(", ")})`);
}

function definition(column: string, kind: ColumnKind, added: boolean): string {
  const base = kind.replace("?", "");
  const type = base === "hex" ? "blob" : base === "boolean" ? "integer" : base === "attributes" ? "text" : base;
  return `${columnName(column)} ${type}${kind.endsWith("?") || added ? "" : " not null"}`;
}

/** Names of ours, of which some are words of SQL. */
export function columnName(column: string): string {
  return column.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export function tableName(dataset: DatasetName): string {
  return columnName(dataset);
}

/** Rows that one statement inserts: half the time of one by one, and more brings no more. */
const rowsAtOnce = 16;

interface Insert {
  readonly one: string;
  readonly many: string;
  readonly hasBody: boolean;
}

const inserts = new Map<DatasetName, Insert>();

function insertOf(name: DatasetName): Insert {
  let insert = inserts.get(name);
  if (insert === undefined) {
    const columns = ["seq", "position", "project_id", "key_id", "received_at", "timestamp", ...columnsOf(name).map(([column]) => columnName(column))];
    // Ids come as text and become bytes in SQLite, which is faster than a buffer for each.
    const values = ["?", "?", "?", "?", "?", "?", ...columnsOf(name).map(([, kind]) => (kind.startsWith("hex") ? "unhex(?)" : "?"))];
    const hasBody = datasets[name].body;
    if (hasBody) {
      columns.push("body_day", "body_segment", "body_ordinal", "body_bytes");
      values.push("?", "?", "?", "?");
    }
    const row = `(${values.join(", ")})`;
    const into = `insert into ${tableName(name)} (${columns.join(", ")}) values `;
    const many = Array.from({ length: rowsAtOnce }, () => row).join(", ");
    insert = { one: `${into}${row} on conflict do nothing`, many: `${into}${many} on conflict do nothing`, hasBody };
    inserts.set(name, insert);
  }
  return insert;
}

/** In the order given, within each dataset. */
export function insertRows(database: Database, rows: readonly StoredRow[]): void {
  for (const [dataset, own] of Map.groupBy(rows, (row) => row.dataset)) {
    const { one, many, hasBody } = insertOf(dataset);
    const whole = own.length - (own.length % rowsAtOnce);
    const parameters: SQLInputValue[] = [];
    for (const [index, row] of own.entries()) {
      parameters.push(row.seq, row.position, row.projectId, row.keyId, row.receivedAt, row.timestamp, ...row.cells);
      if (hasBody) parameters.push(row.body?.day ?? null, row.body?.segment ?? null, row.body?.ordinal ?? null, row.bodyBytes);
      if (index < whole && (index + 1) % rowsAtOnce !== 0) continue;
      database.prepare(index < whole ? many : one).run(...parameters);
      parameters.length = 0;
    }
  }
}

/** The log seq of the row that has these values in the columns that its dataset tells rows apart by. */
export function rowSeq(database: Database, { dataset, projectId, cells }: RowKey): number | undefined {
  const { unique }: Dataset = datasets[dataset];
  if (unique === null) return undefined;
  const kinds = new Map(columnsOf(dataset));
  const where = unique.map((column) => ` and ${columnName(column)} = ?`).join("");
  const values = unique.map((column, index) => bound(cells[index] ?? null, kinds.get(column) ?? "text"));
  const row = database.get(`select seq from ${tableName(dataset)} where project_id = ?${where}`, projectId, ...values);
  return row === undefined ? undefined : number(row, "seq");
}

function bound(cell: Cell, kind: ColumnKind): SQLInputValue {
  return typeof cell === "string" && kind.startsWith("hex") ? Buffer.from(cell, "hex") : cell;
}
