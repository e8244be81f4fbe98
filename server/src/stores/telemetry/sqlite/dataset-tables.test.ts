import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { column, everything, type TableCondition, type TableName } from "../../../query/table-query.ts";
import { day, event, midnight } from "../suite-data.ts";
import { Database } from "../../sqlite/database.ts";
import { oneOf } from "./compile.ts";
import { compileCondition, joined } from "./table-compile.ts";
import { inTime, isKeyed, sourceIn } from "./table-source.ts";
import { openTelemetryReader, openTelemetryWriter } from "./adapter.ts";

const range = { from: midnight - day, to: midnight + day };
const scope = { projectIds: [1], range, where: everything };
let folder: string;
const file = () => path.join(folder, `${new Date(midnight).toISOString().slice(0, 10)}.db`);

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vedette-datasets-"));
  const writer = await openTelemetryWriter(folder);
  await writer.append({ events: [event(1, { traceId: "ab".repeat(16) })], attachments: [], outcomes: [], rows: [] });
  await writer.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Changes a partition behind the back of the store. */
function alter(sql: string): void {
  const database = new DatabaseSync(file());
  database.exec(sql);
  database.close();
}

test("a partition that was written before a table existed answers nothing of it, until it is written to again", async () => {
  alter("drop table spans; alter table logs drop column message");
  const reader = await openTelemetryReader(folder);
  const count = async (table: TableName) =>
    (await reader.aggregate({ ...scope, table, groupBy: [], aggregates: [{ kind: "count" }], maxGroups: 1 })).groups[0]?.values;
  expect(await reader.select({ ...scope, table: "spans", select: [column("name")], orderBy: [], limit: 10, offset: 0 })).toEqual([]);
  expect(await reader.select({ ...scope, table: "logs", select: [column("message")], orderBy: [], limit: 10, offset: 0 })).toEqual([]);
  expect(await reader.rows({ dataset: "spans", projectIds: [1], limit: 10 })).toEqual([]);
  expect(await count("spans")).toEqual([0]);
  expect(await count("events")).toEqual([1]);
  const writer = await openTelemetryWriter(folder);
  await writer.append({ events: [event(2)], attachments: [], outcomes: [], rows: [] });
  await writer.close();
  expect(await count("spans")).toEqual([0]);
  await reader.close();
});

test("spans, logs, metrics and errors of a trace are found by an index, however long the time", () => {
  const database = new Database(file(), { readOnly: true, cacheBytes: 1024 * 1024 });
  for (const table of ["spans", "logs", "metrics", "events"] as const) {
    const source = sourceIn(database, table);
    if (source === undefined) throw new Error(`there is no ${table}`);
    const where: TableCondition = { kind: "all", of: [{ kind: "oneOf", of: column("traceId"), values: ["ab".repeat(16)] }] };
    const conditions = [oneOf("project_id", [1, 2]), inTime(range, isKeyed(table, where)), compileCondition(source, where)];
    const { sql, parameters } = joined(conditions, "and", "true");
    const plan = database.all(`explain query plan select timestamp from ${source.table} where ${sql}`, ...parameters);
    expect(plan.map(({ detail }) => detail).join()).toMatch(/INDEX \w+_by_trace(?:_id)? \(project_id=\? AND trace_id=\?\)/);
  }
  database.close();
});
