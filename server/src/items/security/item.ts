import { isObject, type JsonObject } from "../../processing/json/json.ts";
import { normalizeEvent } from "../../processing/normalize/normalize-event.ts";
import { decodeObject } from "../decode-object.ts";
import { defineItem, type Fate, type ItemContext } from "../define-item.ts";
import { finishEvent } from "../finish-event.ts";
import { finishCsp } from "./finish-csp.ts";

/** An event that holds a report which somebody before us, a relay or an old SDK, has taken out of its request. */
export const securityItem = defineItem({ type: "security", decode: decodeObject, finish: finishSecurity });

export function finishSecurity(payload: JsonObject, context: ItemContext): Fate {
  const { csp, ...rest } = payload;
  return isObject(csp) ? finishCsp(csp, rest, context) : finishEvent(normalizeEvent(payload, context), "security", context);
}
