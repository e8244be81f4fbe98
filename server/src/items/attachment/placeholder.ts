import { ATTACHMENT_REFERENCE } from "@vedette/protocol";
import { decodeJson } from "../../processing/json/decode.ts";
import { isObject } from "../../processing/json/json.ts";
import { mediaType } from "../container.ts";
import type { IncomingItem } from "../define-item.ts";

/** Whether an attachment is not the file but the address of one. */
export function isPlaceholder({ type, headers }: IncomingItem): boolean {
  return type === "attachment" && mediaType(headers["content_type"]) === ATTACHMENT_REFERENCE;
}

interface Placeholder {
  readonly location: string;
  /** Of the file, as sent. */
  readonly contentType: unknown;
}

export function readPlaceholder({ payload }: IncomingItem): Placeholder | { readonly problem: string } {
  const decoded = payload.length === 0 ? { problem: "nothing" } : decodeJson(payload);
  const reference = "value" in decoded && isObject(decoded.value) ? decoded.value : {};
  const { location, content_type: contentType } = reference;
  return typeof location === "string" ? { location, contentType } : { problem: "it names no location" };
}
