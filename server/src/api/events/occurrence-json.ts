import type { Occurrence } from "../../processing/normalize/event.ts";
import { hashValues } from "../../processing/grouping/hash.ts";
import { isArray, type Json } from "../../processing/json/json.ts";
import { isPerformanceIssueType, performanceIssueTypeOf } from "../../project-settings/performance-issue-types.ts";
import type { EventRow } from "../../stores/telemetry/port.ts";
import type { EventJson } from "./event-shape.ts";

/** Events and issues of performance are stored under the type of the issue; clients know them as transactions. */
export function eventTypeJson(type: string): string {
  return isPerformanceIssueType(type) ? "transaction" : type;
}

/** The problem that was found in a transaction, if it is why the event is in its issue. */
export function occurrenceJson(row: EventRow, found: Occurrence | undefined): Pick<EventJson, "occurrence" | "perfProblem"> {
  if (found === undefined) return { occurrence: null };
  const { evidence_data: evidence, fingerprint, type, issue_title: title, subtitle } = found;
  const evidenceData = { ...evidence };
  const evidenceDisplay = found.evidence_display.map((entry) => ({ ...entry }));
  return {
    occurrence: {
      id: found.id,
      projectId: row.projectId,
      eventId: found.event_id,
      fingerprint: [hashValues([fingerprint])],
      issueTitle: title,
      subtitle,
      resourceId: null,
      evidenceData,
      evidenceDisplay,
      type,
      detectionTime: found.detection_time,
      level: row.level,
      culprit: row.culprit,
      assignee: null,
      priority: null,
    },
    perfProblem: {
      type,
      fingerprint,
      op: textOf(evidence["op"]),
      desc: subtitle,
      title,
      issueType: performanceIssueTypeOf(type) ?? "",
      parentSpanIds: textsOf(evidence["parentSpanIds"]),
      causeSpanIds: textsOf(evidence["causeSpanIds"]),
      offenderSpanIds: textsOf(evidence["offenderSpanIds"]),
      evidenceData,
      evidenceDisplay,
    },
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function textsOf(value: Json | undefined): string[] {
  return isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}
