import { covered } from "../../spans/transaction-spans.ts";
import { milliseconds, none, type Detector } from "../detector.ts";
import { problemFingerprint, sha1 } from "../fingerprint.ts";
import { hasParameters, isCompleteQuery } from "../queries.ts";
import { identityKey, isDb, spanHash } from "../span-hash.ts";
import { spanText, type SpanView, type TransactionView } from "../span-view.ts";
import { parentHash } from "./n-plus-one-db-queries.ts";

const maxPattern = 5;
const minRepetitions = 3;
const minShareOfQueries = 0.1;
const maxDepth = 32;

/** Several spans that repeat in the same order, a query among them: A B A B A B. */
export const mNPlusOneDbQueries: Detector = {
  enabledBy: "n_plus_one_db_queries_detection_enabled",
  detect: (transaction, { n_plus_one_db_duration_threshold: threshold }, type) => {
    if (transaction.db.length < minRepetitions) return none;
    const tokens = tokensOf(transaction);
    if (tokens === undefined) return none;
    return patterns(transaction.spans, tokens).flatMap(({ offenders, size }) => {
      const queries = offenders.filter(({ op }) => isDb(op));
      const query = queries.find((span) => isCompleteQuery(span) && hasParameters(span));
      if (query === undefined) return none;
      const total = covered(offenders.map(({ start, end }) => [start, end]));
      if (total < threshold || covered(queries.map(({ start, end }) => [start, end])) < total * minShareOfQueries) return none;
      const parent = commonParent(queries, transaction);
      if (parent === undefined) return none;
      const pattern = offenders.slice(0, size);
      return [
        {
          fingerprint: problemFingerprint(type, sha1(`${parent.op}${parentHash(parent, transaction)}${spanHash(query)}`)),
          description: query.description,
          op: query.op,
          parents: [parent],
          causes: [],
          offenders,
          display: [
            ["Repeating Spans", pattern.map(spanText).join("\n")],
            ["Repetitions", String(offenders.length / size)],
            ["Total Duration", milliseconds(total)],
            ["Parent Span", spanText(parent)],
          ],
          data: {
            parentSpan: spanText(parent),
            repeatingSpans: pattern.map(spanText),
            repeatingSpansCompact: pattern.map(({ description }) => description),
            numRepeatingSpans: String(offenders.length),
            patternSize: size,
            numPatternRepetitions: offenders.length / size,
            durationMs: total,
          },
        },
      ];
    });
  },
};

/** Numbers that are equal for equivalent spans: queries by their text, others by their operation. Undefined when no query comes often enough. */
function tokensOf({ spans, db }: TransactionView): readonly number[] | undefined {
  const counts = new Map<string, number>();
  let most = 0;
  for (const span of db) {
    const count = (counts.get(span.description) ?? 0) + 1;
    counts.set(span.description, count);
    most = Math.max(most, count);
  }
  // Those that differ by the length of an IN list alone are rare: not worth it to compare all of them.
  if (most < minRepetitions) return undefined;
  const numbers = new Map<string, number>();
  return spans.map((span) => {
    const key = isDb(span.op) ? `q${identityKey(span)}` : `o${span.op}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  });
}

interface Pattern {
  readonly offenders: readonly SpanView[];
  readonly size: number;
}

function patterns(spans: readonly SpanView[], tokens: readonly number[]): readonly Pattern[] {
  const found: Pattern[] = [];
  let from = 0;
  while (from < tokens.length) {
    const { size, to } = repetitionAt(tokens, from);
    const offenders = spans.slice(from, to - ((to - from) % size));
    const isPattern = size > 1 && offenders.some(({ op }) => isDb(op));
    if (isPattern) found.push({ offenders, size });
    from = isPattern ? from + offenders.length : Math.max(from + 1, to - size);
  }
  return found;
}

/** The shortest sequence that starts there and repeats often enough, and where it ends. Of size 1: none, or N+1. */
function repetitionAt(tokens: readonly number[], from: number): { readonly size: number; readonly to: number } {
  for (let size = 1; size <= maxPattern; size++) {
    let to = from + size;
    while (to < tokens.length && tokens[to] === tokens[to - size]) to++;
    if (to - from >= size * minRepetitions) return { size, to };
  }
  return { size: 1, to: from + 1 };
}

/** The nearest span that all of them are in. */
function commonParent(spans: readonly SpanView[], { root, spans: all }: TransactionView): SpanView | undefined {
  const byId = new Map(all.map((span) => [span.spanId, span]));
  byId.set(root.spanId, root);
  const ancestors = (span: SpanView): readonly SpanView[] => {
    const path: SpanView[] = [];
    let next = span.parentSpanId === null ? undefined : byId.get(span.parentSpanId);
    while (next !== undefined && path.length < maxDepth) {
      path.push(next);
      next = next === root || next.parentSpanId === null ? undefined : byId.get(next.parentSpanId);
    }
    return path;
  };
  const [first, ...rest] = spans.map(ancestors);
  return first?.find((candidate) => rest.every((path) => path.includes(candidate)));
}
