import path from "node:path";
import type { Database } from "../../sqlite/database.ts";
import { number } from "../../sqlite/row.ts";
import type { IssueRanking, IssueRankingQuery } from "../port.ts";
import type { Condition } from "./compile.ts";
import { countRollups, countRows, userCounts } from "./totals.ts";

const dayMs = 86_400_000;
/** Of all days that are kept. Two weeks of 6,000 issues a day take 1 MB. */
const mostBytes = 32 * 1024 * 1024;

/** Issues of one day in ascending order, with what they are ranked by. */
interface DayRanks {
  readonly ids: Int32Array;
  readonly values: Float64Array;
}

interface Kept extends DayRanks {
  /** Of the connection: another one means that somebody wrote to the file. */
  readonly version: number;
}

/**
 * What was, is asked for again and again: with each page, each refresh, each other sort of the same list. Whole days that lie
 * back hardly ever change, so what they come to is kept in memory until they do; only the days that the range cuts are counted
 * anew. Of a million events in 20,000 issues two weeks cost 100 ms, and 6 ms from then on.
 */
export class IssueRanks {
  #kept = new WeakMap<Database, Map<string, Kept>>();
  #bytes = 0;

  rank(partitions: Iterable<Database>, query: IssueRankingQuery): IssueRanking {
    const days = [...partitions].map((database) => this.#day(database, query));
    return order(merge(days, query.by));
  }

  #day(database: Database, query: IssueRankingQuery): DayRanks {
    const start = Date.parse(path.basename(database.file, ".db"));
    if (query.range.from > start || query.range.to < start + dayMs) return read(database, query);
    const { projectIds, environments = [], filter = [], by } = query;
    const key = JSON.stringify([by, projectIds, environments, filter]);
    const version = number(database.get("pragma data_version") ?? {}, "data_version");
    const known = this.#kept.get(database)?.get(key);
    if (known?.version === version) return known;
    const ranks = { version, ...read(database, query) };
    this.#bytes += ranks.ids.byteLength + ranks.values.byteLength + key.length;
    if (this.#bytes > mostBytes) {
      this.#kept = new WeakMap();
      this.#bytes = 0;
    }
    const own = this.#kept.get(database) ?? new Map<string, Kept>();
    this.#kept.set(database, own.set(key, ranks));
    return ranks;
  }
}

function read(database: Database, query: IssueRankingQuery): DayRanks {
  const { sql, parameters } = ranked(database, query);
  const rows = database.all(sql, ...parameters);
  const ids = new Int32Array(rows.length);
  const values = new Float64Array(rows.length);
  for (const [index, row] of rows.entries()) {
    ids[index] = number(row, "issue_id");
    values[index] = number(row, "value");
  }
  return { ids, values };
}

const valueColumns = { freq: "n", date: "last_seen", new: "first_seen" } as const;

function ranked(database: Database, query: IssueRankingQuery): Condition {
  if (query.by === "user") return userCounts(query, database);
  const counts = (query.filter ?? []).length > 0 ? countRows(query) : countRollups(query);
  return { sql: `select issue_id, ${valueColumns[query.by]} as value from (${counts.sql}) order by issue_id`, parameters: counts.parameters };
}

/** By place in an array: a map of so many numbers takes ten times as long. */
function merge(days: readonly DayRanks[], by: IssueRankingQuery["by"]): DayRanks {
  const most = days.reduce((max, { ids }) => Math.max(max, ids.at(-1) ?? 0), 0);
  const least = days.reduce((min, { ids }) => Math.min(min, ids[0] ?? most), most);
  const sums = new Float64Array(most - least + 1).fill(-1);
  let found = 0;
  for (const { ids, values } of days) {
    for (let index = 0; index < ids.length; index++) {
      const at = (ids[index] ?? 0) - least;
      const value = values[index] ?? 0;
      const sum = sums[at] ?? -1;
      if (sum < 0) {
        found++;
        sums[at] = value;
      } else sums[at] = by === "date" ? Math.max(sum, value) : by === "new" ? Math.min(sum, value) : sum + value;
    }
  }
  const merged = { ids: new Int32Array(found), values: new Float64Array(found) };
  let next = 0;
  for (let at = 0; at < sums.length; at++) {
    const sum = sums[at] ?? -1;
    if (sum < 0) continue;
    merged.ids[next] = at + least;
    merged.values[next++] = sum;
  }
  return merged;
}

/** By value, then by id, both descending. */
function order({ ids, values }: DayRanks): IssueRanking {
  const places = Uint32Array.from(ids, (_, index) => index).sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || b - a);
  const ranking = { ids: new Int32Array(ids.length), values: new Float64Array(ids.length) };
  for (const [rank, place] of places.entries()) {
    ranking.ids[rank] = ids[place] ?? 0;
    ranking.values[rank] = values[place] ?? 0;
  }
  return ranking;
}
