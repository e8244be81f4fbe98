import { normalizeEventId, parseTimestamp } from "@vedette/protocol";
import type { Attributes, AttributeValue, RowDraft } from "../../stores/telemetry/datasets.ts";
import { userTag } from "../derive/tags.ts";
import { isArray, type Json, type JsonObject } from "../json/json.ts";
import type { Context, NormalizedEvent } from "../normalize/event.ts";
import { normalizeEvent, type NormalizeContext } from "../normalize/normalize-event.ts";
import { userAgentContexts } from "../user-agent/user-agent-contexts.ts";

const maxEntries = 100;
const maxUrl = 2048;
const shared = ["timestamp", "platform", "release", "dist", "environment", "user", "request", "sdk", "tags", "contexts"] as const;

export type ReplaySegment = RowDraft<"replaySegments">;

/** What is wrong with a replay event that is not kept, in a sentence. */
export interface ReplayProblem {
  readonly problem: string;
}

/**
 * One segment's description of its replay (`protocol.md` §8.10). What it shares with events is normalized as there; ids that
 * are none make it invalid, as in Relay. `clean` takes out what the project does not keep.
 */
export function readReplayEvent(
  payload: JsonObject,
  context: NormalizeContext,
  clean: (event: NormalizedEvent) => NormalizedEvent,
): ReplaySegment | ReplayProblem {
  const replayId = normalizeEventId(payload["replay_id"]);
  const segmentId = segmentOf(payload["segment_id"]);
  const errorIds = idsOf(payload["error_ids"]);
  const traceIds = idsOf(payload["trace_ids"]);
  if (replayId === undefined) return { problem: "replay_id is missing or is no id." };
  if (segmentId === undefined) return { problem: "segment_id is missing or is no number from 0." };
  if (errorIds === undefined) return { problem: "error_ids holds something that is no id." };
  if (traceIds === undefined) return { problem: "trace_ids holds something that is no id." };
  const sent = Object.fromEntries(shared.flatMap((name) => (payload[name] === undefined ? [] : [[name, payload[name]]])));
  const { level: _level, type: _type, event_id: _id, ...event } = clean(normalizeEvent(sent, { ...context, replayId: null }));
  const contexts = { ...event.contexts, ...userAgentContexts({ ...event, level: "info", type: "default", event_id: replayId }) };
  const urls = textsOf(payload["urls"]);
  const startedAt = startOf(payload, event.timestamp * 1000);
  const replayType = payload["replay_type"] === "buffer" ? "buffer" : "session";
  const described = {
    ...event,
    contexts,
    type: "replay_event",
    replay_id: replayId,
    segment_id: segmentId,
    replay_type: replayType,
    ...(startedAt !== null && { replay_start_timestamp: startedAt / 1000 }),
    urls,
    error_ids: errorIds,
    trace_ids: traceIds,
    segment_names: textsOf(payload["segment_names"]),
  };
  return {
    timestamp: event.timestamp * 1000,
    replayId,
    segmentId,
    startedAt,
    replayType,
    platform: event.platform,
    environment: event.environment ?? null,
    release: event.release ?? null,
    dist: event.dist ?? null,
    userTag: userTag(event.user),
    sdk: event.sdk?.name ?? null,
    facts: factsOf({ ...event, contexts }, { urls, errorIds, traceIds, segmentNames: described.segment_names }),
    body: JSON.stringify(described),
  };
}

export function segmentOf(value: Json | undefined): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function idsOf(value: Json | undefined): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!isArray(value)) return undefined;
  const ids = new Set<string>();
  for (const entry of value.slice(0, maxEntries)) {
    const id = normalizeEventId(entry);
    if (id === undefined) return undefined;
    ids.add(id);
  }
  return [...ids];
}

function textsOf(value: Json | undefined): readonly string[] {
  if (!isArray(value)) return [];
  return value.slice(0, maxEntries).flatMap((entry) => (typeof entry === "string" && entry !== "" ? [entry.slice(0, maxUrl).toWellFormed()] : []));
}

/** Moved as far as the event's own time was moved, by the drift of the client's clock. */
function startOf(payload: JsonObject, end: number): number | null {
  const started = parseTimestamp(payload["replay_start_timestamp"]);
  if (started === undefined) return null;
  const sentEnd = parseTimestamp(payload["timestamp"]);
  const at = started * 1000 + (sentEnd === undefined ? 0 : end - sentEnd * 1000);
  return Math.min(Math.max(at, end - 86_400_000), end);
}

function factsOf(event: Pick<NormalizedEvent, "user" | "sdk" | "tags" | "contexts">, lists: Readonly<Record<string, readonly string[]>>): Attributes {
  const facts: Record<string, AttributeValue> = { ...lists };
  const put = (name: string, value: unknown): void => {
    if (typeof value === "string" && value !== "") facts[name] = value;
  };
  const { user, sdk, tags, contexts } = event;
  put("user.id", user?.id);
  put("user.username", user?.username ?? user?.name);
  put("user.email", user?.email);
  put("user.ip", user?.ip_address);
  for (const [name, member] of [
    ["city", "city"],
    ["country_code", "country_code"],
    ["region", "region"],
    ["subdivision", "subdivision"],
  ] as const)
    put(`user.geo.${name}`, user?.geo?.[member]);
  put("sdk.name", sdk?.name);
  put("sdk.version", sdk?.version);
  for (const alias of ["os", "browser", "device"] as const) {
    const found: Context | undefined = contexts?.[alias] ?? (alias === "os" ? contexts?.["client_os"] : undefined);
    for (const member of ["name", "version", "brand", "model", "family"]) put(`${alias}.${member}`, found?.[member]);
  }
  if (tags !== undefined) facts["tags"] = tags;
  return facts;
}
