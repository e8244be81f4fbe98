import type { Database } from "../../sqlite/database.ts";
import { number, text } from "../../sqlite/row.ts";
import type { TagQuery, TagSummary, TagValueCount } from "../port.ts";
import { all, type Condition, oneOf } from "./compile.ts";
import { inEnvironments } from "./series.ts";
import { isCounted } from "./tag-rollups.ts";

const topValues = 10;

interface Values {
  total: number;
  readonly counts: Map<string, TagValueCount>;
}

/**
 * Days count in full where the rollup is read, which has no finer time. With environments, and for issues with few events
 * of a day, it is counted from the rows.
 */
export function issueTags(partitions: Iterable<Database>, query: TagQuery): TagSummary[] {
  return [...collect(partitions, query)]
    .map(([key, values]) => ({
      key,
      totalValues: values.total,
      uniqueValues: values.counts.size,
      topValues: ranked(values).slice(0, topValues),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

export function tagValues(
  partitions: Iterable<Database>,
  query: TagQuery & { readonly key: string; readonly limit: number; readonly offset: number },
): TagValueCount[] {
  const values = collect(partitions, query, query.key).get(query.key);
  return values === undefined ? [] : ranked(values).slice(query.offset, query.offset + query.limit);
}

function ranked(values: Values): TagValueCount[] {
  return [...values.counts.values()].sort((a, b) => b.count - a.count || b.lastSeen - a.lastSeen || (a.value < b.value ? -1 : 1));
}

function collect(partitions: Iterable<Database>, query: TagQuery, key?: string): Map<string, Values> {
  const keys = new Map<string, Values>();
  const of = (name: string): Values => {
    let values = keys.get(name);
    if (values === undefined) keys.set(name, (values = { total: 0, counts: new Map() }));
    return values;
  };
  for (const database of partitions) {
    const fromRows = (query.environments ?? []).length > 0 || (query.issueId !== undefined && !isCounted(database, query.issueId));
    const counts = fromRows ? countRows(query, key) : countRollups(query, key);
    for (const row of database.all(counts.sql, ...counts.parameters)) {
      const values = of(text(row, "key"));
      values.total += number(row, "n");
      add(values.counts, { value: text(row, "value"), count: number(row, "n"), firstSeen: number(row, "first_seen"), lastSeen: number(row, "last_seen") });
    }
    if (fromRows) continue;
    const residual = rollupScope(query, key);
    for (const row of database.all(`select key, sum(count) as n from tag_residual where ${residual.sql} group by key`, ...residual.parameters)) {
      of(text(row, "key")).total += number(row, "n");
    }
  }
  return keys;
}

function add(counts: Map<string, TagValueCount>, more: TagValueCount): void {
  const known = counts.get(more.value);
  counts.set(
    more.value,
    known === undefined
      ? more
      : {
          value: more.value,
          count: known.count + more.count,
          firstSeen: Math.min(known.firstSeen, more.firstSeen),
          lastSeen: Math.max(known.lastSeen, more.lastSeen),
        },
  );
}

function rollupScope(query: TagQuery, key: string | undefined): Condition {
  const conditions: Condition[] = [oneOf("project_id", query.projectIds), { sql: "issue_id = ?", parameters: [query.issueId ?? 0] }];
  if (key !== undefined) conditions.push({ sql: "key = ?", parameters: [key] });
  return all(conditions);
}

function countRollups(query: TagQuery, key: string | undefined): Condition {
  const where = rollupScope(query, key);
  return {
    sql: `select key, value, sum(count) as n, min(first_seen) as first_seen, max(last_seen) as last_seen from tag_count where ${where.sql} group by key, value`,
    parameters: where.parameters,
  };
}

function countRows(query: TagQuery, key: string | undefined): Condition {
  const conditions = [oneOf("project_id", query.projectIds), inEnvironments(query.environments, "coalesce(environment, '')")];
  if (query.issueId !== undefined) conditions.push({ sql: "issue_id = ?", parameters: [query.issueId] });
  if (query.range !== undefined) conditions.push({ sql: "timestamp >= ? and timestamp < ?", parameters: [query.range.from, query.range.to] });
  if (key !== undefined) conditions.push({ sql: "tag.key = ?", parameters: [key] });
  const where = all(conditions);
  return {
    sql: `select tag.key as key, tag.value as value, count(*) as n, min(timestamp) as first_seen, max(timestamp) as last_seen
          from events, json_each(events.tags) as tag where ${where.sql} group by 1, 2`,
    parameters: where.parameters,
  };
}
