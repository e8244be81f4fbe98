import { hash } from "node:crypto";
import { type RawBuilder, type Selectable, sql } from "kysely";
import { object } from "../../sqlite/row.ts";
import type { RemovedEvent, Receipt } from "../../telemetry/removals.ts";
import { type Identity, isJobInput, type Job, type JobProgress, type JobReads, type JobWrites, type NewJob } from "../jobs.ts";
import { releaseUsage } from "./disk.ts";
import { inList } from "./issue-list.ts";
import { descriptionOf } from "./issue-moves.ts";
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
    advanceJob: (id, progress) => write(() => advance(db, id, progress)),
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
    applyReceipt: (jobId, receipt) => write(() => applyReceipt(db, jobId, receipt)),
    describeIssues: (latest) =>
      write(async () => {
        for (const event of latest) await db.updateTable("issues").set(descriptionOf(event)).where("id", "=", event.issueId).execute();
      }),
    forgetUsersOfIssue: (issueId, limit) =>
      write(async () => {
        const some = db.selectFrom("issue_users").select("user_hash").where("issue_id", "=", issueId).limit(limit);
        const { numDeletedRows } = await db.deleteFrom("issue_users").where("issue_id", "=", issueId).where("user_hash", "in", some).executeTakeFirst();
        return Number(numDeletedRows);
      }),
    forgetPerson: (projectId, { tags, email, name }) =>
      write(async () => {
        for (const tag of tags) await forgetUser(db, sql<number>`(select id from issues where project_id = ${projectId})`, tag);
        if (email === undefined && name === undefined) return 0;
        const { numDeletedRows } = await db
          .deleteFrom("user_reports")
          .where("project_id", "=", projectId)
          .where((where) =>
            where.or([
              ...(email === undefined ? [] : [sql<boolean>`lower(email) = lower(${email})`]),
              ...(name === undefined ? [] : [sql<boolean>`name = ${name}`]),
            ]),
          )
          .executeTakeFirst();
        return Number(numDeletedRows);
      }),
  };
}

async function advance(db: StateDb, id: number, { kind, done = 0, bytes = 0, total }: JobProgress): Promise<void> {
  const path = `$."${kind ?? ""}"`;
  const removed = sql<string>`json_set(removed_json, ${path}, coalesce(removed_json ->> ${path}, 0) + ${done})`;
  await db
    .updateTable("jobs")
    .set((builder) => ({
      done: builder("done", "+", done),
      bytes: builder("bytes", "+", bytes),
      ...(total !== undefined && { total }),
      ...(kind !== undefined && done > 0 && { removed_json: removed }),
    }))
    .where("id", "=", id)
    .execute();
}

/** Of the receipt that was applied last: there is never more than one of which that is uncertain. */
const lastReceipt = "last_receipt";

async function applyReceipt(db: StateDb, jobId: number, { token, category, day, items, events }: Receipt): Promise<void> {
  const known = await db.selectFrom("meta").select("value").where("key", "=", lastReceipt).executeTakeFirst();
  if (known?.value === token) return;
  const job = await db.selectFrom("jobs").select("input_json").where("id", "=", jobId).executeTakeFirst();
  const input: unknown = JSON.parse(job?.input_json ?? "null");
  await forgetEvents(db, events, isJobInput(input) && input.kind === "deleteUser");
  let bytes = 0;
  let files = 0;
  for (const { projectId, items: count, attachments } of items) {
    bytes += await releaseUsage(db, projectId, category, day, count);
    if (attachments > 0) bytes += await releaseUsage(db, projectId, "attachments", day, attachments);
    files += attachments;
  }
  await advance(db, jobId, { kind: category, done: items.reduce((sum, each) => sum + each.items, 0), bytes });
  // Files go with their events, which is what the progress counts.
  if (files > 0) await countFiles(db, jobId, files);
  await db
    .insertInto("meta")
    .values({ key: lastReceipt, value: token })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: token }))
    .execute();
}

async function countFiles(db: StateDb, id: number, files: number): Promise<void> {
  const removed = sql<string>`json_set(removed_json, '$.attachments', coalesce(removed_json ->> '$.attachments', 0) + ${files})`;
  await db.updateTable("jobs").set({ removed_json: removed }).where("id", "=", id).execute();
}

async function forgetEvents(db: StateDb, events: readonly RemovedEvent[], isPerson: boolean): Promise<void> {
  if (events.length === 0) return;
  const byIssue = Map.groupBy(events, ({ issueId }) => issueId);
  for (const [issueId, own] of byIssue) {
    const times = sql<number>`max(times_seen - ${own.length}, 0)`;
    await db.updateTable("issues").set({ times_seen: times }).where("id", "=", issueId).execute();
    for (const user of new Set(own.flatMap(({ user: tag }) => (isPerson && tag !== null ? [tag] : [])))) await forgetUser(db, inList([issueId]), user);
    for (const [primary, { length }] of Map.groupBy(own, ({ primaryHash }) => primaryHash)) {
      if (primary === null) continue;
      const less = sql<number>`max(times_seen - ${length}, 0)`;
      // What is left of an issue that was deleted has a hash that may count for another one now.
      await db.updateTable("issue_hashes").set({ times_seen: less }).where("issue_id", "=", issueId).where("hash", "=", primary).execute();
    }
  }
  await db
    .deleteFrom("issues")
    .where("id", "in", inList([...byIssue.keys()]))
    .where("times_seen", "=", 0)
    .execute();
  for (const [projectId, own] of Map.groupBy(events, (event) => event.projectId)) {
    const ids = inList(own.map(({ eventId }) => eventId));
    await db.deleteFrom("user_reports").where("project_id", "=", projectId).where("event_id", "in", ids).execute();
  }
}

async function forgetUser(db: StateDb, issues: RawBuilder<number>, user: string): Promise<void> {
  const userHash = hash("sha1", user, "buffer").readUIntBE(0, 6);
  const left = await db.deleteFrom("issue_users").where("issue_id", "in", issues).where("user_hash", "=", userHash).returning("issue_id").execute();
  if (left.length === 0) return;
  await db
    .updateTable("issues")
    .set({ user_count: sql<number>`max(user_count - 1, 0)` })
    .where("id", "in", inList(left.map(({ issue_id }) => issue_id)))
    .execute();
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
  const removed = numbers(row.removed_json);
  return [
    {
      id,
      organizationId: organization_id,
      input,
      status,
      done,
      removed,
      total,
      bytes,
      detail,
      userId: user_id,
      createdAt: created_at,
      finishedAt: finished_at,
    },
  ];
}

function numbers(json: string): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(object(json)).filter((entry): entry is [string, number] => typeof entry[1] === "number"));
}
