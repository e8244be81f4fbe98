import type { JsonObject } from "../json/json-object.ts";

export interface OutgoingItem {
  /** `type` is required on the wire; `length` is set here. */
  readonly headers: JsonObject & { readonly type: string };
  readonly payload: Uint8Array | string;
}

const LF = 0x0a;

// Made when it is needed: Jest's jsdom has none, and a page's tests must be able to load this there.
let encoder: InstanceType<typeof TextEncoder> | undefined;
const encode = (text: string): Uint8Array => (encoder ??= new TextEncoder()).encode(text);

/** The bytes of an envelope. Every item carries its `length`, so payloads may hold any byte; the envelope ends with a newline. */
export function serializeEnvelope(headers: JsonObject, items: readonly OutgoingItem[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [encode(JSON.stringify(headers))];
  for (const item of items) {
    const payload = typeof item.payload === "string" ? encode(item.payload) : item.payload;
    parts.push(encode(JSON.stringify({ ...item.headers, length: payload.length })), payload);
  }
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length + 1, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
    bytes[at++] = LF;
  }
  return bytes;
}
