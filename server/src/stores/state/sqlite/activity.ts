import type { Activity } from "../model.ts";
import type { StateDb } from "./kysely.ts";
import { toActivity } from "./rows.ts";

export interface Actor {
  readonly issueId: number;
  readonly userId: number | null;
  readonly at: number;
}

export async function addActivity(db: StateDb, { issueId, userId, at }: Actor, type: string, data: object): Promise<Activity> {
  const values = { issue_id: issueId, type, user_id: userId, data_json: JSON.stringify(data), created_at: Math.round(at) };
  return toActivity(await db.insertInto("activity").values(values).returningAll().executeTakeFirstOrThrow());
}
