import { hash } from "node:crypto";
import { latest, nextSlot } from "../../../monitors/schedule.ts";
import { overlaps, type Outage } from "../monitor-rules.ts";
import { isRecord } from "../../sqlite/row.ts";
import type { StateDb } from "./kysely.ts";
import { markFailed } from "./monitor-incidents.ts";
import { configJson, toConfig, type MonitorPlace } from "./monitor-rows.ts";

const minuteMs = 60_000;
/** In one run; the rest has its turn in the next one. */
const mostPerRun = 10_000;

/** Notes that nobody listened since the last run: jobs could not check in, and are not to blame. */
export async function noteOutage(db: StateDb, now: number): Promise<void> {
  const last = await metaNumber(db, "monitor_clock");
  if (last === undefined || last >= now) return;
  await setMeta(db, "monitor_outage", JSON.stringify({ from: last, to: now }));
}

/** What is missed or took too long by now (`protocol.md` §18.3). To be called every minute, with a time up to which all that arrived is processed. */
export async function tickMonitors(db: StateDb, now: number): Promise<void> {
  const at = Math.floor(now / minuteMs) * minuteMs;
  const outage = await readOutage(db);
  await markMissed(db, at, outage);
  await markTimeouts(db, at, outage);
  await setMeta(db, "monitor_clock", String(now));
}

async function markMissed(db: StateDb, at: number, outage: Outage | undefined): Promise<void> {
  const due = await db
    .selectFrom("monitor_environments as e")
    .innerJoin("monitors as m", "m.id", "e.monitor_id")
    .select([...placeColumns, "e.next_checkin", "e.next_checkin_latest"])
    .where("e.next_checkin_latest", "<=", at)
    .where("m.status", "=", "active")
    .orderBy("e.next_checkin_latest")
    .limit(mostPerRun)
    .execute();
  for (const row of due) {
    const place = toPlace(row);
    const expected = row.next_checkin ?? at;
    const status = overlaps(outage, expected, row.next_checkin_latest ?? at) ? "unknown" : "missed";
    const guid = hash("md5", `missed:${place.environment.id}:${expected}`, "hex");
    const added = await db
      .insertInto("check_ins")
      .values({
        environment_id: place.environment.id,
        project_id: place.projectId,
        guid,
        status,
        duration: null,
        expected_at: expected,
        timeout_at: null,
        added_at: expected,
        updated_at: at,
        clock_at: at,
        in_progress_at: null,
        trace_id: null,
        config_json: configJson(place.config),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    const next = nextSlot(place.config, expected, at);
    const times = { next_checkin: next, next_checkin_latest: latest(place.config, next) };
    await db.updateTable("monitor_environments").set(times).where("id", "=", place.environment.id).execute();
    if (status === "missed" && added !== undefined) await markFailed(db, place, { id: added.id, guid, status, expectedAt: expected, traceId: null }, at);
  }
}

async function markTimeouts(db: StateDb, at: number, outage: Outage | undefined): Promise<void> {
  const late = await db
    .selectFrom("check_ins as c")
    .innerJoin("monitor_environments as e", "e.id", "c.environment_id")
    .innerJoin("monitors as m", "m.id", "e.monitor_id")
    .select([...placeColumns, "c.id as check_in_id", "c.guid", "c.added_at", "c.timeout_at", "c.expected_at", "c.trace_id"])
    .where("c.timeout_at", "<=", at)
    .where("m.status", "=", "active")
    .orderBy("c.timeout_at")
    .limit(mostPerRun)
    .execute();
  for (const row of late) {
    const status = overlaps(outage, row.added_at, row.timeout_at ?? at) ? "unknown" : "timeout";
    await db.updateTable("check_ins").set({ status, timeout_at: null, updated_at: at }).where("id", "=", row.check_in_id).execute();
    if (status === "unknown") continue;
    // A run that has ended since tells more than one that was forgotten.
    const newer = await db
      .selectFrom("check_ins")
      .select("id")
      .where("environment_id", "=", row.environment_id)
      .where("status", "in", ["ok", "error"])
      .where("added_at", ">", row.added_at)
      .executeTakeFirst();
    const checkIn = { id: row.check_in_id, guid: row.guid, status, expectedAt: row.expected_at, traceId: row.trace_id } as const;
    if (newer === undefined) await markFailed(db, toPlace(row), checkIn, at);
  }
}

const placeColumns = [
  "m.id as monitor_id",
  "m.project_id",
  "m.slug",
  "m.name as monitor_name",
  "m.is_muted as monitor_muted",
  "m.config_json",
  "e.id as environment_id",
  "e.name as environment_name",
  "e.is_muted as environment_muted",
  "e.last_checkin",
] as const;

interface PlaceRow {
  readonly monitor_id: number;
  readonly project_id: number;
  readonly slug: string;
  readonly monitor_name: string;
  readonly monitor_muted: number;
  readonly config_json: string;
  readonly environment_id: number;
  readonly environment_name: string;
  readonly environment_muted: number;
  readonly last_checkin: number | null;
}

function toPlace(row: PlaceRow): MonitorPlace {
  return {
    projectId: row.project_id,
    monitor: { id: row.monitor_id, slug: row.slug, name: row.monitor_name, isMuted: row.monitor_muted === 1 },
    environment: { id: row.environment_id, name: row.environment_name, isMuted: row.environment_muted === 1, lastCheckIn: row.last_checkin },
    config: toConfig(row.config_json),
  };
}

async function readOutage(db: StateDb): Promise<Outage | undefined> {
  const row = await db.selectFrom("meta").select("value").where("key", "=", "monitor_outage").executeTakeFirst();
  const value: unknown = row === undefined ? undefined : JSON.parse(row.value);
  if (!isRecord(value)) return undefined;
  const { from, to } = value;
  return typeof from === "number" && typeof to === "number" ? { from, to } : undefined;
}

async function metaNumber(db: StateDb, key: string): Promise<number | undefined> {
  const row = await db.selectFrom("meta").select("value").where("key", "=", key).executeTakeFirst();
  return row === undefined ? undefined : Number(row.value);
}

async function setMeta(db: StateDb, key: string, value: string): Promise<void> {
  await db
    .insertInto("meta")
    .values({ key, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
}
