import { isArray, isObject, type JsonArray } from "../json/json.ts";
import type { Cursor } from "./cursor.ts";
import type { Reader } from "./shape.ts";

/**
 * Text of at most `limit` code points. Up to `limit + allowance` passes untouched; beyond, it is cut to `limit`
 * including a trailing `...` (`protocol.md` §9, §10.9).
 */
export function text(limit: number, allowance = 0): Reader<string> {
  return (value, cursor) => {
    if (typeof value === "string") return value.length <= limit + allowance ? value : cutText(value, limit, allowance, cursor);
    return cursor.invalid("expected a string", value);
  };
}

/** As `text`, and numbers and booleans are taken for what they say. */
export function looseText(limit: number, allowance = 0): Reader<string> {
  const read = text(limit, allowance);
  return (value, cursor) => read(typeof value === "number" || typeof value === "boolean" ? String(value) : value, cursor);
}

/** As `text`, but an empty string is absent without a remark. */
export function someText(limit: number, allowance = 0): Reader<string> {
  const read = text(limit, allowance);
  return (value, cursor) => (value === "" ? undefined : read(value, cursor));
}

function cutText(value: string, limit: number, allowance: number, cursor: Cursor): string {
  // Code units are at least as many as code points, so only a long text is counted.
  const length = codePoints(value);
  if (length <= limit + allowance) return value;
  cursor.cut(limit - 3, limit, length);
  return `${value.slice(0, unitsOf(value, limit - 3))}...`;
}

export function codePoints(value: string): number {
  let count = value.length;
  for (let i = 0; i < value.length - 1; i++) {
    if ((value.charCodeAt(i) & 0xfc00) === 0xd800 && (value.charCodeAt(i + 1) & 0xfc00) === 0xdc00) count--;
  }
  return count;
}

/** Length in code units of the first `points` code points. */
function unitsOf(value: string, points: number): number {
  let units = 0;
  for (let i = 0; i < points && units < value.length; i++)
    units += (value.charCodeAt(units) & 0xfc00) === 0xd800 && (value.charCodeAt(units + 1) & 0xfc00) === 0xdc00 ? 2 : 1;
  return units;
}

export const flag: Reader<boolean> = (value, cursor) => (typeof value === "boolean" ? value : cursor.invalid("expected a boolean", value));

/** Whole numbers from 0, also as decimal text. */
export const wholeNumber: Reader<number> = (value, cursor) => {
  const number = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && number >= 0 && Number.isSafeInteger(number) ? number : cursor.invalid("expected an unsigned integer", value);
};

/** An id that clients send as a number or as text. */
export const identifier: Reader<string | number> = (value, cursor) => {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.length <= 256 ? value : cursor.invalid("expected a number or a short string", value);
};

/** Machine addresses: `0x` text as is, numbers become such text. */
export const address: Reader<string> = (value, cursor) => {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return `0x${value.toString(16)}`;
  if (typeof value === "string" && /^0[xX][\da-fA-F]{1,32}$/.test(value)) return value.toLowerCase();
  if (typeof value === "string" && /^\d{1,20}$/.test(value)) return `0x${BigInt(value).toString(16)}`;
  return cursor.invalid("expected an address", value);
};

/** A list in which unusable entries keep their place as null. */
export function list<T>(read: Reader<T>, limit: number): Reader<readonly (T | null)[]> {
  return (value, cursor) => {
    if (!isArray(value)) return cursor.invalid("expected a list", value);
    if (value.length > limit) cursor.shortened(value.length);
    return readAll(value.length > limit ? value.slice(0, limit) : value, read, cursor);
  };
}

export function readAll<T>(values: JsonArray, read: Reader<T>, cursor: Cursor): (T | null)[] {
  const out: (T | null)[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) {
      out.push(null);
      continue;
    }
    cursor.enter(i);
    out.push(read(value, cursor) ?? null);
    cursor.leave();
  }
  return out;
}

/**
 * `{values: […]}`, a bare list, or a single object: SDKs of different ages send all three (`protocol.md` §9.1).
 * Beyond `limit` entries the first and, since the last one matters most, the last ones stay.
 */
export function values<T>(read: Reader<T>, limit: number, keep: "ends" | "last"): Reader<{ readonly values: readonly (T | null)[] }> {
  return (value, cursor) => {
    const inner = isObject(value) && "values" in value ? value["values"] : value;
    const all: JsonArray | undefined = isArray(inner) ? inner : isObject(inner) ? [inner] : undefined;
    if (all === undefined) return inner === null ? undefined : cursor.invalid("expected a list", value);
    cursor.enter("values");
    const head = keep === "ends" ? limit >> 1 : 0;
    if (all.length > limit) cursor.shortened(all.length);
    const chosen = all.length > limit ? [...all.slice(0, head), ...all.slice(all.length - (limit - head))] : all;
    const out = readAll(chosen, read, cursor);
    cursor.leave();
    return out.some((entry) => entry !== null) ? { values: out } : undefined;
  };
}
