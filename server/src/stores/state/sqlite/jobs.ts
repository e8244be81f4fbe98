import { hash } from "node:crypto";
import { type Selectable, sql } from "kysely";
import { type Identity, isJobInput, type Job, type JobReads, type JobWrites, type NewJob } from "../jobs.ts";
import { inList } from "./issue-list.ts";
import type { StateDb } from "./kysely.ts";
import type { Schema } from "./schema.ts";
import type { Write } from "./transactions.ts";

export function jobReads(db: StateDb): JobReads {
  return {
    async jobs({ organizationId, limit, offset }) {
      const rows = db.selectFrom("jobs").selectAll().where("organization_id", "=", organizationId).orderBy("id", "desc").limit(limit).offset(offset);
      return (await rows.execute()).flatMap(toJob);
    },
    async job(organizationId, id) {
      const row = await db.selectFrom("jobs").selectAll().where("organization_id", "=", organizationId).where("id", "=", id).executeTakeFirst();
      return row && toJob(row)[0];
    },
  };
}

/** For transactions that leave work behind. */
export async function insertJob(db: StateDb, { organizationId, projectId, userId, input, at }: NewJob): Promise<Job> {
  const owner = projectId === undefined ? undefined : await db.selectFrom("projects").select("organization_id").where("id", "=", projectId).executeTakeFirst();
  const row = await db
    .insertInto("jobs")
    .values({
      organization_id: organizationId ?? owner?.organization_id ?? null,
      user_id: userId,
      input_json: JSON.stringify(input),
      status: "waiting",
      total: null,
      detail: null,
      created_at: at,
      finished_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const [job] = toJob(row);
  if (job === undefined) throw new Error("a job of no known kind");
  return job;
}

export function jobWrites(db: StateDb, write: Write): JobWrites {
  return {
    createJob: (job) => write(() => insertJob(db, job)),
    async nextJob() {
      const rows = await db.selectFrom("jobs").selectAll().where("finished_at", "is", null).orderBy("id").limit(20).execute();
      return rows.flatMap(toJob)[0];
    },
    advanceJob: (id, { done = 0, bytes = 0, total }) =>
      write(async () => {
        await db
          .updateTable("jobs")
          .set((builder) => ({ done: builder("done", "+", done), bytes: builder("bytes", "+", bytes), ...(total !== undefined && { total }) }))
          .where("id", "=", id)
          .execute();
      }),
    finishJob: (id, { status, detail, at }) =>
      write(async () => {
        const row = await db.selectFrom("jobs").select("input_json").where("id", "=", id).executeTakeFirst();
        const input: unknown = JSON.parse(row?.input_json ?? "null");
        const anonymous =
          isJobInput(input) && input.kind === "deleteUser" ? { input_json: JSON.stringify({ ...input, identity: hidden(input.identity) }) } : {};
        await db
          .updateTable("jobs")
          .set({ status, detail, finished_at: at, ...anonymous })
          .where("id", "=", id)
          .execute();
      }),
    forgetEvents: (removed) =>
      write(async () => {
        for (const { issueId, count } of removed) {
          const times = sql<number>`max(times_seen - ${count}, 0)`;
          await db.updateTable("issues").set({ times_seen: times }).where("id", "=", issueId).execute();
        }
        await db
          .deleteFrom("issues")
          .where("id", "in", inList(removed.map(({ issueId }) => issueId)))
          .where("times_seen", "=", 0)
          .execute();
      }),
    forgetUser: (issueIds, user) =>
      write(async () => {
        const userHash = hash("sha1", user, "buffer").readUIntBE(0, 6);
        for (const issueId of issueIds) {
          const { numDeletedRows } = await db.deleteFrom("issue_users").where("issue_id", "=", issueId).where("user_hash", "=", userHash).executeTakeFirst();
          if (numDeletedRows === 0n) continue;
          const count = sql<number>`max(user_count - 1, 0)`;
          await db.updateTable("issues").set({ user_count: count }).where("id", "=", issueId).execute();
        }
      }),
    forgetUsersOfIssue: (issueId, limit) =>
      write(async () => {
        const some = db.selectFrom("issue_users").select("user_hash").where("issue_id", "=", issueId).limit(limit);
        const { numDeletedRows } = await db.deleteFrom("issue_users").where("issue_id", "=", issueId).where("user_hash", "in", some).executeTakeFirst();
        return Number(numDeletedRows);
      }),
    forgetUserReports: (projectId, of) =>
      write(async () => {
        const reports = db.deleteFrom("user_reports").where("project_id", "=", projectId);
        await ("email" in of ? reports.where(sql<boolean>`lower(email) = lower(${of.email})`) : reports.where("event_id", "in", inList(of.eventIds))).execute();
      }),
  };
}

function hidden(identity: Identity): Identity {
  return Object.fromEntries(Object.keys(identity).map((name) => [name, ""]));
}

/** Empty for kinds that only a newer program knows. */
function toJob(row: Selectable<Schema["jobs"]>): readonly Job[] {
  const input: unknown = JSON.parse(row.input_json);
  if (!isJobInput(input)) return [];
  const { id, organization_id, done, total, bytes, detail, user_id, created_at, finished_at } = row;
  const status = row.status === "done" || row.status === "failed" ? row.status : "waiting";
  return [{ id, organizationId: organization_id, input, status, done, total, bytes, detail, userId: user_id, createdAt: created_at, finishedAt: finished_at }];
}
