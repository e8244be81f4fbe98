import { OTLP_CONTENT_TYPES, type DataCategory } from "@vedette/protocol";
import { decodeObject } from "./decode-object.ts";
import type { DecodedObject, IncomingItem } from "./define-item.ts";
import { decodeProtobuf } from "./otlp-protobuf.ts";

/** The request of a collector that stands in an item; undefined when the item is no such one. */
export function readOtlpRequest(item: IncomingItem, contentType: string, message: "Traces" | "Logs", category: DataCategory): DecodedObject | undefined {
  if (contentType === OTLP_CONTENT_TYPES.json) {
    const decoded = decodeObject(item);
    return "kind" in decoded ? { ...decoded, category } : decoded;
  }
  if (contentType !== OTLP_CONTENT_TYPES.protobuf) return undefined;
  const decoded = decodeProtobuf(item.payload, message);
  if ("value" in decoded) return decoded;
  return { kind: "rejected", outcome: "invalid", reason: "invalid_proto", detail: `The request is no protobuf of OTLP: ${decoded.problem}`, category };
}
