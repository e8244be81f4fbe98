import { type Compilable, sql } from "kysely";
import type { Database } from "../../sqlite/database.ts";
import { number, numberOrNull, text, textOrNull } from "../../sqlite/row.ts";
import { prepareUsage } from "./disk.ts";
import { Prepared, slot, type StateDb } from "./kysely.ts";
import { Sketches } from "./sketches.ts";
import { noteSegment } from "./open-segments.ts";
import { UserReports } from "./user-reports.ts";

type Row = Record<string, unknown>;

/** Everything the ingest transaction runs, compiled and prepared once per connection. */
export function prepareIngest(database: Database, db: StateDb) {
  const prepare = <T>(query: Compilable, decode: (row: Row) => T) => new Prepared(database, query, decode);
  const run = (query: Compilable) => prepare(query, () => undefined);
  return {
    ...issueStatements(db, prepare, run),
    ...snoozeStatements(db, prepare, run),
    ...surroundings(db, prepare, run),
    userReports: new UserReports(database, db),
    noteSegment: noteSegment(database, db),
    sketches: new Sketches(database),
    addUsage: prepareUsage(database, db),
    /** For what is rare enough to be compiled each time. */
    db,
  };
}

type Prepare = <T>(query: Compilable, decode: (row: Row) => T) => Prepared<T>;
type Run = (query: Compilable) => Prepared<undefined>;

/** What deciding about an issue that is there already needs. */
export interface KnownIssue {
  readonly id: number;
  readonly status: string;
  readonly detailsJson: string;
  readonly resolvedRelease: string | null;
  readonly resolvedAt: number | null;
  readonly lastSeen: number;
  readonly timesSeen: number;
  readonly userCount: number;
}

function issueStatements(db: StateDb, prepare: Prepare, run: Run) {
  const described = {
    type: slot<string>("type"),
    level: slot<string>("level"),
    platform: slot<string>("platform"),
    title: slot<string>("title"),
    culprit: slot<string>("culprit"),
    location: slot<string | null>("location"),
    metadata_json: slot<string>("metadata"),
    logger: slot<string | null>("logger"),
  };
  const counted = {
    times_seen: sql<number>`times_seen + ${slot("count")}`,
    user_count: sql<number>`user_count + ${slot("newUsers")}`,
    first_seen: sql<number>`min(first_seen, ${slot("firstSeen")})`,
    last_seen: sql<number>`max(last_seen, ${slot("lastSeen")})`,
    is_unhandled: sql<number>`max(is_unhandled, ${slot("unhandled")})`,
    first_release: sql<string | null>`coalesce(first_release, ${slot("firstRelease")})`,
  };
  return {
    issueOfHash: prepare(
      db
        .selectFrom("issue_hashes")
        .innerJoin("issues", "issues.id", "issue_hashes.issue_id")
        .select([
          "issues.id",
          "issues.status",
          "issues.details_json",
          "issues.resolved_release",
          "issues.resolved_at",
          "issues.last_seen",
          "issues.times_seen",
          "issues.user_count",
        ])
        .where("issue_hashes.project_id", "=", slot<number>("project"))
        .where("issue_hashes.hash", "=", slot<string>("hash")),
      (row): KnownIssue => ({
        id: number(row, "id"),
        status: text(row, "status"),
        detailsJson: text(row, "details_json"),
        resolvedRelease: textOrNull(row, "resolved_release"),
        resolvedAt: numberOrNull(row, "resolved_at"),
        lastSeen: number(row, "last_seen"),
        timesSeen: number(row, "times_seen"),
        userCount: number(row, "user_count"),
      }),
    ),
    tombstoneOfHash: prepare(
      db.selectFrom("discarded_hashes").select("tombstone_id").where("project_id", "=", slot<number>("project")).where("hash", "=", slot<string>("hash")),
      (row) => number(row, "tombstone_id"),
    ),
    seeTombstone: run(
      db
        .updateTable("tombstones")
        .set({ times_seen: sql<number>`times_seen + ${slot("count")}`, last_seen: slot<number>("at") })
        .where("id", "=", slot<number>("tombstone")),
    ),
    /** What events had as their first hash. */
    seeHash: run(
      db
        .updateTable("issue_hashes")
        .set({
          times_seen: sql<number>`times_seen + ${slot("count")}`,
          first_seen: sql<number>`min(coalesce(first_seen, ${slot("firstSeen")}), ${slot("firstSeen")})`,
          last_event_id: sql<string>`iif(${slot("lastSeen")} >= coalesce(last_seen, 0), ${slot("event")}, last_event_id)`,
          last_seen: sql<number>`max(coalesce(last_seen, 0), ${slot("lastSeen")})`,
        })
        .where("project_id", "=", slot<number>("project"))
        .where("hash", "=", slot<string>("hash")),
    ),
    addHash: run(
      db
        .insertInto("issue_hashes")
        .values({ project_id: slot<number>("project"), hash: slot<string>("hash"), issue_id: slot<number>("issue") })
        .onConflict((conflict) => conflict.doNothing()),
    ),
    nextShortId: prepare(
      db
        .updateTable("projects")
        .set({ last_short_id: sql<number>`last_short_id + 1` })
        .where("id", "=", slot<number>("project"))
        .returning("last_short_id"),
      (row) => number(row, "last_short_id"),
    ),
    addIssue: prepare(
      db
        .insertInto("issues")
        .values({
          ...described,
          project_id: slot<number>("project"),
          short_id: slot<number>("shortId"),
          status: "unresolved",
          substatus: "new",
          details_json: "{}",
          resolved_release: null,
          priority: slot<string>("priority"),
          priority_locked_at: null,
          first_seen: slot<number>("firstSeen"),
          last_seen: slot<number>("lastSeen"),
          times_seen: slot<number>("count"),
          user_count: 0,
          first_release: slot<string | null>("firstRelease"),
          last_release: slot<string | null>("lastRelease"),
          is_unhandled: slot<number>("unhandled"),
          assigned_user_id: null,
          assigned_team_id: null,
          resolved_at: null,
          for_review: 1,
        })
        .returning("id"),
      (row) => number(row, "id"),
    ),
    addUser: run(
      db
        .insertInto("issue_users")
        .values({ issue_id: slot<number>("issue"), user_hash: slot<number>("user") })
        .onConflict((conflict) => conflict.doNothing()),
    ),
    setUserCount: run(
      db
        .updateTable("issues")
        .set({ user_count: slot<number>("newUsers") })
        .where("id", "=", slot<number>("issue")),
    ),
    /** For events older than the newest of the issue. */
    countEvents: run(db.updateTable("issues").set(counted).where("id", "=", slot<number>("issue"))),
    refreshIssue: run(
      db
        .updateTable("issues")
        .set({ ...counted, ...described, last_release: sql<string | null>`coalesce(${slot("lastRelease")}, last_release)` })
        .where("id", "=", slot<number>("issue")),
    ),
    reopen: run(
      db
        .updateTable("issues")
        .set({ status: "unresolved", substatus: slot<string>("substatus"), details_json: "{}", resolved_release: null, resolved_at: null, for_review: 1 })
        .where("id", "=", slot<number>("issue")),
    ),
    addActivity: run(
      db.insertInto("activity").values({
        issue_id: slot<number>("issue"),
        type: slot<string>("type"),
        user_id: null,
        data_json: slot<string>("data"),
        created_at: slot<number>("at"),
      }),
    ),
  };
}

function snoozeStatements(db: StateDb, prepare: Prepare, run: Run) {
  const issue = slot<number>("issue");
  const total = (row: Row) => number(row, "n");
  return {
    snooze: prepare(db.selectFrom("snoozes").select(["times_seen", "user_count"]).where("issue_id", "=", issue), (row) => ({
      timesSeen: number(row, "times_seen"),
      userCount: number(row, "user_count"),
    })),
    addSnoozeEvents: run(
      db
        .insertInto("snooze_events")
        .values({ issue_id: issue, minute: slot<number>("minute"), count: slot<number>("count") })
        .onConflict((conflict) => conflict.columns(["issue_id", "minute"]).doUpdateSet({ count: sql<number>`snooze_events.count + excluded.count` })),
    ),
    forgetSnoozeEvents: run(db.deleteFrom("snooze_events").where("issue_id", "=", issue).where("minute", "<=", slot<number>("minute"))),
    snoozeEvents: prepare(
      db
        .selectFrom("snooze_events")
        .select(sql<number>`coalesce(sum(count), 0)`.as("n"))
        .where("issue_id", "=", issue),
      total,
    ),
    addSnoozeUser: run(
      db
        .insertInto("snooze_users")
        .values({ issue_id: issue, user_hash: slot<number>("user"), at: slot<number>("at") })
        .onConflict((conflict) => conflict.columns(["issue_id", "user_hash"]).doUpdateSet({ at: sql<number>`max(snooze_users.at, excluded.at)` })),
    ),
    forgetSnoozeUsers: run(db.deleteFrom("snooze_users").where("issue_id", "=", issue).where("at", "<=", slot<number>("at"))),
    snoozeUsers: prepare(
      db
        .selectFrom("snooze_users")
        .select(sql<number>`count(*)`.as("n"))
        .where("issue_id", "=", issue),
      total,
    ),
    endSnooze: [
      run(db.deleteFrom("snoozes").where("issue_id", "=", issue)),
      run(db.deleteFrom("snooze_events").where("issue_id", "=", issue)),
      run(db.deleteFrom("snooze_users").where("issue_id", "=", issue)),
    ],
  };
}

function surroundings(db: StateDb, prepare: Prepare, run: Run) {
  return {
    project: prepare(db.selectFrom("projects").select(["organization_id", "first_event_at"]).where("id", "=", slot<number>("project")), (row) => ({
      organizationId: number(row, "organization_id"),
      firstEventAt: numberOrNull(row, "first_event_at"),
    })),
    setFirstEvent: run(
      db
        .updateTable("projects")
        .set({ first_event_at: slot<number>("at") })
        .where("id", "=", slot<number>("project")),
    ),
    addEnvironment: run(
      db
        .insertInto("environments")
        .values({ project_id: slot<number>("project"), name: slot<string>("name") })
        .onConflict((conflict) => conflict.doNothing()),
    ),
    release: prepare(
      db
        .selectFrom("releases")
        .select(["id", "created_at"])
        .where("organization_id", "=", slot<number>("organization"))
        .where("version", "=", slot<string>("version")),
      (row) => ({ id: number(row, "id"), createdAt: number(row, "created_at") }),
    ),
    addRelease: prepare(
      db
        .insertInto("releases")
        .values({ organization_id: slot<number>("organization"), version: slot<string>("version"), created_at: slot<number>("at") })
        .returning("id"),
      (row) => number(row, "id"),
    ),
    seeRelease: run(
      db
        .insertInto("release_projects")
        .values({
          release_id: slot<number>("release"),
          project_id: slot<number>("project"),
          first_event_at: slot<number>("first"),
          last_event_at: slot<number>("last"),
          first_session_at: null,
          last_session_at: null,
          new_issues: slot<number>("newIssues"),
        })
        .onConflict((conflict) =>
          conflict.columns(["release_id", "project_id"]).doUpdateSet({
            // Without an event so far when sessions came first.
            first_event_at: sql<number>`min(coalesce(release_projects.first_event_at, excluded.first_event_at), excluded.first_event_at)`,
            last_event_at: sql<number>`max(coalesce(release_projects.last_event_at, excluded.last_event_at), excluded.last_event_at)`,
            new_issues: sql<number>`release_projects.new_issues + excluded.new_issues`,
          }),
        ),
    ),
    seeSessions: run(
      db
        .insertInto("release_projects")
        .values({
          release_id: slot<number>("release"),
          project_id: slot<number>("project"),
          first_event_at: null,
          last_event_at: null,
          first_session_at: slot<number>("first"),
          last_session_at: slot<number>("last"),
          new_issues: 0,
        })
        .onConflict((conflict) =>
          conflict.columns(["release_id", "project_id"]).doUpdateSet({
            first_session_at: sql<number>`min(coalesce(release_projects.first_session_at, excluded.first_session_at), excluded.first_session_at)`,
            last_session_at: sql<number>`max(coalesce(release_projects.last_session_at, excluded.last_session_at), excluded.last_session_at)`,
          }),
        ),
    ),
    addOutcome: run(
      db
        .insertInto("outcome_totals")
        .values({
          project_id: slot<number>("project"),
          key_id: slot<number>("key"),
          hour: slot<number>("hour"),
          category: slot<string>("category"),
          outcome: slot<string>("outcome"),
          reason: slot<string>("reason"),
          quantity: slot<number>("quantity"),
        })
        .onConflict((conflict) =>
          conflict
            .columns(["project_id", "hour", "key_id", "category", "outcome", "reason"])
            .doUpdateSet({ quantity: sql<number>`outcome_totals.quantity + excluded.quantity` }),
        ),
    ),
    logPosition: prepare(db.selectFrom("meta").select("value").where("key", "=", "log_position"), (row) => Number(text(row, "value"))),
    setLogPosition: run(
      db
        .updateTable("meta")
        .set({ value: slot<string>("seq") })
        .where("key", "=", "log_position"),
    ),
  };
}

export type IngestStatements = ReturnType<typeof prepareIngest>;
