import { normalizeEventId } from "@vedette/protocol";
import type { Json, JsonObject } from "../../processing/json/json.ts";
import { scrubUserReport } from "../../processing/scrubbing/scrub-user-report.ts";
import { decodeObject } from "../decode-object.ts";
import { defineItem, type Fate, type ItemContext } from "../define-item.ts";

/** What somebody wrote about an event, in the form of SDKs up to version 7; the event may come later (`protocol.md` §8.3). */
export const userReportItem = defineItem({ type: "user_report", decode: decodeObject, finish: finishUserReport });

function finishUserReport(payload: JsonObject, context: ItemContext): Fate {
  const report = {
    name: textOf(payload["name"], 128),
    email: textOf(payload["email"], 75),
    comments: textOf(payload["comments"], 4096),
  };
  if (report.name === "" && report.email === "" && report.comments === "")
    return { kind: "rejected", outcome: "invalid", reason: "empty_feedback", detail: "The report has neither comments nor a name or address." };
  const eventId = normalizeEventId(payload["event_id"]) ?? context.eventId;
  return { kind: "userReport", report: { eventId, ...scrubUserReport(report, context.project.scrubbing) } };
}

function textOf(value: Json | undefined, most: number): string {
  return typeof value === "string" ? value.trim().slice(0, most).toWellFormed() : "";
}
