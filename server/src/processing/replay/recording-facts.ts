import { decodeJson } from "../json/decode.ts";
import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { listElements } from "../json/list-elements.ts";

/** What a segment's rrweb events tell without being shown. Times are epoch milliseconds by the browser's clock. */
export interface RecordingFacts {
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly events: number;
  readonly clicks: number;
  readonly deadClicks: number;
  readonly rageClicks: number;
}

/** V: a snapshot of a page larger than this is more than a player can show. */
const maxEventBytes = 32 * 1024 * 1024;
/** Sentry's rule: a click that changed nothing for seven seconds is dead, five of them on one spot are rage. */
const deadAfterMs = 7000;
const rageFrom = 5;
const customEvent = 5;

/**
 * Looks through a list of rrweb events, one at a time: a segment may inflate to 100 MiB, and no more than one event of it is
 * ever held as values.
 */
export function recordingFacts(json: Uint8Array): RecordingFacts | { readonly problem: string } {
  const elements = listElements(json);
  if (elements === undefined) return { problem: "The recording is not a list of events." };
  let [startedAt, endedAt]: [number | null, number | null] = [null, null];
  const clicks = { clicks: 0, deadClicks: 0, rageClicks: 0 };
  for (const [index, [start, end]] of elements.entries()) {
    if (end - start > maxEventBytes) return { problem: `Event ${index} of the recording is larger than ${maxEventBytes} bytes.` };
    const decoded = decodeJson(json.subarray(start, end));
    if ("problem" in decoded || !isObject(decoded.value)) return { problem: `Event ${index} of the recording is no JSON object.` };
    const timestamp = milliseconds(decoded.value["timestamp"]);
    if (timestamp !== undefined) {
      startedAt = startedAt === null ? timestamp : Math.min(startedAt, timestamp);
      endedAt = endedAt === null ? timestamp : Math.max(endedAt, timestamp);
    }
    if (decoded.value["type"] === customEvent) countClick(decoded.value, clicks);
  }
  return { startedAt, endedAt, events: elements.length, ...clicks };
}

/** What SDKs add to a recording of rrweb's has its times in seconds. */
function milliseconds(timestamp: Json | undefined): number | undefined {
  if (typeof timestamp !== "number" || !Number.isFinite(timestamp)) return undefined;
  return timestamp < 100_000_000_000 ? timestamp * 1000 : timestamp;
}

function countClick(event: JsonObject, counts: { clicks: number; deadClicks: number; rageClicks: number }): void {
  const data = event["data"];
  const payload = isObject(data) && data["tag"] === "breadcrumb" ? data["payload"] : undefined;
  if (!isObject(payload)) return;
  if (payload["category"] === "ui.click") counts.clicks++;
  const more = payload["data"];
  if (payload["category"] !== "ui.slowClickDetected" || !isObject(more) || more["endReason"] !== "timeout") return;
  const waited = more["timeAfterClickMs"];
  if (typeof waited !== "number" || waited < deadAfterMs) return;
  counts.deadClicks++;
  const times = more["clickCount"];
  if (typeof times === "number" && times >= rageFrom) counts.rageClicks++;
}
