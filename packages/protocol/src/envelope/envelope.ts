import type { JsonObject } from "../json/json-object.ts";

/** One item of an envelope. `payload` is a view into the bytes that were parsed, not a copy. */
export interface EnvelopeItem {
  /** As sent; may be a type that nobody knows. */
  readonly type: string;
  /** Everything in the item's header line, known or not, with `type` and `length`. */
  readonly headers: JsonObject;
  readonly payload: Uint8Array;
  /** Where the item's header line starts in the parsed bytes. */
  readonly start: number;
  /** Where the item's payload ends; the newline that follows is not part of the item. */
  readonly end: number;
}

export interface Envelope {
  readonly headers: JsonObject;
  /** Length of the header line without its newline. */
  readonly headerEnd: number;
  readonly items: readonly EnvelopeItem[];
}

/** What can be wrong with an envelope's framing. Words stay stable: tests and outcomes name them. */
export type EnvelopeReason =
  | "empty_envelope"
  | "header_too_large"
  | "invalid_envelope_header"
  | "item_header_too_large"
  | "invalid_item_header"
  | "missing_item_type"
  | "invalid_item_length"
  | "unexpected_eof"
  | "missing_newline"
  | "too_many_items";

export interface EnvelopeFault {
  readonly reason: EnvelopeReason;
  /** One sentence for a person. Holds no text from the envelope. */
  readonly detail: string;
  /** Byte offset of the header line or payload that is wrong. */
  readonly offset: number;
}

export interface EnvelopeLimits {
  /** Bytes of the envelope's header line. */
  readonly headerBytes: number;
  /** Bytes of an item's header line. */
  readonly itemHeaderBytes: number;
  readonly items: number;
}

export const DEFAULT_ENVELOPE_LIMITS: EnvelopeLimits = { headerBytes: 64 * 1024, itemHeaderBytes: 16 * 1024, items: 1000 };
