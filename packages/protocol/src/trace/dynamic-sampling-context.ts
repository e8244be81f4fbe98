import { isJsonObject } from "../json/json-object.ts";
import { normalizeUuid } from "../event/event-id.ts";

/**
 * What the head of a trace says about it, in the envelope header `trace` and in `baggage` (`protocol.md` §15). Wire names.
 * Numbers travel as decimal strings.
 */
export interface DynamicSamplingContext {
  readonly trace_id: string;
  readonly public_key: string;
  readonly sample_rate?: string;
  readonly sample_rand?: string;
  readonly sampled?: "true" | "false";
  readonly release?: string;
  readonly environment?: string;
  readonly transaction?: string;
  readonly replay_id?: string;
  readonly org_id?: string;
}

const PREFIX = "sentry-";
const TEXT_FIELDS = ["release", "environment", "transaction", "replay_id", "org_id"] as const;
const NUMBER_FIELDS = ["sample_rate", "sample_rand"] as const;

/** Undefined when trace id or key is missing. Never a reason to refuse an envelope (trap 22); single bad fields are left out. */
export function parseDynamicSamplingContext(value: unknown): DynamicSamplingContext | undefined {
  if (!isJsonObject(value)) return undefined;
  const traceId = normalizeUuid(value["trace_id"]);
  const publicKey = value["public_key"];
  if (traceId === undefined || typeof publicKey !== "string") return undefined;
  const fields: Record<string, string> = {};
  for (const name of NUMBER_FIELDS) {
    const number = value[name];
    const text = typeof number === "number" ? String(number) : number;
    if (typeof text === "string" && text !== "" && Number(text) >= 0 && Number(text) <= 1) fields[name] = text;
  }
  for (const name of TEXT_FIELDS) {
    const text = value[name];
    if (typeof text === "string") fields[name] = text;
  }
  const segment = value["segment_name"];
  if (fields["transaction"] === undefined && typeof segment === "string") fields["transaction"] = segment;
  const sampled = String(value["sampled"]);
  return { trace_id: traceId, public_key: publicKey, ...fields, ...(sampled === "true" || sampled === "false" ? { sampled } : {}) };
}

/** The context out of a `baggage` header; other vendors' members are ignored. */
export function parseBaggage(header: string): DynamicSamplingContext | undefined {
  const fields: Record<string, string> = {};
  for (const member of header.split(",")) {
    const equals = member.indexOf("=");
    const name = member.slice(0, equals).trim();
    if (equals === -1 || !name.startsWith(PREFIX)) continue;
    const value = (member.slice(equals + 1).split(";", 1)[0] ?? "").trim();
    try {
      fields[name.slice(PREFIX.length)] = decodeURIComponent(value);
    } catch {
      fields[name.slice(PREFIX.length)] = value;
    }
  }
  return parseDynamicSamplingContext(fields);
}

export function formatBaggage(context: DynamicSamplingContext): string {
  return Object.entries(context)
    .filter((entry): entry is [string, string] => typeof entry[1] === "string")
    .map(([name, value]) => `${PREFIX}${name}=${encodeURIComponent(value.toWellFormed())}`)
    .join(",");
}
