import { sql } from "kysely";
import type { StateReader, StateWriter } from "../port.ts";
import { stringRecord } from "../../sqlite/row.ts";
import { inList } from "./issue-list.ts";
import type { StateDb } from "./kysely.ts";
import type { Write } from "./transactions.ts";

export function tombstoneReads(db: StateDb) {
  return {
    async tombstones(projectId, { offset, limit }) {
      const rows = await db
        .selectFrom("tombstones")
        .selectAll()
        .where("project_id", "=", projectId)
        .orderBy("id", "desc")
        .offset(offset)
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        projectId: row.project_id,
        title: row.title,
        culprit: row.culprit,
        level: row.level,
        type: row.type,
        metadata: stringRecord(row.metadata_json),
        userId: row.user_id,
        createdAt: row.created_at,
        timesSeen: row.times_seen,
        lastSeen: row.last_seen,
      }));
    },
  } satisfies Partial<StateReader>;
}

export function tombstoneWrites(db: StateDb, write: Write) {
  return {
    buryIssues: ({ projectIds, ids, userId, at }) =>
      write(async () => {
        const issues = await db.selectFrom("issues").selectAll().where("id", "in", inList(ids)).where("project_id", "in", inList(projectIds)).execute();
        for (const { id, project_id, title, culprit, level, type, metadata_json } of issues) {
          const values = { project_id, title, culprit, level, type, metadata_json, user_id: userId, created_at: Math.round(at), last_seen: null };
          const { id: tombstone } = await db.insertInto("tombstones").values(values).returning("id").executeTakeFirstOrThrow();
          await db
            .insertInto("discarded_hashes")
            .columns(["project_id", "hash", "tombstone_id"])
            .expression((select) =>
              select
                .selectFrom("issue_hashes")
                .select(["project_id", "hash", sql<number>`${tombstone}`.as("tombstone_id")])
                .where("issue_id", "=", id),
            )
            .onConflict((conflict) => conflict.columns(["project_id", "hash"]).doUpdateSet({ tombstone_id: tombstone }))
            .execute();
        }
        return issues.length;
      }),
    deleteTombstone: (projectId, id) =>
      write(async () => {
        const { numDeletedRows } = await db.deleteFrom("tombstones").where("id", "=", id).where("project_id", "=", projectId).executeTakeFirst();
        return numDeletedRows > 0n;
      }),
  } satisfies Partial<StateWriter>;
}
