import { sql } from "kysely";
import { Database } from "../../sqlite/database.ts";
import { word } from "../../sqlite/row.ts";
import type { Membership, Project, Release, Team } from "../model.ts";
import type { StateReader } from "../port.ts";
import { countIssues, inList, listIssues } from "./issue-list.ts";
import { diskReads } from "./disk.ts";
import { jobReads } from "./jobs.ts";
import { kyselyOver, type StateDb } from "./kysely.ts";
import { refuseNewer } from "./migrate.ts";
import { issueLookUp } from "./issue-look-up.ts";
import { regroupReads } from "./regroup-reads.ts";
import { ruleVersionReads } from "./rule-versions.ts";
import { monitorReads } from "./monitor-reads.ts";
import { sketchReads } from "./sketches.ts";
import { tombstoneReads } from "./tombstones.ts";
import { userReportReads } from "./user-reports.ts";
import { segmentReads } from "./open-segments.ts";
import { quotaCounterReads } from "./quota-counters.ts";
import { settingsReads } from "./settings-reads.ts";
import { roles, toActivity, toIssue, toKey, toOptions, toOrganization, toOrganizationOptions, toProject, toTeam, toToken, toUser } from "./rows.ts";

/** Opens a migrated database for reading. Works beside writers in this and other processes. */
export async function openStateReader(file: string): Promise<StateReader> {
  const database = new Database(file, { readOnly: true, cacheBytes: 8 * 1024 * 1024 });
  refuseNewer(database);
  const db = kyselyOver(database);
  return {
    ...instanceReads(db),
    ...projectReads(db),
    ...settingsReads(db),
    ...releaseReads(db),
    ...peopleReads(db),
    ...issueReads(db),
    ...issueLookUp(db),
    ...sketchReads(db),
    ...tombstoneReads(db),
    ...userReportReads(db),
    ...monitorReads(db),
    ...ruleVersionReads(db),
    ...regroupReads(db),
    ...jobReads(db),
    ...diskReads(db),
    ...quotaCounterReads(db),
    ...segmentReads(db),
    close: () => db.destroy().then(() => database.close()),
  };
}

function instanceReads(db: StateDb) {
  return {
    async counts() {
      const count = (table: "organizations" | "projects" | "users" | "issues") => sql<number>`(select count(*) from ${sql.table(table)})`.as(table);
      return { ...(await db.selectNoFrom([count("organizations"), count("projects"), count("users"), count("issues")]).executeTakeFirstOrThrow()) };
    },
    async logPosition() {
      const row = await db.selectFrom("meta").select("value").where("key", "=", "log_position").executeTakeFirst();
      return Number(row?.value ?? 0);
    },
    async schemaVersion() {
      const row = await db.selectFrom("migrations").select("id").orderBy("id", "desc").executeTakeFirst();
      return row?.id ?? "";
    },
    async outcomeTotals({ projectIds, from, to, bucketMs, keyIds }) {
      let select = db
        .selectFrom("outcome_totals")
        .select([
          "project_id",
          "key_id",
          "category",
          "outcome",
          "reason",
          sql<number>`hour - hour % ${bucketMs}`.as("bucket"),
          sql<number>`sum(quantity)`.as("quantity"),
        ])
        .where("project_id", "in", inList(projectIds))
        .where("hour", ">=", Math.floor(from / 3_600_000) * 3_600_000)
        .where("hour", "<", to)
        .groupBy(["project_id", "key_id", "bucket", "category", "outcome", "reason"])
        .orderBy("project_id")
        .orderBy("bucket");
      if (keyIds !== undefined) select = select.where("key_id", "in", inList(keyIds));
      return (await select.execute()).map((row) => ({
        projectId: row.project_id,
        keyId: row.key_id,
        bucket: row.bucket,
        category: row.category,
        outcome: row.outcome,
        reason: row.reason === "" ? null : row.reason,
        quantity: row.quantity,
      }));
    },
  } satisfies Partial<StateReader>;
}

function projectReads(db: StateDb) {
  return {
    async keyAccess(publicKey) {
      const row = await db
        .selectFrom("project_keys")
        .innerJoin("projects", "projects.id", "project_keys.project_id")
        .innerJoin("organizations", "organizations.id", "projects.organization_id")
        .selectAll("project_keys")
        .select(["projects.status", "projects.organization_id", "projects.options_json", "organizations.options_json as organization_options_json"])
        .where("public_key", "=", publicKey)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const options = toOptions(row.options_json);
      return {
        key: toKey(row),
        projectId: row.project_id,
        projectStatus: row.status === "active" ? "active" : "disabled",
        organizationId: row.organization_id,
        allowedDomains: options.allowedDomains ?? [],
        quotas: { organization: toOrganizationOptions(row.organization_options_json).quotas ?? [], project: options.quotas ?? [] },
      };
    },
    async organizations(of) {
      let query = db.selectFrom("organizations").selectAll("organizations").orderBy("organizations.id");
      if (of !== undefined)
        query = query.innerJoin("memberships", "memberships.organization_id", "organizations.id").where("memberships.user_id", "=", of.userId);
      return (await query.execute()).map(toOrganization);
    },
    async organization(idOrSlug) {
      const row = await db.selectFrom("organizations").selectAll().where(byIdOrSlug(idOrSlug)).executeTakeFirst();
      return row === undefined ? undefined : toOrganization(row);
    },
    async projects(organizationId) {
      const rows = await db.selectFrom("projects").selectAll().where("organization_id", "=", organizationId).orderBy("slug").execute();
      const teams = await teamsOf(
        db,
        rows.map((row) => row.id),
      );
      return rows.map((row) => toProject(row, teams.get(row.id) ?? []));
    },
    async project(organizationId, idOrSlug) {
      const row = await db.selectFrom("projects").select("id").where("organization_id", "=", organizationId).where(byIdOrSlug(idOrSlug)).executeTakeFirst();
      return row === undefined ? undefined : await projectById(db, row.id);
    },
    projectById: (id) => projectById(db, id),
    async projectKeys(projectId) {
      return (await db.selectFrom("project_keys").selectAll().where("project_id", "=", projectId).orderBy("id").execute()).map(toKey);
    },
    async teams(organizationId) {
      return (await db.selectFrom("teams").selectAll().where("organization_id", "=", organizationId).orderBy("slug").execute()).map(toTeam);
    },
    async environments(projectIds) {
      const rows = await db.selectFrom("environments").select("name").distinct().where("project_id", "in", inList(projectIds)).orderBy("name").execute();
      return rows.map((row) => row.name);
    },
  } satisfies Partial<StateReader>;
}

/** Slugs never consist of digits alone, so that this is unambiguous (`api.md` §1.1). */
function byIdOrSlug(idOrSlug: string) {
  return /^\d+$/.test(idOrSlug) ? sql<boolean>`id = ${Number(idOrSlug)}` : sql<boolean>`slug = ${idOrSlug}`;
}

export async function projectById(db: StateDb, id: number): Promise<Project | undefined> {
  const row = await db.selectFrom("projects").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toProject(row, (await teamsOf(db, [id])).get(id) ?? []);
}

async function teamsOf(db: StateDb, projectIds: readonly number[]): Promise<Map<number, Team[]>> {
  const rows = await db
    .selectFrom("project_teams")
    .innerJoin("teams", "teams.id", "project_teams.team_id")
    .selectAll("teams")
    .select("project_teams.project_id")
    .where("project_teams.project_id", "in", inList(projectIds))
    .orderBy("teams.slug")
    .execute();
  const teams = new Map<number, Team[]>();
  for (const row of rows) teams.set(row.project_id, [...(teams.get(row.project_id) ?? []), toTeam(row)]);
  return teams;
}

function releaseReads(db: StateDb) {
  const select = (organizationId: number, projectIds: readonly number[] | undefined) =>
    db
      .selectFrom("releases")
      .leftJoin("release_projects", (join) =>
        projectIds === undefined
          ? join.onRef("release_projects.release_id", "=", "releases.id")
          : join.onRef("release_projects.release_id", "=", "releases.id").on("release_projects.project_id", "in", inList(projectIds)),
      )
      .where("releases.organization_id", "=", organizationId)
      .groupBy("releases.id")
      .select([
        "releases.id",
        "releases.organization_id",
        "releases.version",
        "releases.created_at",
        sql<number | null>`min(first_event_at)`.as("first_event_at"),
        sql<number | null>`max(last_event_at)`.as("last_event_at"),
        sql<number>`coalesce(sum(new_issues), 0)`.as("new_issues"),
        sql<string>`json_group_array(project_id order by project_id) filter (where project_id is not null)`.as("project_ids"),
        sql<string>`json_group_array(new_issues order by project_id) filter (where project_id is not null)`.as("project_new_issues"),
        sql<string>`json_group_array(project_id order by project_id) filter (where first_session_at is not null)`.as("health_project_ids"),
      ]);
  return {
    async releases(organizationId, { projectIds, text, versions, offset, limit }) {
      let query = select(organizationId, projectIds).having(sql<number>`count(project_id)`, ">", 0);
      if (text !== undefined && text !== "") query = query.where(sql<boolean>`instr(lower(version), lower(${text})) > 0`);
      if (versions !== undefined) query = query.where("releases.version", "in", inList(versions));
      const rows = await query.orderBy("releases.created_at", "desc").orderBy("releases.id", "desc").offset(offset).limit(limit).execute();
      return rows.map(toRelease);
    },
    async release(organizationId, version) {
      const row = await select(organizationId, undefined).where("releases.version", "=", version).executeTakeFirst();
      return row === undefined ? undefined : toRelease(row);
    },
  } satisfies Partial<StateReader>;
}

interface ReleaseRow {
  readonly id: number;
  readonly organization_id: number;
  readonly version: string;
  readonly created_at: number;
  readonly first_event_at: number | null;
  readonly last_event_at: number | null;
  readonly new_issues: number;
  readonly project_ids: string;
  readonly project_new_issues: string;
  readonly health_project_ids: string;
}

function toRelease(row: ReleaseRow): Release {
  return {
    id: row.id,
    organizationId: row.organization_id,
    version: row.version,
    createdAt: row.created_at,
    firstEventAt: row.first_event_at,
    lastEventAt: row.last_event_at,
    newIssues: row.new_issues,
    projectIds: numberList(row.project_ids),
    newIssuesByProject: numberList(row.project_new_issues),
    healthProjectIds: numberList(row.health_project_ids),
  };
}

function numberList(json: string): readonly number[] {
  const list: unknown = JSON.parse(json);
  return Array.isArray(list) ? list.filter((each) => typeof each === "number") : [];
}

function peopleReads(db: StateDb) {
  return {
    async user(id) {
      const row = await db.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : toUser(row);
    },
    async users(ids) {
      return (await db.selectFrom("users").selectAll().where("id", "in", inList(ids)).orderBy("id").execute()).map(toUser);
    },
    async userByEmail(email) {
      const row = await db.selectFrom("users").selectAll().where("email", "=", email).executeTakeFirst();
      return row === undefined ? undefined : toUser(row);
    },
    async passwordHash(userId) {
      const row = await db.selectFrom("users").select("password_hash").where("id", "=", userId).executeTakeFirst();
      return row?.password_hash ?? undefined;
    },
    async memberships(of) {
      const [column, id] = "userId" in of ? (["user_id", of.userId] as const) : (["organization_id", of.organizationId] as const);
      const rows = await db.selectFrom("memberships").selectAll().where(column, "=", id).orderBy("organization_id").orderBy("user_id").execute();
      return rows.map((row): Membership => ({ organizationId: row.organization_id, userId: row.user_id, role: word(roles, row.role) }));
    },
    async token(hash) {
      const row = await db.selectFrom("tokens").selectAll().where("hash", "=", hash).executeTakeFirst();
      return row === undefined ? undefined : toToken(row);
    },
    async tokens(of) {
      const [column, id] = "userId" in of ? (["user_id", of.userId] as const) : (["organization_id", of.organizationId] as const);
      return (await db.selectFrom("tokens").selectAll().where(column, "=", id).orderBy("id").execute()).map(toToken);
    },
    async session(hash) {
      const row = await db.selectFrom("sessions").selectAll().where("hash", "=", hash).executeTakeFirst();
      return row === undefined ? undefined : { userId: row.user_id, createdAt: row.created_at, expiresAt: row.expires_at };
    },
  } satisfies Partial<StateReader>;
}

function issueReads(db: StateDb) {
  return {
    async issues(query) {
      return (await listIssues(db, query)).map(toIssue);
    },
    issueCount: (query, upTo) => countIssues(db, query, upTo),
    async issuesById(projectIds, ids) {
      const rows = await db
        .selectFrom("issues")
        .selectAll()
        .where("id", "in", inList(ids))
        .where("project_id", "in", inList(projectIds))
        .orderBy("id")
        .execute();
      return rows.map(toIssue);
    },
    async hashes(issueId) {
      const rows = await db.selectFrom("issue_hashes").selectAll().where("issue_id", "=", issueId).orderBy("last_seen", "desc").orderBy("hash").execute();
      return rows.map(({ hash, times_seen, first_seen, last_seen, last_event_id }) => ({
        hash,
        timesSeen: times_seen,
        firstSeen: first_seen,
        lastSeen: last_seen,
        lastEventId: last_event_id,
      }));
    },
    async activity(issueId, limit) {
      return (await db.selectFrom("activity").selectAll().where("issue_id", "=", issueId).orderBy("id", "desc").limit(limit).execute()).map(toActivity);
    },
    async seenBy(issueId) {
      const rows = await db.selectFrom("seen").selectAll().where("issue_id", "=", issueId).orderBy("at", "desc").execute();
      return rows.map((row) => ({ userId: row.user_id, at: row.at }));
    },
    async bookmarkedBy(userId, issueIds) {
      const rows = await db.selectFrom("bookmarks").select("issue_id").where("user_id", "=", userId).where("issue_id", "in", inList(issueIds)).execute();
      return rows.map((row) => row.issue_id);
    },
    async seenAmong(userId, issueIds) {
      const rows = await db.selectFrom("seen").select("issue_id").where("user_id", "=", userId).where("issue_id", "in", inList(issueIds)).execute();
      return rows.map((row) => row.issue_id);
    },
  } satisfies Partial<StateReader>;
}
