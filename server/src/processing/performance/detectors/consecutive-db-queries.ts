import { milliseconds, none, parentOf, type Detector, type Problem } from "../detector.ts";
import { problemFingerprint, sha1OfSpans } from "../fingerprint.ts";
import { hasParameters, hasWhere, isCompleteQuery, isSelect } from "../queries.ts";
import { isDb } from "../span-hash.ts";
import { durationOf, spanText, type SpanView, type TransactionView } from "../span-view.ts";

const minDuration = 30;
const minRatio = 0.1;

/** Queries one after the other, of which some do not depend on those before them. */
export const consecutiveDbQueries: Detector = {
  enabledBy: "consecutive_db_queries_detection_enabled",
  detect: (transaction, { consecutive_db_min_time_saved_threshold: threshold }, type) => {
    if (transaction.db.length < 2) return none;
    const problems: Problem[] = [];
    for (const sequence of sequences(transaction)) {
      const independent = sequence.slice(1).filter(isIndependent);
      const [first] = sequence;
      if (first === undefined || independent.length === 0) continue;
      const saved = timeSaved(sequence, independent);
      if (saved < threshold || saved / total(sequence) < minRatio) continue;
      const parent = parentOf(first, transaction);
      problems.push({
        fingerprint: problemFingerprint(type, sha1OfSpans(sequence)),
        description: first.description,
        op: first.op,
        parents: parent === undefined ? [] : [parent],
        causes: [first],
        offenders: independent,
        display: [
          ["Parallelizable Spans", independent.map(spanText).join("\n")],
          ["Time Saved", milliseconds(saved)],
          ["Starting Span", spanText(first)],
        ],
        data: { ...(parent !== undefined && { parentSpan: spanText(parent) }), timeSaved: saved, durationMs: total(sequence) },
      });
    }
    return problems;
  },
};

/** Queries of one parent that follow each other without anything beside or between them. */
function sequences({ spans }: TransactionView): readonly (readonly SpanView[])[] {
  const found: SpanView[][] = [];
  let open: SpanView[] = [];
  for (const span of spans) {
    const last = open.at(-1);
    const goesOn = last !== undefined && isDb(span.op) && span.parentSpanId === last.parentSpanId && span.start >= last.end;
    if (goesOn) open.push(span);
    else {
      if (open.length > 1) found.push(open);
      open = isDb(span.op) ? [span] : [];
    }
  }
  if (open.length > 1) found.push(open);
  return found;
}

function isIndependent(span: SpanView): boolean {
  return durationOf(span) > minDuration && isCompleteQuery(span) && isSelect(span) && !hasWhere(span) && !hasParameters(span);
}

/** If the independent ones ran beside the others, the longer of the two would decide. */
function timeSaved(sequence: readonly SpanView[], independent: readonly SpanView[]): number {
  const dependent = sequence.filter((span) => !independent.includes(span));
  return total(sequence) - Math.max(...independent.map(durationOf), total(dependent));
}

function total(spans: readonly SpanView[]): number {
  return spans.reduce((sum, span) => sum + durationOf(span), 0);
}
