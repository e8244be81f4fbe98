import type { EventFilter, TimeRange } from "../../../query/model.ts";
import type { AggregateResult, TableAggregate, TableSelect, Value } from "../../../query/table-query.ts";
import type { ItemOutcome } from "../../../pipeline/batch.ts";
import type { Database } from "../../sqlite/database.ts";
import type { DatasetName, DatasetRow } from "../datasets.ts";
import type {
  AttachmentRow,
  EventQuery,
  EventRow,
  IssueRanking,
  IssueRankingQuery,
  IssueTotal,
  IssueTotalsQuery,
  RowQuery,
  SeriesQuery,
  TagQuery,
  TagSummary,
  TagValueCount,
  TelemetryReader,
} from "../port.ts";
import { all, compileFilters, type Condition, oneOf } from "./compile.ts";
import { selectRows } from "./dataset-rows.ts";
import { IssueRanks } from "./rank-issues.ts";
import { idBytes, selectEvents, toAttachmentRow, toEventRow, toOutcome } from "./event-row.ts";
import { dayOf, folderBytes, listDays, ReadablePartitions } from "./partitions.ts";
import { removedEvents } from "./removals.ts";
import { issueSeries, projectSeries } from "./series.ts";
import type { SessionGroup, SessionQuery } from "../sessions.ts";
import { sessionGroups } from "./session-stats.ts";
import { aggregateOver } from "./table-aggregate.ts";
import { selectFrom } from "./table-select.ts";
import { issueTags, tagValues } from "./tags.ts";
import { issueTotals } from "./totals.ts";

/** Opens the partitions in `folder` for reading, as they are asked for. Works while a writer adds to them. */
export function openTelemetryReader(folder: string): Promise<TelemetryReader> {
  return Promise.resolve(new SqliteTelemetryReader(folder));
}

class SqliteTelemetryReader implements TelemetryReader {
  readonly #folder: string;
  readonly #partitions: ReadablePartitions;
  readonly #ranks = new IssueRanks();

  constructor(folder: string) {
    this.#folder = folder;
    this.#partitions = new ReadablePartitions(folder);
  }

  async events(query: EventQuery): Promise<readonly EventRow[]> {
    const order = query.order ?? "newest";
    const [from, to] = days(query.range);
    const start = query.after === undefined ? undefined : dayOf(query.after.timestamp);
    const partitions =
      order === "newest" ? this.#partitions.within(from, Math.min(to, start ?? to)) : this.#partitions.within(Math.max(from, start ?? from), to, "oldest");
    const rows: EventRow[] = [];
    for (const database of partitions) {
      rows.push(...eventsOf(database, query, order, query.limit - rows.length));
      if (rows.length >= query.limit) break;
    }
    return rows;
  }

  async event(projectIds: readonly number[], eventId: string): Promise<EventRow | undefined> {
    const projects = oneOf("project_id", projectIds);
    for (const database of this.#partitions.within(-Infinity, Infinity)) {
      const row = database.get(`${selectEvents} where ${projects.sql} and event_id = ?`, ...projects.parameters, idBytes(eventId));
      if (row !== undefined) return toEventRow(row);
    }
    return undefined;
  }

  async neighbours(row: EventRow, filter: readonly EventFilter[]) {
    const within = { projectIds: [row.projectId], issueId: row.issueId, filter, limit: 1 };
    const [previous, next, first, last] = await Promise.all([
      this.events({ ...within, order: "newest", after: row }),
      this.events({ ...within, order: "oldest", after: row }),
      this.events({ ...within, order: "oldest" }),
      this.events({ ...within, order: "newest" }),
    ]);
    const id = (rows: readonly EventRow[]): string | null => rows[0]?.eventId ?? null;
    return { previous: id(previous), next: id(next), first: id(first), last: id(last) };
  }

  async issueSeries(query: SeriesQuery & { readonly issueIds: readonly number[] }): Promise<ReadonlyMap<number, readonly number[]>> {
    return issueSeries(this.#inRange(query.range), query);
  }

  async projectSeries(query: SeriesQuery): Promise<ReadonlyMap<number, readonly number[]>> {
    return projectSeries(this.#inRange(query.range), query);
  }

  async issueTotals(query: IssueTotalsQuery): Promise<readonly IssueTotal[]> {
    return issueTotals(this.#inRange(query.range), query);
  }

  async rankIssues(query: IssueRankingQuery): Promise<IssueRanking> {
    return this.#ranks.rank(this.#inRange(query.range), query);
  }

  async issueTags(query: TagQuery): Promise<readonly TagSummary[]> {
    return issueTags(this.#inRange(query.range), query);
  }

  async tagValues(query: TagQuery & { readonly key: string; readonly limit: number; readonly offset: number }): Promise<readonly TagValueCount[]> {
    return tagValues(this.#inRange(query.range), query);
  }

  async attachments(projectId: number, eventId: string): Promise<readonly AttachmentRow[]> {
    const rows: AttachmentRow[] = [];
    for (const database of this.#partitions.within(-Infinity, Infinity)) {
      rows.push(
        ...database.all("select * from attachments where project_id = ? and event_id = ? order by seq, id", projectId, idBytes(eventId)).map(toAttachmentRow),
      );
    }
    return rows.sort((a, b) => a.seq - b.seq);
  }

  async sessions(query: SessionQuery): Promise<readonly SessionGroup[]> {
    return sessionGroups(this.#inRange(query.range), query);
  }

  async rows<D extends DatasetName>(query: RowQuery<D>): Promise<readonly DatasetRow<D>[]> {
    const found: DatasetRow<D>[] = [];
    for (const database of this.#partitions.within(...days(query.range), query.order)) {
      if (found.length >= query.limit) break;
      found.push(...selectRows(database, query, query.limit - found.length));
    }
    return found;
  }

  async select(query: TableSelect): Promise<readonly (readonly Value[])[]> {
    return selectFrom(this.#inRange(query.range), query);
  }

  async aggregate(query: TableAggregate): Promise<AggregateResult> {
    return aggregateOver(this.#inRange(query.range), query);
  }

  async outcomes(projectIds: readonly number[], eventId: string): Promise<readonly ItemOutcome[]> {
    const projects = oneOf("project_id", projectIds);
    const rows: ItemOutcome[] = [];
    for (const database of this.#partitions.within(-Infinity, Infinity)) {
      rows.push(
        ...database.all(`select * from outcomes where ${projects.sql} and event_id = ? order by id`, ...projects.parameters, idBytes(eventId)).map(toOutcome),
        ...removedEvents(database, projectIds, eventId),
      );
    }
    return rows.sort((a, b) => a.receivedAt - b.receivedAt || a.seq - b.seq);
  }

  async recentOutcomes(projectIds: readonly number[], limit: number): Promise<readonly ItemOutcome[]> {
    const projects = oneOf("project_id", projectIds);
    const rows: ItemOutcome[] = [];
    for (const database of this.#partitions.within(-Infinity, Infinity)) {
      rows.push(
        ...database
          .all(`select * from outcomes where ${projects.sql} and outcome <> 'accepted' order by id desc limit ?`, ...projects.parameters, limit - rows.length)
          .map(toOutcome),
      );
      if (rows.length >= limit) break;
    }
    return rows;
  }

  async usage(): Promise<{ readonly bytes: number; readonly partitions: number }> {
    return { bytes: folderBytes(this.#folder), partitions: listDays(this.#folder).length };
  }

  async close(): Promise<void> {
    this.#partitions.close();
  }

  #inRange(range: TimeRange | undefined): Iterable<Database> {
    return this.#partitions.within(...days(range));
  }
}

/** First and last day of a half open range. */
function days(range: TimeRange | undefined): [number, number] {
  return range === undefined ? [-Infinity, Infinity] : [dayOf(range.from), Math.ceil(range.to / 86_400_000) - 1];
}

function eventsOf(database: Database, query: EventQuery, order: "newest" | "oldest", limit: number): EventRow[] {
  const filter = compileFilters(query.filter);
  const span = withinSpan(query, order);
  if (query.issueId !== undefined) {
    // The plus keeps the planner from the project's index, through which it would walk all issues.
    const where = all([{ sql: "issue_id = ?", parameters: [query.issueId] }, oneOf("+project_id", query.projectIds), span, filter]);
    return select(database, where, order, limit);
  }
  // Project by project: each is in the order of its index and stops at the limit; all at once would sort the day.
  const rows = query.projectIds.flatMap((projectId) => select(database, all([{ sql: "project_id = ?", parameters: [projectId] }, span, filter]), order, limit));
  if (query.projectIds.length > 1) rows.sort(order === "newest" ? (a, b) => compare(b, a) : compare);
  return rows.slice(0, limit);
}

function select(database: Database, where: Condition, order: "newest" | "oldest", limit: number): EventRow[] {
  const direction = order === "newest" ? "desc" : "asc";
  return database
    .all(`${selectEvents} where ${where.sql} order by timestamp ${direction}, event_id ${direction} limit ?`, ...where.parameters, limit)
    .map(toEventRow);
}

function withinSpan(query: EventQuery, order: "newest" | "oldest"): Condition {
  const conditions: Condition[] = [];
  if (query.range !== undefined) conditions.push({ sql: "timestamp >= ? and timestamp < ?", parameters: [query.range.from, query.range.to] });
  if (query.after !== undefined) {
    const { timestamp, eventId } = query.after;
    const sign = order === "newest" ? "<" : ">";
    // The first term is for the index, which knows nothing of the id.
    conditions.push({ sql: `timestamp ${sign}= ? and (timestamp, event_id) ${sign} (?, ?)`, parameters: [timestamp, timestamp, idBytes(eventId)] });
  }
  return all(conditions);
}

function compare(a: EventRow, b: EventRow): number {
  return a.timestamp - b.timestamp || (a.eventId < b.eventId ? -1 : 1);
}
