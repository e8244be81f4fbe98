import { mergeConfig } from "../../../monitors/read-config.ts";
import { latest, nextAfter } from "../../../monitors/schedule.ts";
import { maxMonitorsPerOrganization } from "../monitor-rules.ts";
import type { StateWriter } from "../port.ts";
import type { Refused } from "../port/refused.ts";
import { inList } from "./issue-list.ts";
import type { StateDb } from "./kysely.ts";
import { noteOutage, tickMonitors } from "./monitor-clock.ts";
import { withEnvironments } from "./monitor-reads.ts";
import { configJson, toConfig } from "./monitor-rows.ts";
import type { Write } from "./transactions.ts";

const notFound: Refused = { refused: "notFound" };
const slugTaken: Refused = { refused: "slugTaken" };

export function monitorWrites(db: StateDb, write: Write) {
  const one = async (id: number) => {
    const row = await db.selectFrom("monitors").selectAll().where("id", "=", id).executeTakeFirst();
    return row === undefined ? undefined : (await withEnvironments(db, [row]))[0];
  };
  const taken = async (projectId: number, slug: string): Promise<number | undefined> =>
    (await db.selectFrom("monitors").select("id").where("project_id", "=", projectId).where("slug", "=", slug).executeTakeFirst())?.id;
  return {
    createMonitor: ({ projectId, slug, name, config, status, isMuted, owner, at }) =>
      write(async () => {
        const project = await db.selectFrom("projects").select("organization_id").where("id", "=", projectId).executeTakeFirst();
        if (project === undefined) return notFound;
        if ((await taken(projectId, slug)) !== undefined) return slugTaken;
        const { count } = await db
          .selectFrom("monitors")
          .innerJoin("projects", "projects.id", "monitors.project_id")
          .select(({ fn }) => fn.countAll<number>().as("count"))
          .where("organization_id", "=", project.organization_id)
          .executeTakeFirstOrThrow();
        if (count >= maxMonitorsPerOrganization) return { refused: "limit" };
        const values = { project_id: projectId, slug, name, status, is_muted: Number(isMuted), is_upserting: 0, owner: ownerText(owner), created_at: at };
        const row = await db
          .insertInto("monitors")
          .values({ ...values, config_json: configJson(mergeConfig(null, config)) })
          .returning("id")
          .executeTakeFirstOrThrow();
        return (await one(row.id)) ?? notFound;
      }),
    updateMonitor: (projectIds, id, { slug, name, status, isMuted, owner, config, projectId, at }) =>
      write(async () => {
        const row = await db.selectFrom("monitors").selectAll().where("id", "=", id).where("project_id", "in", inList(projectIds)).executeTakeFirst();
        if (row === undefined) return notFound;
        const target = { project: projectId ?? row.project_id, slug: slug ?? row.slug };
        if (((await taken(target.project, target.slug)) ?? id) !== id) return slugTaken;
        const merged = config === undefined ? toConfig(row.config_json) : mergeConfig(toConfig(row.config_json), config);
        const values = {
          project_id: target.project,
          slug: target.slug,
          name: name ?? row.name,
          status: status ?? row.status,
          is_muted: isMuted === undefined ? row.is_muted : Number(isMuted),
          owner: owner === undefined ? row.owner : ownerText(owner),
          config_json: configJson(merged),
          is_upserting: config === undefined ? row.is_upserting : 0,
        };
        await db.updateTable("monitors").set(values).where("id", "=", id).execute();
        const isBack = status === "active" && row.status === "disabled";
        if (values.config_json !== row.config_json || isBack) await expectAnew(db, id, merged, at);
        return (await one(id)) ?? notFound;
      }),
    updateMonitorEnvironment: (projectIds, monitorId, name, { isMuted }) =>
      write(async () => {
        const row = await db.selectFrom("monitors").select("id").where("id", "=", monitorId).where("project_id", "in", inList(projectIds)).executeTakeFirst();
        if (row === undefined) return notFound;
        const done = await db
          .updateTable("monitor_environments")
          .set({ is_muted: Number(isMuted) })
          .where("monitor_id", "=", monitorId)
          .where("name", "=", name)
          .executeTakeFirst();
        return done.numUpdatedRows === 0n ? notFound : ((await one(monitorId)) ?? notFound);
      }),
    deleteMonitor: (projectIds, id, environments) =>
      write(async () => {
        const row = await db.selectFrom("monitors").select("id").where("id", "=", id).where("project_id", "in", inList(projectIds)).executeTakeFirst();
        if (row === undefined) return false;
        if (environments === undefined) await db.deleteFrom("monitors").where("id", "=", id).execute();
        else await db.deleteFrom("monitor_environments").where("monitor_id", "=", id).where("name", "in", inList(environments)).execute();
        return true;
      }),
    noteMonitorOutage: (now) => write(() => noteOutage(db, now)),
    tickMonitors: (now) => write(() => tickMonitors(db, now)),
    forgetCheckIns: (before) =>
      write(async () => {
        await db.deleteFrom("check_ins").where("added_at", "<", before).where("timeout_at", "is", null).execute();
        await db.deleteFrom("monitor_incidents").where("resolved_at", "<", before).execute();
      }),
    logMonitorSignal: (id, seq) =>
      write(async () => {
        await db.updateTable("monitor_signals").set({ seq }).where("id", "=", id).execute();
      }),
    removeMonitorSignals: (ids) =>
      write(async () => {
        await db.deleteFrom("monitor_signals").where("id", "in", inList(ids)).execute();
      }),
  } satisfies Partial<StateWriter>;
}

function ownerText(owner: { readonly kind: "user" | "team"; readonly id: number } | null): string | null {
  return owner === null ? null : `${owner.kind}:${owner.id}`;
}

/** With another schedule, or after a break, what was expected before is of no account. */
async function expectAnew(db: StateDb, monitor: number, config: Parameters<typeof nextAfter>[0] & Parameters<typeof latest>[0], at: number): Promise<void> {
  const next = nextAfter(config, at);
  await db
    .updateTable("monitor_environments")
    .set({ next_checkin: next, next_checkin_latest: latest(config, next) })
    .where("monitor_id", "=", monitor)
    .where("last_checkin", "is not", null)
    .execute();
}
