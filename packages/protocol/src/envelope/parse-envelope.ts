import { isJsonObject, type JsonObject } from "../json/json-object.ts";
import { DEFAULT_ENVELOPE_LIMITS, type Envelope, type EnvelopeFault, type EnvelopeItem, type EnvelopeLimits, type EnvelopeReason } from "./envelope.ts";

export type ParsedEnvelope = { readonly ok: true; readonly envelope: Envelope } | { readonly ok: false; readonly fault: EnvelopeFault };

/** An envelope of which only the beginning is known. */
export type PeekedEnvelope =
  | {
      readonly ok: true;
      /** Undefined while the header line is not complete. */
      readonly headers: JsonObject | undefined;
      /** `bytes` of the last item is what it announces, or what has arrived of it if it announces nothing. */
      readonly items: readonly { readonly type: string; readonly bytes: number; readonly headers: JsonObject }[];
    }
  | { readonly ok: false; readonly fault: EnvelopeFault };

const LF = 0x0a;
const MAX_LENGTH = 0xffff_ffff;
// Made when it is needed, like the encoder of serialize-envelope.ts.
let decoder: InstanceType<typeof TextDecoder> | undefined;

/**
 * Splits an envelope into headers and items, without looking into payloads. Never throws.
 *
 * Framing as in `protocol.md` §6: lines end with 0x0A only, `length` counts bytes, an item without `length` runs to the next
 * newline, an item header at the very end has an empty payload, whitespace after the last item is nobody's business.
 */
export function parseEnvelope(bytes: Uint8Array, limits: EnvelopeLimits = DEFAULT_ENVELOPE_LIMITS): ParsedEnvelope {
  const walk = walkEnvelope(bytes, limits, true);
  if (walk.fault !== undefined) return { ok: false, fault: walk.fault };
  return { ok: true, envelope: { headers: walk.headers ?? {}, headerEnd: walk.headerEnd, items: walk.items } };
}

/**
 * Reads as much as there is of an envelope that is still arriving, so that limits can be enforced before the rest is
 * received or inflated. Reports only faults that more bytes cannot heal.
 */
export function peekEnvelope(bytes: Uint8Array, limits: EnvelopeLimits = DEFAULT_ENVELOPE_LIMITS): PeekedEnvelope {
  const walk = walkEnvelope(bytes, limits, false);
  if (walk.fault !== undefined) return { ok: false, fault: walk.fault };
  const items = walk.items.map(({ type, headers, payload }) => ({ type, headers, bytes: announcedLength(headers) ?? payload.length }));
  return { ok: true, headers: walk.headers, items };
}

interface Walk {
  readonly headers: JsonObject | undefined;
  readonly headerEnd: number;
  readonly items: readonly EnvelopeItem[];
  readonly fault?: EnvelopeFault;
}

function walkEnvelope(bytes: Uint8Array, limits: EnvelopeLimits, whole: boolean): Walk {
  const items: EnvelopeItem[] = [];
  const failed = (reason: EnvelopeReason, detail: string, offset: number): Walk => ({
    headers: undefined,
    headerEnd: 0,
    items,
    fault: { reason, detail, offset },
  });
  if (whole && bytes.length === 0) return failed("empty_envelope", "The envelope is empty.", 0);
  const firstLf = bytes.indexOf(LF);
  const headerEnd = firstLf === -1 ? bytes.length : firstLf;
  if (headerEnd > limits.headerBytes) return failed("header_too_large", `The envelope header line is longer than ${limits.headerBytes} bytes.`, 0);
  if (firstLf === -1 && !whole) return { headers: undefined, headerEnd, items };
  const headers = readHeaders(bytes, 0, headerEnd);
  if (headers === undefined) return failed("invalid_envelope_header", "The first line is not a JSON object.", 0);
  let at = headerEnd + 1;
  while (at < bytes.length && !isBlank(bytes, at)) {
    if (items.length === limits.items) return failed("too_many_items", `The envelope has more than ${limits.items} items.`, at);
    const read = readItem(bytes, at, limits, whole);
    if (read === undefined) break;
    if ("reason" in read) return { headers, headerEnd, items, fault: read };
    items.push(read);
    at = read.end + 1;
  }
  return { headers, headerEnd, items };
}

/** Undefined when the header line has not arrived completely. */
function readItem(bytes: Uint8Array, start: number, limits: EnvelopeLimits, whole: boolean): EnvelopeItem | EnvelopeFault | undefined {
  const fault = (reason: EnvelopeReason, detail: string, offset = start): EnvelopeFault => ({ reason, detail, offset });
  const lf = bytes.indexOf(LF, start);
  const headerEnd = lf === -1 ? bytes.length : lf;
  if (headerEnd - start > limits.itemHeaderBytes) return fault("item_header_too_large", `An item header line is longer than ${limits.itemHeaderBytes} bytes.`);
  if (lf === -1 && !whole) return undefined;
  const headers = readHeaders(bytes, start, headerEnd);
  if (headers === undefined) return fault("invalid_item_header", "An item header is not a JSON object.");
  const type = headers["type"];
  if (typeof type !== "string" || type === "") return fault("missing_item_type", "An item header has no type.");
  const length = announcedLength(headers);
  if (length === undefined && headers["length"] !== undefined && headers["length"] !== null) {
    return fault("invalid_item_length", "The length of an item is not a whole number of bytes.");
  }
  const payloadStart = Math.min(headerEnd + 1, bytes.length);
  if (length === undefined) {
    const next = bytes.indexOf(LF, payloadStart);
    const end = next === -1 ? bytes.length : next;
    return { type, headers, payload: bytes.subarray(payloadStart, end), start, end };
  }
  const end = payloadStart + length;
  if (end > bytes.length) {
    if (whole) return fault("unexpected_eof", `An item announces ${length} bytes, but only ${bytes.length - payloadStart} follow.`, payloadStart);
    return { type, headers, payload: bytes.subarray(payloadStart), start, end: bytes.length };
  }
  if (end < bytes.length && bytes[end] !== LF) return fault("missing_newline", `No newline follows the ${length} bytes that an item announces.`, end);
  return { type, headers, payload: bytes.subarray(payloadStart, end), start, end };
}

function announcedLength(headers: JsonObject): number | undefined {
  const length = headers["length"];
  return typeof length === "number" && Number.isInteger(length) && length >= 0 && length <= MAX_LENGTH ? length : undefined;
}

function readHeaders(bytes: Uint8Array, start: number, end: number): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse((decoder ??= new TextDecoder()).decode(bytes.subarray(start, end)));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Only whitespace from here to the end. Looks at one byte in all but the last call for an envelope. */
function isBlank(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte !== LF && byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return false;
  }
  return true;
}
