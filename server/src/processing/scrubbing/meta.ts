import { isArray, isObject, type Json, type JsonObject } from "../json/json.ts";
import type { Remark } from "./rule.ts";

/** What was done to one value (`protocol.md` §10.8). */
export interface ValueRemark {
  readonly path: readonly string[];
  readonly remarks: readonly Remark[];
  /** In characters, before. */
  readonly length: number | undefined;
}

/** `_meta` with remarks beside those that it has. */
export function withRemarks(meta: JsonObject | undefined, found: readonly ValueRemark[]): JsonObject {
  let out = meta ?? {};
  for (const remark of found) out = added(out, remark, 0);
  return out;
}

function added(node: JsonObject, remark: ValueRemark, depth: number): JsonObject {
  const key = remark.path[depth];
  if (key === undefined) return { ...node, "": leaf(node[""], remark) };
  const below = Object.hasOwn(node, key) ? node[key] : undefined;
  return { ...node, [key]: added(isObject(below) ? below : {}, remark, depth + 1) };
}

/** What the client or the normalizer has kept of the former value goes: it may hold what was taken out. */
function leaf(before: Json | undefined, { remarks, length }: ValueRemark): JsonObject {
  const { val: _value, ...rest } = isObject(before) ? before : {};
  const former = isArray(rest["rem"]) ? rest["rem"] : [];
  return { ...rest, rem: [...former, ...remarks.map((remark): Json => [...remark])], ...(length !== undefined && { len: rest["len"] ?? length }) };
}
