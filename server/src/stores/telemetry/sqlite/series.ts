import type { Database } from "../../sqlite/database.ts";
import { number } from "../../sqlite/row.ts";
import type { SeriesQuery } from "../port.ts";
import { all, type Condition, oneOf } from "./compile.ts";

const hourMs = 3_600_000;

export function issueSeries(partitions: Iterable<Database>, query: SeriesQuery & { readonly issueIds: readonly number[] }): Map<number, number[]> {
  const series = new Series(query, query.issueIds);
  const only = all([oneOf("issue_id", query.issueIds), oneOf("project_id", query.projectIds), inEnvironments(query.environments)]);
  for (const database of partitions) series.add(database, "issue_id", "issue_hour", only);
  return series.counts;
}

export function projectSeries(partitions: Iterable<Database>, query: SeriesQuery): Map<number, number[]> {
  const series = new Series(query, query.projectIds);
  const only = all([oneOf("project_id", query.projectIds), inEnvironments(query.environments)]);
  for (const database of partitions) series.add(database, "project_id", "project_hour", only);
  return series.counts;
}

/** In rollups an event without environment has the empty one. */
export function inEnvironments(environments: readonly string[] | undefined, column = "environment"): Condition {
  return environments === undefined || environments.length === 0 ? { sql: "true", parameters: [] } : oneOf(column, environments);
}

class Series {
  readonly counts = new Map<number, number[]>();
  readonly #query: SeriesQuery;
  readonly #start: number;

  constructor(query: SeriesQuery, ids: readonly number[]) {
    this.#query = query;
    this.#start = Math.floor(query.range.from / query.bucketMs) * query.bucketMs;
    const length = Math.max(0, Math.ceil((query.range.to - this.#start) / query.bucketMs));
    for (const id of ids) this.counts.set(id, Array.from<number>({ length }).fill(0));
  }

  /** Whole hours from the rollup: the hours that the range cuts count in full. Buckets under an hour from the rows. */
  add(database: Database, id: "issue_id" | "project_id", rollup: "issue_hour" | "project_hour", only: Condition): void {
    const { range, bucketMs } = this.#query;
    const source =
      bucketMs % hourMs === 0
        ? { time: "hour", count: "count", table: rollup, from: Math.floor(range.from / hourMs) * hourMs, only: only.sql }
        : { time: "timestamp", count: "1", table: "events", from: range.from, only: only.sql.replaceAll("environment", "coalesce(environment, '')") };
    const rows = database.all(
      `select ${id} as id, cast((${source.time} - ?) / ? as integer) as bucket, sum(${source.count}) as n from ${source.table}
       where ${source.only} and ${source.time} >= ? and ${source.time} < ? group by 1, 2`,
      this.#start,
      bucketMs,
      ...only.parameters,
      source.from,
      range.to,
    );
    for (const row of rows) {
      const counts = this.counts.get(number(row, "id"));
      const bucket = number(row, "bucket");
      if (counts?.[bucket] !== undefined) counts[bucket] += number(row, "n");
    }
  }
}
