import type { DataCategory } from "@vedette/protocol";
import { deriveEvent } from "../../processing/derive/derive-event.ts";
import { groupEvent } from "../../processing/grouping/grouping.ts";
import type { NormalizedEvent } from "../../processing/normalize/event.ts";
import { normalizeEvent } from "../../processing/normalize/normalize-event.ts";
import { decodeObject } from "../decode-object.ts";
import { defineItem } from "../define-item.ts";
import { notStoredFate } from "../not-stored.ts";

/** Errors, messages and everything else that becomes part of an issue. */
export const eventItem = defineItem({
  type: "event",
  decode: decodeObject,
  finish: (payload, context) => {
    // The store endpoint takes every kind of event, and only its payload tells which.
    const type = payload["type"];
    if (type === "transaction" || type === "feedback") return notStoredFate(type, 1);
    const normalized = normalizeEvent(payload, context);
    const derived = deriveEvent(normalized);
    const grouping = groupEvent(normalized, context.grouping);
    return { kind: "event", event: { category: categoryOf(normalized.type), normalized, derived, grouping, body: JSON.stringify(normalized) } };
  },
});

/** `protocol.md` §7: an event counts as error, default or security, by what it turned out to be. */
function categoryOf(type: NormalizedEvent["type"]): DataCategory {
  if (type === "error" || type === "default") return type;
  return type === "csp" || type === "hpkp" || type === "expectct" || type === "expectstaple" ? "security" : "default";
}
