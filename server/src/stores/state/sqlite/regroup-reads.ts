import type { Selectable } from "kysely";
import type { Regroup } from "../model.ts";
import type { StateReader } from "../port.ts";
import { inList } from "./issue-list.ts";
import type { StateDb } from "./kysely.ts";
import type { Schema } from "./schema.ts";

export function regroupReads(db: StateDb) {
  return {
    async regroups(projectId, limit) {
      return (await db.selectFrom("regroups").selectAll().where("project_id", "=", projectId).orderBy("id", "desc").limit(limit).execute()).map(toRegroup);
    },
    async issuesOfHashes(projectId, hashes) {
      const rows = await db
        .selectFrom("issue_hashes")
        .select(["hash", "issue_id"])
        .where("project_id", "=", projectId)
        .where("hash", "in", inList(hashes))
        .execute();
      return new Map(rows.map(({ hash, issue_id }) => [hash, issue_id]));
    },
  } satisfies Partial<StateReader>;
}

export function toRegroup(row: Selectable<Schema["regroups"]>): Regroup {
  return {
    id: row.id,
    projectId: row.project_id,
    userId: row.user_id,
    ruleVersion: row.rule_version,
    createdAt: row.created_at,
    undoneAt: row.undone_at,
    events: row.events,
    newIssues: readList(row.new_issues_json, "number"),
  };
}

export function readList(json: string, kind: "string"): string[];
export function readList(json: string, kind: "number"): number[];
export function readList(json: string, kind: "string" | "number"): unknown[] {
  const stored: unknown = JSON.parse(json);
  return Array.isArray(stored) ? stored.filter((entry) => typeof entry === kind) : [];
}
