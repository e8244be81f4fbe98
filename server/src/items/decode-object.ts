import { decodeJson } from "../processing/json/decode.ts";
import { isObject } from "../processing/json/json.ts";
import type { DecodedObject, IncomingItem } from "./define-item.ts";

/** Payloads that must be one JSON object. */
export function decodeObject(item: IncomingItem): DecodedObject {
  if (item.payload.length === 0) return { kind: "rejected", outcome: "invalid", reason: "no_data", detail: `The ${item.type} item is empty.` };
  const decoded = decodeJson(item.payload);
  if ("problem" in decoded)
    return { kind: "rejected", outcome: "invalid", reason: "invalid_json", detail: `The ${item.type} item is not JSON: ${decoded.problem}` };
  if (isObject(decoded.value)) return { value: decoded.value };
  const found = Array.isArray(decoded.value) ? "a list" : decoded.value === null ? "null" : `a ${typeof decoded.value}`;
  return { kind: "rejected", outcome: "invalid", reason: "payload", detail: `The ${item.type} item must be a JSON object, but is ${found}.` };
}
