import { sql } from "kysely";
import type { StateWriter } from "../port.ts";
import { addActivity } from "./activity.ts";
import { inList } from "./issue-list.ts";
import { planMove, type IssueRow } from "./issue-moves.ts";
import type { StateDb } from "./kysely.ts";

type Split = Parameters<StateWriter["splitIssue"]>[0];

/** `grouping.md` §14: what the events tell besides their number is filled in when they have followed. */
export async function splitIssue(db: StateDb, { projectId, issueId, hashes, userId, at }: Split): ReturnType<StateWriter["splitIssue"]> {
  const source = await db.selectFrom("issues").selectAll().where("id", "=", issueId).where("project_id", "=", projectId).executeTakeFirst();
  if (source === undefined) return { refused: "notFound" };
  const known = await db.selectFrom("issue_hashes").selectAll().where("issue_id", "=", issueId).execute();
  const leaving = known.filter(({ hash }) => hashes.includes(hash));
  if (leaving.length < new Set(hashes).size || leaving.length === 0) return { refused: "unknownHash" };
  if (leaving.length === known.length) return { refused: "allHashes" };
  const count = leaving.reduce((sum, row) => sum + row.times_seen, 0);
  if (count === 0) return { refused: "noEvents" };
  const seen = leaving.flatMap(({ first_seen: first, last_seen: last }) => (first === null || last === null ? [] : [{ first, last }]));
  const firstSeen = Math.min(...seen.map(({ first }) => first), source.last_seen);
  const { id: target, shortId } = await newIssue(db, {
    ...source,
    times_seen: count,
    first_seen: firstSeen,
    last_seen: seen.length === 0 ? source.last_seen : Math.max(...seen.map(({ last }) => last)),
  });
  await db
    .updateTable("issue_hashes")
    .set({ issue_id: target })
    .where("issue_id", "=", issueId)
    .where("hash", "in", inList(leaving.map(({ hash }) => hash)))
    .execute();
  await db
    .updateTable("issues")
    .set({ times_seen: sql<number>`max(times_seen - ${count}, 0)` })
    .where("id", "=", issueId)
    .execute();
  const fingerprints = leaving.map(({ hash }) => hash);
  await addActivity(db, { issueId: target, userId: null, at: firstSeen }, "first_seen", { priority: source.priority });
  await addActivity(db, { issueId, userId, at }, "unmerge_source", { fingerprints, destination: { id: String(target), shortId } });
  await addActivity(db, { issueId: target, userId, at }, "unmerge_destination", { fingerprints, source: { id: String(issueId), shortId: source.short_id } });
  await planMove(db, { projectId, from: issueId, to: target, which: { kind: "hashes", hashes: fingerprints } });
  return { issueId: target };
}

/** An issue like the one given, with an id and a short id of its own, that nobody has touched yet. */
export async function newIssue(db: StateDb, like: Described): Promise<{ readonly id: number; readonly shortId: number }> {
  const { last_short_id: shortId } = await db
    .updateTable("projects")
    .set({ last_short_id: sql<number>`last_short_id + 1` })
    .where("id", "=", like.project_id)
    .returning("last_short_id")
    .executeTakeFirstOrThrow();
  const { id } = await db
    .insertInto("issues")
    .values({ ...described(like), ...untouched, short_id: shortId })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, shortId };
}

const untouched = {
  status: "unresolved",
  substatus: "ongoing",
  details_json: "{}",
  resolved_release: null,
  resolved_at: null,
  priority_locked_at: null,
  assigned_user_id: null,
  assigned_team_id: null,
  for_review: 1,
  user_count: 0,
};

type Described = Omit<IssueRow, keyof typeof untouched | "id" | "short_id" | "comment_count">;

/** Without what a whole row has besides. */
function described(like: Described): Described {
  const { project_id, type, level, platform, title, culprit, location, metadata_json, logger, priority, first_seen } = like;
  const { last_seen, times_seen, first_release, last_release, is_unhandled } = like;
  const text = { project_id, type, level, platform, title, culprit, location, metadata_json, logger, priority };
  return { ...text, first_seen, last_seen, times_seen, first_release, last_release, is_unhandled };
}
