import type { JsonObject } from "../../processing/json/json.ts";
import { decodeObject } from "../decode-object.ts";
import { defineItem, type Fate, type ItemContext } from "../define-item.ts";
import { readReplay } from "./read-replay.ts";

/** One segment of a replay: where the visitor was, who it was and what went wrong (`protocol.md` §8.10). What was seen is its recording's to tell. */
export const replayEventItem = defineItem({ type: "replay_event", decode: decodeObject, finish: finishReplayEvent });

function finishReplayEvent(payload: JsonObject, context: ItemContext): Fate {
  const row = readReplay(payload, context);
  if ("kind" in row) return row;
  if ("problem" in row) return { kind: "rejected", outcome: "invalid", reason: "invalid_replay", detail: row.problem };
  const detail = `Stored as segment ${row.segmentId} of replay ${row.replayId}.`;
  return { kind: "rows", rows: [{ dataset: "replaySegments", row }], accepted: [{ category: "replay", quantity: 1, detail }] };
}
