import { randomUUID } from "node:crypto";
import { isRecord } from "../../sqlite/row.ts";
import { initialPriority } from "../issue-rules.ts";
import type { StateWriter } from "../port.ts";
import type { RegroupGroup, RegroupPlan } from "../port/moves.ts";
import { addActivity } from "./activity.ts";
import { inList } from "./issue-list.ts";
import { dropIdle, planMove, type Cleanup } from "./issue-moves.ts";
import type { StateDb } from "./kysely.ts";
import { readList, toRegroup } from "./regroup-reads.ts";
import { newIssue } from "./split-issue.ts";

/** An event, the issues that it lay and lies in, and its primary hash there and here. */
interface Moved {
  readonly eventId: string;
  readonly timestamp: number;
  readonly from: number;
  readonly to: number;
  readonly oldHash: string | null;
  readonly newHash: string | null;
}

export async function regroup(db: StateDb, plan: RegroupPlan): ReturnType<StateWriter["regroup"]> {
  const { projectId, userId, ruleVersion, at } = plan;
  const project = await db.selectFrom("projects").select("id").where("id", "=", projectId).executeTakeFirst();
  if (project === undefined) return { refused: "notFound" };
  const newIssues: number[] = [];
  const newHashes: string[] = [];
  const moved: Moved[] = [];
  for (const group of plan.groups) {
    const known = await issueOfFirstHash(db, projectId, group.hashes);
    const home = known ?? (await existing(db, projectId, group.home));
    const target = home ?? (await makeIssue(db, plan, group));
    if (home === undefined) newIssues.push(target);
    for (const hash of group.hashes) {
      const { numInsertedOrUpdatedRows: added } = await db
        .insertInto("issue_hashes")
        .values({ project_id: projectId, hash, issue_id: target })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (added !== undefined && added > 0n) newHashes.push(hash);
    }
    const newHash = group.hashes[0] ?? null;
    for (const { eventId, timestamp, from: planned, primaryHash } of group.events) {
      // It may have been merged since the plan was made; what was deleted stays deleted.
      const from = await current(db, projectId, planned);
      if (from !== undefined && (from !== target || primaryHash !== newHash))
        moved.push({ eventId, timestamp, from, to: target, oldHash: primaryHash, newHash });
    }
  }
  await move(db, projectId, moved, { hashes: [], issues: newIssues });
  await tell(db, moved, { userId, at });
  const row = await db
    .insertInto("regroups")
    .values({
      project_id: projectId,
      user_id: userId,
      rule_version: ruleVersion,
      created_at: Math.round(at),
      undone_at: null,
      events: moved.filter(({ from, to }) => from !== to).length,
      moves_json: JSON.stringify(moved),
      new_issues_json: JSON.stringify(newIssues),
      new_hashes_json: JSON.stringify(newHashes),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toRegroup(row);
}

export async function undoRegroup(db: StateDb, { projectId, id, at }: Parameters<StateWriter["undoRegroup"]>[0]): ReturnType<StateWriter["undoRegroup"]> {
  const row = await db
    .updateTable("regroups")
    .set({ undone_at: Math.round(at) })
    .where("id", "=", id)
    .where("project_id", "=", projectId)
    .where("undone_at", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const back: Moved[] = [];
  for (const each of readMoved(row.moves_json)) {
    // Either may have been merged into another meanwhile; what was deleted stays deleted.
    const [from, to] = [await current(db, projectId, each.to), await homeOf(db, projectId, each)];
    if (from !== undefined && to !== undefined) back.push({ ...each, from, to, oldHash: each.newHash, newHash: each.oldHash });
  }
  // What the regroup had made and nothing new came into.
  await move(db, projectId, back, { hashes: readList(row.new_hashes_json, "string"), issues: readList(row.new_issues_json, "number") });
  return toRegroup(row);
}

async function issueOfFirstHash(db: StateDb, projectId: number, hashes: readonly string[]): Promise<number | undefined> {
  const rows = await db
    .selectFrom("issue_hashes")
    .select(["hash", "issue_id"])
    .where("project_id", "=", projectId)
    .where("hash", "in", inList(hashes))
    .execute();
  const issues = new Map(rows.map(({ hash, issue_id }) => [hash, issue_id]));
  return hashes.map((hash) => issues.get(hash)).find((issue) => issue !== undefined);
}

async function existing(db: StateDb, projectId: number, id: number | null): Promise<number | undefined> {
  if (id === null) return undefined;
  return (await db.selectFrom("issues").select("id").where("id", "=", id).where("project_id", "=", projectId).executeTakeFirst())?.id;
}

async function current(db: StateDb, projectId: number, id: number): Promise<number | undefined> {
  const redirect = await db.selectFrom("issue_redirects").select("target_id").where("issue_id", "=", id).executeTakeFirst();
  return redirect?.target_id ?? existing(db, projectId, id);
}

/** An event lies where its hash counts: that may have been unmerged from where the event was, or be gone with all its events. */
async function homeOf(db: StateDb, projectId: number, { from, oldHash }: Moved): Promise<number | undefined> {
  const owner = oldHash === null ? undefined : await issueOfFirstHash(db, projectId, [oldHash]);
  if (owner !== undefined) return owner;
  const home = await current(db, projectId, from);
  if (home !== undefined && oldHash !== null) await db.insertInto("issue_hashes").values({ project_id: projectId, hash: oldHash, issue_id: home }).execute();
  return home;
}

async function makeIssue(db: StateDb, { projectId, at }: RegroupPlan, { events, latest }: RegroupGroup): Promise<number> {
  const times = events.map(({ timestamp }) => timestamp);
  const { metadata, ...described } = latest;
  const priority = initialPriority(latest.level);
  const { id } = await newIssue(db, {
    ...described,
    metadata_json: JSON.stringify(metadata),
    project_id: projectId,
    priority,
    first_seen: Math.min(...times),
    last_seen: Math.max(...times),
    times_seen: 0,
    first_release: null,
    last_release: null,
    is_unhandled: 0,
  });
  await addActivity(db, { issueId: id, userId: null, at }, "first_seen", { priority });
  return id;
}

/** Counters follow when the rows have moved: by how many there were. */
async function move(db: StateDb, projectId: number, moved: readonly Moved[], cleanup: Cleanup): Promise<void> {
  if (moved.length === 0) await dropIdle(db, projectId, cleanup);
  const groups = [...Map.groupBy(moved, ({ from, to }) => `${from}>${to}`).values()];
  for (const [index, group] of groups.entries()) {
    const [{ from, to } = { from: 0, to: 0 }] = group;
    const events = group.map(({ eventId, timestamp, newHash }) => ({ eventId, timestamp, primaryHash: newHash }));
    const which = { kind: "events", events, token: randomUUID() } as const;
    await planMove(db, { projectId, from, to, which }, index === groups.length - 1 ? cleanup : undefined);
  }
}

/** `api.md` §4.4: the issue that events came to says where they came from. */
async function tell(db: StateDb, moved: readonly Moved[], { userId, at }: Pick<RegroupPlan, "userId" | "at">): Promise<void> {
  const across = moved.filter(({ from, to }) => from !== to);
  for (const group of Map.groupBy(across, ({ from, to }) => `${from}>${to}`).values()) {
    const [{ from, to } = { from: 0, to: 0 }] = group;
    const data = { eventCount: group.length, oldGroupId: String(from), newGroupId: String(to) };
    for (const issueId of [from, to]) await addActivity(db, { issueId, userId, at }, "reprocess", data);
  }
}

/** Reads what `regroup` wrote. */
function readMoved(json: string): readonly Moved[] {
  const stored: unknown = JSON.parse(json);
  return Array.isArray(stored) ? stored.filter(isMoved) : [];
}

function isMoved(stored: unknown): stored is Moved {
  return isRecord(stored) && typeof stored["eventId"] === "string" && typeof stored["from"] === "number" && typeof stored["to"] === "number";
}
