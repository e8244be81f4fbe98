import { decodeJson, decodeJsonText } from "../../processing/json/decode.ts";
import { isArray, isObject, type Json, type JsonObject } from "../../processing/json/json.ts";
import { mergeObjects, withValueAt } from "../../processing/json/merge.ts";

const mostDepth = 20;

/**
 * The text fields that came along with a minidump (`protocol.md` §2.3): `sentry` and its numbered parts are an event as JSON,
 * `sentry[a][b]` names a member of it, all others are extra.
 */
export function eventOfFields(payload: Uint8Array): JsonObject {
  const pairs = pairsOf(payload);
  const parts = pairs.flatMap(([name, value]) => {
    const number = /^sentry__(\d{1,4})$/.exec(name)?.[1];
    return number === undefined ? [] : [[Number(number), value] as const];
  });
  const chunks = parts.sort(([a], [b]) => a - b).map(([, value]) => value);
  let event = mergeObjects(objectIn(chunks.join("")), objectIn(pairs.find(([name]) => name === "sentry")?.[1] ?? ""));
  const extra: [string, Json][] = [];
  for (const [name, value] of pairs) {
    const path = /^sentry((?:\[[^\]]*\])+)$/.exec(name)?.[1];
    if (path !== undefined) event = withValueAt(event, path.slice(1, -1).split("][").slice(0, mostDepth), value);
    else if (name !== "sentry" && !/^sentry__\d+$/.test(name)) extra.push([name, value]);
  }
  return extra.length === 0 ? event : mergeObjects({ extra: Object.fromEntries(extra) }, event);
}

function pairsOf(payload: Uint8Array): readonly (readonly [string, string])[] {
  const decoded = decodeJson(payload);
  if ("problem" in decoded || !isArray(decoded.value)) return [];
  return decoded.value.flatMap((pair) => {
    const [name, value] = isArray(pair) ? pair : [];
    return typeof name === "string" && typeof value === "string" ? [[name, value] as const] : [];
  });
}

function objectIn(text: string): JsonObject {
  const decoded = text === "" ? { problem: "nothing" } : decodeJsonText(text);
  return "value" in decoded && isObject(decoded.value) ? decoded.value : {};
}
