import type { EventError, NormalizedEvent, User } from "../../processing/normalize/event.ts";
import type { EventRow } from "../../stores/telemetry/port.ts";
import { isoDate } from "../dates.ts";
import { eventTypeJson, occurrenceJson } from "./occurrence-json.ts";
import { entriesJson } from "./entries-json.ts";
import type { EventJson, EventLiteJson } from "./event-shape.ts";

/** A row of an event list; needs nothing but the row. */
export function eventLiteJson(row: EventRow): EventLiteJson {
  return {
    id: row.eventId,
    "event.type": eventTypeJson(row.type),
    groupID: String(row.issueId),
    eventID: row.eventId,
    projectID: String(row.projectId),
    message: row.message,
    title: row.title,
    location: row.location,
    culprit: row.culprit,
    user: row.user && { id: row.user.id, email: row.user.email, username: row.user.username, ip_address: row.user.ip, name: null, geo: null, data: null },
    tags: tagsJson(row),
    platform: row.platform,
    dateCreated: isoDate(row.timestamp),
    crashFile: null,
    metadata: { ...row.metadata },
  };
}

/** What grouping found out about an event, for `fingerprints` and `groupingConfig`. */
export interface Fingerprints {
  readonly hashes: readonly string[];
  readonly config: string;
}

/** The whole event. Without a body (retention took it) what the row knows is all there is. */
export function eventJson(row: EventRow, body: NormalizedEvent | undefined, fingerprints: Fingerprints): EventJson {
  const { entries, meta } = body === undefined ? { entries: [], meta: {} } : entriesJson(body);
  const notes = body?._meta;
  return {
    id: row.eventId,
    groupID: String(row.issueId),
    eventID: row.eventId,
    projectID: String(row.projectId),
    size: row.bodyBytes,
    entries,
    dist: row.dist,
    message: row.message,
    title: row.title,
    location: row.location,
    user: userJson(body?.user),
    contexts: { ...body?.contexts },
    sdk: body?.sdk === undefined ? null : { name: body.sdk.name ?? null, version: body.sdk.version ?? null },
    context: { ...body?.extra },
    packages: { ...body?.modules },
    type: eventTypeJson(row.type),
    metadata: { ...row.metadata },
    tags: tagsJson(row),
    platform: row.platform,
    dateReceived: isoDate(row.receivedAt),
    dateCreated: isoDate(row.timestamp),
    errors: (body?.errors ?? []).map(errorJson),
    ...occurrenceJson(row, body?.occurrence),
    _meta: {
      entries: meta,
      message: noteAt(notes?.["logentry"], "formatted"),
      user: notes?.["user"] ?? null,
      contexts: notes?.["contexts"] ?? null,
      context: notes?.["extra"] ?? null,
      packages: notes?.["modules"] ?? null,
      tags: notes?.["tags"] ?? null,
      sdk: notes?.["sdk"] ?? null,
    },
    crashFile: null,
    culprit: row.culprit,
    fingerprints: [...fingerprints.hashes],
    groupingConfig: { id: fingerprints.config, enhancements: "" },
    ...(body?.type === "transaction" && {
      startTimestamp: body.start_timestamp ?? body.timestamp,
      endTimestamp: body.timestamp,
      measurements: body.measurements ?? null,
      breakdowns: body.breakdowns ?? null,
    }),
  };
}

/** `…/json/`: the stored event under its wire names, with what clients of that form expect beside it. */
export function rawEventJson(row: EventRow, body: NormalizedEvent | undefined): Readonly<Record<string, unknown>> {
  return {
    ...body,
    event_id: row.eventId,
    project: row.projectId,
    group_id: row.issueId,
    title: row.title,
    culprit: row.culprit,
    location: row.location,
    metadata: row.metadata,
    message: row.message,
    type: eventTypeJson(row.type),
    platform: row.platform,
    level: row.level,
    datetime: isoDate(row.timestamp),
    timestamp: row.timestamp / 1000,
    received: row.receivedAt / 1000,
    tags: row.tags,
  };
}

/** Sorted by key. Tags whose key is also a field of the search language say how to search for them. */
function tagsJson(row: EventRow): EventLiteJson["tags"] {
  return row.tags
    .map(([key, value]) => {
      const query = searchForTag(key, value);
      return { key, value, ...(query !== undefined && { query }) };
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

export function searchForTag(key: string, value: string): string | undefined {
  if (key === "release" || key === "dist") return `${key}:${quoted(value)}`;
  if (key !== "user") return undefined;
  const [, kind, rest] = /^(id|email|username|ip):(.*)$/s.exec(value) ?? [];
  return rest === undefined ? undefined : `user.${kind}:${quoted(rest)}`;
}

function quoted(value: string): string {
  return `"${value.replaceAll(/["*]/g, String.raw`\$&`)}"`;
}

function userJson(user: User | undefined): EventJson["user"] {
  if (user === undefined) return null;
  return {
    id: user.id ?? null,
    email: user.email ?? null,
    username: user.username ?? null,
    ip_address: user.ip_address ?? null,
    name: user.name ?? null,
    geo: user.geo === undefined ? null : { ...user.geo },
    data: user.data === undefined ? null : { ...user.data },
  };
}

const errorTexts: Readonly<Record<string, string>> = {
  invalid_data: "Discarded invalid value",
  invalid_attribute: "Discarded unknown attribute",
  missing_attribute: "Missing value for required attribute",
  value_too_long: "Discarded value due to exceeding maximum length",
  clock_drift: "Clock drift detected in SDK",
  past_timestamp: "Invalid timestamp (too old)",
  future_timestamp: "Invalid timestamp (in future)",
  js_no_source: "Source file was not found",
  js_invalid_source: "Source file is invalid",
  js_invalid_sourcemap_location: "Invalid location in sourcemap",
  js_missing_sources_content: "Source map has no content for the source",
  js_scraping_disabled: "Fetching of source code is switched off",
};

function errorJson({ type, ...data }: EventError): EventJson["errors"][number] {
  return { type, message: errorTexts[type] ?? "Unknown error", data };
}

function noteAt(notes: unknown, member: string): unknown {
  return typeof notes === "object" && notes !== null ? (Object.entries(notes).find(([name]) => name === member)?.[1] ?? null) : null;
}
