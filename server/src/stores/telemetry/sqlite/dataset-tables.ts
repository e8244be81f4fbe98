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

const inserts = new Map<DatasetName, string>();

function insertOf(name: DatasetName): string {
  let sql = inserts.get(name);
  if (sql === undefined) {
    const columns = ["seq", "position", "project_id", "key_id", "received_at", "timestamp", ...columnsOf(name).map(([column]) => columnName(column))];
    if (datasets[name].body) columns.push("body_day", "body_segment", "body_ordinal", "body_bytes");
    sql = `insert into ${tableName(name)} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")}) on conflict do nothing`;
    inserts.set(name, sql);
  }
  return sql;
}

export function insertRow(database: Database, row: StoredRow): void {
  const { dataset, body } = row;
  const parameters: SQLInputValue[] = [row.seq, row.position, row.projectId, row.keyId, row.receivedAt, row.timestamp];
  for (const [index, [, kind]] of columnsOf(dataset).entries()) parameters.push(bound(row.cells[index] ?? null, kind));
  if (datasets[dataset].body) parameters.push(body?.day ?? null, body?.segment ?? null, body?.ordinal ?? null, row.bodyBytes);
  database.prepare(insertOf(dataset)).run(...parameters);
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
