import { sql, type Selectable } from "kysely";
import { isRecord } from "../../sqlite/row.ts";
import type { EventRow, IssueFacts, MovedCount } from "../../telemetry/port.ts";
import type { MovedFacts, PendingMove } from "../port/moves.ts";
import { inList } from "./issue-list.ts";
import type { StateDb } from "./kysely.ts";
import type { IssueTable } from "./schema.ts";

export type IssueRow = Selectable<IssueTable>;

/** `cleanup`: hashes and issues that go when nothing came to them but what moves away. */
export async function planMove(db: StateDb, { projectId, from, to, which }: PendingMove, cleanup?: Cleanup): Promise<void> {
  const selection_json = JSON.stringify({ ...which, ...(cleanup !== undefined && { cleanup }) });
  await db.insertInto("issue_moves").values({ project_id: projectId, from_issue: from, to_issue: to, selection_json }).execute();
}

export interface Cleanup {
  readonly hashes: readonly string[];
  readonly issues: readonly number[];
}

interface NextMove {
  readonly id: number;
  readonly move: PendingMove;
  readonly cleanup: Cleanup | undefined;
}

export async function nextMove(db: StateDb): Promise<NextMove | undefined> {
  const row = await db.selectFrom("issue_moves").selectAll().orderBy("id").limit(1).executeTakeFirst();
  if (row === undefined) return undefined;
  const selection = readSelection(row.selection_json);
  const move = { projectId: row.project_id, from: row.from_issue, to: row.to_issue, which: selection };
  return { id: row.id, move, cleanup: selection.cleanup };
}

/** When its rows lie where they should. */
export async function finishMove(db: StateDb, { id, move, cleanup }: NextMove, facts: MovedFacts): Promise<void> {
  if (move.which.kind === "events") await countMoved(db, move, facts.counts);
  if (move.which.kind !== "all") {
    await describe(db, move.from, facts.from);
    await describe(db, move.to, facts.to);
    await recountUsers(db, move, facts);
  }
  if (cleanup !== undefined) await dropIdle(db, move.projectId, cleanup);
  await db.deleteFrom("issue_moves").where("id", "=", id).execute();
}

/** Those that were still there: others were deleted, or had moved on, since it was decided. */
async function countMoved(db: StateDb, { from, to, which }: PendingMove, counts: readonly MovedCount[]): Promise<void> {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  if (from !== to) {
    await addSeen(db, from, -all);
    await addSeen(db, to, all);
  }
  const times = Map.groupBy(which.kind === "events" ? which.events : [], ({ primaryHash }) => primaryHash);
  for (const { oldHash, newHash, count } of counts) {
    if (oldHash !== null) await addHashSeen(db, from, oldHash, -count, []);
    if (newHash !== null)
      await addHashSeen(
        db,
        to,
        newHash,
        count,
        (times.get(newHash) ?? []).map(({ timestamp }) => timestamp),
      );
  }
}

async function addSeen(db: StateDb, id: number, more: number): Promise<void> {
  await db
    .updateTable("issues")
    .set({ times_seen: sql<number>`max(times_seen + ${more}, 0)` })
    .where("id", "=", id)
    .execute();
}

async function addHashSeen(db: StateDb, issueId: number, hash: string, more: number, times: readonly number[]): Promise<void> {
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
    .where("issue_id", "=", issueId)
    .where("hash", "=", hash)
    .execute();
}

export async function dropIdle(db: StateDb, projectId: number, { hashes, issues }: Cleanup): Promise<void> {
  const idle = sql<boolean>`times_seen <= 0`;
  await db.deleteFrom("issue_hashes").where("project_id", "=", projectId).where("hash", "in", inList(hashes)).where(idle).execute();
  await db.deleteFrom("issues").where("project_id", "=", projectId).where("id", "in", inList(issues)).where(idle).where("comment_count", "=", 0).execute();
}

type Selection = PendingMove["which"] & { readonly cleanup?: Cleanup };

/** Reads what `planMove` wrote. */
function readSelection(json: string): Selection {
  const stored: unknown = JSON.parse(json);
  if (!isSelection(stored)) throw new TypeError("a stored move has no selection");
  return stored;
}

function isSelection(stored: unknown): stored is Selection {
  return isRecord(stored) && (stored["kind"] === "all" || stored["kind"] === "hashes" || stored["kind"] === "events");
}

/** What the newest event says (`grouping.md` §15), and when the first and the last one were. */
async function describe(db: StateDb, id: number, facts: IssueFacts | undefined): Promise<void> {
  const { latest, firstSeen, lastSeen } = facts ?? {};
  if (facts === undefined || latest === undefined || firstSeen == null || lastSeen == null) return;
  const { first } = await db
    .selectFrom("issue_hashes")
    // Hashes remember also what retention took.
    .select(sql<number | null>`iif(count(*) = count(first_seen), min(first_seen), null)`.as("first"))
    .where("issue_id", "=", id)
    .where((where) => where.or([where("times_seen", ">", 0), where("first_seen", "is", null)]))
    .executeTakeFirstOrThrow();
  await db
    .updateTable("issues")
    .set({
      ...descriptionOf(latest),
      first_seen: Math.min(first ?? firstSeen, firstSeen),
      last_seen: lastSeen,
      is_unhandled: Number(facts.anyUnhandled),
      last_release: facts.lastRelease,
      first_release: facts.firstRelease,
    })
    .where("id", "=", id)
    .execute();
}

/** What an issue says of itself is what its newest event says. */
export function descriptionOf({ type, level, platform, title, culprit, location, metadata, logger }: EventRow) {
  return { type, level, platform, title, culprit, location, logger, metadata_json: JSON.stringify(metadata) };
}

/** Who is in the new issue comes along; who is only there leaves the old one. Users whose events retention took stay where they are. */
async function recountUsers(db: StateDb, move: PendingMove, { from, to }: MovedFacts): Promise<void> {
  const stayed = new Set(from?.users);
  const arrived = to?.users ?? [];
  const left = from === undefined ? [] : arrived.filter((user) => !stayed.has(user));
  for (const users of chunks(left)) await db.deleteFrom("issue_users").where("issue_id", "=", move.from).where("user_hash", "in", inList(users)).execute();
  if (to !== undefined) {
    for (const users of chunks(arrived)) {
      await db
        .insertInto("issue_users")
        .values(users.map((user_hash) => ({ issue_id: move.to, user_hash })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }
  for (const id of [move.from, move.to]) {
    await db
      .updateTable("issues")
      .set({ user_count: sql<number>`(select count(*) from issue_users where issue_id = ${id})` })
      .where("id", "=", id)
      .execute();
  }
}

function chunks<T>(all: readonly T[], size = 500): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}
