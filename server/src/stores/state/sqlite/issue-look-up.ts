import { sql } from "kysely";
import type { StateReader } from "../port.ts";
import { inList } from "./issue-list.ts";
import type { StateDb } from "./kysely.ts";
import { toIssue } from "./rows.ts";

/** One issue; the id and the short id of one that was merged into another lead to that one. */
export function issueLookUp(db: StateDb) {
  const among = (projectIds: readonly number[]) => db.selectFrom("issues").selectAll("issues").where("issues.project_id", "in", inList(projectIds));
  const merged = (projectIds: readonly number[]) => among(projectIds).innerJoin("issue_redirects", "issue_redirects.target_id", "issues.id");
  return {
    async issue(projectIds, id) {
      const row =
        (await among(projectIds).where("issues.id", "=", id).executeTakeFirst()) ??
        (await merged(projectIds).where("issue_redirects.issue_id", "=", id).executeTakeFirst());
      return row === undefined ? undefined : toIssue(row);
    },
    async issueByShortId(projectIds, projectSlug, shortId) {
      const project = await db
        .selectFrom("projects")
        .select("id")
        .where("id", "in", inList(projectIds))
        .where(sql<boolean>`lower(slug) = lower(${projectSlug})`)
        .executeTakeFirst();
      if (project === undefined) return undefined;
      const row =
        (await among([project.id]).where("issues.short_id", "=", shortId).executeTakeFirst()) ??
        (await merged([project.id]).where("issue_redirects.short_id", "=", shortId).executeTakeFirst());
      return row === undefined ? undefined : toIssue(row);
    },
  } satisfies Partial<StateReader>;
}
