import { Database } from "../../sqlite/database.ts";
import { inspectFile, integrityFaults } from "../../sqlite/inspect-file.ts";
import { number, numberOrNull, text } from "../../sqlite/row.ts";
import type { StateCounters, StateInspection } from "../inspection.ts";
import { migrations } from "./migrate.ts";

/** Opens the file for a check, whatever version or condition it is in. */
export function inspectState(file: string): StateInspection {
  let opened: Database | undefined;
  const database = (): Database => (opened ??= new Database(file, { readOnly: true, cacheBytes: 8 * 1024 * 1024 }));
  return {
    file,
    faults(thorough) {
      const answer = inspectFile(file, (checked) => [
        ...integrityFaults(checked, thorough),
        ...checked.all("pragma foreign_key_check").map((row) => `a row of ${text(row, "table")} belongs to one of ${text(row, "parent")} that is gone`),
      ]);
      return "fault" in answer ? [answer.fault] : answer.found;
    },
    schema() {
      const found = database()
        .all("select id from migrations")
        .map((row) => text(row, "id"));
      if (found.some((id) => !Object.hasOwn(migrations, id))) return "newer";
      return found.length < Object.keys(migrations).length ? "older" : "current";
    },
    projects: () =>
      database()
        .all("select id, slug from projects order by id")
        .map((row) => ({ id: number(row, "id"), slug: text(row, "slug") })),
    logPosition: () => logPosition(database()),
    counters: (projectId) => counters(database(), projectId),
    close: () => opened?.close(),
  };
}

function logPosition(database: Database): number {
  return Number(database.get("select value from meta where key = 'log_position'")?.["value"] ?? 0);
}

function counters(database: Database, projectId: number): StateCounters {
  // All that follows is of one moment.
  database.exec("begin");
  try {
    const unfinished = database.get("select (select count(*) from jobs where finished_at is null) + (select count(*) from issue_moves) as n");
    const issues = database.all(
      `select id, times_seen, first_seen, user_count, (select count(*) from issue_users where issue_id = issues.id) as users
       from issues where project_id = ?`,
      projectId,
    );
    const hashes = database.all("select issue_id, hash, times_seen, first_seen from issue_hashes where project_id = ?", projectId);
    return {
      logPosition: logPosition(database),
      unfinished: number(unfinished ?? {}, "n"),
      issues: new Map(
        issues.map((row) => [
          number(row, "id"),
          { timesSeen: number(row, "times_seen"), firstSeen: number(row, "first_seen"), userCount: number(row, "user_count"), users: number(row, "users") },
        ]),
      ),
      hashes: hashes.map((row) => ({
        issueId: number(row, "issue_id"),
        hash: text(row, "hash"),
        timesSeen: number(row, "times_seen"),
        firstSeen: numberOrNull(row, "first_seen"),
      })),
    };
  } finally {
    database.exec("rollback");
  }
}
