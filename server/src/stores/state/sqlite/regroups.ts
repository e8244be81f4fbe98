import { sql } from "kysely";
import { isRecord } from "../../sqlite/row.ts";
import { initialPriority } from "../issue-rules.ts";
import type { RegroupGroup, RegroupPlan, StateWriter } from "../port.ts";
import { addActivity } from "./activity.ts";
import { inList } from "./issue-list.ts";
import { planMove } from "./issue-moves.ts";
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
    for (const { eventId, timestamp, from, primaryHash } of group.events)
      if (from !== target || primaryHash !== newHash) moved.push({ eventId, timestamp, from, to: target, oldHash: primaryHash, newHash });
  }
  await move(db, projectId, moved);
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
    const [from, to] = [await current(db, projectId, each.to), await current(db, projectId, each.from)];
    if (from !== undefined && to !== undefined) back.push({ ...each, from, to, oldHash: each.newHash, newHash: each.oldHash });
  }
  await move(db, projectId, back);
  const idle = sql<boolean>`times_seen <= 0`;
  await db
    .deleteFrom("issue_hashes")
    .where("project_id", "=", projectId)
    .where("hash", "in", inList(readList(row.new_hashes_json, "string")))
    .where(idle)
    .execute();
  // An issue that the regroup had made and that nothing new came into.
  await db
    .deleteFrom("issues")
    .where("project_id", "=", projectId)
    .where("id", "in", inList(readList(row.new_issues_json, "number")))
    .where(idle)
    .where("comment_count", "=", 0)
    .execute();
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

/** Counters at once, rows when the moves are carried out. */
async function move(db: StateDb, projectId: number, moved: readonly Moved[]): Promise<void> {
  for (const group of Map.groupBy(moved, ({ from, to }) => `${from}>${to}`).values()) {
    const [{ from, to } = { from: 0, to: 0 }] = group;
    await addSeen(db, from, -group.length);
    await addSeen(db, to, group.length);
    const events = group.map(({ eventId, timestamp, newHash }) => ({ eventId, timestamp, primaryHash: newHash }));
    await planMove(db, { projectId, from, to, which: { kind: "events", events } });
  }
  for (const [hash, group] of Map.groupBy(moved, ({ oldHash }) => oldHash)) if (hash !== null) await addHashSeen(db, projectId, hash, -group.length, []);
  for (const [hash, group] of Map.groupBy(moved, ({ newHash }) => newHash))
    if (hash !== null)
      await addHashSeen(
        db,
        projectId,
        hash,
        group.length,
        group.map(({ timestamp }) => timestamp),
      );
}

async function addSeen(db: StateDb, id: number, more: number): Promise<void> {
  await db
    .updateTable("issues")
    .set({ times_seen: sql<number>`max(times_seen + ${more}, 0)` })
    .where("id", "=", id)
    .execute();
}

async function addHashSeen(db: StateDb, projectId: number, hash: string, more: number, times: readonly number[]): Promise<void> {
  const seen =
    times.length === 0
      ? {}
      : {
          first_seen: sql<number>`min(coalesce(first_seen, 1e300), ${Math.min(...times)})`,
          last_seen: sql<number>`max(coalesce(last_seen, 0), ${Math.max(...times)})`,
        };
  await db
    .updateTable("issue_hashes")
    .set({ times_seen: sql<number>`max(times_seen + ${more}, 0)`, ...seen })
    .where("project_id", "=", projectId)
    .where("hash", "=", hash)
    .execute();
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
