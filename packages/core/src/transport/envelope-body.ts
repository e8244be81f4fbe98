import { serializeEnvelope } from "@vedette/protocol";
import { headerJson, headerMembers } from "./header-json.ts";
import type { OutgoingEnvelope, OutgoingItem } from "./outgoing.ts";

let lastSecond = { second: 0, text: "1970-01-01T00:00:00." };

/** Only the milliseconds change from one envelope to the next. */
function isoTime(at: number): string {
  const second = Math.floor(at / 1000);
  if (lastSecond.second !== second) lastSecond = { second, text: new Date(second * 1000).toISOString().slice(0, -4) };
  return `${lastSecond.text}${String(Math.floor(at) - second * 1000).padStart(3, "0")}Z`;
}

/**
 * What goes over the wire: text where no payload needs bytes. A payload of text ends where its line ends (`protocol.md` §6), so that it needs no
 * `length`. Measured: the engine turns 2 kB of text into bytes in 0.5 µs while it sends them, `TextEncoder` in 5.
 */
export function textOrBytes(now: number, envelope: OutgoingEnvelope, items = envelope.items): string | Uint8Array {
  const members = envelope.headersJson?.() ?? headerMembers(envelope.headers);
  let text = `{${members}${members === "" ? "" : ","}"sent_at":"${isoTime(now)}"}\n`;
  for (const { header, payload } of items) {
    if (typeof payload !== "string") return bytesWith(isoTime(now), envelope.headers, items);
    text += `${itemHeaderJson(header)}\n${payload}\n`;
  }
  return text;
}

const bytesWith = (sentAt: string, headers: OutgoingEnvelope["headers"], items: readonly OutgoingItem[]): Uint8Array =>
  serializeEnvelope(
    { ...headers, sent_at: sentAt },
    items.map(({ header, payload }) => ({ headers: header, payload })),
  );

let lastItem: { readonly header: OutgoingItem["header"]; readonly json: string } | undefined;

/** Those of events are constants. */
function itemHeaderJson(header: OutgoingItem["header"]): string {
  if (lastItem?.header !== header) lastItem = { header, json: headerJson(header) };
  return lastItem.json;
}

export const bytesOf = (body: string | Uint8Array): Uint8Array => (typeof body === "string" ? new TextEncoder().encode(body) : body);
