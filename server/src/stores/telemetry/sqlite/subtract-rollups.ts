import type { Database } from "../../sqlite/database.ts";
import type { RollupDelta, TagDelta } from "./rollup-delta.ts";
import { userHash } from "./rollups.ts";
import { isCounted } from "./tag-rollups.ts";

/**
 * Takes events whose rows are gone already out of the counters. First and last times stay what they were: that something
 * happened then does not become untrue.
 */
export function subtractRollups(database: Database, delta: RollupDelta): void {
  for (const { projectId, hour, environment, count } of delta.projectHours.values()) {
    database.run("update project_hour set count = count - ? where project_id = ? and hour = ? and environment = ?", count, projectId, hour, environment);
    database.run("delete from project_hour where project_id = ? and hour = ? and environment = ? and count <= 0", projectId, hour, environment);
  }
  for (const tag of delta.projectTags()) subtractTag(database, tag);
  subtractIssues(database, delta);
}

/** All but the project's totals. */
export function subtractIssues(database: Database, delta: RollupDelta): void {
  for (const { issueId, hour, environment, count } of delta.issueHours.values()) {
    database.run("update issue_hour set count = count - ? where issue_id = ? and hour = ? and environment = ?", count, issueId, hour, environment);
    database.run("delete from issue_hour where issue_id = ? and hour = ? and environment = ? and count <= 0", issueId, hour, environment);
  }
  for (const [issueId, users] of delta.users) for (const user of users) forgetUser(database, issueId, user);
  for (const [issueId, tags] of delta.issueTags()) if (isCounted(database, issueId)) for (const tag of tags) subtractTag(database, tag);
}

function forgetUser(database: Database, issueId: number, tag: string): void {
  if (database.get("select 1 from events where issue_id = ? and user_tag = ? limit 1", issueId, tag) !== undefined) return;
  database.run("delete from issue_user where issue_id = ? and user_hash = ?", issueId, userHash(tag));
}

function subtractTag(database: Database, { projectId, issueId, key, values }: TagDelta): void {
  for (const [value, { count }] of values) {
    const where = "project_id = ? and issue_id = ? and key = ?";
    const known = database.run(`update tag_count set count = count - ? where ${where} and value = ?`, count, projectId, issueId, key, value);
    if (known > 0) database.run(`delete from tag_count where ${where} and value = ? and count <= 0`, projectId, issueId, key, value);
    else database.run(`update tag_residual set count = max(0, count - ?) where ${where}`, count, projectId, issueId, key);
  }
}
