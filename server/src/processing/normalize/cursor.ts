import { isObject, type Json, type JsonObject } from "../json/json.ts";
import type { EventError } from "./event.ts";

/** `protocol.md` §10.8 */
export type ErrorType = "invalid_data" | "missing_attribute" | "invalid_attribute" | "value_too_long" | "clock_drift" | "past_timestamp" | "future_timestamp";

interface Leaf {
  err?: (string | readonly [string, JsonObject])[];
  rem?: (readonly [string, string, number, number] | readonly [string, string])[];
  len?: number;
  val?: Json;
}

interface MetaNode {
  readonly leaf: Leaf;
  readonly children: Map<string, MetaNode>;
}

/** More remarks than this say nothing new, and a hostile payload could cause one for each of its bytes. */
const maxRemarks = 200;
/** Original values up to this length are kept beside the remark. */
const maxOriginal = 200;

/**
 * Where in the payload the normalizer stands, and what it had to repair on the way. The path is only turned into text
 * when there is something to say about it.
 */
export class Cursor {
  readonly #path: (string | number)[] = [];
  readonly #root: MetaNode = { leaf: {}, children: new Map() };
  readonly #errors: EventError[] = [];
  #remarks = 0;
  #omitted = 0;
  /** Milliseconds to add to every timestamp of the payload (`protocol.md` §10.2). */
  timeShift = 0;

  enter(key: string | number): void {
    this.#path.push(key);
  }

  leave(): void {
    this.#path.pop();
  }

  /** The value here was dropped because of its type or form. */
  invalid(reason: string, original?: Json): undefined {
    this.#problem("invalid_data", reason, original);
    return undefined;
  }

  missing(attribute: string): void {
    this.enter(attribute);
    this.#problem("missing_attribute", `${attribute} is required`, undefined);
    this.leave();
  }

  /** The value here was dropped because of its length, not cut. */
  tooLong(limit: number, original: string): undefined {
    this.#problem("value_too_long", `at most ${limit} characters are allowed`, original);
    return undefined;
  }

  unknownAttribute(original: Json): void {
    this.#problem("invalid_attribute", "unknown attribute", original);
  }

  /** The text here was cut: characters `from` to `to` of what is left stand for the rest of `length`. */
  cut(from: number, to: number, length: number): void {
    const leaf = this.#leaf();
    if (leaf === undefined) return;
    (leaf.rem ??= []).push(["!limit", "s", from, to]);
    leaf.len = length;
  }

  /** Parts of the list or object here were dropped; it had `length` entries or bytes. */
  shortened(length: number): void {
    const leaf = this.#leaf();
    if (leaf === undefined) return;
    (leaf.rem ??= []).push(["!limit", "x"]);
    leaf.len = length;
  }

  /** An entry of the event's `errors` that concerns no single value. */
  report(error: EventError): void {
    this.#errors.push(error);
  }

  /** Entries for the event's `errors`, in the order in which they were found. */
  errors(): readonly EventError[] {
    if (this.#omitted === 0) return this.#errors;
    return [...this.#errors, { type: "invalid_data", reason: `${this.#omitted} more remarks were left out` }];
  }

  /** The `_meta` tree merged over what the client sent; undefined when there is nothing to say. */
  meta(sent: JsonObject | undefined): JsonObject | undefined {
    return this.#remarks === 0 ? sent : build(this.#root, sent);
  }

  #problem(type: ErrorType, reason: string, original: Json | undefined): void {
    const leaf = this.#leaf();
    if (leaf === undefined) return;
    const value = original === undefined ? undefined : kept(original);
    (leaf.err ??= []).push([type, { reason }]);
    if (value !== undefined) leaf.val = value;
    this.#errors.push({ type, name: this.#path.join("."), ...(value === undefined ? {} : { value }), reason });
  }

  #leaf(): Leaf | undefined {
    if (this.#remarks >= maxRemarks) {
      this.#omitted++;
      return undefined;
    }
    this.#remarks++;
    let node = this.#root;
    for (const key of this.#path) {
      let child = node.children.get(String(key));
      if (child === undefined) node.children.set(String(key), (child = { leaf: {}, children: new Map() }));
      node = child;
    }
    return node.leaf;
  }
}

function kept(value: Json): Json | undefined {
  if (typeof value === "string") return value.length <= maxOriginal ? value : `${value.slice(0, maxOriginal)}...`;
  // Objects may be arbitrarily deep: only their kind is of use in a remark.
  return typeof value === "object" && value !== null ? undefined : value;
}

function build(node: MetaNode, sent: JsonObject | undefined): JsonObject {
  const entries = new Map<string, Json>(sent === undefined ? [] : Object.entries(sent));
  const { err, rem, len, val } = node.leaf;
  if (err !== undefined || rem !== undefined) {
    entries.set("", { ...(err && { err }), ...(rem && { rem }), ...(len !== undefined && { len }), ...(val !== undefined && { val }) });
  }
  for (const [key, child] of node.children) {
    const below = entries.get(key);
    entries.set(key, build(child, isObject(below) ? below : undefined));
  }
  return Object.fromEntries(entries);
}
