import { itemCategory, type DataCategory } from "@vedette/protocol";
import { readProfileChunk } from "../../processing/profile/read-profile.ts";
import type { Json } from "../../processing/json/json.ts";
import { decodeObject } from "../decode-object.ts";
import { defineItem, type IncomingItem, type ItemDefinition } from "../define-item.ts";

/** A minute or less of a profiler that runs all the time. */
export const profileChunkItem = chunkItem("profile_chunk");
/** What Android's SDK 8.10 and 8.11 called the same. */
export const profileChunkUiItem = chunkItem("profile_chunk_ui");

function chunkItem<Type extends "profile_chunk" | "profile_chunk_ui">(type: Type): ItemDefinition<Type> {
  return defineItem({
    type,
    decode: decodeObject,
    finish: (payload, context, item) => {
      const platform: Json = typeof item.headers["platform"] === "string" ? item.headers["platform"] : null;
      const category = categoryOf(item, payload["platform"]);
      const row = readProfileChunk(payload, context, platform);
      if ("problem" in row) return { kind: "rejected", outcome: "invalid", reason: row.reason, detail: row.problem, category };
      const detail = `Stored as chunk ${row.chunkId} of profiler ${row.profilerId}.`;
      return { kind: "rows", rows: [{ dataset: "profileChunks", row }], accepted: [{ category, quantity: 1, detail }] };
    },
  });
}

/** By the item's header, or the payload where that does not say it. */
function categoryOf({ type, headers }: IncomingItem, sent: Json | undefined): DataCategory {
  return itemCategory(type, { platform: headers["platform"] ?? sent });
}
