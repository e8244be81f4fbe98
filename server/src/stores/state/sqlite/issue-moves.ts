import { sql, type Selectable } from "kysely";
import { isRecord } from "../../sqlite/row.ts";
import type { EventRow, IssueFacts } from "../../telemetry/port.ts";
import type { MovedFacts, PendingMove } from "../port.ts";
import { inList } from "./issue-list.ts";
import type { StateDb } from "./kysely.ts";
import type { IssueTable } from "./schema.ts";

export type IssueRow = Selectable<IssueTable>;

export async function planMove(db: StateDb, { projectId, from, to, which }: PendingMove): Promise<void> {
  const selection_json = JSON.stringify(which);
  await db.insertInto("issue_moves").values({ project_id: projectId, from_issue: from, to_issue: to, selection_json }).execute();
}

/** Within the transaction, so that no event is assigned between the rows and what is told of them. */
export async function carryOutNext(db: StateDb, work: (move: PendingMove) => Promise<MovedFacts>): Promise<boolean> {
  const row = await db.selectFrom("issue_moves").selectAll().orderBy("id").limit(1).executeTakeFirst();
  if (row === undefined) return false;
  const move = { projectId: row.project_id, from: row.from_issue, to: row.to_issue, which: readSelection(row.selection_json) };
  const { from, to } = await work(move);
  if (move.which.kind !== "all") {
    await describe(db, move.from, from);
    await describe(db, move.to, to);
    await recountUsers(db, move, { from, to });
  }
  await db.deleteFrom("issue_moves").where("id", "=", row.id).execute();
  return true;
}

/** Reads what `planMove` wrote. */
function readSelection(json: string): PendingMove["which"] {
  const stored: unknown = JSON.parse(json);
  if (!isSelection(stored)) throw new TypeError("a stored move has no selection");
  return stored;
}

function isSelection(stored: unknown): stored is PendingMove["which"] {
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
