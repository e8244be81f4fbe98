import { sql } from "kysely";
import { newForDays } from "../issue-rules.ts";
import { addActivity } from "./activity.ts";
import { endSnooze } from "./issue-change.ts";
import type { StateDb } from "./kysely.ts";
import { toDetails } from "./rows.ts";

const dayMs = 86_400_000;

interface Aged {
  readonly projectId: number;
  readonly id: number;
}

/** Changes that no event and no person causes (`api.md` §4.3). */
export async function ageIssues(db: StateDb, now: number): Promise<Aged[]> {
  return [...(await endSnoozes(db, now)), ...(await endNewness(db, now))];
}

async function endSnoozes(db: StateDb, now: number): Promise<Aged[]> {
  const rows = await db
    .selectFrom("issues")
    .select(["id", "project_id", "details_json"])
    .where("status", "=", "ignored")
    .where(sql<number>`details_json ->> 'ignoreUntil'`, "<=", now)
    .execute();
  for (const row of rows) {
    await db.updateTable("issues").set({ status: "unresolved", substatus: "ongoing", details_json: "{}", for_review: 1 }).where("id", "=", row.id).execute();
    await endSnooze(db, row.id);
    await addActivity(db, { issueId: row.id, userId: null, at: now }, "set_unresolved", { expired_snooze: toDetails(row.details_json) });
  }
  return rows.map((row) => ({ projectId: row.project_id, id: row.id }));
}

async function endNewness(db: StateDb, now: number): Promise<Aged[]> {
  const rows = await db
    .updateTable("issues")
    .set({ substatus: "ongoing" })
    .where("status", "=", "unresolved")
    .where("substatus", "=", "new")
    .where("first_seen", "<=", now - newForDays * dayMs)
    .returning(["id", "project_id"])
    .execute();
  for (const row of rows) await addActivity(db, { issueId: row.id, userId: null, at: now }, "auto_set_ongoing", { afterDays: newForDays });
  return rows.map((row) => ({ projectId: row.project_id, id: row.id }));
}
