import { defineItem } from "../define-item.ts";
import { readRecording } from "./read-recording.ts";

/** What was seen in one segment of a replay, as rrweb events. */
export const replayRecordingItem = defineItem({
  type: "replay_recording",
  decode: (item) => ({ value: item.payload }),
  finish: (payload, context) => {
    const row = readRecording(payload, context);
    if ("problem" in row) return { kind: "rejected", outcome: "invalid", reason: "invalid_replay_recording", detail: row.problem };
    const detail = `Stored as the recording of segment ${row.segmentId} of replay ${row.replayId}.`;
    return { kind: "rows", rows: [{ dataset: "replayRecordings", row }], accepted: [{ category: "replay", quantity: 1, detail }] };
  },
});
