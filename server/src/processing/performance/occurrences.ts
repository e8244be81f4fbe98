import { hash } from "node:crypto";
import { performanceIssueTypes } from "../../project-settings/performance-issue-types.ts";
import type { PerformanceSettings } from "../../project-settings/performance-options.ts";
import { hashValues } from "../grouping/hash.ts";
import { isArray, isObject, type Json } from "../json/json.ts";
import type { NormalizedEvent, Occurrence } from "../normalize/event.ts";
import { detectProblems, isAnyDetectorOn, type FoundProblem } from "./detect-problems.ts";
import { transactionView, viewOfSpanV1, type RequestInput, type SpanView } from "./span-view.ts";

/** Spans that evidence names. All are in the event. */
const maxNamed = 1000;
const maxText = 2000;

/** What is wrong with a transaction that came with its spans. */
export function problemsOfTransaction(event: NormalizedEvent, settings: PerformanceSettings): readonly FoundProblem[] {
  if (event.spans === undefined || event.spans.length === 0 || !isAnyDetectorOn(settings)) return [];
  const spans: SpanView[] = [];
  for (const sent of event.spans) {
    const span = viewOfSpanV1(sent);
    if (span !== undefined) spans.push(span);
  }
  const trace = event.contexts?.["trace"];
  const root: SpanView = {
    spanId: text(trace?.["span_id"]) ?? "",
    parentSpanId: null,
    op: text(trace?.["op"]) ?? "default",
    description: event.transaction ?? "",
    start: (event.start_timestamp ?? event.timestamp) * 1000,
    end: event.timestamp * 1000,
    fingerprint: undefined,
    data: {},
  };
  return detectProblems(
    transactionView(root, { platform: event.platform, fcp: measured(event.measurements?.["fcp"]), inputs: () => inputsOf(event) }, spans),
    settings,
  );
}

/**
 * The transaction once for each problem in it, as the event of an issue. An event belongs to one issue, so each gets an id that is made
 * of it and its hash; but for the first, which is the transaction's own event where that `isSent`.
 */
export function occurrencesOf(event: NormalizedEvent, problems: readonly FoundProblem[], isSent = true): readonly NormalizedEvent[] {
  return problems.map((problem, i) => {
    const id = isSent && i === 0 ? event.event_id : occurrenceId(event.event_id, hashValues([problem.fingerprint]));
    return { ...event, event_id: id, level: "info", occurrence: occurrence(id, event.event_id, event, problem) };
  });
}

/** The same for the same transaction and problem, whose hash is that of the issue. */
export function occurrenceId(eventId: string, issueHash: string): string {
  return hash("md5", `${eventId}:${issueHash}`, "hex");
}

const maxInputs = 100;

function inputsOf({ request }: NormalizedEvent): readonly RequestInput[] {
  const query = (request?.query_string ?? []).map(([key, value]): RequestInput => [key, value ?? ""]);
  const body = isObject(request?.data) ? Object.entries(request.data) : [];
  return [...query, ...body.flatMap(([key, value]): RequestInput[] => (typeof value === "string" ? [[key, value]] : []))].slice(0, maxInputs);
}

/** SDKs measure paints in milliseconds, whatever else they say. */
function measured(measurement: Json | undefined): number | null {
  const value = isObject(measurement) ? measurement["value"] : undefined;
  return typeof value === "number" ? value : null;
}

function occurrence(id: string, transactionId: string, event: NormalizedEvent, problem: FoundProblem): Occurrence {
  const { type, fingerprint, description, op, parents, causes, offenders, display, data } = problem;
  const { id: typeId, title } = performanceIssueTypes[type];
  return {
    id,
    event_id: transactionId,
    type: typeId,
    fingerprint,
    issue_title: title,
    subtitle: cut(description),
    evidence_data: {
      op,
      transactionName: event.transaction ?? "",
      parentSpanIds: idsOf(parents),
      causeSpanIds: idsOf(causes),
      offenderSpanIds: idsOf(offenders),
      numOffenderSpans: offenders.length,
      ...Object.fromEntries(Object.entries(data).map(([name, value]) => [name, cutText(value)])),
    },
    evidence_display: display.map(([name, value], i) => ({ name, value: cut(value), important: i === 0 })),
    detection_time: event.received,
  };
}

function idsOf(spans: readonly SpanView[]): string[] {
  return spans.slice(0, maxNamed).map(({ spanId }) => spanId);
}

function cutText(value: Json): Json {
  if (typeof value === "string") return cut(value);
  return isArray(value) ? value.map(cutText) : value;
}

function cut(value: string): string {
  return value.length <= maxText ? value : `${value.slice(0, maxText - 1).toWellFormed()}…`;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
