import { covered } from "../../spans/transaction-spans.ts";
import { milliseconds, none, parentOf, type Detector, type Problem } from "../detector.ts";
import { problemFingerprint, sha1 } from "../fingerprint.ts";
import { hasParameters, isCompleteQuery } from "../queries.ts";
import { isSameQuery, rootHash, spanHash } from "../span-hash.ts";
import { spanText, type SpanView, type TransactionView } from "../span-view.ts";

/** A query, and one for each of its rows right behind it in the same parent: the same but for its parameters. */
export const nPlusOneDbQueries: Detector = {
  enabledBy: "n_plus_one_db_queries_detection_enabled",
  detect: (transaction, { n_plus_one_db_count: count, n_plus_one_db_duration_threshold: threshold }, type) => {
    // The repeated ones and the one before them.
    if (transaction.db.length <= count) return none;
    const problems: Problem[] = [];
    for (const { source, repeated } of runs(transaction.db, count)) {
      const [first] = repeated;
      if (first === undefined || !isCompleteQuery(first) || !hasParameters(first) || !isCompleteQuery(source)) continue;
      const total = covered(repeated.map(({ start, end }) => [start, end]));
      if (total < threshold) continue;
      const parent = parentOf(first, transaction);
      if (parent === undefined) continue;
      problems.push({
        fingerprint: problemFingerprint(type, sha1(`${parent.op}${parentHash(parent, transaction)}${spanHash(source)}${spanHash(first)}`)),
        description: first.description,
        op: first.op,
        parents: [parent],
        causes: [source],
        offenders: repeated,
        display: [
          ["Repeating Spans", spanText(first)],
          ["Repetitions", String(repeated.length)],
          ["Total Duration", milliseconds(total)],
          ["Preceding Span", spanText(source)],
          ["Parent Span", spanText(parent)],
        ],
        data: {
          parentSpan: spanText(parent),
          repeatingSpans: spanText(first),
          repeatingSpansCompact: first.description,
          numRepeatingSpans: String(repeated.length),
          durationMs: total,
        },
      });
    }
    return problems;
  },
};

export function parentHash(parent: SpanView, { root, name }: TransactionView): string {
  return parent === root ? rootHash(name) : spanHash(parent);
}

interface Run {
  readonly source: SpanView;
  readonly repeated: readonly SpanView[];
}

/** Queries that repeat without another one between them in their parent, at least `count` times, with the one before them. */
function runs(db: readonly SpanView[], count: number): readonly Run[] {
  const open = new Map<string, { source: SpanView | undefined; first: SpanView; repeated: SpanView[] }>();
  const found: Run[] = [];
  for (const span of db) {
    if (span.parentSpanId === null) continue;
    const run = open.get(span.parentSpanId);
    if (run !== undefined && isSameQuery(run.first, span)) {
      run.repeated.push(span);
      if (run.repeated.length === count && run.source !== undefined) found.push({ source: run.source, repeated: run.repeated });
    } else open.set(span.parentSpanId, { source: run?.repeated.at(-1), first: span, repeated: [span] });
  }
  return found;
}
