import { randomUUID } from "node:crypto";
import {
  ATTACHMENT_REFERENCE,
  itemCategory,
  itemSpec,
  normalizeEventId,
  parseEnvelope,
  parseEventJson,
  peekEnvelope,
  isJsonObject,
  type DataCategory,
  type Envelope,
  type EnvelopeFault,
  type EnvelopeItem,
} from "@vedette/protocol";
import { limits } from "../config/limits.ts";
import { answerAccepted } from "./answer.ts";
import type { Endpoint, Submission } from "./endpoint.ts";
import { checkComposition, checkItems, countItem, type SizedItem } from "./item-rules.ts";
import { badRequest, type Refusal } from "./refusal.ts";

const FRAMING = { headerBytes: limits.envelopeHeaderBytes, itemHeaderBytes: limits.itemHeaderBytes, items: limits.items };

export const envelopeEndpoint: Endpoint = {
  kind: "envelope",
  methods: ["POST"],
  rules: { maxBytes: limits.envelopeBytes, peek: peekItems },
  authInBody: true,
  read: readEnvelope,
  answer: (_, response, eventId) => answerAccepted(response, eventId),
};

/** Splits an envelope and holds it to its limits. Payloads are not parsed (but see `payloadEventId`). */
function readEnvelope(body: Buffer): Submission | Refusal {
  const parsed = parseEnvelope(body, FRAMING);
  if (!parsed.ok) return invalidEnvelope(parsed.fault);
  const { envelope } = parsed;
  const sized = envelope.items.map(sizedItem);
  const refusal = checkItems(sized) ?? checkComposition(sized);
  if (refusal !== undefined) return refusal;
  const dsn = envelope.headers["dsn"];
  return {
    eventId: eventIdOf(envelope),
    body,
    items: sized.map(countItem),
    charged: sized.filter(({ type, headers }) => type !== "form_data" && headers["content_type"] !== ATTACHMENT_REFERENCE).map(countItem),
    without: (limited) => without(limited, body, envelope),
    dsn: typeof dsn === "string" ? dsn : undefined,
  };
}

function peekItems(prefix: Uint8Array): Refusal | undefined {
  const peeked = peekEnvelope(prefix, FRAMING);
  return peeked.ok ? checkItems(peeked.items) : invalidEnvelope(peeked.fault);
}

function sizedItem(item: EnvelopeItem): SizedItem {
  return { type: item.type, bytes: item.payload.length, headers: item.headers };
}

/**
 * The envelope's own id wins over the payload's, and one is made where there is none (`protocol.md` §6.1). Also for envelopes
 * without events: clients expect an id, and what became of the items is found by it.
 */
function eventIdOf({ headers, items }: Envelope): string {
  return normalizeEventId(headers["event_id"]) ?? payloadEventId(items) ?? newEventId();
}

/** SDKs put the id into the envelope header. Only a hand-made envelope pays for a look into its payload. */
function payloadEventId(items: readonly EnvelopeItem[]): string | undefined {
  const event = items.find((item) => itemSpec(item.type)?.createsEvent === true && item.type !== "unreal_report");
  if (event === undefined) return undefined;
  try {
    const payload = parseEventJson(new TextDecoder().decode(event.payload));
    return isJsonObject(payload) ? normalizeEventId(payload["event_id"]) : undefined;
  } catch {
    return undefined;
  }
}

export function newEventId(): string {
  return randomUUID().replaceAll("-", "");
}

/** What belongs to an event goes with it; sessions, client reports and the like stay (`protocol.md` §11.4). */
function without(
  limited: ReadonlySet<DataCategory>,
  body: Buffer,
  { headerEnd, items }: Envelope,
): { readonly body: Uint8Array; readonly dropped: ReturnType<typeof countItem>[] } | undefined {
  const isLimited = ({ type, headers }: EnvelopeItem): boolean => limited.has(itemCategory(type, headers));
  const eventGoes = items.some((item) => itemSpec(item.type)?.createsEvent === true && isLimited(item));
  const goes = (item: EnvelopeItem): boolean => isLimited(item) || (eventGoes && itemSpec(item.type)?.needsEventId === true);
  const kept = items.filter((item) => !goes(item));
  if (kept.length === 0) return undefined;
  const newline = Buffer.from("\n");
  const parts = [body.subarray(0, headerEnd), newline, ...kept.flatMap((item) => [body.subarray(item.start, item.end), newline])];
  return { body: Buffer.concat(parts), dropped: items.filter(goes).map((item) => countItem(sizedItem(item))) };
}

function invalidEnvelope(fault: EnvelopeFault): Refusal {
  const reason = fault.reason === "empty_envelope" ? "empty_envelope" : "invalid_envelope";
  return badRequest("invalid envelope", reason, { causes: [`${fault.detail} (${fault.reason} at byte ${fault.offset})`] });
}
