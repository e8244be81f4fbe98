import type { DataCategory } from "@vedette/protocol";
import type { NormalizedEvent } from "../../processing/normalize/event.ts";
import { normalizeEvent } from "../../processing/normalize/normalize-event.ts";
import { decodeObject } from "../decode-object.ts";
import { defineItem } from "../define-item.ts";
import { finishFeedback } from "../feedback/item.ts";
import { finishEvent } from "../finish-event.ts";
import { finishSecurity } from "../security/item.ts";
import { finishTransaction } from "../transaction/item.ts";

/** Errors, messages and everything else that becomes part of an issue. */
export const eventItem = defineItem({
  type: "event",
  decode: decodeObject,
  finish: (payload, context) => {
    // The store endpoint takes every kind of event, and only its payload tells which.
    const type = payload["type"];
    if (type === "transaction") return finishTransaction(payload, context);
    if (type === "feedback") return finishFeedback(payload, context);
    if (type === "csp") return finishSecurity(payload, context);
    const normalized = normalizeEvent(payload, context);
    return finishEvent(normalized, categoryOf(normalized.type), context);
  },
});

/** `protocol.md` §7: an event counts as error, default or security, by what it turned out to be. */
function categoryOf(type: NormalizedEvent["type"]): DataCategory {
  if (type === "error" || type === "default") return type;
  return type === "csp" || type === "hpkp" || type === "expectct" || type === "expectstaple" ? "security" : "default";
}
