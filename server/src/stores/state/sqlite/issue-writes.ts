import type { StateWriter } from "../port.ts";
import { addActivity } from "./activity.ts";
import { ageIssues } from "./age-issues.ts";
import { applyChange } from "./issue-change.ts";
import { inList } from "./issue-list.ts";
import { insertJob } from "./jobs.ts";
import type { StateDb } from "./kysely.ts";
import { toActivity, toIssue } from "./rows.ts";
import type { Write } from "./transactions.ts";

export function issueWrites(db: StateDb, write: Write) {
  return {
    updateIssues: (change) =>
      write(async () => {
        const select = db
          .selectFrom("issues")
          .selectAll()
          .where("project_id", "in", inList(change.projectIds))
          .where("id", "in", inList(change.ids))
          .orderBy("id");
        for (const row of await select.execute()) await applyChange(db, row, change);
        return (await select.execute()).map(toIssue);
      }),
    ageIssues: (now) => write(() => ageIssues(db, now)),
    addNote: (issueId, userId, text) =>
      write(async () => {
        await countNotes(db, issueId, 1);
        return await addActivity(db, { issueId, userId, at: Date.now() }, "note", { text });
      }),
    updateNote: (issueId, noteId, userId, text) =>
      write(async () => {
        const row = await db
          .updateTable("activity")
          .set({ data_json: JSON.stringify({ text }) })
          .where("id", "in", ownNote(db, issueId, noteId, userId))
          .returningAll()
          .executeTakeFirst();
        return row === undefined ? undefined : toActivity(row);
      }),
    deleteNote: (issueId, noteId, userId) =>
      write(async () => {
        const { numDeletedRows } = await db
          .deleteFrom("activity")
          .where("id", "in", ownNote(db, issueId, noteId, userId))
          .executeTakeFirst();
        if (numDeletedRows > 0n) await countNotes(db, issueId, -1);
        return numDeletedRows > 0n;
      }),
    deleteIssues: (projectIds, ids, by = { userId: null, at: Date.now() }) =>
      write(async () => {
        const rows = await db
          .deleteFrom("issues")
          .where("project_id", "in", inList(projectIds))
          .where("id", "in", inList(ids))
          .returning(["id", "project_id", "times_seen"])
          .execute();
        const issues = rows.map((row) => ({ projectId: row.project_id, id: row.id }));
        const [first] = issues;
        if (first === undefined) return [];
        const job = await insertJob(db, { projectId: first.projectId, ...by, input: { kind: "deleteIssues", issues } });
        const total = rows.reduce((sum, row) => sum + row.times_seen, 0);
        await db.updateTable("jobs").set({ total }).where("id", "=", job.id).execute();
        return issues;
      }),
  } satisfies Partial<StateWriter>;
}

function ownNote(db: StateDb, issueId: number, noteId: number, userId: number | null) {
  return db
    .selectFrom("activity")
    .select("id")
    .where("id", "=", noteId)
    .where("issue_id", "=", issueId)
    .where("type", "=", "note")
    .where("user_id", "is", userId);
}

async function countNotes(db: StateDb, issueId: number, more: number): Promise<void> {
  await db
    .updateTable("issues")
    .set((builder) => ({ comment_count: builder("comment_count", "+", more) }))
    .where("id", "=", issueId)
    .execute();
}
