import { isArray, isObject } from "../../json/json.ts";
import { covered } from "../../spans/transaction-spans.ts";
import { milliseconds, parentOf, type Detector, type Problem } from "../detector.ts";
import { problemFingerprint, sha1, sha1OfSpans } from "../fingerprint.ts";
import type { PerformanceIssueType } from "../../../project-settings/performance-issue-types.ts";
import { spanText, type SpanView, type TransactionView } from "../span-view.ts";

/** Files that the system reads when it builds a screen. */
const ofSystem = /(?:\.nib|\.storyboardc|\.plist|kblayout_iphone\.dat)$/i;

/** Files that are read or written by the thread that draws. */
export const fileIoMainThread: Detector = {
  enabledBy: "file_io_on_main_thread_detection_enabled",
  detect: (transaction, { file_io_on_main_thread_duration_threshold: threshold }, type) => {
    const own = transaction.files.filter(({ description }) => !ofSystem.test(description));
    return blocked(transaction, own, threshold).map((found) => problem(type, found, sha1OfStacks(found.offenders)));
  },
};

/** Queries that the thread that draws waits for. */
export const dbMainThread: Detector = {
  enabledBy: "db_on_main_thread_detection_enabled",
  detect: (transaction, { db_on_main_thread_duration_threshold: threshold }, type) =>
    blocked(transaction, transaction.db, threshold).map((found) => problem(type, found, sha1OfSpans(found.offenders))),
};

interface Blocked {
  readonly first: SpanView;
  readonly offenders: readonly SpanView[];
  readonly parent: SpanView | undefined;
  readonly total: number;
}

/** By the span that they are in. */
function blocked(transaction: TransactionView, spans: readonly SpanView[], threshold: number): readonly Blocked[] {
  if (!spans.some(isOnMainThread)) return [];
  const byParent = Map.groupBy(spans.filter(isOnMainThread), ({ parentSpanId }) => parentSpanId);
  return [...byParent.values()].flatMap((offenders) => {
    const [first] = offenders;
    const total = covered(offenders.map(({ start, end }) => [start, end]));
    return first === undefined || total < threshold ? [] : [{ first, offenders, parent: parentOf(first, transaction), total }];
  });
}

function isOnMainThread({ data }: SpanView): boolean {
  return data["blocked_main_thread"] === true;
}

function problem(type: PerformanceIssueType, { first, offenders, parent, total }: Blocked, hash: string): Problem {
  return {
    fingerprint: problemFingerprint(type, hash),
    description: first.description,
    op: first.op,
    parents: parent === undefined ? [] : [parent],
    causes: [],
    offenders,
    display: [
      ["Offending Spans", [...new Set(offenders.map(spanText))].slice(0, 10).join("\n")],
      ["Total Duration", milliseconds(total)],
      ...(parent === undefined ? [] : ([["Parent Span", spanText(parent)]] as const)),
    ],
    data: { ...(parent !== undefined && { parentSpan: spanText(parent) }), numRepeatingSpans: String(offenders.length), durationMs: total },
  };
}

/** Who reads a file tells more than its name, which may be another one each time. */
function sha1OfStacks(spans: readonly SpanView[]): string {
  const functions = spans.flatMap(({ data }) => {
    const stack = data["call_stack"];
    return isArray(stack) ? stack.flatMap((frame) => (isObject(frame) ? [`${textOr(frame["module"])}.${textOr(frame["function"])}`] : [])) : [];
  });
  return functions.length === 0 ? sha1OfSpans(spans) : sha1([...new Set(functions)].join(""));
}

function textOr(value: unknown): string {
  return typeof value === "string" ? value : "";
}
