import { parseTimestamp } from "@vedette/protocol";
import { isObject, type Json, type JsonObject } from "../../processing/json/json.ts";
import { decodeAll } from "../../processing/msgpack/decode.ts";
import { toJson } from "../../processing/msgpack/to-json.ts";

const mostBreadcrumbs = 100;

/** `__sentry-event`: the event as MessagePack. Nothing when it is not. */
export function eventOfFile(bytes: Uint8Array): JsonObject {
  const [value] = decodeAll(bytes) ?? [];
  const json = value === undefined ? null : toJson(value);
  return isObject(json) ? json : {};
}

/** Two files that the program writes in turns: the later breadcrumbs are what counts. */
export function breadcrumbsOfFiles(files: readonly Uint8Array[]): readonly Json[] {
  const lists = files.map((bytes) => (decodeAll(bytes) ?? []).map(toJson).filter(isObject));
  const last = (list: readonly JsonObject[]): number => parseTimestamp(list.at(-1)?.["timestamp"]) ?? 0;
  return lists
    .sort((a, b) => last(a) - last(b))
    .flat()
    .slice(-mostBreadcrumbs);
}
