import { isArray, isObject, type Json, type JsonObject } from "../json/json.ts";
import type { Cursor } from "./cursor.ts";
import type { Reader } from "./shape.ts";

/**
 * Free values, limited by serialized size and depth (`protocol.md` §10.9). What fits, and nearly everything does, is
 * passed on as it is; only what does not is copied. Neither walk goes deeper than `depth`, however deep the value is.
 */
export function trim(value: Json, bytes: number, depth: number, cursor: Cursor): Json {
  return fits(value, depth, bytes) >= 0 ? value : new Trimmer(cursor, bytes).copy(value, depth);
}

/** An object limited by `trim`. */
export function bag(bytes: number, depth: number): Reader<JsonObject> {
  return (value, cursor) => {
    if (!isObject(value)) return cursor.invalid("expected an object", value);
    const trimmed = trim(value, bytes, depth, cursor);
    return isObject(trimmed) ? trimmed : undefined;
  };
}

/** Any value limited by `trim`. */
export function free(bytes: number, depth: number): Reader<Json> {
  return (value, cursor) => trim(value, bytes, depth, cursor);
}

/** What is left of `budget` after `value`; negative when it does not fit or is too deep. */
function fits(value: Json, depth: number, budget: number): number {
  if (typeof value === "string") return budget - value.length - 2;
  if (typeof value !== "object" || value === null) return budget - 5;
  if (depth <= 0) return -1;
  let left = budget - 2;
  if (isArray(value)) {
    for (let i = 0; i < value.length && left >= 0; i++) left = fits(value[i] ?? null, depth - 1, left - 1);
    return left;
  }
  for (const key in value) {
    if (left < 0) return left;
    left = fits(value[key] ?? null, depth - 1, left - key.length - 4);
  }
  return left;
}

class Trimmer {
  readonly #cursor: Cursor;
  #left: number;

  constructor(cursor: Cursor, bytes: number) {
    this.#cursor = cursor;
    this.#left = bytes;
  }

  /** In document order, until the budget is used up. The caller has entered the value's path. */
  copy(value: Json, depth: number): Json {
    if (typeof value === "string") return this.#text(value);
    if (typeof value !== "object" || value === null) {
      this.#left -= 5;
      return value;
    }
    if (depth <= 0) {
      this.#cursor.shortened(isArray(value) ? value.length : Object.keys(value).length);
      return this.#text(isArray(value) ? "[...]" : "{...}");
    }
    this.#left -= 2;
    return isArray(value) ? this.#array(value, depth) : this.#object(value, depth);
  }

  #text(value: string): string {
    const room = Math.max(this.#left - 2, 0);
    const out = value.length <= room ? value : this.#cut(value, room);
    this.#left -= out.length + 2;
    return out;
  }

  #cut(value: string, room: number): string {
    const kept = Math.max(room - 3, 0);
    this.#cursor.cut(kept, Math.min(room, kept + 3), value.length);
    // A cut through a pair would leave a lone surrogate.
    return room < 3 ? "" : `${value.slice(0, kept).toWellFormed()}...`;
  }

  #array(value: readonly Json[], depth: number): Json {
    const out: Json[] = [];
    for (const [i, entry] of value.entries()) {
      this.#left -= 1;
      if (this.#left <= 0) {
        this.#cursor.shortened(value.length);
        break;
      }
      this.#cursor.enter(i);
      out.push(this.copy(entry, depth - 1));
      this.#cursor.leave();
    }
    return out;
  }

  #object(value: JsonObject, depth: number): Json {
    const out: [string, Json][] = [];
    const keys = Object.keys(value);
    for (const key of keys) {
      this.#left -= key.length + 4;
      if (this.#left <= 0) {
        this.#cursor.shortened(keys.length);
        break;
      }
      this.#cursor.enter(key);
      out.push([key, this.copy(value[key] ?? null, depth - 1)]);
      this.#cursor.leave();
    }
    return Object.fromEntries(out);
  }
}
