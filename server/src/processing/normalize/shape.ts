import { isObject, type Json, type JsonObject } from "../json/json.ts";
import type { Cursor } from "./cursor.ts";

/** Reads one value tolerantly: what cannot be used is noted at the cursor and answered with undefined. Never throws. */
export type Reader<T> = (value: Json, cursor: Cursor) => T | undefined;

/** One reader for each member of a wire interface. */
export type Fields<T> = { readonly [K in keyof T]-?: Reader<NonNullable<T[K]>> };

type Writable<T> = { -readonly [K in keyof T]?: T[K] };

interface Entry<T> {
  readonly key: keyof T;
  readonly read: Reader<NonNullable<T[keyof T]>>;
}

/**
 * A wire interface as a table of readers. A `Map` and not a plain object, because keys come from outside and `__proto__`
 * must be a key like any other.
 */
export class Shape<T> {
  readonly #entries = new Map<string, Entry<T>>();

  constructor(fields: Fields<T>) {
    for (const key in fields) this.#entries.set(key, { key, read: fields[key] });
  }

  /** The members that could be read, in the order in which they were sent; those not listed are dropped, or handed to `unknown`. Null counts as absent. */
  members(source: JsonObject, cursor: Cursor, unknown?: (key: string, value: Json) => void): Writable<T> {
    const out: Writable<T> = {};
    for (const key of Object.keys(source)) {
      const value = source[key];
      if (value === undefined || value === null) continue;
      const entry = this.#entries.get(key);
      cursor.enter(key);
      if (entry === undefined) unknown?.(key, value);
      else {
        const member = entry.read(value, cursor);
        if (member !== undefined) out[entry.key] = member;
      }
      cursor.leave();
    }
    return out;
  }

  read(value: Json, cursor: Cursor): Writable<T> | undefined {
    return isObject(value) ? this.members(value, cursor) : cursor.invalid("expected an object", value);
  }
}
