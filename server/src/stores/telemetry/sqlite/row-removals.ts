import type { Database, Row } from "../../sqlite/database.ts";
import { number } from "../../sqlite/row.ts";
import { type Cell, datasets, type DatasetName } from "../datasets.ts";
import type { CountedPerson, RemovalStep, RowRemoval } from "../removals.ts";
import { all, type Condition, oneOf } from "./compile.ts";
import { idBytes } from "./event-row.ts";
import { writeReceipt } from "./receipts.ts";
import { Account, buryBody, idWindow, removeAttachments } from "./removals.ts";
import { userHash } from "./rollups.ts";
import { compileCondition } from "./table-compile.ts";
import { isKeyed, sourceIn, type TableSource } from "./table-source.ts";
import { toValue } from "./table-select.ts";

export function removeDayRows(database: Database, removal: RowRemoval): RemovalStep {
  const { day, projectId, from, limit } = removal;
  const account = new Account();
  if (from === "attachments") {
    const events = removal.eventIds === undefined ? [] : [anyEvent(removal.eventIds)];
    const removed = removeAttachments(database, all([{ sql: "project_id = ?", parameters: [projectId] }, ...events]), limit);
    for (let count = 0; count < removed; count++) account.add(projectId);
    return { receipt: writeReceipt(database, { day, category: from, items: account.items(), events: [] }), next: removed < limit ? null : 0 };
  }
  const source = sourceIn(database, from);
  if (source === undefined) return { receipt: null, next: null };
  const body = datasets[from].body;
  const { rows, next } = find(database, source, from, removal, body ? "body_day, body_segment, body_ordinal" : "null");
  for (const row of rows) {
    if (body && row["body_day"] !== null) buryBody(database, row);
    database.run(`delete from ${source.table} where id = ?`, number(row, "id"));
    account.add(projectId);
  }
  return { receipt: writeReceipt(database, { day, category: from, items: account.items(), events: [] }), next };
}

export function rowsToRemove(database: Database, removal: RowRemoval, columns: readonly string[]) {
  const source = removal.from === "attachments" ? undefined : sourceIn(database, removal.from);
  if (source === undefined || removal.from === "attachments") return { rows: [], next: null };
  const names = columns.map((column, index) => `${source.column(column)?.sql ?? "null"} as c${index}`).join(", ");
  const { rows, next } = find(database, source, removal.from, removal, names);
  return { rows: rows.map((row): readonly Cell[] => columns.map((_, index) => toValue(row[`c${index}`]))), next };
}

/** What a key names is found by its index; all of the project oldest first; anything else in the order of arrival, a window at a time. */
function find(database: Database, source: TableSource, from: DatasetName, { projectId, where, after, limit }: RowRemoval, columns: string) {
  const project = (expression: string): Condition => ({ sql: `${expression} = ?`, parameters: [projectId] });
  const select = `select id, ${columns} from ${source.table}`;
  if (where === undefined) {
    const rows = database.all(`${select} where project_id = ? order by timestamp limit ?`, projectId, limit);
    return { rows, next: rows.length < limit ? null : 0 };
  }
  const condition = compileCondition(source, where);
  const isFound = isKeyed(from, where);
  const window = isFound ? undefined : idWindow(database, source.table, after);
  const begin: Condition = window?.condition ?? { sql: "+id > ?", parameters: [after] };
  const every = all([begin, project(isFound ? "project_id" : "+project_id"), condition]);
  const rows = database.all(`${select} where ${every.sql} order by id limit ?`, ...every.parameters, limit);
  return { rows, next: rows.length === limit ? lastId(rows) : (window?.end ?? null) };
}

function lastId(rows: readonly Row[]): number | null {
  const last = rows.at(-1);
  return last === undefined ? null : number(last, "id");
}

function anyEvent(eventIds: readonly string[]): Condition {
  return { sql: `event_id in (${eventIds.map(() => "?").join(", ")})`, parameters: eventIds.map(idBytes) };
}

/** Tags that name a person under the names of the person's marks. */
const personKeys = ["user", "user.id", "user.email", "user.username", "user.name", "user.ip", "user.ip_address"];

export function forgetPerson(database: Database, { projectId, tags, dids }: CountedPerson): number {
  const plain = tags.map((tag) => tag.slice(tag.indexOf(":") + 1));
  const named = all([
    { sql: "project_id = ?", parameters: [projectId] },
    { sql: `key in (${personKeys.map(() => "?").join(", ")})`, parameters: personKeys },
    oneOf("value", [...tags, ...plain]),
  ]);
  let forgotten = database.run(`delete from tag_count where ${named.sql}`, ...named.parameters);
  const issues = database.all("select distinct issue_id from issue_hour where project_id = ?", projectId);
  for (const tag of tags)
    for (const row of issues) forgotten += database.run("delete from issue_user where issue_id = ? and user_hash = ?", number(row, "issue_id"), userHash(tag));
  for (const did of dids)
    forgotten += database.run(
      "delete from session_user where group_id in (select id from session_group where project_id = ?) and user_hash = ?",
      projectId,
      userHash(did),
    );
  return forgotten;
}
