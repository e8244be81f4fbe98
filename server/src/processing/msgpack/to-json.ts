import type { Json } from "../json/json.ts";
import type { MsgPack } from "./decode.ts";

const utf8 = new TextDecoder();

/** As JSON would have it: bytes are read as text, which is how old writers of MessagePack sent text; numbers that JSON lacks are null. */
export function toJson(value: MsgPack): Json {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value instanceof Uint8Array) return utf8.decode(value);
  if (value === null || typeof value !== "object") return value;
  if (isMap(value)) return Object.fromEntries([...value].map(([key, member]) => [key, toJson(member)]));
  return value.map(toJson);
}

function isMap(value: readonly MsgPack[] | ReadonlyMap<string, MsgPack>): value is ReadonlyMap<string, MsgPack> {
  return value instanceof Map;
}
