import type { EventFilter, TimeRange } from "../query/model.ts";
import type { Issue } from "../stores/state/model.ts";
import { isPerformanceIssueType } from "../project-settings/performance-issue-types.ts";
import { occurrenceId } from "../processing/performance/occurrences.ts";
import type { StateReader } from "../stores/state/port.ts";
import type { EventRow, TelemetryReader } from "../stores/telemetry/port.ts";
import { eventIdIn } from "../query/direct-hit.ts";

/** The event next to the page: pages start after it, or end before it when going back. */
export interface EventCursor {
  readonly timestamp: number;
  readonly eventId: string;
  readonly isPrevious: boolean;
}

export interface EventListRequest {
  readonly projectIds: readonly number[];
  readonly issueId?: number;
  readonly range?: TimeRange;
  readonly filter: readonly EventFilter[];
  readonly order: "newest" | "oldest";
  readonly cursor: EventCursor | undefined;
  readonly limit: number;
}

export interface EventPage {
  readonly rows: readonly EventRow[];
  readonly previous: EventCursor | undefined;
  readonly next: EventCursor | undefined;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

export async function listEvents(telemetry: TelemetryReader, request: EventListRequest): Promise<EventPage> {
  const { cursor, limit, order, ...query } = request;
  const backwards = cursor?.isPrevious === true;
  const fetched = await telemetry.events({
    ...query,
    order: backwards ? opposite(order) : order,
    ...(cursor !== undefined && { after: cursor }),
    limit: limit + 1,
  });
  const window = fetched.slice(0, limit);
  const more = fetched.length > limit;
  const rows = backwards ? window.toReversed() : window;
  return {
    rows,
    previous: cursorAt(rows[0], cursor, true),
    next: cursorAt(rows.at(-1), cursor, false),
    hasPrevious: backwards ? more : cursor !== undefined,
    hasNext: backwards ? true : more,
  };
}

/** Beyond the end of a list the cursor that led there is all there is to turn round at. */
function cursorAt(row: EventRow | undefined, cursor: EventCursor | undefined, isPrevious: boolean): EventCursor | undefined {
  const at = row ?? cursor;
  return at && { timestamp: at.timestamp, eventId: at.eventId, isPrevious };
}

function opposite(order: "newest" | "oldest"): "newest" | "oldest" {
  return order === "newest" ? "oldest" : "newest";
}

const week = 7 * 24 * 60 * 60 * 1000;

/**
 * An event of an issue by its id or as `latest`, `oldest`, `recommended`. Recommended is, among the newest events that
 * are at most a week older than the latest, the one with most to look at: a replay counts more than a trace.
 */
export async function eventOfIssue(telemetry: TelemetryReader, issue: Issue, which: string, filter: readonly EventFilter[]): Promise<EventRow | undefined> {
  const query = { projectIds: [issue.projectId], issueId: issue.id, filter };
  if (which === "latest" || which === "oldest") {
    const [row] = await telemetry.events({ ...query, order: which === "latest" ? "newest" : "oldest", limit: 1 });
    return row;
  }
  if (which === "recommended") {
    const rows = await telemetry.events({ ...query, order: "newest", limit: 25 });
    const latest = rows[0]?.timestamp ?? 0;
    return rows.filter((row) => latest - row.timestamp <= week).toSorted((a, b) => richness(b) - richness(a))[0];
  }
  const eventId = eventIdIn(which);
  const row = eventId === undefined ? undefined : await telemetry.event([issue.projectId], eventId);
  return row?.issueId === issue.id ? row : undefined;
}

/** The event of an issue of performance by the id of its transaction, which is in other issues, too. */
export async function occurrenceIn(
  { state, telemetry }: { readonly state: Pick<StateReader, "hashes">; readonly telemetry: Pick<TelemetryReader, "event"> },
  { id, projectId, type }: Issue,
  transaction: string,
): Promise<EventRow | undefined> {
  const eventId = eventIdIn(transaction);
  if (eventId === undefined || !isPerformanceIssueType(type)) return undefined;
  for (const { hash } of await state.hashes(id)) {
    const row = await telemetry.event([projectId], occurrenceId(eventId, hash));
    if (row?.issueId === id) return row;
  }
  return undefined;
}

function richness(row: EventRow): number {
  return (row.tags.some(([key]) => key === "replayId") ? 2 : 0) + (row.traceId === null ? 0 : 1);
}
