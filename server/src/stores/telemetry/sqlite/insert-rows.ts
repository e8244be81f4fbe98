import type { ItemOutcome } from "../../../pipeline/batch.ts";
import type { Database } from "../../sqlite/database.ts";
import type { AttachmentRow } from "../port.ts";
import { idBytes } from "./event-row.ts";

export function insertAttachment(database: Database, row: AttachmentRow): void {
  database.run(
    "insert or replace into attachments values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    row.projectId,
    idBytes(row.eventId),
    row.id,
    row.seq,
    row.receivedAt,
    row.day,
    row.name,
    row.contentType,
    row.type,
    row.size,
    row.sha1,
    row.body?.day ?? null,
    row.body?.segment ?? null,
    row.body?.ordinal ?? null,
  );
}

export function insertOutcome(database: Database, row: ItemOutcome): void {
  database.run(
    `insert into outcomes (project_id, event_id, seq, key_id, received_at, item_type, category, outcome, reason, detail, quantity)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.projectId,
    row.eventId === null ? null : idBytes(row.eventId),
    row.seq,
    row.keyId,
    row.receivedAt,
    row.itemType,
    row.category,
    row.outcome,
    row.reason,
    row.detail,
    row.quantity,
  );
}
