import { errorLike, readProperty } from "../errors/error-like.ts";
import type { Redact } from "../scrub/scrub.ts";
import { quotedKey } from "./quoted-key.ts";
import { joined } from "./remember-members.ts";

/** Turns any value into one that JSON can hold. Never throws, never loops, and does a bounded amount of work. */
export interface NormalizeOptions {
  /** Levels of objects and arrays below the value itself. */
  readonly depth: number;
  /** Entries kept per object or array. */
  readonly breadth: number;
  /** Characters kept per string. */
  readonly maxLength: number;
  /** Sees every string and every named value first; what it returns is used instead. */
  readonly redact?: Redact | undefined;
  /** The same for what the application said about its user: an address that it names itself may go. */
  readonly redactUser?: Redact | undefined;
}

export const forUser = (options: NormalizeOptions): NormalizeOptions => ({ ...options, redact: options.redactUser ?? options.redact });

/** Values looked at per call: 10,000 small objects of one extra must not block the host. */
const MAX_VALUES = 20_000;

interface Walk {
  readonly options: NormalizeOptions;
  readonly path: object[];
  left: number;
}

export function normalize(value: unknown, options: NormalizeOptions, key = ""): unknown {
  return visit(key, value, options.depth, { options, path: [], left: MAX_VALUES });
}

/** `normalize` for the values of a record, each with its own depth and its key known to the redaction. */
export function normalizeRecord(record: Readonly<Record<string, unknown>>, options: NormalizeOptions): Record<string, unknown> {
  const result = normalize(record, { ...options, depth: options.depth + 1 });
  return isRecord(result) ? result : {};
}

/** `JSON.stringify(normalize(value))` in one pass: the objects in between were half of what an event cost. Undefined for undefined. */
export function normalizedJson(value: unknown, options: NormalizeOptions): string | undefined {
  return write("", value, options.depth, { options, path: [], left: MAX_VALUES });
}

/** The same with its name in front of it, as a member of an object; empty for undefined. */
export function normalizedMemberJson(key: string, value: unknown, options: NormalizeOptions): string {
  return (writeMember(key, value, options.depth, { options, path: [], left: MAX_VALUES }) ?? "").slice(1);
}

/** The same for `normalizeRecord`. */
export function normalizedRecordJson(record: object, options: NormalizeOptions): string {
  const simple = hasMembers(record) ? simpleJson(record, options, Math.min(MAX_SIMPLE_DEPTH, options.depth)) : undefined;
  if (simple !== undefined) return simple;
  const json = write("", record, options.depth + 1, { options, path: [], left: MAX_VALUES });
  return json?.startsWith("{") ? json : "{}";
}

/** Not even whether it is an array can be asked of every proxy. */
const hasMembers = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function visit(key: string, given: unknown, depth: number, walk: Walk): unknown {
  const { redact, maxLength } = walk.options;
  if (--walk.left < 0) return "[Truncated]";
  return shape(redact ? redact(key, shortened(given, maxLength)) : given, depth, walk);
}

/** A text of 50 MB would keep the redaction's patterns busy for a second. What is left is still too long, so that it is marked as cut. */
const shortened = (value: unknown, maxLength: number): unknown =>
  typeof value === "string" && value.length > 2 * maxLength ? value.slice(0, 2 * maxLength) : value;

function shape(value: unknown, depth: number, walk: Walk): unknown {
  switch (typeof value) {
    case "string":
      return clip(value, walk.options.maxLength);
    case "number":
      return Number.isFinite(value) ? value : `[${value}]`;
    case "boolean":
    case "undefined":
      return value;
    case "bigint":
      return `[BigInt: ${value}]`;
    case "symbol":
      return `[${value.toString()}]`;
    case "function":
      return `[Function: ${functionName(value)}]`;
    default:
      return hasMembers(value) ? visitObject(value, depth, walk) : null;
  }
}

/** Cuts at a code point, so that no half of a surrogate pair is left. */
function clip(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = text.codePointAt(maxLength - 1) ?? 0;
  return `${text.slice(0, end > 0xff_ff ? maxLength - 1 : maxLength)}...`;
}

function functionName(value: object): string {
  const name = readProperty(value, "name");
  return typeof name === "string" && name !== "" ? name : "<anonymous>";
}

function visitObject(value: Readonly<Record<string, unknown>>, depth: number, walk: Walk): unknown {
  if (walk.path.includes(value)) return "[Circular ~]";
  try {
    // Most are plain objects and arrays, and the checks for all others cost more than their entries.
    const prototype: unknown = Object.getPrototypeOf(value);
    const plain = prototype === Object.prototype || prototype === Array.prototype;
    const own = plain ? undefined : wellKnown(value, walk.options.maxLength);
    if (own !== undefined) return own;
    if (depth <= 0) return Array.isArray(value) ? "[Array]" : `[${className(value)}]`;
    walk.path.push(value);
    try {
      return Array.isArray(value) ? visitArray(value, depth, walk) : visitEntries(value, depth, walk);
    } finally {
      walk.path.pop();
    }
  } catch (error) {
    return unserializable(error);
  }
}

const unserializable = (error: unknown): string => `[Unserializable: ${errorLike(error) ? String(readProperty(error, "message")) : "unreadable"}]`;

/** Objects that say more in their own words than by their enumerable properties. */
function wellKnown(value: object, maxLength: number): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "[Invalid Date]" : value.toISOString();
  if (value instanceof RegExp) return `[RegExp: ${value}]`;
  if (errorLike(value)) return clip(`[${String(readProperty(value, "name"))}: ${String(readProperty(value, "message"))}]`, maxLength);
  if (ArrayBuffer.isView(value)) return `[${className(value)}: ${value.byteLength} bytes]`;
  if (value instanceof ArrayBuffer) return `[ArrayBuffer: ${value.byteLength} bytes]`;
  if (value instanceof Promise) return "[Promise]";
  return undefined;
}

function className(value: object): string {
  const constructor = readProperty(value, "constructor");
  return typeof constructor === "function" && constructor.name !== "" ? constructor.name : "Object";
}

function visitArray(values: readonly unknown[], depth: number, walk: Walk): unknown[] {
  const { breadth } = walk.options;
  const kept: unknown[] = [];
  for (let index = 0; index < values.length && index < breadth; index++) kept.push(visit(String(index), values[index], depth - 1, walk));
  if (values.length > breadth) kept.push(`[${values.length - breadth} more]`);
  return kept;
}

function visitEntries(value: Readonly<Record<string, unknown>>, depth: number, walk: Walk): unknown {
  const toJson = readProperty(value, "toJSON");
  if (typeof toJson === "function") return visit("", Reflect.apply(toJson, value, []), depth - 1, walk);
  if (value instanceof Map)
    return visitEntries(Object.fromEntries([...value].slice(0, walk.options.breadth).map(([key, entry]) => [String(key), entry])), depth, walk);
  if (value instanceof Set) return visitArray([...value], depth, walk);
  const result: Record<string, unknown> = {};
  let kept = 0;
  for (const key of Object.keys(value)) {
    if (kept++ >= walk.options.breadth) {
      result["..."] = `[${Object.keys(value).length - walk.options.breadth} more]`;
      break;
    }
    const entry = visit(key, readOrExplain(value, key), depth - 1, walk);
    // An assignment would set the prototype.
    if (key === "__proto__") Object.defineProperty(result, key, { value: entry, enumerable: true, configurable: true, writable: true });
    else result[key] = entry;
  }
  return result;
}

function readOrExplain(object: Readonly<Record<string, unknown>>, key: string): unknown {
  try {
    // Three times as fast as Reflect.get.
    return object[key];
  } catch {
    return "[Getter threw]";
  }
}

function write(key: string, given: unknown, depth: number, walk: Walk): string | undefined {
  const { redact, maxLength } = walk.options;
  if (--walk.left < 0) return '"[Truncated]"';
  const value = redact ? redact(key, shortened(given, maxLength)) : given;
  if (typeof value === "string") return quote(clip(value, maxLength));
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : `"[${value}]"`;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (hasMembers(value) && depth > 0) {
    const keys = keysOfSimple(value, walk);
    if (keys) return writeEntries(value, keys, depth, walk);
  }
  return JSON.stringify(shape(value, depth, walk));
}

/** Brings no JSON of its own. Throws what a proxy throws. */
const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype && !("toJSON" in value);

/** Of a plain object that is no cycle, brings no JSON of its own and has few enough entries; undefined of all others. */
function keysOfSimple(value: object, { path, options }: Walk): string[] | undefined {
  try {
    if (!isPlain(value) || path.includes(value)) return undefined;
    const keys = Object.keys(value);
    return keys.length <= options.breadth ? keys : undefined;
  } catch {
    return undefined;
  }
}

function writeEntries(value: Readonly<Record<string, unknown>>, keys: readonly string[], depth: number, walk: Walk): string {
  let json = "";
  walk.path.push(value);
  try {
    for (const key of keys) {
      const member = writeMember(key, readOrExplain(value, key), depth - 1, walk);
      if (member !== undefined) json = joined(json, member);
    }
  } catch (error) {
    return JSON.stringify(unserializable(error));
  } finally {
    walk.path.pop();
  }
  return `{${json}}`;
}

/** With a comma in front. */
function writeMember(key: string, value: unknown, depth: number, walk: Walk): string | undefined {
  const { redact, maxLength } = walk.options;
  if (typeof value === "string" && value.length <= maxLength && walk.left > 0) {
    const known = redact?.member?.(key, value);
    walk.left -= known === undefined ? 0 : 1;
    if (known !== undefined) return known;
  }
  const json = write(key, value, depth, walk);
  return json === undefined ? undefined : `,${quotedKey(key)}${json}`;
}

const MAX_SIMPLE_DEPTH = 2;
const MAX_SIMPLE_ENTRIES = 50;

/** Of a small plain object of harmless texts and numbers, and of such objects: attributes and headers. Undefined: `write` has to look closer. */
function simpleJson(record: Readonly<Record<string, unknown>>, options: NormalizeOptions, depth: number): string | undefined {
  const { redact, maxLength, breadth } = options;
  if (!redact?.member) return undefined;
  let json = "";
  try {
    if (!isPlain(record)) return undefined;
    let left = Math.min(MAX_SIMPLE_ENTRIES, breadth);
    // Without a list of the names, which `Object.keys` would have to make; V8 sees through this question in a loop, through `Object.hasOwn` it
    // does not: 50 ns instead of 250 for ten names.
    for (const key in record) {
      if (!Object.prototype.hasOwnProperty.call(record, key)) continue;
      if (--left < 0) return undefined;
      const value = record[key];
      if (value === undefined) continue;
      const member = typeof value === "string" ? (value.length <= maxLength ? redact.member(key, value) : undefined) : simpleMember(key, value, options, depth);
      if (member === undefined) return undefined;
      json = joined(json, member);
    }
  } catch {
    return undefined;
  }
  return `{${json}}`;
}

function simpleMember(key: string, value: unknown, options: NormalizeOptions, depth: number): string | undefined {
  if (options.redact?.(key, value) !== value) return undefined;
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return `,${quotedKey(key)}${value}`;
  const json = depth > 0 && hasMembers(value) ? simpleJson(value, options, depth - 1) : undefined;
  return json === undefined ? undefined : `,${quotedKey(key)}${json}`;
}

/** Longer ones are faster in JSON.stringify. */
const MAX_SHORT = 80;
const NEEDS_NO_ESCAPE = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

export const quote = (text: string): string => (text.length <= MAX_SHORT && NEEDS_NO_ESCAPE.test(text) ? `"${text}"` : JSON.stringify(text));
