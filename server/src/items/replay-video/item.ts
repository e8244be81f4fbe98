import { decodeJson } from "../../processing/json/decode.ts";
import { isObject } from "../../processing/json/json.ts";
import { decodeAll } from "../../processing/msgpack/decode.ts";
import type { TableDraft } from "../../stores/telemetry/datasets.ts";
import { defineItem, type Fate, type ItemContext, type Rejected } from "../define-item.ts";
import { readRecording } from "../replay-recording/read-recording.ts";
import { readReplay } from "../replay-event/read-replay.ts";

interface Parts {
  readonly event: Uint8Array;
  readonly recording: Uint8Array;
  readonly video: Uint8Array;
}

/** A segment as phones send it: description, touches and a film in one MessagePack map (`protocol.md` §8.12). */
export const replayVideoItem = defineItem({ type: "replay_video", decode: ({ payload }) => decodeParts(payload), finish: finishVideo });

function decodeParts(payload: Uint8Array): { readonly value: Parts } | Rejected {
  const [map] = decodeAll(payload) ?? [];
  if (!(map instanceof Map)) return invalid("The item is not a MessagePack map.");
  const part = (name: string): Uint8Array | undefined => {
    const value: unknown = map.get(name);
    return value instanceof Uint8Array ? value : typeof value === "string" ? Buffer.from(value) : undefined;
  };
  const [event, recording, video] = [part("replay_event"), part("replay_recording"), part("replay_video")];
  if (event === undefined || recording === undefined || video === undefined) return invalid("The map lacks replay_event, replay_recording or replay_video.");
  return { value: { event, recording, video } };
}

function finishVideo({ event, recording, video }: Parts, context: ItemContext): Fate {
  const decoded = decodeJson(event);
  if ("problem" in decoded || !isObject(decoded.value)) return invalid("replay_event is not a JSON object.");
  const segment = readReplay(decoded.value, context);
  if ("kind" in segment) return segment;
  if ("problem" in segment) return invalid(segment.problem);
  const touches = readRecording(recording, { ...context, eventId: segment.replayId });
  if ("problem" in touches) return invalid(touches.problem);
  const { replayId, segmentId } = segment;
  const film = { ...touches, segmentId, kind: "video", events: 0, clicks: 0, deadClicks: 0, rageClicks: 0, body: video };
  const rows: readonly TableDraft[] = [
    { dataset: "replaySegments", row: segment },
    { dataset: "replayRecordings", row: { ...touches, segmentId } },
    { dataset: "replayRecordings", row: film },
  ];
  return {
    kind: "rows",
    rows,
    accepted: [{ category: "replay", quantity: 1, detail: `Stored as segment ${segmentId} of replay ${replayId}, with its video.` }],
  };
}

function invalid(detail: string): Rejected {
  return { kind: "rejected", outcome: "invalid", reason: "invalid_replay_video", detail };
}
