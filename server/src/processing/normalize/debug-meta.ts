import { isObject, type JsonObject } from "../json/json.ts";
import { bag } from "./bag.ts";
import type { DebugMeta } from "./event.ts";
import { list } from "./readers.ts";
import { Shape, type Reader } from "./shape.ts";

const maxImages = 2000;

/** What an image of each type cannot do without (`protocol.md` §9.11). */
const required: ReadonlyMap<string, readonly string[]> = new Map([
  ["macho", ["debug_id"]],
  ["elf", ["debug_id"]],
  ["pe", ["debug_id"]],
  ["pe_dotnet", ["debug_id"]],
  ["symbolic", ["debug_id"]],
  ["wasm", ["debug_id"]],
  ["apple", ["uuid", "image_addr", "image_size", "name"]],
  ["proguard", ["uuid"]],
  ["jvm", ["debug_id"]],
  ["sourcemap", ["code_file", "debug_id"]],
]);

const members = bag(2048, 4);

/** An image that lacks something is of no use for symbolication, but may still explain why: it is kept, with a remark. */
const image: Reader<JsonObject> = (value, cursor) => {
  const kept = members(value, cursor);
  if (!isObject(kept)) return undefined;
  const type = kept["type"];
  const needs = typeof type === "string" ? required.get(type) : undefined;
  if (needs === undefined) cursor.invalid("unknown type of image", type ?? null);
  for (const member of needs ?? []) if (kept[member] === undefined || kept[member] === null || kept[member] === "") cursor.missing(member);
  return kept;
};

const shape = new Shape<DebugMeta>({ sdk_info: bag(1024, 2), images: list(image, maxImages) });

export const debugMeta: Reader<DebugMeta> = (value, cursor) => shape.read(value, cursor);
