import type { Database } from "../../sqlite/database.ts";
import { number, text } from "../../sqlite/row.ts";
import type { IssueTotal, IssueTotalsQuery } from "../port.ts";
import { all, compileFilters, type Condition, oneOf } from "./compile.ts";
import { userHash } from "./rollups.ts";
import { inEnvironments } from "./series.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

interface Total {
  count: number;
  firstSeen: number;
  lastSeen: number;
  /** A user who comes on two days counts once. By the hash of the tag, or by the tag where no day is counted by hashes. */
  readonly users: Set<number | string>;
}

/**
 * Counts come from the rollups in whole hours; users from the rollups for whole days and from the rows for the rest.
 * With conditions on events everything comes from the rows.
 */
export function issueTotals(partitions: Iterable<Database>, query: IssueTotalsQuery): IssueTotal[] {
  const totals = new Map<number, Total>();
  for (const database of partitions) {
    if ((query.filter ?? []).length > 0) {
      addCounts(totals, database, countRows(query));
      if (query.users !== false) addUsers(totals, database, userRows(query), false);
    } else {
      addCounts(totals, database, countRollups(query));
      const hashed = inEnvironments(query.environments).parameters.length === 0;
      if (query.users !== false) addUsers(totals, database, userRollups(query, database) ?? userRows(query), hashed);
    }
  }
  return [...totals].map(([issueId, { count, firstSeen, lastSeen, users }]) => ({ issueId, count, users: users.size, firstSeen, lastSeen }));
}

function addCounts(totals: Map<number, Total>, database: Database, query: Condition): void {
  for (const row of database.all(query.sql, ...query.parameters)) {
    const issueId = number(row, "issue_id");
    const total = totals.get(issueId);
    const first = number(row, "first_seen");
    const last = number(row, "last_seen");
    if (total === undefined) totals.set(issueId, { count: number(row, "n"), firstSeen: first, lastSeen: last, users: new Set() });
    else {
      total.count += number(row, "n");
      total.firstSeen = Math.min(total.firstSeen, first);
      total.lastSeen = Math.max(total.lastSeen, last);
    }
  }
}

/** One row for each issue: a row for each user costs four times as much. */
function addUsers(totals: Map<number, Total>, database: Database, query: Condition, hashed: boolean): void {
  for (const row of database.all(`select issue_id, json_group_array(user) as users from (${query.sql}) group by issue_id`, ...query.parameters)) {
    const known = totals.get(number(row, "issue_id"))?.users;
    const users: unknown = JSON.parse(text(row, "users"));
    if (known === undefined || !Array.isArray(users)) continue;
    for (const user of users) {
      if (typeof user === "number") known.add(user);
      else if (typeof user === "string") known.add(hashed ? userHash(user) : user);
    }
  }
}

function scope(query: IssueTotalsQuery): Condition[] {
  const conditions = [oneOf("project_id", query.projectIds)];
  if (query.issueIds !== undefined) conditions.push(oneOf("issue_id", query.issueIds));
  return conditions;
}

export function countRollups(query: IssueTotalsQuery): Condition {
  const where = all([
    ...scope(query),
    inEnvironments(query.environments),
    { sql: "hour >= ? and hour < ?", parameters: [Math.floor(query.range.from / hourMs) * hourMs, query.range.to] },
  ]);
  return {
    sql: `select issue_id, sum(count) as n, min(first_seen) as first_seen, max(last_seen) as last_seen from issue_hour where ${where.sql} group by issue_id`,
    parameters: where.parameters,
  };
}

/** With a plus the index on the issue is used, and not the one on the project, through which it would walk all issues. */
function rowsWhere(query: IssueTotalsQuery): Condition {
  return all([
    ...(query.issueIds === undefined ? scope(query) : [oneOf("+project_id", query.projectIds), oneOf("issue_id", query.issueIds)]),
    inEnvironments(query.environments, "coalesce(environment, '')"),
    { sql: "timestamp >= ? and timestamp < ?", parameters: [query.range.from, query.range.to] },
    compileFilters(query.filter ?? []),
  ]);
}

export function countRows(query: IssueTotalsQuery): Condition {
  const where = rowsWhere(query);
  return {
    sql: `select issue_id, count(*) as n, min(timestamp) as first_seen, max(timestamp) as last_seen from events where ${where.sql} group by issue_id`,
    parameters: where.parameters,
  };
}

/** Distinct users of each issue of a day, of those without any too. */
export function userCounts(query: IssueTotalsQuery, database: Database): Condition {
  if ((query.filter ?? []).length === 0 && isWhole(query, database)) {
    const projects = oneOf("project_id", query.projectIds);
    const users = "select count(*) from issue_user where issue_user.issue_id = day.issue_id";
    return {
      sql: `select issue_id, (${users}) as value from (select distinct issue_id from issue_hour where ${projects.sql}) as day order by issue_id`,
      parameters: projects.parameters,
    };
  }
  const where = rowsWhere(query);
  return {
    sql: `select issue_id, count(distinct user_tag) as value from events where ${where.sql} group by issue_id order by issue_id`,
    parameters: where.parameters,
  };
}

function userRows(query: IssueTotalsQuery): Condition {
  const where = rowsWhere(query);
  return { sql: `select distinct issue_id, user_tag as user from events where ${where.sql} and user_tag is not null`, parameters: where.parameters };
}

/** Not when the range cuts the day or asks for environments, which the rollup of users does not know. */
function isWhole(query: IssueTotalsQuery, database: Database): boolean {
  if (inEnvironments(query.environments).parameters.length > 0) return false;
  const start = database.get("select min(hour) as n from project_hour");
  if (start === undefined || typeof start["n"] !== "number") return false;
  const day = Math.floor(start["n"] / dayMs) * dayMs;
  return query.range.from <= day && query.range.to >= day + dayMs;
}

function userRollups(query: IssueTotalsQuery, database: Database): Condition | undefined {
  if (!isWhole(query, database)) return undefined;
  const projects = oneOf("project_id", query.projectIds);
  const inProjects = `exists (select 1 from issue_hour where issue_hour.issue_id = wanted.value and ${projects.sql})`;
  const issues: Condition =
    query.issueIds === undefined
      ? { sql: `select issue_id from issue_hour where ${projects.sql}`, parameters: projects.parameters }
      : { sql: `select value from json_each(?) as wanted where ${inProjects}`, parameters: [JSON.stringify(query.issueIds), ...projects.parameters] };
  return { sql: `select issue_id, user_hash as user from issue_user where issue_id in (${issues.sql})`, parameters: issues.parameters };
}
