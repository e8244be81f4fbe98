import type { Selectable } from "kysely";
import { ignoredSubstatus, unresolvedSubstatus } from "../issue-rules.ts";
import type { StatusDetails } from "../model.ts";
import type { IssueChange } from "../port/issues.ts";
import { newestRelease } from "../release-order.ts";
import { addActivity } from "./activity.ts";
import type { StateDb } from "./kysely.ts";
import type { IssueTable } from "./schema.ts";

type IssueRow = Selectable<IssueTable>;
type StatusChange = NonNullable<IssueChange["status"]>;

/** Effects and activity of `api.md` §4.3 and §4.4. What is already as asked for leaves no trace. */
export async function applyChange(db: StateDb, row: IssueRow, change: IssueChange): Promise<void> {
  const { status, priority, assignedTo, userId, at } = change;
  const actor = { issueId: row.id, userId, at };
  if (status !== undefined) await statusChanges[status.status](db, row, change, status);
  if (priority !== undefined && (priority !== row.priority || row.priority_locked_at === null)) {
    await update(db, row.id, { priority, priority_locked_at: at });
    if (priority !== row.priority) await addActivity(db, actor, "set_priority", { priority, reason: "user" });
  }
  if (assignedTo !== undefined) await assign(db, row, change, assignedTo);
  if (change.reviewed === true && row.for_review === 1) {
    await update(db, row.id, { for_review: 0 });
    await addActivity(db, actor, "mark_reviewed", {});
  }
  if (userId !== null) await setPersonal(db, row.id, userId, change);
}

const statusChanges = { resolved: resolve, ignored: ignore, unresolved: unresolve } as const satisfies Record<
  StatusChange["status"],
  (db: StateDb, row: IssueRow, change: IssueChange, status: StatusChange) => Promise<void>
>;

async function resolve(db: StateDb, row: IssueRow, change: IssueChange, { details }: StatusChange): Promise<void> {
  const { inRelease, inNextRelease } = details;
  if (row.status === "resolved" && inRelease === undefined && inNextRelease !== true) return;
  const current = inNextRelease === true ? await newestReleaseOf(db, row.project_id) : undefined;
  await endSnooze(db, row.id);
  await update(db, row.id, {
    status: "resolved",
    substatus: null,
    details_json: withActor(details, change.userId),
    resolved_release: inRelease ?? current ?? null,
    resolved_at: change.at,
    for_review: 0,
  });
  const actor = { issueId: row.id, userId: change.userId, at: change.at };
  if (inRelease !== undefined) await addActivity(db, actor, "set_resolved_in_release", { version: inRelease });
  else if (inNextRelease === true)
    await addActivity(db, actor, "set_resolved_in_release", { version: "", ...(current === undefined ? {} : { current_release_version: current }) });
  else await addActivity(db, actor, "set_resolved", {});
}

async function ignore(db: StateDb, row: IssueRow, change: IssueChange, { substatus, details }: StatusChange): Promise<void> {
  await endSnooze(db, row.id);
  await db.insertInto("snoozes").values({ issue_id: row.id, times_seen: row.times_seen, user_count: row.user_count }).execute();
  await update(db, row.id, {
    status: "ignored",
    substatus: substatus ?? ignoredSubstatus(details),
    details_json: withActor(details, change.userId),
    resolved_release: null,
    resolved_at: null,
    for_review: 0,
  });
  const { ignoreCount, ignoreUntil, ignoreUserCount, ignoreUserWindow, ignoreWindow, untilEscalating } = details;
  const data = untilEscalating === true ? { ignoreUntilEscalating: true } : { ignoreCount, ignoreUntil, ignoreUserCount, ignoreUserWindow, ignoreWindow };
  await addActivity(db, { issueId: row.id, userId: change.userId, at: change.at }, "set_ignored", data);
}

async function unresolve(db: StateDb, row: IssueRow, change: IssueChange, { substatus }: StatusChange): Promise<void> {
  if (row.status === "unresolved") {
    if (substatus !== null) await update(db, row.id, { substatus });
    return;
  }
  await endSnooze(db, row.id);
  await update(db, row.id, {
    status: "unresolved",
    substatus: substatus ?? unresolvedSubstatus({ status: row.status, firstSeen: row.first_seen }, change.at),
    details_json: "{}",
    resolved_release: null,
    resolved_at: null,
  });
  await addActivity(db, { issueId: row.id, userId: change.userId, at: change.at }, "set_unresolved", {});
}

async function assign(db: StateDb, row: IssueRow, change: IssueChange, assignee: NonNullable<IssueChange["assignedTo"]> | null): Promise<void> {
  const next = {
    assigned_user_id: assignee?.kind === "user" ? assignee.id : null,
    assigned_team_id: assignee?.kind === "team" ? assignee.id : null,
  };
  if (next.assigned_user_id === row.assigned_user_id && next.assigned_team_id === row.assigned_team_id) return;
  await update(db, row.id, next);
  const actor = { issueId: row.id, userId: change.userId, at: change.at };
  if (assignee === null) await addActivity(db, actor, "unassigned", {});
  else await addActivity(db, actor, "assigned", { assignee: String(assignee.id), assigneeType: assignee.kind, ...(await emailOf(db, next.assigned_user_id)) });
}

async function emailOf(db: StateDb, userId: number | null): Promise<{ readonly assigneeEmail?: string }> {
  if (userId === null) return {};
  const user = await db.selectFrom("users").select("email").where("id", "=", userId).executeTakeFirst();
  return user === undefined ? {} : { assigneeEmail: user.email };
}

/** What one user alone sees of an issue. */
async function setPersonal(db: StateDb, issueId: number, userId: number, { seen, bookmarked, at }: IssueChange): Promise<void> {
  if (seen !== undefined) {
    await db.deleteFrom("seen").where("issue_id", "=", issueId).where("user_id", "=", userId).execute();
    if (seen) await db.insertInto("seen").values({ issue_id: issueId, user_id: userId, at }).execute();
  }
  if (bookmarked !== undefined) {
    await db.deleteFrom("bookmarks").where("issue_id", "=", issueId).where("user_id", "=", userId).execute();
    if (bookmarked) await db.insertInto("bookmarks").values({ issue_id: issueId, user_id: userId }).execute();
  }
}

async function newestReleaseOf(db: StateDb, projectId: number): Promise<string | undefined> {
  const rows = await db
    .selectFrom("release_projects")
    .innerJoin("releases", "releases.id", "release_projects.release_id")
    .select(["version", "created_at as createdAt"])
    .where("project_id", "=", projectId)
    .execute();
  return newestRelease(rows)?.version;
}

export async function endSnooze(db: StateDb, issueId: number): Promise<void> {
  for (const table of ["snoozes", "snooze_events", "snooze_users"] as const) await db.deleteFrom(table).where("issue_id", "=", issueId).execute();
}

/** The plain state stays empty; details name who asked for them. */
function withActor(details: StatusDetails, userId: number | null): string {
  const isPlain = Object.keys(details).length === 0;
  return JSON.stringify(isPlain || userId === null ? details : { ...details, actorUserId: userId });
}

async function update(db: StateDb, id: number, values: Partial<IssueRow>): Promise<void> {
  await db.updateTable("issues").set(values).where("id", "=", id).execute();
}
