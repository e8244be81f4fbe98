import { sql } from "kysely";
import type { CheckInStatus } from "../../../monitors/monitor.ts";
import type { Monitor, MonitorEnvironment } from "../model.ts";
import type { StateReader } from "../port.ts";
import type { CheckInBucket } from "../port/monitors.ts";
import { inList } from "./issue-list.ts";
import type { StateDb } from "./kysely.ts";
import { toCheckIn, toCheckInStatus, toEnvironment, toMonitor } from "./monitor-rows.ts";

export function monitorReads(db: StateDb) {
  return {
    async monitors({ projectIds, text, environments, status, offset, limit }) {
      let query = db.selectFrom("monitors").selectAll().where("project_id", "in", inList(projectIds));
      if (text !== undefined && text !== "")
        query = query.where(sql<boolean>`(instr(lower(name), lower(${text})) > 0 or instr(lower(slug), lower(${text})) > 0)`);
      if (status !== undefined) query = query.where("status", "=", status);
      if (environments !== undefined && environments.length > 0)
        query = query.where("id", "in", (inner) => inner.selectFrom("monitor_environments").select("monitor_id").where("name", "in", inList(environments)));
      // Trouble first, as on the page.
      const trouble = sql<number>`exists (select 1 from monitor_environments e where e.monitor_id = monitors.id and e.status = 'error')`;
      const rows = await query.orderBy(trouble, "desc").orderBy("name").orderBy("id").offset(offset).limit(limit).execute();
      return withEnvironments(db, rows);
    },
    async monitor(projectIds, idOrSlug) {
      const row = await db
        .selectFrom("monitors")
        .selectAll()
        .where("project_id", "in", inList(projectIds))
        .where(/^\d+$/.test(idOrSlug) ? sql<boolean>`(id = ${Number(idOrSlug)} or slug = ${idOrSlug})` : sql<boolean>`slug = ${idOrSlug}`)
        .orderBy("id")
        .executeTakeFirst();
      return row === undefined ? undefined : (await withEnvironments(db, [row]))[0];
    },
    async checkIns({ monitorId, environments, range, offset, limit }) {
      let query = db
        .selectFrom("check_ins")
        .innerJoin("monitor_environments", "monitor_environments.id", "check_ins.environment_id")
        .selectAll("check_ins")
        .select("monitor_environments.name as environment")
        .where("monitor_environments.monitor_id", "=", monitorId);
      if (environments !== undefined && environments.length > 0) query = query.where("monitor_environments.name", "in", inList(environments));
      if (range !== undefined) query = query.where("added_at", ">=", range.from).where("added_at", "<", range.to);
      return (await query.orderBy("added_at", "desc").orderBy("check_ins.id", "desc").offset(offset).limit(limit).execute()).map(toCheckIn);
    },
    async checkInSeries({ monitorIds, environments, range, bucketMs }) {
      let query = db
        .selectFrom("check_ins")
        .innerJoin("monitor_environments", "monitor_environments.id", "check_ins.environment_id")
        .select(({ fn }) => [
          "monitor_environments.monitor_id",
          "monitor_environments.name as environment",
          "check_ins.status",
          sql<number>`cast((added_at - ${range.from}) / ${bucketMs} as integer)`.as("bucket"),
          fn.countAll<number>().as("count"),
          sql<number>`coalesce(sum(duration), 0)`.as("duration"),
          sql<number>`count(duration)`.as("durations"),
        ])
        .where("monitor_environments.monitor_id", "in", inList(monitorIds))
        .where("added_at", ">=", range.from)
        .where("added_at", "<", range.to);
      if (environments !== undefined && environments.length > 0) query = query.where("monitor_environments.name", "in", inList(environments));
      const rows = await query.groupBy(["monitor_environments.monitor_id", "monitor_environments.name", "check_ins.status", "bucket"]).execute();
      return rows.map((row): CheckInBucket => ({
        monitorId: row.monitor_id,
        environment: row.environment,
        bucket: row.bucket,
        status: toCheckInStatus(row.status),
        count: row.count,
        durationSum: row.duration,
        durations: row.durations,
      }));
    },
    async monitorSignals(limit) {
      const rows = await db.selectFrom("monitor_signals").selectAll().orderBy("id").limit(limit).execute();
      return rows.map((row) => ({
        id: row.id,
        projectId: row.project_id,
        kind: row.kind === "resolved" ? ("resolved" as const) : ("failure" as const),
        eventId: row.event_id,
        payload: row.payload_json,
        seq: row.seq,
      }));
    },
    async projectUses(projectId) {
      const found = await db
        .selectNoFrom([
          sql<number>`exists (select 1 from release_projects where project_id = ${projectId} and first_session_at is not null)`.as("sessions"),
          sql<number>`exists (select 1 from monitors where project_id = ${projectId})`.as("monitors"),
        ])
        .executeTakeFirstOrThrow();
      return { sessions: found.sessions === 1, monitors: found.monitors === 1 };
    },
  } satisfies Partial<StateReader>;
}

type MonitorRow = Parameters<typeof toMonitor>[0];

export async function withEnvironments(db: StateDb, rows: readonly MonitorRow[]): Promise<readonly Monitor[]> {
  const environments = await db
    .selectFrom("monitor_environments")
    .selectAll("monitor_environments")
    .select(
      sql<CheckInStatus | null>`(select status from check_ins c where c.environment_id = monitor_environments.id order by added_at desc, id desc limit 1)`.as(
        "last_status",
      ),
    )
    .where("monitor_id", "in", inList(rows.map(({ id }) => id)))
    .orderBy("name")
    .execute();
  const incidents = await db
    .selectFrom("monitor_incidents")
    .selectAll()
    .where("environment_id", "in", inList(environments.map(({ id }) => id)))
    .where("resolved_at", "is", null)
    .execute();
  const byMonitor = new Map<number, MonitorEnvironment[]>();
  for (const row of environments) {
    const open = incidents.find(({ environment_id: id }) => id === row.id);
    const incident = open === undefined ? null : { id: open.id, startedAt: open.started_at, resolvedAt: open.resolved_at, firstEventId: open.first_event_id };
    const list = byMonitor.get(row.monitor_id) ?? [];
    byMonitor.set(row.monitor_id, [...list, toEnvironment(row, row.last_status, incident)]);
  }
  return rows.map((row) => toMonitor(row, byMonitor.get(row.id) ?? []));
}
