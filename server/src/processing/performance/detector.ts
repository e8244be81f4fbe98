import type { PerformanceSettingName, PerformanceSettings } from "../../project-settings/performance-options.ts";
import type { Json } from "../json/json.ts";
import type { PerformanceIssueType } from "../../project-settings/performance-issue-types.ts";
import type { SpanView, TransactionView } from "./span-view.ts";

/** Something wrong with a transaction, and the spans that show it. */
export interface Problem {
  /** `1-<type id>-…`: problems with the same one are one issue. */
  readonly fingerprint: string;
  /** What it is about in a line: the query, the URL, the path. */
  readonly description: string;
  readonly op: string;
  readonly parents: readonly SpanView[];
  /** What led to it. */
  readonly causes: readonly SpanView[];
  readonly offenders: readonly SpanView[];
  /** For a person, the most telling first. */
  readonly display: readonly (readonly [name: string, value: string])[];
  /** Numbers and names beside the spans, for programs. */
  readonly data: Readonly<Record<string, Json>>;
}

/** Looks for one type of problem. Conditions are stated in `docs/operate/performance-issues.md`. */
export interface Detector {
  /** The setting that switches it. */
  readonly enabledBy: PerformanceSettingName & `${string}_enabled`;
  /** Must be quick to say that there is none: it is asked about every transaction. */
  readonly detect: (transaction: TransactionView, settings: PerformanceSettings, type: PerformanceIssueType) => readonly Problem[];
}

export const none: readonly Problem[] = [];

/** The span that others are in; undefined when it was not sent along. */
export function parentOf({ parentSpanId }: SpanView, { root, spans }: TransactionView): SpanView | undefined {
  if (parentSpanId === null) return undefined;
  return parentSpanId === root.spanId ? root : spans.find(({ spanId }) => spanId === parentSpanId);
}

export const milliseconds = (time: number): string => `${Math.round(time * 100) / 100} ms`;
