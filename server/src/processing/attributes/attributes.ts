import { isArray, isObject, type Json } from "../json/json.ts";
import { jsonText } from "../json/json-text.ts";

/** What stands beside a span, log or metric: flat names to scalars, or to lists of scalars. */
export type Attributes = Readonly<Record<string, AttributeValue>>;
export type AttributeValue = string | number | boolean | null | readonly AttributeValue[];

const maxAttributes = 512;
const maxName = 200;
/** Prompts and statements are worth reading whole; a stack of pages is not. */
const maxText = 32_768;
/** Of all names and values of one entry. */
const maxTotal = 131_072;
const maxEntries = 128;
const maxRemarks = 20;

type Typed = { readonly value: AttributeValue } | { readonly problem: string };

/**
 * Collects attributes within the limits. What is cut or left out gets a remark under the name that Sentry gives it,
 * `sentry._meta.fields.attributes.<name>` (`protocol.md` §8.15, §10.8).
 */
export class AttributeBag {
  readonly #values = new Map<string, AttributeValue>();
  readonly #remarks = new Map<string, string>();
  #left = maxTotal;

  /** Of names and values, as they are counted. */
  get bytes(): number {
    return maxTotal - this.#left;
  }

  get(name: string): AttributeValue | undefined {
    return this.#values.get(name);
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  /** Takes the attribute out: it is kept elsewhere. Undefined, and it stays, when it is no text. */
  take(name: string): string | undefined {
    const value = this.text(name);
    if (value !== undefined) this.#values.delete(name);
    return value;
  }

  delete(name: string): void {
    this.#values.delete(name);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  set(name: string, value: AttributeValue): void {
    const cost = name.length + sizeOf(value);
    if (name === "" || name.length > maxName || this.#values.size >= maxAttributes || cost > this.#left) {
      this.#remark(name.slice(0, maxName), ["value_too_long"]);
      return;
    }
    this.#left -= cost;
    if (typeof value === "string" && value.length > maxText) {
      this.#values.set(name, `${value.slice(0, maxText - 3).toWellFormed()}...`);
      this.#remark(name, undefined, value.length);
    } else this.#values.set(name, value);
  }

  invalid(name: string, reason: string): void {
    this.#remark(name.slice(0, maxName), ["invalid_data", { reason }]);
  }

  #remark(name: string, error: Json | undefined, length?: number): void {
    if (this.#remarks.size >= maxRemarks) return;
    const leaf = length === undefined ? { err: error === undefined ? [] : [error] } : { rem: [["!limit", "s", maxText - 3, maxText]], len: length };
    this.#remarks.set(`sentry._meta.fields.attributes.${name}`, JSON.stringify({ meta: { "": leaf } }));
  }

  finish(): Attributes {
    return Object.fromEntries(this.#remarks.size === 0 ? this.#values : [...this.#values, ...this.#remarks]);
  }
}

function sizeOf(value: AttributeValue): number {
  if (typeof value === "string") return Math.min(value.length, maxText);
  return typeof value === "object" && value !== null ? value.reduce<number>((sum, entry) => sum + sizeOf(entry), 2) : 8;
}

/** `{name: {value, type, unit?}}` of containers (`protocol.md` §8.15). A value that is not of its type is left out with a remark. */
export function readTypedAttributes(sent: Json | undefined, bag: AttributeBag): void {
  if (!isObject(sent)) return;
  for (const name of Object.keys(sent)) {
    const entry = sent[name];
    if (entry === null || entry === undefined) continue;
    if (!isObject(entry)) {
      bag.invalid(name, "expected an object with value and type");
      continue;
    }
    const read = typedValue(entry["value"], entry["type"]);
    if ("problem" in read) bag.invalid(name, read.problem);
    else if (read.value !== null) bag.set(name, read.value);
  }
}

function typedValue(value: Json | undefined, type: Json | undefined): Typed {
  if (value === null || value === undefined) return { value: null };
  if (typeof type !== "string") return { problem: "the type is missing" };
  if (type === "array" || type.endsWith("[]")) {
    if (!isArray(value)) return { problem: "expected a list" };
    return { value: value.slice(0, maxEntries).filter(isScalar) };
  }
  const read = readers.get(type)?.(value);
  if (read === undefined) return { problem: readers.has(type) ? `expected a value of type ${type}` : "unknown type" };
  return { value: read };
}

const readers: ReadonlyMap<string, (value: Json) => string | number | boolean | undefined> = new Map<
  string,
  (value: Json) => string | number | boolean | undefined
>([
  ["string", (value) => (typeof value === "string" ? value : undefined)],
  ["boolean", (value) => (typeof value === "boolean" ? value : undefined)],
  ["double", (value) => (typeof value === "number" ? value : decimal(value))],
  ["integer", integer],
]);

/** Whole numbers, also as text; those that a double would round are kept as text. */
function integer(value: Json): number | string | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  if (typeof value !== "string" || !/^-?\d{1,20}$/.test(value)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function decimal(value: Json): number | undefined {
  return typeof value === "string" && /^-?\d{1,20}(?:\.\d{1,20})?$/.test(value) ? Number(value) : undefined;
}

/** Names to free values, as in `data` and `tags`: lists of scalars stay, objects become their JSON. */
export function readFreeAttributes(sent: Json | undefined, bag: AttributeBag, prefix = ""): void {
  if (!isObject(sent)) return;
  for (const name of Object.keys(sent)) {
    const value = freeValue(sent[name]);
    if (value !== null && !bag.has(prefix + name)) bag.set(prefix + name, value);
  }
}

function freeValue(value: Json | undefined): AttributeValue {
  if (value === undefined || value === null || isScalar(value)) return value ?? null;
  if (isArray(value) && value.every(isScalar)) return value.slice(0, maxEntries);
  return jsonText(value);
}

/** `{name: {value, unit?}}` of measurements, as numbers; times in milliseconds. */
export function readMeasurements(sent: Json | undefined, add: (name: string, value: number, unit: string | null) => void): void {
  if (!isObject(sent)) return;
  for (const name of Object.keys(sent)) {
    const entry = sent[name];
    const value = isObject(entry) ? entry["value"] : entry;
    if (typeof value !== "number" || name.length > maxName) continue;
    const unit = isObject(entry) && typeof entry["unit"] === "string" ? entry["unit"] : null;
    add(name, value * (millisecondsIn[unit ?? ""] ?? 1), unit);
  }
}

const millisecondsIn: Readonly<Record<string, number>> = { nanosecond: 1e-6, microsecond: 1e-3, second: 1000, minute: 60_000, hour: 3_600_000 };

function isScalar(value: Json): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
