import { hash } from "node:crypto";
import { defaults, isFailed, type CheckInStatus, type FailedStatus, type MonitorConfig } from "../../../monitors/monitor.ts";
import { isFailing, isRecovered } from "../monitor-rules.ts";
import { toCheckInStatus, type MonitorPlace } from "./monitor-rows.ts";
import type { StateDb } from "./kysely.ts";

/** A check-in that ended, for better or worse. */
export interface EndedCheckIn {
  readonly id: number;
  readonly guid: string;
  readonly status: CheckInStatus;
  readonly expectedAt: number | null;
  readonly traceId: string | null;
}

/** What follows for the environment and its incident from a check-in that failed (`protocol.md` §18.4). */
export async function markFailed(db: StateDb, place: MonitorPlace, checkIn: EndedCheckIn, at: number): Promise<void> {
  const { environment, config } = place;
  const open = await openIncident(db, environment.id);
  if (open !== undefined) {
    await signalFailure(db, place, open, checkIn, at);
    return;
  }
  const threshold = config.failureThreshold ?? defaults.failureThreshold;
  const ended = await endedCheckIns(db, environment.id, threshold);
  if (
    !isFailing(
      ended.map(({ status }) => status),
      threshold,
    )
  )
    return;
  // From the check-in: a replay after a crash opens the same incident.
  const values = { environment_id: environment.id, hash: hash("md5", `incident:${environment.id}:${checkIn.guid}`, "hex"), started_at: at };
  const incident = await db
    .insertInto("monitor_incidents")
    .values({ ...values, first_event_id: null, resolved_at: null })
    .returning(["id", "hash"])
    .executeTakeFirstOrThrow();
  await db.updateTable("monitor_environments").set({ status: "error" }).where("id", "=", environment.id).execute();
  for (const failure of ended.toReversed()) await signalFailure(db, place, incident, failure, at);
}

/** What follows from one that went well. */
export async function markOk(db: StateDb, { environment, config, projectId }: MonitorPlace, at: number): Promise<void> {
  const open = await openIncident(db, environment.id);
  if (open !== undefined) {
    const threshold = config.recoveryThreshold ?? defaults.recoveryThreshold;
    const ended = await endedCheckIns(db, environment.id, threshold);
    if (
      !isRecovered(
        ended.map(({ status }) => status),
        threshold,
      )
    )
      return;
    await db.updateTable("monitor_incidents").set({ resolved_at: at }).where("id", "=", open.id).execute();
    if (open.first_event_id !== null) await addSignal(db, projectId, open.id, "resolved", open.first_event_id, {});
  }
  await db.updateTable("monitor_environments").set({ status: "ok" }).where("id", "=", environment.id).execute();
}

function openIncident(db: StateDb, environment: number) {
  return db
    .selectFrom("monitor_incidents")
    .select(["id", "hash", "first_event_id"])
    .where("environment_id", "=", environment)
    .where("resolved_at", "is", null)
    .executeTakeFirst();
}

async function endedCheckIns(db: StateDb, environment: number, limit: number): Promise<readonly EndedCheckIn[]> {
  const rows = await db
    .selectFrom("check_ins")
    .select(["id", "guid", "status", "expected_at", "trace_id"])
    .where("environment_id", "=", environment)
    .where("status", "in", ["ok", "error", "missed", "timeout"])
    .orderBy("added_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, guid: row.guid, status: toCheckInStatus(row.status), expectedAt: row.expected_at, traceId: row.trace_id }));
}

const reasons = { error: "an error check-in was received", missed: "a check-in was missed", timeout: "a check-in timed out" } as const satisfies Record<
  FailedStatus,
  string
>;

async function signalFailure(
  db: StateDb,
  place: MonitorPlace,
  incident: { readonly id: number; readonly hash: string },
  checkIn: EndedCheckIn,
  at: number,
): Promise<void> {
  const { monitor, environment, projectId, config } = place;
  if (monitor.isMuted || environment.isMuted || !isFailed(checkIn.status)) return;
  const eventId = hash("md5", `failure:${incident.hash}:${checkIn.guid}`, "hex");
  await db.updateTable("monitor_incidents").set({ first_event_id: eventId }).where("id", "=", incident.id).where("first_event_id", "is", null).execute();
  await addSignal(db, projectId, incident.id, "failure", eventId, {
    event_id: eventId,
    type: "generic",
    timestamp: at / 1000,
    platform: "other",
    level: checkIn.status === "missed" ? "warning" : "error",
    logger: "monitors",
    logentry: { formatted: `Monitor failure: ${monitor.name}` },
    fingerprint: [incident.hash],
    environment: environment.name,
    tags: { "monitor.id": String(monitor.id), "monitor.slug": monitor.slug },
    contexts: {
      monitor: {
        type: "monitor",
        id: String(monitor.id),
        name: monitor.name,
        slug: monitor.slug,
        status: checkIn.status,
        reason: reasons[checkIn.status],
        config: contextOf(config),
        last_check_in: environment.lastCheckIn === null ? null : new Date(environment.lastCheckIn).toISOString(),
        expected: checkIn.expectedAt === null ? null : new Date(checkIn.expectedAt).toISOString(),
        check_in_id: checkIn.guid,
      },
      ...(checkIn.traceId === null ? {} : { trace: { trace_id: checkIn.traceId, span_id: checkIn.traceId.slice(0, 16) } }),
    },
  });
}

function contextOf({ schedule, timezone }: MonitorConfig): object {
  return { schedule: schedule.type === "crontab" ? schedule.value : `every ${schedule.value} ${schedule.unit}`, timezone: timezone ?? defaults.timezone };
}

async function addSignal(db: StateDb, projectId: number, incidentId: number, kind: "failure" | "resolved", eventId: string, payload: object): Promise<void> {
  const values = { project_id: projectId, incident_id: incidentId, kind, event_id: eventId, payload_json: JSON.stringify(payload), seq: null };
  await db.insertInto("monitor_signals").values(values).execute();
}
