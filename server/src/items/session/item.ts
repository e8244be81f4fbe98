import { normalizeUuid } from "@vedette/protocol";
import { hash } from "node:crypto";
import { clockDrift } from "../../processing/normalize/clock.ts";
import type { Json, JsonObject } from "../../processing/json/json.ts";
import { sessionStatuses, type SessionStatus, type SessionUpdate } from "../../stores/telemetry/sessions.ts";
import { decodeObject } from "../decode-object.ts";
import { defineItem, type Fate, type ItemContext } from "../define-item.ts";
import { attributesOf, countOf, filterSession, invalid, timeOf, timeProblem, userOf } from "./session-fields.ts";
import { jsonText } from "../../processing/json/json-text.ts";

/** An update of a session (`protocol.md` §8.5). The store puts the updates of a session together, in whatever order they come. */
export const sessionItem = defineItem({ type: "session", decode: decodeObject, finish: finishSession });

function finishSession(payload: JsonObject, context: ItemContext): Fate {
  const attributes = attributesOf(payload);
  if ("kind" in attributes) return attributes;
  const filtered = filterSession(payload, context);
  if (filtered !== undefined) return filtered;
  const started = timeOf(payload["started"], context);
  if (started === undefined) return invalid("invalid_session", "started is missing or no time.");
  const timestamp = Math.max(timeOf(payload["timestamp"], context) ?? context.receivedAt, started);
  const problem = timeProblem(started, timestamp, context);
  if (problem !== undefined) return problem;
  const status = statusOf(payload["status"]);
  if (status === undefined) return invalid("invalid_session", "status must be text.");
  const { duration, seq } = payload;
  const update: SessionUpdate = {
    kind: "update",
    sid: sidOf(payload, context),
    init: payload["init"] === true,
    order: typeof seq === "number" && Number.isSafeInteger(seq) && seq >= 0 ? seq : Math.round(timestamp),
    started,
    status,
    hasErrors: countOf(payload["errors"]) > 0 || (status !== "ok" && status !== "exited"),
    duration: status === "exited" && typeof duration === "number" && duration >= 0 ? duration * 1000 : null,
    user: userOf(payload["did"]),
    mechanism: mechanismOf(payload["abnormal_mechanism"]),
    drifted: clockDrift(context) !== 0,
    ...attributes,
  };
  return { kind: "sessions", sessions: [update], detail: null };
}

/** A word that nobody knows says nothing about how the session went (`protocol.md` §8.5). */
function statusOf(value: Json | undefined): SessionStatus | undefined {
  if (value === undefined || value === null) return "ok";
  if (typeof value !== "string") return undefined;
  return sessionStatuses.find((status) => status === value) ?? "ok";
}

/** A session without an id is one of its own; derived, so that a replay after a crash names it the same. */
function sidOf(payload: JsonObject, { eventId }: ItemContext): string {
  const { sid } = payload;
  return (typeof sid === "string" ? normalizeUuid(sid) : undefined) ?? hash("md5", `${eventId}:${jsonText(payload)}`, "hex");
}

function mechanismOf(value: Json | undefined): SessionUpdate["mechanism"] {
  return value === "anr_foreground" || value === "anr_background" ? value : null;
}
