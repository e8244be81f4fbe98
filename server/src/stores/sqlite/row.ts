import type { Row } from "./database.ts";

/** Typed access to the columns of a row. A mismatch means that the file is not ours or damaged: it throws. */

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw mismatch(column, "text", value);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function number(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw mismatch(column, "a number", value);
  return value;
}

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : number(row, column);
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw mismatch(column, "a blob", value);
  return value;
}

/** One of a closed set of words. */
export function word<W extends string>(words: readonly W[], value: string): W {
  const found = words.find((candidate) => candidate === value);
  if (found === undefined) throw new TypeError(`stored value ${JSON.stringify(value)} is none of ${words.join(", ")}`);
  return found;
}

/** One of the keys of a table. */
export function keyWord<T extends object>(table: T, value: string): keyof T {
  if (!isKey(table, value)) throw new TypeError(`stored value ${JSON.stringify(value)} is none of ${Object.keys(table).join(", ")}`);
  return value;
}

function isKey<T extends object>(table: T, value: PropertyKey): value is keyof T {
  return Object.hasOwn(table, value);
}

/** The entries of a stored JSON object that are strings. A key may be any text, `__proto__` too. */
export function stringRecord(json: string): Record<string, string> {
  return Object.fromEntries(Object.entries(object(json)).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

export function object(json: string): Record<string, unknown> {
  const value: unknown = JSON.parse(json);
  if (!isRecord(value)) throw new TypeError("a stored JSON column does not hold an object");
  return value;
}

export function strings(json: string): string[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mismatch(column: string, expected: string, value: unknown): TypeError {
  return new TypeError(`column ${column} should hold ${expected}, but holds ${value === null ? "null" : typeof value}`);
}
