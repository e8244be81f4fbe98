import { isObject, type Json, type JsonObject } from "./json.ts";

/** Deeper than anything that is kept. */
const deepest = 100;

/** Members of `over` win; objects on both sides are merged in the same way, down to a depth at which `over` wins whole. */
export function mergeObjects(base: JsonObject, over: JsonObject, depth = 0): JsonObject {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const known = merged.get(key);
    merged.set(key, isObject(known) && isObject(value) && depth < deepest ? mergeObjects(known, value, depth + 1) : value);
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
