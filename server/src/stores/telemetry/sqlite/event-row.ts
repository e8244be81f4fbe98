import type { SQLInputValue } from "node:sqlite";
import { DATA_CATEGORIES, OUTCOMES } from "@vedette/protocol";
import type { EventLevel, EventType, ItemOutcome } from "../../../pipeline/batch.ts";
import { performanceIssueTypeNames } from "../../../project-settings/performance-issue-types.ts";
import type { Row } from "../../sqlite/database.ts";
import { bytes, keyWord, number, numberOrNull, stringRecord, text, textOrNull, word } from "../../sqlite/row.ts";
import type { BodyRef } from "../../blobs/port.ts";
import type { AttachmentRow, EventRow } from "../port.ts";

const eventTypes: readonly EventType[] = [
  ...(["error", "default", "csp", "hpkp", "expectct", "expectstaple", "nel", "feedback", "generic"] as const),
  ...performanceIssueTypeNames,
];
const eventLevels = ["debug", "info", "warning", "error", "fatal", "sample"] as const satisfies readonly EventLevel[];

const columns = [
  "project_id",
  "event_id",
  "seq",
  "issue_id",
  "timestamp",
  "received_at",
  "key_id",
  "type",
  "level",
  "platform",
  "title",
  "culprit",
  "location",
  "metadata",
  "message",
  "logger",
  "environment",
  "release",
  "dist",
  "transaction_name",
  "handled",
  "trace_id",
  "span_id",
  "sdk",
  "user_tag",
  "user_id",
  "user_email",
  "user_username",
  "user_ip",
  "tags",
  "body_day",
  "body_segment",
  "body_ordinal",
  "body_bytes",
  "primary_hash",
];

export const selectEvents = `select ${columns.join(", ")} from events`;
export const insertStack = "insert into stacks (digest, text) values (?, ?) on conflict do nothing";
export const insertEvent = `insert into events (${columns.join(", ")}, geo, stack_id)
  values (${columns.map(() => "?").join(", ")}, ?, (select id from stacks where digest = ?)) on conflict do nothing`;

export function idBytes(eventId: string): Buffer {
  return Buffer.from(eventId, "hex");
}

export function idText(blob: Uint8Array): string {
  return Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength).toString("hex");
}

/** Parameters of `insertEvent`. */
export function eventParameters(event: EventRow): SQLInputValue[] {
  const { user, body } = event;
  return [
    event.projectId,
    idBytes(event.eventId),
    event.seq,
    event.issueId,
    event.timestamp,
    event.receivedAt,
    event.keyId,
    event.type,
    event.level,
    event.platform,
    event.title,
    event.culprit,
    event.location,
    JSON.stringify(event.metadata),
    event.message,
    event.logger,
    event.environment,
    event.release,
    event.dist,
    event.transaction,
    event.handled === null ? null : Number(event.handled),
    event.traceId,
    event.spanId,
    event.sdk,
    user?.tag ?? null,
    user?.id ?? null,
    user?.email ?? null,
    user?.username ?? null,
    user?.ip ?? null,
    JSON.stringify(Object.fromEntries(event.tags)),
    body.day,
    body.segment,
    body.ordinal,
    event.bodyBytes,
    event.primaryHash === null ? null : idBytes(event.primaryHash),
    event.geo ?? null,
    event.stack === undefined ? null : idBytes(event.stack.digest),
  ];
}

export function toEventRow(row: Row): EventRow {
  const userTag = textOrNull(row, "user_tag");
  const handled = numberOrNull(row, "handled");
  return {
    projectId: number(row, "project_id"),
    eventId: idText(bytes(row, "event_id")),
    seq: number(row, "seq"),
    issueId: number(row, "issue_id"),
    timestamp: number(row, "timestamp"),
    receivedAt: number(row, "received_at"),
    keyId: number(row, "key_id"),
    type: word(eventTypes, text(row, "type")),
    level: word(eventLevels, text(row, "level")),
    platform: text(row, "platform"),
    title: text(row, "title"),
    culprit: text(row, "culprit"),
    location: textOrNull(row, "location"),
    metadata: stringRecord(text(row, "metadata")),
    message: text(row, "message"),
    logger: textOrNull(row, "logger"),
    environment: textOrNull(row, "environment"),
    release: textOrNull(row, "release"),
    dist: textOrNull(row, "dist"),
    transaction: textOrNull(row, "transaction_name"),
    handled: handled === null ? null : handled === 1,
    traceId: textOrNull(row, "trace_id"),
    spanId: textOrNull(row, "span_id"),
    sdk: textOrNull(row, "sdk"),
    user:
      userTag === null
        ? null
        : {
            tag: userTag,
            id: textOrNull(row, "user_id"),
            email: textOrNull(row, "user_email"),
            username: textOrNull(row, "user_username"),
            ip: textOrNull(row, "user_ip"),
          },
    // An object lists keys that look like numbers first: sorting brings the order of the pairs back.
    tags: Object.entries(stringRecord(text(row, "tags"))).sort(([a], [b]) => (a < b ? -1 : 1)),
    body: { day: number(row, "body_day"), segment: number(row, "body_segment"), ordinal: number(row, "body_ordinal") },
    bodyBytes: number(row, "body_bytes"),
    primaryHash: row["primary_hash"] === null ? null : idText(bytes(row, "primary_hash")),
  };
}

/** Absent from a partition that an older program wrote and no server has opened since. */
function bodyRef(row: Row): BodyRef | null {
  if (row["body_day"] === null || row["body_day"] === undefined) return null;
  return { day: number(row, "body_day"), segment: number(row, "body_segment"), ordinal: number(row, "body_ordinal") };
}

export function toAttachmentRow(row: Row): AttachmentRow {
  return {
    seq: number(row, "seq"),
    id: text(row, "id"),
    projectId: number(row, "project_id"),
    eventId: idText(bytes(row, "event_id")),
    receivedAt: number(row, "received_at"),
    day: number(row, "day"),
    name: text(row, "name"),
    contentType: text(row, "content_type"),
    type: text(row, "type"),
    size: number(row, "size"),
    sha1: text(row, "sha1"),
    body: bodyRef(row),
  };
}

export function toOutcome(row: Row): ItemOutcome {
  return {
    seq: number(row, "seq"),
    projectId: number(row, "project_id"),
    keyId: number(row, "key_id"),
    receivedAt: number(row, "received_at"),
    eventId: row["event_id"] === null ? null : idText(bytes(row, "event_id")),
    itemType: text(row, "item_type"),
    category: keyWord(DATA_CATEGORIES, text(row, "category")),
    outcome: keyWord(OUTCOMES, text(row, "outcome")),
    reason: textOrNull(row, "reason"),
    detail: textOrNull(row, "detail"),
    quantity: number(row, "quantity"),
  };
}
