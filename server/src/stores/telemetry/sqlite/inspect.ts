import { existsSync } from "node:fs";
import type { Database, Row } from "../../sqlite/database.ts";
import { inspectFile, integrityFaults } from "../../sqlite/inspect-file.ts";
import { bytes, number, text } from "../../sqlite/row.ts";
import { datasetNames, datasets } from "../datasets.ts";
import type { PartitionState, ProjectRows, Reference, TelemetryInspection } from "../inspection.ts";
import { tableName } from "./dataset-tables.ts";
import { idText } from "./event-row.ts";
import { fileOf, isCurrent, listDays } from "./partitions.ts";
import { schemaVersion, version } from "./schema.ts";

/** Opens the partitions in `folder` for a check, one at a time, whatever version or condition they are in. */
export function inspectTelemetry(folder: string): TelemetryInspection {
  const days = (): readonly number[] => listDays(folder).toReversed();
  /** Undefined for a day that is gone. */
  const on = <T>(day: number, work: (database: Database) => T): T | undefined => {
    const file = fileOf(folder, day);
    const answer = inspectFile(file, (database) => ({ of: work(database) }));
    if ("found" in answer) return answer.found.of;
    if (existsSync(file)) throw new Error(`${file}: ${answer.fault}`);
    return undefined;
  };
  return {
    days,
    partition: (day, thorough) => partitionState(fileOf(folder, day), thorough),
    counts(projectId, upTo) {
      const counts = new Counts();
      for (const day of days()) on(day, (database) => counts.add(day, database, projectId, upTo));
      return counts;
    },
    *references(day) {
      // In one piece: a file that is kept open for as long as somebody reads bodies would keep a removed day on the disk.
      yield* on(day, (database) => [...bodiesIn(database), ...filesIn(database)]) ?? [];
    },
  };
}

function partitionState(file: string, thorough: boolean): PartitionState | undefined {
  const nothing = { appliedSeq: 0, unsettled: 0, graves: 0 };
  const answer = inspectFile(file, (database): PartitionState => {
    const faults = integrityFaults(database, thorough);
    if (!isCurrent(database)) return { file, faults, schema: version(database) > schemaVersion ? "newer" : "older", ...nothing };
    return {
      file,
      faults,
      schema: "current",
      appliedSeq: count(database, "seq", "applied"),
      unsettled: count(database, "count(*)", "receipts") + count(database, "count(*)", "moved"),
      graves: count(database, "count(*)", "graves"),
    };
  });
  if ("found" in answer) return answer.found;
  return existsSync(file) ? { file, faults: [answer.fault], schema: "unreadable", ...nothing } : undefined;
}

interface IssueSums {
  rows: number;
  counted: number;
  readonly hashes: Map<string, number>;
}

/** What rows and counters of a project say, summed up over days. */
class Counts implements ProjectRows {
  readonly issues = new Map<number, IssueSums>();
  readonly days: { day: number; rows: number; counted: number; evicted: number }[] = [];

  add(day: number, database: Database, projectId: number, upTo: number): void {
    // All that follows is of one moment.
    database.exec("begin");
    const grouped = database.all(
      "select issue_id, primary_hash, count(*) as n, sum(seq > ?) as later from events where project_id = ? group by 1, 2",
      upTo,
      projectId,
    );
    const hours = database.all("select issue_id, sum(count) as n from issue_hour where project_id = ? group by 1", projectId);
    const counted = count(database, "sum(count)", "project_hour where project_id = ?", projectId);
    const evicted = count(database, "count(*)", "removed where project_id = ? and how = 'evicted'", projectId);
    database.exec("rollback");
    let [rows, later] = [0, 0];
    for (const row of grouped) {
      const uncounted = number(row, "later");
      const own = number(row, "n") - uncounted;
      later += uncounted;
      rows += own;
      const issue = this.#issue(number(row, "issue_id"));
      issue.rows += own;
      // The counters beside the rows have them, and the state has not.
      issue.counted -= uncounted;
      if (row["primary_hash"] === null) continue;
      const hash = idText(bytes(row, "primary_hash"));
      issue.hashes.set(hash, (issue.hashes.get(hash) ?? 0) + own);
    }
    for (const row of hours) this.#issue(number(row, "issue_id")).counted += number(row, "n");
    this.days.push({ day, rows, counted: counted - later, evicted });
  }

  #issue(id: number): IssueSums {
    let issue = this.issues.get(id);
    if (issue === undefined) this.issues.set(id, (issue = { rows: 0, counted: 0, hashes: new Map() }));
    return issue;
  }
}

function count(database: Database, what: string, from: string, ...parameters: number[]): number {
  return number(database.get(`select coalesce(${what}, 0) as n from ${from}`, ...parameters) ?? {}, "n");
}

function* bodiesIn(database: Database): Generator<Reference> {
  const tables = ["events", ...datasetNames.filter((name) => datasets[name].body).map(tableName), "attachments"];
  for (const table of tables) {
    const sql = `select body_day, body_segment, body_ordinal from ${table} where body_day is not null`;
    for (const row of database.prepare(sql).iterate())
      yield { row: table, body: { day: number(row, "body_day"), segment: number(row, "body_segment"), ordinal: number(row, "body_ordinal") } };
  }
}

function* filesIn(database: Database): Generator<Reference> {
  for (const row of database.prepare("select project_id, id, day, size from attachments where body_day is null and size > 0").iterate())
    yield fileReference(row);
}

function fileReference(row: Row): Reference {
  return {
    row: "attachments",
    object: { kind: "attachment", day: number(row, "day"), projectId: number(row, "project_id"), id: text(row, "id") },
    size: number(row, "size"),
  };
}
