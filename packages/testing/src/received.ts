import * as util from "node:util";
import { parseEnvelope, type Event } from "@vedette/core";

/** One item of an envelope. */
export interface ReceivedItem {
  readonly type: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly bytes: Uint8Array;
  /** The payload as JSON; undefined for attachments and other bytes. */
  readonly json: unknown;
}

/** What came with one request. */
export interface ReceivedEnvelope {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly items: readonly ReceivedItem[];
  /** The HTTP request it came with. */
  readonly request: { readonly url: string; readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> };
}

/** Reads what an SDK sent. Throws for broken framing: no SDK may send that. */
export function decodeEnvelope(body: string | Uint8Array, request: ReceivedEnvelope["request"]): ReceivedEnvelope {
  // Jest's jsdom has none.
  if (!("TextDecoder" in globalThis)) Reflect.set(globalThis, "TextDecoder", util.TextDecoder);
  const parsed = parseEnvelope(typeof body === "string" ? Buffer.from(body) : body);
  if (!parsed.ok) throw new Error(`not an envelope: ${parsed.fault.detail}`);
  const items = parsed.envelope.items.map(({ type, headers, payload }) => ({
    type,
    headers,
    bytes: payload,
    json: type === "attachment" ? undefined : readJson(payload),
  }));
  return { headers: parsed.envelope.headers, items, request };
}

function readJson(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return value;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isEvent = (value: unknown): value is Event => isRecord(value) && typeof value["event_id"] === "string";

/** All payloads of one item type, containers such as `log` taken apart. */
export function itemsOf(envelopes: readonly ReceivedEnvelope[], type: string): Record<string, unknown>[] {
  const payloads = envelopes.flatMap(({ items }) => items.filter((item) => item.type === type).map((item) => item.json)).filter(isRecord);
  return payloads.flatMap((payload) => (Array.isArray(payload["items"]) ? payload["items"].filter(isRecord) : [payload]));
}

/** Errors and messages, oldest first. */
export const eventsOf = (envelopes: readonly ReceivedEnvelope[]): Event[] => itemsOf(envelopes, "event").filter(isEvent);
/** Transactions, oldest first. */
export const transactionsOf = (envelopes: readonly ReceivedEnvelope[]): Event[] => itemsOf(envelopes, "transaction").filter(isEvent);
