import { randomBytes } from "node:crypto";
import type { StateWriter } from "../port.ts";
import type { Refused } from "../port/refused.ts";
import { inList } from "./issue-list.ts";
import type { StateDb } from "./kysely.ts";
import { projectById } from "./reader.ts";
import { toKey, toOrganization, toOrganizationOptions, toTeam } from "./rows.ts";
import type { Write } from "./transactions.ts";

const notFound: Refused = { refused: "notFound" };
const slugTaken: Refused = { refused: "slugTaken" };

/** Organizations and teams. */
export function organizationWrites(db: StateDb, write: Write) {
  const taken = async (slug: string) => (await db.selectFrom("organizations").select("id").where("slug", "=", slug).executeTakeFirst())?.id;
  return {
    createOrganization: ({ slug, name, ownerUserId }) =>
      write(async () => {
        if ((await taken(slug)) !== undefined) return slugTaken;
        const row = await db.insertInto("organizations").values({ slug, name, created_at: Date.now() }).returningAll().executeTakeFirstOrThrow();
        if (ownerUserId !== undefined) await db.insertInto("memberships").values({ organization_id: row.id, user_id: ownerUserId, role: "owner" }).execute();
        return toOrganization(row);
      }),
    updateOrganization: (id, change) =>
      write(async () => {
        if (change.slug !== undefined && ((await taken(change.slug)) ?? id) !== id) return slugTaken;
        const row = await db.selectFrom("organizations").selectAll().where("id", "=", id).executeTakeFirst();
        if (row === undefined) return notFound;
        const values = {
          slug: change.slug ?? row.slug,
          name: change.name ?? row.name,
          options_json: JSON.stringify({ ...toOrganizationOptions(row.options_json), ...change.options }),
        };
        return toOrganization(await db.updateTable("organizations").set(values).where("id", "=", id).returningAll().executeTakeFirstOrThrow());
      }),
    createTeam: ({ organizationId, slug, name }) =>
      write(async () => {
        const known = await db.selectFrom("teams").select("id").where("organization_id", "=", organizationId).where("slug", "=", slug).executeTakeFirst();
        if (known !== undefined) return slugTaken;
        if ((await db.selectFrom("organizations").select("id").where("id", "=", organizationId).executeTakeFirst()) === undefined) return notFound;
        const values = { organization_id: organizationId, slug, name, created_at: Date.now() };
        return toTeam(await db.insertInto("teams").values(values).returningAll().executeTakeFirstOrThrow());
      }),
  } satisfies Partial<StateWriter>;
}

export function projectWrites(db: StateDb, write: Write) {
  return {
    createProject: ({ organizationId, slug, name, platform, teamIds }) =>
      write(async () => {
        if ((await projectIdOf(db, organizationId, slug)) !== undefined) return slugTaken;
        if ((await db.selectFrom("organizations").select("id").where("id", "=", organizationId).executeTakeFirst()) === undefined) return notFound;
        const { id } = await db
          .insertInto("projects")
          .values({ organization_id: organizationId, slug, name, platform, status: "active", created_at: Date.now(), first_event_at: null, options_json: "{}" })
          .returning("id")
          .executeTakeFirstOrThrow();
        await setTeams(db, id, organizationId, teamIds ?? (await firstTeam(db, organizationId)));
        const key = await addKey(db, id, "Default", null);
        const project = await projectById(db, id);
        return project === undefined ? notFound : { project, key };
      }),
    updateProject: (id, change) =>
      write(async () => {
        const project = await projectById(db, id);
        if (project === undefined) return notFound;
        if (change.slug !== undefined && ((await projectIdOf(db, project.organizationId, change.slug)) ?? id) !== id) return slugTaken;
        await db
          .updateTable("projects")
          .set({
            slug: change.slug ?? project.slug,
            name: change.name ?? project.name,
            platform: change.platform === undefined ? project.platform : change.platform,
            status: change.status ?? project.status,
            options_json: JSON.stringify({ ...project.options, ...change.options }),
          })
          .where("id", "=", id)
          .execute();
        return (await projectById(db, id)) ?? notFound;
      }),
    setProjectTeams: (id, teamIds) =>
      write(async () => {
        const project = await projectById(db, id);
        if (project === undefined) return notFound;
        await db.deleteFrom("project_teams").where("project_id", "=", id).execute();
        await setTeams(db, id, project.organizationId, teamIds);
        return (await projectById(db, id)) ?? notFound;
      }),
    deleteProject: (id) =>
      write(async () => {
        await db.deleteFrom("outcome_totals").where("project_id", "=", id).execute();
        return (await db.deleteFrom("projects").where("id", "=", id).executeTakeFirst()).numDeletedRows > 0n;
      }),
    createKey: ({ projectId, name, rateLimit }) => write(() => addKey(db, projectId, name, rateLimit)),
    updateKey: (projectId, publicKey, change) =>
      write(async () => {
        const row = await db.selectFrom("project_keys").selectAll().where("project_id", "=", projectId).where("public_key", "=", publicKey).executeTakeFirst();
        if (row === undefined) return notFound;
        const rate = change.rateLimit === undefined ? toKey(row).rateLimit : change.rateLimit;
        const values = {
          name: change.name ?? row.name,
          is_active: change.isActive === undefined ? row.is_active : Number(change.isActive),
          rate_count: rate?.count ?? null,
          rate_window: rate?.window ?? null,
          loader_json: JSON.stringify({ ...toKey(row).loader, ...change.loader }),
        };
        return toKey(await db.updateTable("project_keys").set(values).where("id", "=", row.id).returningAll().executeTakeFirstOrThrow());
      }),
    deleteKey: (projectId, publicKey) =>
      write(async () => {
        const result = await db.deleteFrom("project_keys").where("project_id", "=", projectId).where("public_key", "=", publicKey).executeTakeFirst();
        return result.numDeletedRows > 0n;
      }),
  } satisfies Partial<StateWriter>;
}

async function projectIdOf(db: StateDb, organizationId: number, slug: string): Promise<number | undefined> {
  return (await db.selectFrom("projects").select("id").where("organization_id", "=", organizationId).where("slug", "=", slug).executeTakeFirst())?.id;
}

async function firstTeam(db: StateDb, organizationId: number): Promise<number[]> {
  const row = await db.selectFrom("teams").select("id").where("organization_id", "=", organizationId).orderBy("id").executeTakeFirst();
  return row === undefined ? [] : [row.id];
}

/** Teams of other organizations are left out. */
async function setTeams(db: StateDb, projectId: number, organizationId: number, teamIds: readonly number[]): Promise<void> {
  const own = await db.selectFrom("teams").select("id").where("organization_id", "=", organizationId).where("id", "in", inList(teamIds)).execute();
  for (const { id } of own) await db.insertInto("project_teams").values({ project_id: projectId, team_id: id }).execute();
}

async function addKey(db: StateDb, projectId: number, name: string, rateLimit: { readonly count: number; readonly window: number } | null) {
  const values = {
    project_id: projectId,
    public_key: randomBytes(16).toString("hex"),
    secret_key: randomBytes(16).toString("hex"),
    name,
    is_active: 1,
    rate_count: rateLimit?.count ?? null,
    rate_window: rateLimit?.window ?? null,
    created_at: Date.now(),
  };
  return toKey(await db.insertInto("project_keys").values(values).returningAll().executeTakeFirstOrThrow());
}
