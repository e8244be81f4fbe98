import { isObject, listOf, numberOf, objectOf, textOf } from "../../api/json.ts";
import type { EventShape } from "../../api/shapes.ts";

/** What a span has to do with the problem. */
type SpanRole = "transaction" | "parent" | "cause" | "offender" | "other";

export interface SpanRow {
  readonly spanId: string;
  readonly op: string;
  readonly description: string;
  /** Milliseconds after the start of the transaction. */
  readonly start: number;
  readonly duration: number;
  readonly depth: number;
  readonly role: SpanRole;
  /** Among the few that show the problem. */
  readonly isTelling: boolean;
}

export interface SpanEvidence {
  /** Of the transaction, milliseconds. */
  readonly total: number;
  readonly rows: readonly SpanRow[];
  readonly display: readonly (readonly [name: string, value: string])[];
}

/** As many offenders as tell what it is about. */
const tellingOffenders = 10;
const deepest = 8;

/** The problem that was found in a transaction, with its spans in the order of the tree; undefined for other events. */
export function spanEvidence(
  event: Pick<EventShape, "occurrence" | "entries" | "contexts" | "startTimestamp" | "endTimestamp" | "culprit">,
): SpanEvidence | undefined {
  const { occurrence } = event;
  if (occurrence === null) return undefined;
  const ids = (name: string): ReadonlySet<string> => new Set(listOf(occurrence.evidenceData[name]).flatMap((id) => textOf(id) ?? []));
  const roles = { offender: ids("offenderSpanIds"), cause: ids("causeSpanIds"), parent: ids("parentSpanIds") };
  const trace = objectOf(event.contexts["trace"]);
  const rootId = textOf(trace["span_id"]) ?? "";
  const spans = readSpans(event.entries.find(({ type }) => type === "spans")?.data, rootId);
  const start = event.startTimestamp ?? Math.min(...spans.map((span) => span.start));
  const end = event.endTimestamp ?? Math.max(...spans.map((span) => span.end));
  const root: Read = { spanId: rootId, parentId: null, op: textOf(trace["op"]) ?? "", description: event.culprit, start, end };
  const telling = tellingIds(spans, roles);
  const rows = inTreeOrder(root, spans).map(({ span, depth }): SpanRow => ({
    spanId: span.spanId,
    op: span.op,
    description: span.description,
    start: (span.start - start) * 1000,
    duration: (span.end - span.start) * 1000,
    depth: Math.min(depth, deepest),
    role: span === root ? "transaction" : roleOf(span.spanId, roles),
    isTelling: span === root || telling.has(span.spanId),
  }));
  return { total: Math.max((end - start) * 1000, 0.001), rows, display: occurrence.evidenceDisplay.map(({ name, value }) => [name, value] as const) };
}

interface Read {
  readonly spanId: string;
  readonly parentId: string | null;
  readonly op: string;
  readonly description: string;
  /** Unix seconds. */
  readonly start: number;
  readonly end: number;
}

type Roles = Readonly<Record<"offender" | "cause" | "parent", ReadonlySet<string>>>;

function readSpans(data: unknown, rootId: string): readonly Read[] {
  return listOf(data).flatMap((span) => {
    if (!isObject(span)) return [];
    const [spanId, start, end] = [textOf(span["span_id"]), numberOf(span["start_timestamp"]), numberOf(span["timestamp"])];
    if (spanId === null || start === null || end === null || spanId === rootId) return [];
    return [{ spanId, parentId: textOf(span["parent_span_id"]), op: textOf(span["op"]) ?? "", description: textOf(span["description"]) ?? "", start, end }];
  });
}

function roleOf(spanId: string, { offender, cause, parent }: Roles): SpanRole {
  return offender.has(spanId) ? "offender" : cause.has(spanId) ? "cause" : parent.has(spanId) ? "parent" : "other";
}

/** Parents, causes and the first offenders, with everything that they are in. */
function tellingIds(spans: readonly Read[], roles: Roles): ReadonlySet<string> {
  const parents = new Map(spans.map(({ spanId, parentId }) => [spanId, parentId]));
  const telling = new Set<string>();
  let offenders = 0;
  for (const { spanId } of spans) {
    const role = roleOf(spanId, roles);
    if (role === "other" || (role === "offender" && ++offenders > tellingOffenders)) continue;
    let next: string | null | undefined = spanId;
    while (next !== null && next !== undefined && !telling.has(next)) {
      telling.add(next);
      next = parents.get(next);
    }
  }
  return telling;
}

/** Depth first, siblings by their start. Spans whose parent was not sent are in the transaction. */
function inTreeOrder(root: Read, spans: readonly Read[]): readonly { readonly span: Read; readonly depth: number }[] {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const children = Map.groupBy(
    spans.toSorted((a, b) => a.start - b.start),
    ({ spanId, parentId }) => (parentId !== null && parentId !== spanId && known.has(parentId) ? parentId : root.spanId),
  );
  const ordered: { span: Read; depth: number }[] = [];
  const seen = new Set<string>();
  const stack = [{ span: root, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { span, depth } = next;
    if (seen.has(span.spanId)) continue;
    seen.add(span.spanId);
    ordered.push(next);
    for (const child of (children.get(span.spanId) ?? []).toReversed()) stack.push({ span: child, depth: depth + 1 });
  }
  return ordered;
}

export function durationText(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return ms >= 10 ? `${Math.round(ms)} ms` : `${Number(ms.toFixed(2))} ms`;
}
