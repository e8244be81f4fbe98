import { isArray, isObject, type Json, type JsonObject } from "../../processing/json/json.ts";
import type { SessionCounts } from "../../stores/telemetry/sessions.ts";
import { decodeObject } from "../decode-object.ts";
import { defineItem, type Fate, type ItemContext, type Rejected } from "../define-item.ts";
import { attributesOf, countOf, filterSession, invalid, type SessionAttributes, timeOf, timeProblem, userOf } from "../session/session-fields.ts";

const minuteMs = 60_000;
/** SDKs send up to 100. */
const maxGroups = 1000;

/** Sessions that an SDK counted itself, by the minute in which they started: what servers send (`protocol.md` §8.6). */
export const sessionsItem = defineItem({ type: "sessions", decode: decodeObject, finish: finishSessions });

function finishSessions(payload: JsonObject, context: ItemContext): Fate {
  const attributes = attributesOf(payload);
  if ("kind" in attributes) return attributes;
  const filtered = filterSession(payload, context);
  if (filtered !== undefined) return filtered;
  const { aggregates } = payload;
  if (!isArray(aggregates) || aggregates.length === 0) return invalid("invalid_session", "aggregates must be a list with at least one entry.");
  const read = aggregates.slice(0, maxGroups).map((group) => countsOf(group, attributes, context));
  const sessions = read.filter((group) => group.kind === "counts");
  const problem = read.find((group) => group.kind === "rejected");
  const left = aggregates.length - sessions.length;
  if (sessions.length === 0 && problem !== undefined) return problem;
  return {
    kind: "sessions",
    sessions,
    detail: left === 0 ? null : `${left} of ${aggregates.length} groups are left out. ${problem?.detail ?? "There are too many."}`,
  };
}

function countsOf(group: Json, attributes: SessionAttributes, context: ItemContext): SessionCounts | Rejected {
  const { started: sent, did, exited, errored, unhandled, abnormal, crashed } = isObject(group) ? group : {};
  const at = timeOf(sent, context);
  if (at === undefined) return invalid("invalid_session", "started of a group is missing or no time.");
  const started = Math.floor(at / minuteMs) * minuteMs;
  return (
    timeProblem(started, started, context) ?? {
      kind: "counts",
      started,
      user: userOf(did),
      exited: countOf(exited),
      errored: countOf(errored),
      unhandled: countOf(unhandled),
      abnormal: countOf(abnormal),
      crashed: countOf(crashed),
      ...attributes,
    }
  );
}
