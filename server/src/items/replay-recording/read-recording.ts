import { gunzipSync, inflateSync } from "node:zlib";
import { decodeJson } from "../../processing/json/decode.ts";
import { isObject } from "../../processing/json/json.ts";
import { recordingFacts } from "../../processing/replay/recording-facts.ts";
import { segmentOf } from "../../processing/replay/replay-event.ts";
import type { RowDraft } from "../../stores/telemetry/datasets.ts";
import type { ItemContext } from "../define-item.ts";

/** R: what a segment may inflate to (`protocol.md` §7). */
const maxInflatedBytes = 100 * 1024 * 1024;

/** A header line with the segment's number, then rrweb events as JSON, plain or compressed (`protocol.md` §8.11). */
export function readRecording(payload: Uint8Array, context: ItemContext): RowDraft<"replayRecordings"> | { readonly problem: string } {
  const newline = payload.indexOf(0x0a);
  const header = newline === -1 ? { problem: "" } : decodeJson(payload.subarray(0, newline));
  const segmentId = "value" in header && isObject(header.value) ? segmentOf(header.value["segment_id"]) : undefined;
  if (segmentId === undefined) return { problem: "The recording does not start with a line that holds its segment_id." };
  const json = inflated(payload.subarray(newline + 1));
  if ("problem" in json) return json;
  const facts = recordingFacts(json);
  if ("problem" in facts) return facts;
  return { timestamp: context.receivedAt, replayId: context.eventId, segmentId, kind: "rrweb", ...facts, body: json };
}

/**
 * Kept as plain JSON: segments side by side in a block that zstd compresses take about half of what each takes in zlib by itself.
 */
function inflated(body: Uint8Array): Uint8Array | { readonly problem: string } {
  const options = { maxOutputLength: maxInflatedBytes };
  try {
    if (body[0] === 0x78) return inflateSync(body, options);
    return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, options) : body;
  } catch (error) {
    const large = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    return { problem: large ? `The recording inflates to more than ${maxInflatedBytes} bytes.` : "The recording is not valid zlib." };
  }
}
