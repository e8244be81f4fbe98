import type { Database, Row } from "../../sqlite/database.ts";
import { number, numberOrNull } from "../../sqlite/row.ts";
import { sessionStatuses, type SessionCounts, type SessionRow, type SessionStatus, type SessionUpdate } from "../sessions.ts";
import { durationBucket } from "./duration-buckets.ts";

/**
 * Release health of one day. A session is put together in `session_state` from updates in any order: each thing that an
 * update says only adds to what is known (the worst status stays, an error stays), so that order and repetition do not
 * matter. What changed by it is added to the counters in the same transaction.
 *
 * Counts of sessions with an error (`errored`) include the three worse statuses.
 */
export const sessionTables = `
  create table if not exists session_group (
    id integer primary key, project_id integer not null, release text not null, environment text not null,
    unique (project_id, release, environment)
  ) strict;

  create table if not exists session_state (
    project_id integer not null, sid blob not null, group_id integer not null, hour integer not null,
    init integer not null, status integer not null, errored integer not null, duration real, duration_order integer not null,
    primary key (project_id, sid)
  ) strict, without rowid;

  create table if not exists session_hour (
    group_id integer not null, hour integer not null,
    total integer not null, errored integer not null, unhandled integer not null, abnormal integer not null, crashed integer not null,
    durations integer not null, duration_sum real not null,
    primary key (group_id, hour)
  ) strict, without rowid;

  create table if not exists session_user (
    group_id integer not null, hour integer not null, user_hash integer not null, flags integer not null,
    primary key (group_id, hour, user_hash)
  ) strict, without rowid;

  create table if not exists session_duration (
    group_id integer not null, hour integer not null, bucket integer not null, count integer not null,
    primary key (group_id, hour, bucket)
  ) strict, without rowid;
`;

export function upgradeSessions(database: Database): void {
  database.exec(sessionTables);
}

/** Bits of `session_user.flags`. */
export const userFlags = { errored: 1, unhandled: 2, abnormal: 4, crashed: 8, anrForeground: 16, anrBackground: 32 } as const;

const hourMs = 3_600_000;

export function hasSession(database: Database, { projectId, sid }: Pick<SessionUpdate, "sid"> & { readonly projectId: number }): boolean {
  return database.get("select 1 from session_state where project_id = ? and sid = ?", projectId, Buffer.from(sid, "hex")) !== undefined;
}

export function applySessions(database: Database, rows: readonly SessionRow[]): void {
  if (rows.length === 0) return;
  const groups = new Groups(database);
  const delta = new HourDelta();
  for (const row of rows) {
    if (row.kind === "update") applyUpdate(database, row, groups.id(row), delta);
    else applyCounts(database, row, groups.id(row), delta);
  }
  delta.write(database);
}

class Groups {
  readonly #database: Database;
  readonly #ids = new Map<string, number>();

  constructor(database: Database) {
    this.#database = database;
  }

  id({ projectId, release, environment }: SessionRow): number {
    const key = JSON.stringify([projectId, release, environment]);
    let id = this.#ids.get(key);
    if (id === undefined) {
      this.#database.run(
        "insert into session_group (project_id, release, environment) values (?, ?, ?) on conflict do nothing",
        projectId,
        release,
        environment,
      );
      const row = this.#database.get("select id from session_group where project_id = ? and release = ? and environment = ?", projectId, release, environment);
      this.#ids.set(key, (id = number(row ?? {}, "id")));
    }
    return id;
  }
}

interface State {
  readonly group: number;
  readonly hour: number;
  readonly init: boolean;
  readonly status: number;
  readonly errored: boolean;
  readonly duration: number | null;
  /** Of the update that told the duration: the last one counts. */
  readonly durationOrder: number;
}

function applyUpdate(database: Database, row: SessionUpdate & { readonly projectId: number }, group: number, delta: HourDelta): void {
  const sid = Buffer.from(row.sid, "hex");
  const stored = database.get("select * from session_state where project_id = ? and sid = ?", row.projectId, sid);
  const before = stored === undefined ? undefined : toState(stored);
  const after = merge(before ?? fresh(group, Math.floor(row.started / hourMs)), row);
  if (row.user !== null) addUser(database, after, row.user, flagsOf(row.status, row.hasErrors, row.mechanism));
  if (before !== undefined && isSame(before, after)) return;
  database.run(
    "insert or replace into session_state values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    row.projectId,
    sid,
    after.group,
    after.hour,
    Number(after.init),
    after.status,
    Number(after.errored),
    after.duration,
    after.durationOrder,
  );
  delta.move(before, after);
}

function fresh(group: number, hour: number): State {
  return { group, hour, init: false, status: 0, errored: false, duration: null, durationOrder: -1 };
}

function toState(row: Row): State {
  return {
    group: number(row, "group_id"),
    hour: number(row, "hour"),
    init: number(row, "init") === 1,
    status: number(row, "status"),
    errored: number(row, "errored") === 1,
    duration: numberOrNull(row, "duration"),
    durationOrder: number(row, "duration_order"),
  };
}

function merge(before: State, row: SessionUpdate): State {
  const tellsDuration = row.duration !== null && row.order >= before.durationOrder;
  return {
    group: before.group,
    hour: before.hour,
    init: before.init || row.init,
    status: Math.max(before.status, sessionStatuses.indexOf(row.status)),
    errored: before.errored || row.hasErrors,
    duration: tellsDuration ? row.duration : before.duration,
    durationOrder: tellsDuration ? row.order : before.durationOrder,
  };
}

function isSame(a: State, b: State): boolean {
  return a.init === b.init && a.status === b.status && a.errored === b.errored && a.duration === b.duration && a.durationOrder === b.durationOrder;
}

function flagsOf(status: SessionStatus, hasErrors: boolean, mechanism: SessionUpdate["mechanism"]): number {
  const own = status === "unhandled" || status === "abnormal" || status === "crashed" ? userFlags[status] : 0;
  const anr = mechanism === "anr_foreground" ? userFlags.anrForeground : mechanism === "anr_background" ? userFlags.anrBackground : 0;
  return own | anr | (hasErrors ? userFlags.errored : 0);
}

function addUser(database: Database, { group, hour }: Pick<State, "group" | "hour">, user: number, flags: number): void {
  database.run(
    `insert into session_user values (?, ?, ?, ?) on conflict do update set flags = flags | excluded.flags where flags | excluded.flags <> flags`,
    group,
    hour,
    user,
    flags,
  );
}

function applyCounts(database: Database, row: SessionCounts, group: number, delta: HourDelta): void {
  const { exited, errored, unhandled, abnormal, crashed } = row;
  const hour = Math.floor(row.started / hourMs);
  const failed = errored + unhandled + abnormal + crashed;
  delta.add(group, hour, { total: exited + failed, errored: failed, unhandled, abnormal, crashed });
  if (row.user === null) return;
  const flag = (count: number, name: keyof typeof userFlags): number => (count > 0 ? userFlags[name] : 0);
  addUser(database, { group, hour }, row.user, flag(failed, "errored") | flag(unhandled, "unhandled") | flag(abnormal, "abnormal") | flag(crashed, "crashed"));
}

const counters = ["total", "errored", "unhandled", "abnormal", "crashed", "durations", "durationSum"] as const;
type Counts = { -readonly [C in (typeof counters)[number]]: number };

/** What a batch adds, summed up so that a busy hour is written once. */
class HourDelta {
  readonly #hours = new Map<string, { readonly group: number; readonly hour: number; readonly counts: Counts; readonly durations: Map<number, number> }>();

  add(group: number, hour: number, more: Partial<Counts>): void {
    const { counts } = this.#of(group, hour);
    for (const counter of counters) counts[counter] += more[counter] ?? 0;
  }

  move(before: State | undefined, after: State): void {
    const entry = this.#of(after.group, after.hour);
    for (const [state, sign] of [[before, -1] as const, [after, 1] as const]) {
      if (state === undefined) continue;
      const status = sessionStatuses[state.status];
      entry.counts.total += state.init ? sign : 0;
      entry.counts.errored += state.errored ? sign : 0;
      if (status === "unhandled" || status === "abnormal" || status === "crashed") entry.counts[status] += sign;
      if (state.duration === null) continue;
      entry.counts.durations += sign;
      entry.counts.durationSum += sign * state.duration;
      const bucket = durationBucket(state.duration);
      entry.durations.set(bucket, (entry.durations.get(bucket) ?? 0) + sign);
    }
  }

  #of(group: number, hour: number) {
    const key = `${group}:${hour}`;
    let entry = this.#hours.get(key);
    if (entry === undefined) {
      const counts = { total: 0, errored: 0, unhandled: 0, abnormal: 0, crashed: 0, durations: 0, durationSum: 0 };
      this.#hours.set(key, (entry = { group, hour, counts, durations: new Map() }));
    }
    return entry;
  }

  write(database: Database): void {
    for (const { group, hour, counts, durations } of this.#hours.values()) {
      const { total, errored, unhandled, abnormal, crashed, durations: count, durationSum } = counts;
      database.run(
        `insert into session_hour values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do update set
           total = total + excluded.total, errored = errored + excluded.errored, unhandled = unhandled + excluded.unhandled,
           abnormal = abnormal + excluded.abnormal, crashed = crashed + excluded.crashed,
           durations = durations + excluded.durations, duration_sum = duration_sum + excluded.duration_sum`,
        group,
        hour,
        total,
        errored,
        unhandled,
        abnormal,
        crashed,
        count,
        durationSum,
      );
      for (const [bucket, more] of durations) {
        if (more !== 0)
          database.run("insert into session_duration values (?, ?, ?, ?) on conflict do update set count = count + excluded.count", group, hour, bucket, more);
      }
    }
  }
}
