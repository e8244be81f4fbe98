import type { SQLInputValue } from "node:sqlite";
import type { Database, Row } from "../../sqlite/database.ts";
import { number, text } from "../../sqlite/row.ts";
import type { DurationNumbers, SessionDimension, SessionGroup, SessionNumbers, SessionQuery } from "../sessions.ts";
import { all, type Condition, oneOf } from "./compile.ts";
import { DistinctUsers } from "./distinct-users.ts";
import { percentile } from "./duration-buckets.ts";

const hourMs = 3_600_000;

/** Sums up the counters of the days; users of several hours or days count once. */
export function sessionGroups(partitions: Iterable<Database>, query: SessionQuery): SessionGroup[] {
  const found = new Groups(query);
  for (const database of partitions) if (hasTables(database)) found.addDay(database);
  return found.finish();
}

/** A day that was last written by an earlier version has none. */
function hasTables(database: Database): boolean {
  return database.get("select 1 from sqlite_master where name = 'session_hour'") !== undefined;
}

const columns = { project: "g.project_id", release: "g.release", environment: "g.environment" } as const satisfies Record<SessionDimension, string>;

class Numbers {
  readonly sessions = { total: 0, errored: 0, unhandled: 0, abnormal: 0, crashed: 0 };
  durationSum = 0;
  durationCount = 0;
  readonly durations = new Map<number, number>();
  readonly users = new DistinctUsers();

  finish(query: SessionQuery): SessionNumbers {
    return { sessions: this.sessions, users: this.users.counts(), durations: query.durations === true ? this.#durations() : null };
  }

  #durations(): DurationNumbers | null {
    const p = (share: number): number => percentile(this.durations, share) ?? 0;
    if (this.durationCount === 0) return null;
    return { avg: this.durationSum / this.durationCount, p50: p(0.5), p75: p(0.75), p90: p(0.9), p95: p(0.95), p99: p(0.99), max: p(1) };
  }
}

interface Found {
  readonly key: Pick<SessionGroup, SessionDimension>;
  readonly totals: Numbers;
  readonly buckets: Map<number, Numbers>;
}

class Groups {
  readonly #query: SessionQuery;
  readonly #found = new Map<string, Found>();
  readonly #scope: Condition;
  readonly #by: string;

  constructor(query: SessionQuery) {
    this.#query = query;
    const { projectIds, range, releases, notReleases, environments } = query;
    const conditions = [
      oneOf("g.project_id", projectIds),
      { sql: "s.hour >= ? and s.hour < ?", parameters: [Math.floor(range.from / hourMs), Math.ceil(range.to / hourMs)] },
    ];
    if (releases !== undefined) conditions.push(oneOf("g.release", releases));
    if (notReleases !== undefined && notReleases.length > 0) {
      const { sql, parameters } = oneOf("g.release", notReleases);
      conditions.push({ sql: `not (${sql})`, parameters: [...parameters] });
    }
    if (environments !== undefined && environments.length > 0) conditions.push(oneOf("g.environment", environments));
    this.#scope = all(conditions);
    this.#by = query.by.map((name) => `${columns[name]} as ${name}`).join(", ");
  }

  addDay(database: Database): void {
    const { users, durations } = this.#query;
    for (const row of this.#rows(database, "session_hour", [
      "sum(total) as total",
      "sum(errored) as errored",
      "sum(unhandled) as unhandled",
      "sum(abnormal) as abnormal",
      "sum(crashed) as crashed",
      "sum(durations) as durations",
      "sum(duration_sum) as duration_sum",
    ])) {
      for (const numbers of this.#places(row)) addCounts(numbers, row);
    }
    if (durations === true) {
      for (const row of this.#rows(database, "session_duration", ["bucket", "sum(count) as count"], "bucket")) {
        for (const numbers of this.#places(row))
          numbers.durations.set(number(row, "bucket"), (numbers.durations.get(number(row, "bucket")) ?? 0) + number(row, "count"));
      }
    }
    if (users === true) this.#addUsers(database);
  }

  /** Grouped by what the query groups by, and by hour when there are series. */
  #rows(database: Database, table: string, wanted: readonly string[], alsoBy?: string): Row[] {
    const by = [...this.#query.by, ...(this.#query.bucketMs === null ? [] : ["hour"]), ...(alsoBy === undefined ? [] : [alsoBy])];
    const names = [this.#by, this.#query.bucketMs === null ? "" : "s.hour as hour", ...wanted].filter((name) => name !== "");
    return database.all(
      `select ${names.join(", ")} from ${table} s join session_group g on g.id = s.group_id where ${this.#scope.sql}${by.length === 0 ? "" : ` group by ${by.join(", ")}`}`,
      ...this.#scope.parameters,
    );
  }

  /** A large group's sample is asked for as such: users that would not be kept are not read. */
  #addUsers(database: Database): void {
    const names = [this.#by, "s.hour as hour", "s.user_hash as user_hash", "s.flags as flags"].filter((name) => name !== "");
    const groups = [...this.#found.values()];
    const share = groups.length === 0 ? 1 : Math.min(...groups.map(({ totals }) => totals.users.share));
    const parameters: SQLInputValue[] = [...this.#scope.parameters, share - 1];
    const statement = database.prepare(
      `select ${names.join(", ")} from session_user s join session_group g on g.id = s.group_id where ${this.#scope.sql} and s.user_hash & ? = 0`,
    );
    for (const row of statement.iterate(...parameters)) {
      for (const { users } of this.#places(row)) {
        users.keepEvery(share);
        users.add(number(row, "user_hash"), number(row, "flags"));
      }
    }
  }

  /** Where a row counts: in the totals, and in its bucket. */
  #places(row: Row): readonly Numbers[] {
    // An aggregate without groups answers a row also when there is nothing.
    if (row["total"] === null || row["count"] === null) return [];
    const { by, bucketMs } = this.#query;
    const key = {
      project: by.includes("project") ? number(row, "project") : null,
      release: by.includes("release") ? text(row, "release") : null,
      environment: by.includes("environment") ? text(row, "environment") : null,
    };
    const name = JSON.stringify(key);
    let found = this.#found.get(name);
    if (found === undefined) this.#found.set(name, (found = { key, totals: new Numbers(), buckets: new Map() }));
    if (bucketMs === null) return [found.totals];
    const bucket = Math.floor((number(row, "hour") * hourMs) / bucketMs);
    let numbers = found.buckets.get(bucket);
    if (numbers === undefined) found.buckets.set(bucket, (numbers = new Numbers()));
    return [found.totals, numbers];
  }

  finish(): SessionGroup[] {
    const { bucketMs, range } = this.#query;
    const first = bucketMs === null ? 0 : Math.floor(range.from / bucketMs);
    const length = bucketMs === null ? 0 : Math.max(0, Math.ceil(range.to / bucketMs) - first);
    const none = new Numbers().finish(this.#query);
    return [...this.#found.values()].map(({ key: { project, release, environment }, totals, buckets }) => ({
      project,
      release,
      environment,
      totals: totals.finish(this.#query),
      series: Array.from({ length }, (_, index) => buckets.get(first + index)?.finish(this.#query) ?? none),
    }));
  }
}

function addCounts(numbers: Numbers, row: Row): void {
  const { sessions } = numbers;
  sessions.total += number(row, "total");
  sessions.errored += number(row, "errored");
  sessions.unhandled += number(row, "unhandled");
  sessions.abnormal += number(row, "abnormal");
  sessions.crashed += number(row, "crashed");
  numbers.durationCount += number(row, "durations");
  numbers.durationSum += number(row, "duration_sum");
}
