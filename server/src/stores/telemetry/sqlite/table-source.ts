import type { TimeRange } from "../../../query/model.ts";
import type { Expression, TableCondition, TableName } from "../../../query/table-query.ts";
import type { Database } from "../../sqlite/database.ts";
import { text } from "../../sqlite/row.ts";
import { columnsOf, datasetNames, datasets, type ColumnKind, type Dataset, type DatasetName } from "../datasets.ts";
import type { Condition } from "./compile.ts";
import { columnName, tableName } from "./dataset-tables.ts";
import { geoColumns } from "./geo-columns.ts";
import { unionColumnName, unionColumns, unionOf } from "./union-source.ts";

/** How a table of a partition answers an expression. */
export interface TableSource {
  readonly table: string;
  /** Null: the partition was made before the table had this column. */
  column(name: string): SourceColumn | null;
}

export interface SourceColumn {
  /** What is in the column. */
  readonly raw: string;
  /** What is answered. */
  readonly sql: string;
  readonly kind: ColumnKind;
}

const plain = (sql: string, kind: ColumnKind): SourceColumn => ({ raw: sql, sql, kind });
const hex = (raw: string): SourceColumn => ({ raw, sql: `nullif(lower(hex(${raw})), '')`, kind: "hex?" });

/** Where rows have no id of their own, their place in the log is one. */
const rowId: SourceColumn = plain("printf('%024x%08x', seq, position)", "text");
const rowIds: Readonly<Record<string, SourceColumn | undefined>> = { transactions: hex("event_id"), spans: hex("span_id"), profiles: hex("profile_id") };

const eventColumns: ReadonlyMap<string, SourceColumn> = new Map([
  ["id", hex("event_id")],
  ...["projectId", "issueId", "seq", "handled", "bodyBytes"].map((name) => [name, plain(columnName(name), "integer")] as const),
  ...["timestamp", "receivedAt"].map((name) => [name, plain(columnName(name), "real")] as const),
  ...["type", "level", "platform", "title", "culprit", "location", "message", "logger", "environment", "release", "dist", "traceId", "spanId", "sdk"].map(
    (name) => [name, plain(columnName(name), "text?")] as const,
  ),
  ...["userTag", "userId", "userEmail", "userUsername", "userIp"].map((name) => [name, plain(columnName(name), "text?")] as const),
  ["transaction", plain("transaction_name", "text?")],
  ["errorType", plain("metadata ->> 'type'", "text?")],
  ["errorValue", plain("metadata ->> 'value'", "text?")],
  ...Object.entries(geoColumns).map(([name, sql]) => [name, plain(sql, "text?")] as const),
  ["tags", plain("tags", "attributes")],
]);

const unionSource = (table: string): TableSource => ({
  table,
  column: (name) => {
    const column = unionColumns[name];
    if (column === undefined) return unknown("events and transactions", name);
    const raw = unionColumnName(name);
    return column.kind.startsWith("hex") ? hex(raw) : plain(raw, column.kind);
  },
});

const sources = new Map<TableName, TableSource>([["events", { table: "events", column: (name) => eventColumns.get(name) ?? unknown("events", name) }]]);
for (const name of datasetNames) sources.set(name, sourceOf(name));

function sourceOf(name: DatasetName): TableSource {
  const columns = new Map<string, SourceColumn>([
    ["id", rowIds[name] ?? rowId],
    ["projectId", plain("project_id", "integer")],
    ["timestamp", plain("timestamp", "real")],
    ["receivedAt", plain("received_at", "real")],
    ["seq", plain("seq", "integer")],
    ...columnsOf(name).map(([column, kind]) => {
      const sql = columnName(column);
      return [column, kind.startsWith("hex") ? hex(sql) : plain(sql, kind)] as const;
    }),
  ]);
  return { table: tableName(name), column: (column) => columns.get(column) ?? unknown(name, column) };
}

function unknown(table: string, column: string): never {
  throw new TypeError(`${table} has no column ${column}`);
}

/** Partitions that have all of a table; what lacks something may be upgraded by the writer at any time, and is looked at again. */
const complete = new WeakMap<Database, Set<TableName>>();

/** Undefined where the partition has no such table yet. */
export function sourceIn(database: Database, name: TableName): TableSource | undefined {
  if (name === "eventsAndTransactions") return unionSource(unionOf(new Set(database.all("pragma table_info(transactions)").map((row) => text(row, "name")))));
  const source = sources.get(name);
  if (source === undefined || name === "events" || complete.get(database)?.has(name) === true) return source;
  const found = new Set(database.all(`pragma table_info(${source.table})`).map((row) => text(row, "name")));
  if (found.size === 0) return undefined;
  const missing = new Set(
    columnsOf(name)
      .map(([column]) => column)
      .filter((column) => !found.has(columnName(column))),
  );
  if (missing.size > 0) return { table: source.table, column: (column) => (missing.has(column) ? null : source.column(column)) };
  const known = complete.get(database) ?? new Set();
  complete.set(database, known.add(name));
  return source;
}

/** Compares by what the index holds. */
export function isHexColumn(source: TableSource, expression: Expression): SourceColumn | undefined {
  if (expression.kind !== "column") return undefined;
  const column = source.column(expression.name);
  return column?.kind.startsWith("hex") === true ? column : undefined;
}

const eventKeys: ReadonlySet<string> = new Set(["id", "traceId"]);
const keys = new Map<TableName, ReadonlySet<string>>(
  datasetNames.map((name) => {
    const { indexes, unique }: Dataset = datasets[name];
    return [name, new Set([...indexes.map(([first]) => first ?? ""), unique?.[0] ?? ""])];
  }),
);

/** Whether rows with one value of this column are found by an index of their own. */
export function isKey(table: TableName, column: string): boolean {
  return (table === "events" ? eventKeys : keys.get(table))?.has(column) === true;
}

/** A range of time as a condition. The plus keeps the planner from the index on time, where a key finds the few rows of all times. */
export function inTime({ from, to }: TimeRange, keyed: boolean): Condition {
  const timestamp = keyed ? "+timestamp" : "timestamp";
  return { sql: `${timestamp} >= ? and ${timestamp} < ?`, parameters: [from, to] };
}

/** A condition that every row must meet names a key. */
export function isKeyed(table: TableName, where: TableCondition): boolean {
  if (where.kind === "all") return where.of.some((each) => isKeyed(table, each));
  if (where.kind === "text") return where.of.kind === "column" && isKey(table, where.of.name) && where.anyOf.every(({ kind }) => kind === "exact");
  return where.kind === "oneOf" && where.of.kind === "column" && isKey(table, where.of.name) && !where.values.includes(null);
}
