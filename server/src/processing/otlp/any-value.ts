import { parseTimestamp } from "@vedette/protocol";
import type { AttributeBag, AttributeValue } from "../attributes/attributes.ts";
import { isArray, isObject, type Json } from "../json/json.ts";

const deepest = 24;

/** OTLP's `AnyValue` as what it says; what is no scalar and no list of scalars is JSON. */
export function attributeOf(value: Json | undefined): AttributeValue {
  const plain = plainValue(value, 0);
  if (isArray(plain) && plain.every((entry) => typeof entry !== "object")) return plain.slice(0, 128);
  return typeof plain === "object" && plain !== null ? JSON.stringify(plain) : plain;
}

function plainValue(value: Json | undefined, depth: number): Json {
  if (!isObject(value) || depth > deepest) return null;
  if (typeof value["stringValue"] === "string") return value["stringValue"];
  if (typeof value["boolValue"] === "boolean") return value["boolValue"];
  if (value["intValue"] !== undefined) return integer(value["intValue"]);
  if (value["doubleValue"] !== undefined) return typeof value["doubleValue"] === "number" ? value["doubleValue"] : Number(value["doubleValue"]);
  if (typeof value["bytesValue"] === "string") return value["bytesValue"];
  const { arrayValue, kvlistValue } = value;
  if (isObject(arrayValue) && isArray(arrayValue["values"])) return arrayValue["values"].map((entry) => plainValue(entry, depth + 1));
  if (isObject(kvlistValue) && isArray(kvlistValue["values"])) {
    return Object.fromEntries(
      kvlistValue["values"].flatMap((pair) => (isObject(pair) && typeof pair["key"] === "string" ? [[pair["key"], plainValue(pair["value"], depth + 1)]] : [])),
    );
  }
  return null;
}

/** 64 bits are text in JSON; what a double would round stays text. */
function integer(value: Json): number | string | null {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^-?\d{1,20}$/.test(value)) return null;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** A list of `KeyValue` into the bag; what is there already stays. */
export function readKeyValues(sent: Json | undefined, bag: AttributeBag, prefix = ""): void {
  if (!isArray(sent)) return;
  for (const pair of sent) {
    if (!isObject(pair) || typeof pair["key"] !== "string") continue;
    const value = attributeOf(pair["value"]);
    if (value !== null && !bag.has(prefix + pair["key"])) bag.set(prefix + pair["key"], value);
  }
}

/** Unix nanoseconds, as number or text, in seconds. Null for what is no time, and for zero, which is how OTLP says that there is none. */
export function secondsOf(value: Json | undefined): number | null {
  const nanos = typeof value === "string" && /^\d{1,20}$/.test(value) ? Number(value) : value;
  return typeof nanos === "number" && nanos > 0 ? (parseTimestamp(nanos / 1e9) ?? null) : null;
}
