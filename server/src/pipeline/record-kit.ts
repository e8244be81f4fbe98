import { parseEnvelope, serializeEnvelope } from "@vedette/protocol";
import { zstdDecompressSync } from "node:zlib";
import { expect } from "vitest";
import { decodeJson, decodeText } from "../processing/json/decode.ts";
import { isObject } from "../processing/json/json.ts";
import { isPerformanceIssueType } from "../project-settings/performance-issue-types.ts";
import type { IncomingItem } from "../items/define-item.ts";
import type { LogRecord, RecordMeta } from "../log/port.ts";
import type { ItemOutcome, ProcessedBatch } from "./batch.ts";

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

/** With one span in it. */
export function transaction(more: Readonly<Record<string, unknown>> = {}) {
  const trace = { trace_id: "ab".repeat(16), span_id: "cd".repeat(8), op: "http.server", status: "ok" };
  const span = { ...trace, span_id: "ef".repeat(8), parent_span_id: trace.span_id, op: "db", description: "select 1" };
  const [start_timestamp, timestamp] = [now / 1000 - 2, now / 1000 - 1];
  return {
    type: "transaction",
    payload: {
      type: "transaction",
      transaction: "GET /cart",
      platform: "node",
      start_timestamp,
      timestamp,
      contexts: { trace },
      spans: [{ ...span, start_timestamp, timestamp: start_timestamp + 0.25 }],
      ...more,
    },
  } as const;
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
    const own = batch.outcomes.filter((outcome) => outcome.seq === record.seq && outcome.detail !== "Reported by the SDK." && !isDerived(outcome));
    const settled = own.reduce((sum, outcome) => sum + (containers.has(outcome.itemType) ? outcome.quantity : 1), 0);
    // A problem of a transaction is no item.
    expect(
      mine(batch.events.filter(({ type }) => !isPerformanceIssueType(type))) +
        mine(batch.attachments) +
        mine(batch.userReports) +
        mine(batch.checkIns) +
        settled,
      `items of record ${record.seq}`,
    ).toBe(received);
  }
}

/** Of the batch's nth file, wherever they are. */
export function attachedBytes({ attachments, blocks }: ProcessedBatch, n: number): Buffer {
  const { body, file } = attachments[n] ?? { body: null, file: null };
  const block = body === null ? undefined : blocks[body.block];
  if (body === null || block === undefined) return Buffer.from(file ?? []);
  const start = block.lengths.slice(0, body.index).reduce((sum, length) => sum + length, 0);
  return zstdDecompressSync(block.compressed).subarray(start, start + (block.lengths[body.index] ?? 0));
}

const containers = new Set(["span", "log", "trace_metric", "statsd"]);

/** What is counted beside its item: the spans of a transaction, the bytes of a container. */
function isDerived({ itemType, category }: ItemOutcome): boolean {
  return category === "log_byte" || category === "trace_metric_byte" || (category === "span" && itemType !== "span");
}

/** An item with a list holds as many things as the list. */
function entriesOf({ type, payload, headers }: IncomingItem): number {
  if (type === "statsd")
    return Math.max(
      decodeText(payload)
        .split("\n")
        .filter((line) => line.trim() !== "").length,
      1,
    );
  if (type !== "raw_security" && !containers.has(type)) return 1;
  const decoded = decodeJson(payload);
  const value = "value" in decoded ? decoded.value : null;
  const list = isObject(value) ? value["items"] : value;
  return Array.isArray(list) && list.length > 0 ? list.length : Number(headers["item_count"] ?? 1);
}
