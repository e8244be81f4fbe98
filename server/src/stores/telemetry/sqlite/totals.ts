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
  /** A user who comes on two days counts once. */
  readonly users: Set<number>;
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
      if (query.users !== false) addUsers(totals, database, userRows(query));
    } else {
      addCounts(totals, database, countRollups(query));
      if (query.users !== false) addUsers(totals, database, userRollups(query, database) ?? userRows(query));
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

function addUsers(totals: Map<number, Total>, database: Database, query: Condition): void {
  for (const row of database.all(query.sql, ...query.parameters)) {
    const hash = row["user_hash"];
    totals.get(number(row, "issue_id"))?.users.add(typeof hash === "number" ? hash : userHash(text(row, "user_tag")));
  }
}

function scope(query: IssueTotalsQuery): Condition[] {
  const conditions = [oneOf("project_id", query.projectIds)];
  if (query.issueIds !== undefined) conditions.push(oneOf("issue_id", query.issueIds));
  return conditions;
}

function countRollups(query: IssueTotalsQuery): Condition {
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

function rowsWhere(query: IssueTotalsQuery): Condition {
  return all([
    ...scope(query),
    inEnvironments(query.environments, "coalesce(environment, '')"),
    { sql: "timestamp >= ? and timestamp < ?", parameters: [query.range.from, query.range.to] },
    compileFilters(query.filter ?? []),
  ]);
}

function countRows(query: IssueTotalsQuery): Condition {
  const where = rowsWhere(query);
  return {
    sql: `select issue_id, count(*) as n, min(timestamp) as first_seen, max(timestamp) as last_seen from events where ${where.sql} group by issue_id`,
    parameters: where.parameters,
  };
}

function userRows(query: IssueTotalsQuery): Condition {
  const where = rowsWhere(query);
  return { sql: `select distinct issue_id, user_tag from events where ${where.sql} and user_tag is not null`, parameters: where.parameters };
}

/** Undefined when the range cuts the day or asks for environments, which these rows do not know. */
function userRollups(query: IssueTotalsQuery, database: Database): Condition | undefined {
  if (inEnvironments(query.environments).parameters.length > 0) return undefined;
  const start = database.get("select min(hour) as n from project_hour");
  if (start === undefined || typeof start["n"] !== "number") return undefined;
  const day = Math.floor(start["n"] / dayMs) * dayMs;
  if (query.range.from > day || query.range.to < day + dayMs) return undefined;
  const projects = oneOf("project_id", query.projectIds);
  const issues = query.issueIds === undefined ? { sql: "true", parameters: [] } : oneOf("issue_id", query.issueIds);
  return {
    sql: `select issue_id, user_hash from issue_user where ${issues.sql} and issue_id in (select issue_id from issue_hour where ${projects.sql} and ${issues.sql})`,
    parameters: [...issues.parameters, ...projects.parameters, ...issues.parameters],
  };
}
