import type { TableSelect, Value } from "../../../query/table-query.ts";
import type { Database, Row } from "../../sqlite/database.ts";
import { compileCondition, compileExpression, joined, parametersOf } from "./table-compile.ts";
import { inTime, isKeyed, sourceIn } from "./table-source.ts";

/** Partitions must come newest first. Each answers what the page may need; the page is cut from all. */
export function selectFrom(partitions: Iterable<Database>, query: TableSelect): readonly (readonly Value[])[] {
  const needed = query.offset + query.limit;
  const [first] = query.orderBy;
  const byTime = first === undefined ? "newest" : isTime(query, first.index) && first.descending ? "newest" : undefined;
  let rows: (readonly Value[])[] = [];
  for (const database of partitions) {
    rows.push(...selectIn(database, query, byTime === "newest" ? needed - rows.length : needed));
    if (byTime !== "newest" && rows.length > 4 * needed + 1000) rows = rows.sort(comparison(query)).slice(0, needed);
    // Older days cannot come before what there is.
    if (byTime === "newest" && rows.length >= needed) break;
  }
  if (query.orderBy.length > 0) rows.sort(comparison(query));
  return rows.slice(query.offset, needed);
}

function isTime({ select }: TableSelect, index: number): boolean {
  const expression = select[index];
  return expression?.kind === "column" && expression.name === "timestamp";
}

function selectIn(database: Database, query: TableSelect, limit: number): (readonly Value[])[] {
  const source = sourceIn(database, query.table);
  if (source === undefined || limit <= 0) return [];
  const where = compileCondition(source, query.where);
  const columns = query.select.map((expression) => compileExpression(source, expression));
  const names = columns.map(({ sql }, index) => `${sql} as c${index}`).join(", ");
  // What came at the same moment stays in the order of its arrival.
  const direction = query.orderBy[0]?.descending === false ? "asc" : "desc";
  const order = [
    ...query.orderBy.map(({ index, descending }) => `c${index} ${descending ? "desc" : "asc"} nulls last`),
    ...(query.orderBy.length === 0 ? ["timestamp desc"] : []),
    `seq ${direction}, rowid ${direction}`,
  ];
  const span = inTime(query.range, isKeyed(query.table, query.where));
  // Project by project: each is in the order of its index and stops at the limit.
  return query.projectIds.flatMap((projectId) => {
    const all = joined([{ sql: "project_id = ?", parameters: [projectId] }, span, where], "and", "true");
    const sql = `select ${names === "" ? "null" : names} from ${source.table} where ${all.sql} order by ${order.join(", ")} limit ?`;
    return database.all(sql, ...parametersOf(columns), ...all.parameters, limit).map((row) => valuesOf(row, columns.length));
  });
}

function valuesOf(row: Row, count: number): readonly Value[] {
  return Array.from({ length: count }, (_, index) => toValue(row[`c${index}`]));
}

export function toValue(value: unknown): Value {
  if (typeof value === "string" || typeof value === "number") return value;
  return typeof value === "bigint" ? Number(value) : null;
}

/** Numbers before texts, as SQLite orders them, and what is missing last. */
function compareValues(a: Value | undefined, b: Value | undefined): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === "number" ? -1 : 1;
}

function comparison({ orderBy }: TableSelect): (a: readonly Value[], b: readonly Value[]) => number {
  return (a, b) => {
    for (const { index, descending } of orderBy) {
      const left = a[index] ?? null;
      const right = b[index] ?? null;
      if (left === right) continue;
      if (left === null || right === null) return left === null ? 1 : -1;
      const order = compareValues(left, right);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}
