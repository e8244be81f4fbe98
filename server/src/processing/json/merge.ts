import { isObject, type Json, type JsonObject } from "./json.ts";

/** Members of `over` win; objects on both sides are merged in the same way. */
export function mergeObjects(base: JsonObject, over: JsonObject): JsonObject {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const known = merged.get(key);
    merged.set(key, isObject(known) && isObject(value) ? mergeObjects(known, value) : value);
  }
  return Object.fromEntries(merged);
}

/** Sets what a path of keys names, and makes the objects on the way. A value in the way is replaced. */
export function withValueAt(object: JsonObject, path: readonly string[], value: Json): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  const inner = Object.hasOwn(object, key) ? object[key] : undefined;
  return { ...object, [key]: rest.length === 0 ? value : withValueAt(isObject(inner) ? inner : {}, rest, value) };
}
