import { sql } from "kysely";
import type { StateWriter } from "../port.ts";
import { addActivity } from "./activity.ts";
import { inList } from "./issue-list.ts";
import type { StateDb } from "./kysely.ts";
import { planMove, type IssueRow } from "./issue-moves.ts";

type Merge = Parameters<StateWriter["mergeIssues"]>[0];

/** `grouping.md` §14: hashes, users, people's marks and history move; counters add up; the old ids become redirects. */
export async function mergeIssues(db: StateDb, { projectId, ids, userId, at }: Merge): ReturnType<StateWriter["mergeIssues"]> {
  const rows = await db
    .selectFrom("issues")
    .selectAll()
    .where("project_id", "=", projectId)
    .where("id", "in", inList(ids))
    .orderBy("times_seen", "desc")
    .orderBy("id")
    .execute();
  const [parent, ...children] = rows;
  if (parent === undefined || children.length === 0) return undefined;
  for (const child of children) await absorb(db, parent.id, child);
  await describeByNewest(db, parent, children);
  await db
    .updateTable("issues")
    .set({ user_count: sql<number>`(select count(*) from issue_users where issue_id = ${parent.id})` })
    .where("id", "=", parent.id)
    .execute();
  await addActivity(db, { issueId: parent.id, userId, at }, "merge", { issues: children.map(({ id }) => ({ id: String(id) })) });
  return { parent: parent.id, children: children.map(({ id }) => id) };
}

async function absorb(db: StateDb, parent: number, child: IssueRow): Promise<void> {
  const { id, project_id, short_id } = child;
  for (const table of ["issue_hashes", "user_reports"] as const) await db.updateTable(table).set({ issue_id: parent }).where("issue_id", "=", id).execute();
  // Each issue has been seen for the first time once.
  await db.updateTable("activity").set({ issue_id: parent }).where("issue_id", "=", id).where("type", "!=", "first_seen").execute();
  for (const table of ["issue_users", "bookmarks", "seen"] as const) await shareRows(db, table, id, parent);
  await db.updateTable("issue_redirects").set({ target_id: parent }).where("target_id", "=", id).execute();
  await db.insertInto("issue_redirects").values({ issue_id: id, project_id, short_id, target_id: parent }).execute();
  // What was still on its way to it goes on.
  await db.updateTable("issue_moves").set({ to_issue: parent }).where("to_issue", "=", id).execute();
  await forgetNewIssue(db, child);
  await db.deleteFrom("issues").where("id", "=", id).execute();
  await planMove(db, { projectId: project_id, from: id, to: parent, which: { kind: "all" } });
}

async function shareRows(db: StateDb, table: "issue_users" | "bookmarks" | "seen", from: number, to: number): Promise<void> {
  await sql`update or ignore ${sql.table(table)} set issue_id = ${to} where issue_id = ${from}`.execute(db);
  await db.deleteFrom(table).where("issue_id", "=", from).execute();
}

/** It no longer counts as new in the release that it came with. */
async function forgetNewIssue(db: StateDb, { project_id, first_release }: IssueRow): Promise<void> {
  if (first_release === null) return;
  await db
    .updateTable("release_projects")
    .set({ new_issues: sql<number>`max(new_issues - 1, 0)` })
    .where("project_id", "=", project_id)
    .where("release_id", "in", (select) => select.selectFrom("releases").select("id").where("version", "=", first_release))
    .execute();
}

/** Counters add up; title and the rest are those of the newest event (`grouping.md` §15). */
async function describeByNewest(db: StateDb, parent: IssueRow, children: readonly IssueRow[]): Promise<void> {
  const all = [parent, ...children];
  const newest = all.reduce((best, row) => (row.last_seen > best.last_seen ? row : best));
  const oldest = all.reduce((best, row) => (row.first_seen < best.first_seen ? row : best));
  const { type, level, platform, title, culprit, location, metadata_json, logger, last_seen } = newest;
  const total = (name: "times_seen" | "comment_count"): number => all.reduce((sum, row) => sum + row[name], 0);
  await db
    .updateTable("issues")
    .set({
      type,
      level,
      platform,
      title,
      culprit,
      location,
      metadata_json,
      logger,
      last_seen,
      times_seen: total("times_seen"),
      comment_count: total("comment_count"),
      first_seen: oldest.first_seen,
      first_release: oldest.first_release ?? parent.first_release,
      last_release: newest.last_release ?? parent.last_release,
      is_unhandled: Math.max(...all.map((row) => row.is_unhandled)),
    })
    .where("id", "=", parent.id)
    .execute();
}
