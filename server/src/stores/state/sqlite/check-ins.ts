import { hash } from "node:crypto";
import type { Selectable } from "kysely";
import type { MonitorConfig } from "../../../monitors/monitor.ts";
import { mergeConfig } from "../../../monitors/read-config.ts";
import { latest, nextAfter, timeoutAt } from "../../../monitors/schedule.ts";
import { checkInsPerMinute, maxEnvironments, maxMonitorsPerOrganization } from "../monitor-rules.ts";
import type { CheckInFate, NewCheckIn } from "../port/ingest.ts";
import type { StateDb } from "./kysely.ts";
import { markFailed, markOk } from "./monitor-incidents.ts";
import { configJson, toConfig, type MonitorPlace } from "./monitor-rows.ts";
import type { Schema } from "./schema.ts";

const minuteMs = 60_000;

type EnvironmentRow = Selectable<Schema["monitor_environments"]>;
type CheckInRow = Selectable<Schema["check_ins"]>;

/** One check-in, by the steps of `protocol.md` §18.2. Runs inside the ingest transaction. */
export async function saveCheckIn(db: StateDb, checkIn: NewCheckIn): Promise<CheckInFate> {
  const found = await findMonitor(db, checkIn);
  if ("outcome" in found) return found;
  const environment = await findEnvironment(db, found.id, checkIn);
  if ("outcome" in environment) return environment;
  if (!(await takeRate(db, environment, checkIn.receivedAt)))
    return { outcome: "rate_limited", reason: "rate_limited", detail: `A monitor takes ${checkInsPerMinute} check-ins a minute in each environment.` };
  const config = toConfig(found.config_json);
  const place: MonitorPlace = {
    projectId: checkIn.projectId,
    monitor: { id: found.id, slug: found.slug, name: found.name, isMuted: found.is_muted === 1 },
    environment: { id: environment.id, name: environment.name, isMuted: environment.is_muted === 1, lastCheckIn: environment.last_checkin },
    config,
  };
  const known = await findCheckIn(db, environment.id, checkIn);
  const saved = known === undefined ? await create(db, environment, config, checkIn) : await update(db, known, environment, config, checkIn);
  if ("outcome" in saved) return saved;
  if (saved.moved) await expectNext(db, environment.id, config, checkIn.receivedAt);
  if (saved.row.status === "error") await markFailed(db, place, ended(saved.row, "error"), checkIn.receivedAt);
  if (saved.row.status === "ok") await markOk(db, place, checkIn.receivedAt);
  const problem = checkIn.configProblem === null ? "" : ` The configuration sent with it is left out. ${checkIn.configProblem}`;
  return { outcome: "accepted", reason: null, detail: `Stored as check-in ${saved.row.guid} of monitor ${found.slug}.${problem}` };
}

function ended(row: CheckInRow, status: "error") {
  return { id: row.id, guid: row.guid, status, expectedAt: row.expected_at, traceId: row.trace_id };
}

async function findMonitor(
  db: StateDb,
  { projectId, slug, config, owner: sentOwner, configProblem, receivedAt }: NewCheckIn,
): Promise<Selectable<Schema["monitors"]> | CheckInFate> {
  const project = await db.selectFrom("projects").select("organization_id").where("id", "=", projectId).executeTakeFirst();
  if (project === undefined) return { outcome: "invalid", reason: "project_id", detail: "The project was deleted before the check-in was processed." };
  const known = await db.selectFrom("monitors").selectAll().where("project_id", "=", projectId).where("slug", "=", slug).executeTakeFirst();
  if (known !== undefined) {
    if (known.status === "disabled") return { outcome: "filtered", reason: "monitor_disabled", detail: `The monitor ${slug} is disabled.` };
    if (config === null) return known;
    const changed = configJson(mergeConfig(toConfig(known.config_json), config));
    const owner = (await ownerOf(db, project.organization_id, sentOwner)) ?? known.owner;
    if (changed === known.config_json && owner === known.owner && known.is_upserting === 1) return known;
    return db.updateTable("monitors").set({ config_json: changed, owner, is_upserting: 1 }).where("id", "=", known.id).returningAll().executeTakeFirstOrThrow();
  }
  if (config === null) {
    const why = configProblem ?? "Create it first, or send monitor_config with the check-in.";
    return { outcome: "invalid", reason: "invalid_monitor", detail: `There is no monitor ${slug}. ${why}` };
  }
  const { count } = await db
    .selectFrom("monitors")
    .innerJoin("projects", "projects.id", "monitors.project_id")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("organization_id", "=", project.organization_id)
    .executeTakeFirstOrThrow();
  if (count >= maxMonitorsPerOrganization)
    return { outcome: "invalid", reason: "monitor_limit_exceeded", detail: `An organization has at most ${maxMonitorsPerOrganization} monitors.` };
  const owner = await ownerOf(db, project.organization_id, sentOwner);
  const values = { project_id: projectId, slug, name: slug, status: "active", is_muted: 0, is_upserting: 1, owner, created_at: receivedAt };
  return db
    .insertInto("monitors")
    .values({ ...values, config_json: configJson(mergeConfig(null, config)) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** As it is stored; null for somebody who is not of the organization. */
async function ownerOf(db: StateDb, organization: number, owner: NewCheckIn["owner"]): Promise<string | null> {
  if (owner === null) return null;
  const found =
    owner.kind === "team"
      ? await db.selectFrom("teams").select("id").where("organization_id", "=", organization).where("id", "=", owner.id).executeTakeFirst()
      : await db.selectFrom("memberships").select("user_id").where("organization_id", "=", organization).where("user_id", "=", owner.id).executeTakeFirst();
  return found === undefined ? null : `${owner.kind}:${owner.id}`;
}

async function findEnvironment(db: StateDb, monitor: number, { environment: name, receivedAt }: NewCheckIn): Promise<EnvironmentRow | CheckInFate> {
  const known = await db.selectFrom("monitor_environments").selectAll().where("monitor_id", "=", monitor).where("name", "=", name).executeTakeFirst();
  if (known !== undefined) return known;
  const { count } = await db
    .selectFrom("monitor_environments")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("monitor_id", "=", monitor)
    .executeTakeFirstOrThrow();
  if (count >= maxEnvironments)
    return { outcome: "invalid", reason: "monitor_environment_limit_exceeded", detail: `A monitor has at most ${maxEnvironments} environments.` };
  const times = { last_checkin: null, next_checkin: null, next_checkin_latest: null, created_at: receivedAt };
  return db
    .insertInto("monitor_environments")
    .values({ monitor_id: monitor, name, status: "active", is_muted: 0, ...times })
    .returningAll()
    .executeTakeFirstOrThrow();
}

async function takeRate(db: StateDb, { id, rate_minute, rate_count }: EnvironmentRow, at: number): Promise<boolean> {
  const minute = Math.floor(at / minuteMs);
  const count = rate_minute === minute ? rate_count + 1 : 1;
  if (count > checkInsPerMinute) return false;
  await db.updateTable("monitor_environments").set({ rate_minute: minute, rate_count: count }).where("id", "=", id).execute();
  return true;
}

async function findCheckIn(db: StateDb, environment: number, { id, projectId }: NewCheckIn): Promise<CheckInRow | undefined> {
  if (id !== null) return db.selectFrom("check_ins").selectAll().where("project_id", "=", projectId).where("guid", "=", id).executeTakeFirst();
  return db
    .selectFrom("check_ins")
    .selectAll()
    .where("environment_id", "=", environment)
    .where("status", "=", "in_progress")
    .orderBy("added_at", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();
}

/** `moved`: the next check-in is expected anew. */
type Saved = { readonly row: CheckInRow; readonly moved: boolean } | CheckInFate;

async function create(db: StateDb, environment: EnvironmentRow, config: MonitorConfig, checkIn: NewCheckIn): Promise<Saved> {
  const { id, seq, status, duration, receivedAt, projectId, traceId } = checkIn;
  const runs = status === "in_progress";
  const added = runs ? receivedAt : receivedAt - (duration ?? 0);
  const row = await db
    .insertInto("check_ins")
    .values({
      environment_id: environment.id,
      project_id: projectId,
      guid: id ?? hash("md5", `check-in:${seq}:${checkIn.position}`, "hex"),
      status,
      duration: runs ? null : duration,
      expected_at: environment.next_checkin,
      timeout_at: runs ? timeoutAt(config, added) : null,
      added_at: added,
      updated_at: receivedAt,
      clock_at: Math.floor(receivedAt / minuteMs) * minuteMs,
      in_progress_at: runs ? receivedAt : null,
      trace_id: traceId,
      config_json: configJson(config),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { row, moved: true };
}

async function update(db: StateDb, known: CheckInRow, environment: EnvironmentRow, config: MonitorConfig, checkIn: NewCheckIn): Promise<Saved> {
  const { status, duration, receivedAt } = checkIn;
  if (known.environment_id !== environment.id)
    return { outcome: "invalid", reason: "monitor_environment_mismatch", detail: "The check-in with this id is of another monitor or environment." };
  if (known.status === "ok" || known.status === "error" || known.status === "missed")
    return { outcome: "invalid", reason: "invalid_check_in", detail: `The check-in with this id has ended already (${known.status}).` };
  if (known.status === "timeout") {
    const row = await set(db, known.id, { duration: duration ?? receivedAt - known.added_at, updated_at: receivedAt });
    return { row: { ...row, status: "timeout" }, moved: false };
  }
  const values =
    status === "in_progress"
      ? { status, timeout_at: timeoutAt(config, receivedAt), updated_at: receivedAt, in_progress_at: known.in_progress_at ?? receivedAt }
      : { status, duration: duration ?? Math.max(0, receivedAt - known.added_at), timeout_at: null, updated_at: receivedAt };
  return { row: await set(db, known.id, values), moved: true };
}

function set(db: StateDb, id: number, values: Partial<CheckInRow>): Promise<CheckInRow> {
  return db.updateTable("check_ins").set(values).where("id", "=", id).returningAll().executeTakeFirstOrThrow();
}

async function expectNext(db: StateDb, environment: number, config: MonitorConfig, receivedAt: number): Promise<void> {
  const next = nextAfter(config, receivedAt);
  const times = { last_checkin: receivedAt, next_checkin: next, next_checkin_latest: latest(config, next) };
  await db.updateTable("monitor_environments").set(times).where("id", "=", environment).execute();
}
