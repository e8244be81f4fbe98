import { z } from "zod";
import { latestVersions } from "../../issues/search-names.ts";
import { listEvents, type EventCursor, type EventPage } from "../../issues/issue-events.ts";
import { readStoredEvent } from "../../issues/stored-event.ts";
import { parseEventSearch } from "../../query/event-search.ts";
import type { EventFilter } from "../../query/model.ts";
import type { Organization, Project } from "../../stores/state/model.ts";
import type { ApiContext } from "../context.ts";
import type { Reply } from "../define-endpoint.ts";
import { periodQuery, readPeriod, refuseBadSearch } from "../issues/search-request.ts";
import { pageQuery, pageSize, type Cursor, type PageLinks } from "../pagination.ts";
import { eventJson, eventLiteJson } from "./event-json.ts";
import { eventLiteShape, eventShape, type EventJson, type EventLiteJson } from "./event-shape.ts";
import { fingerprintsOf } from "./fingerprints.ts";

export const eventListQuery = z.object({
  ...pageQuery,
  ...periodQuery,
  query: z.string().optional(),
  environment: z.array(z.string()).optional(),
  full: z.string().optional(),
  sort: z.enum(["timestamp", "-timestamp", ""]).optional(),
});

export const eventListShape = z.array(z.union([eventShape, eventLiteShape]));

interface ListContext extends ApiContext {
  readonly organization: Organization;
  readonly query: z.output<typeof eventListQuery>;
}

/** Events of a project or of one issue, newest first unless `sort=timestamp`. */
export async function answerEventList(context: ListContext, projects: readonly Project[], issueId?: number): Promise<Reply<(EventLiteJson | EventJson)[]>> {
  const { query, clock, stores, organization } = context;
  const now = clock.now();
  const { range, explicit } = await readPeriod(query, now);
  const page = await listEvents(stores.telemetry, {
    projectIds: projects.map((project) => project.id),
    ...(issueId !== undefined && { issueId }),
    ...(explicit && { range }),
    filter: [...(await readEventSearch(context, query.query ?? "", projects, organization.id)), ...environmentFilter(query.environment)],
    order: query.sort === "timestamp" ? "oldest" : "newest",
    cursor: query.cursor && eventCursor(query.cursor),
    limit: pageSize(query),
  });
  const full = query.full === "1" || query.full === "true";
  const body = full ? await Promise.all(page.rows.map(async (row) => withBody(context, row, projects))) : page.rows.map(eventLiteJson);
  return { body, page: linksOf(page) };
}

async function withBody({ stores }: ListContext, row: EventPage["rows"][number], projects: readonly Project[]): Promise<EventJson> {
  const body = await readStoredEvent(stores.blobs, row);
  return eventJson(
    row,
    body,
    fingerprintsOf(
      body,
      projects.find(({ id }) => id === row.projectId),
    ),
  );
}

/** `release:latest` is looked up only when the query says it. */
async function readEventSearch(
  { stores, clock }: ListContext,
  query: string,
  projects: readonly Project[],
  organizationId: number,
): Promise<readonly EventFilter[]> {
  const latestReleases = query.includes("latest") ? await latestVersions(stores.state, organizationId, projects) : [];
  return refuseBadSearch(() => parseEventSearch(query, { latestReleases }, clock.now()));
}

export function environmentFilter(environments: readonly string[] = []): readonly EventFilter[] {
  const chosen = environments.filter((name) => name !== "");
  return chosen.length === 0 ? [] : [{ kind: "field", field: "environment", anyOf: chosen.map((value) => ({ kind: "exact", value })), negated: false }];
}

function eventCursor({ value, key = "", isPrevious }: Cursor): EventCursor {
  return { timestamp: value, eventId: key, isPrevious };
}

function linksOf({ previous, next, hasPrevious, hasNext }: EventPage): PageLinks {
  const text = (cursor: EventCursor | undefined, isPrevious: boolean): Cursor =>
    cursor === undefined ? { value: 0, offset: 0, isPrevious } : { value: cursor.timestamp, offset: 0, key: cursor.eventId, isPrevious };
  return { previous: { cursor: text(previous, true), exists: hasPrevious }, next: { cursor: text(next, false), exists: hasNext } };
}
