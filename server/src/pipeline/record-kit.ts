import { parseEnvelope, serializeEnvelope } from "@vedette/protocol";
import { expect } from "vitest";
import { decodeJson } from "../processing/json/decode.ts";
import type { LogRecord, RecordMeta } from "../log/port.ts";
import type { ProcessedBatch } from "./batch.ts";

/** For tests: records as ingest would have written them, and the rule that nothing may vanish. */

export const now = Date.UTC(2026, 9, 1, 12, 30);

export interface TestItem {
  readonly type: string;
  readonly payload: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
}

export function eventId(n: number): string {
  return n.toString(16).padStart(32, "0");
}

/** Payloads that are no text or bytes are sent as JSON. */
export function envelopeRecord(
  seq: number,
  items: readonly TestItem[],
  meta: Partial<RecordMeta> = {},
  headers: Readonly<Record<string, unknown>> = {},
): LogRecord {
  const full = metaOf(seq, meta);
  const body = serializeEnvelope(
    { event_id: full.eventId, ...headers },
    items.map(({ type, payload, headers: more }) => ({
      headers: { ...more, type },
      payload: typeof payload === "string" || payload instanceof Uint8Array ? payload : JSON.stringify(payload),
    })),
  );
  return { seq, meta: full, body };
}

export function metaOf(seq: number, meta: Partial<RecordMeta> = {}): RecordMeta {
  return {
    endpoint: "envelope",
    projectId: 1,
    keyId: 1,
    receivedAt: now,
    eventId: eventId(seq),
    clientIp: "203.0.113.9",
    userAgent: null,
    origin: null,
    authClient: null,
    ...meta,
  };
}

export function errorEvent(type: string, more: Readonly<Record<string, unknown>> = {}): TestItem {
  const frames = [{ filename: "app/cart.js", function: type.toLowerCase(), module: "app.cart", in_app: true, lineno: 4 }];
  return {
    type: "event",
    payload: { platform: "node", timestamp: now / 1000, exception: { values: [{ type, value: "boom", stacktrace: { frames } }] }, ...more },
  };
}

export function batchOf(records: readonly LogRecord[]): { readonly firstSeq: number; readonly lastSeq: number } {
  return { firstSeq: records[0]?.seq ?? 0, lastSeq: records.at(-1)?.seq ?? 0 };
}

/** Every item received was stored or has an outcome of its own; what SDKs report comes on top. */
export function expectAccounted(records: readonly LogRecord[], batch: ProcessedBatch): void {
  for (const record of records) {
    const parsed = record.meta.endpoint !== "store" ? parseEnvelope(record.body) : undefined;
    const received = parsed === undefined || !parsed.ok ? 1 : parsed.envelope.items.reduce((sum, item) => sum + entriesOf(item), 0);
    const mine = (all: readonly { readonly seq: number }[]): number => all.filter(({ seq }) => seq === record.seq).length;
    const own = batch.outcomes.filter(({ detail }) => detail !== "Reported by the SDK.");
    expect(mine(batch.events) + mine(batch.attachments) + mine(batch.userReports) + mine(own), `items of record ${record.seq}`).toBe(received);
  }
}

/** An item with a list of reports holds as many events. */
function entriesOf({ type, payload }: { readonly type: string; readonly payload: Uint8Array }): number {
  if (type !== "raw_security") return 1;
  const decoded = decodeJson(payload);
  return "value" in decoded && Array.isArray(decoded.value) && decoded.value.length > 0 ? decoded.value.length : 1;
}
