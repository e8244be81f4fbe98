import type { TraceErrorShape, TraceSpanShape } from "./queries.ts";

/** A line of the waterfall: a span, or an error that happened in the span above it. */
type TraceRow =
  | { readonly kind: "span"; readonly key: string; readonly depth: number; readonly span: TraceSpanShape; readonly within: number }
  | { readonly kind: "event"; readonly key: string; readonly depth: number; readonly event: TraceErrorShape };

type Node = TraceSpanShape | TraceErrorShape;

const isSpan = (node: Node): node is TraceSpanShape => node.event_type === "span";

/** The trees of a trace as lines, parents first; what is within a folded span is left out. A chain may be thousands deep, so no recursion. */
export function traceRows(nodes: readonly Node[], folded: ReadonlySet<string>): readonly TraceRow[] {
  const rows: TraceRow[] = [];
  const open: { readonly node: Node; readonly depth: number }[] = nodes.toReversed().map((node) => ({ node, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (!isSpan(node)) {
      rows.push({ kind: "event", key: `event ${node.event_id}`, depth, event: node });
      continue;
    }
    const inside: readonly Node[] = [...node.errors, ...node.occurrences, ...node.children];
    rows.push({ kind: "span", key: node.event_id, depth, span: node, within: inside.length });
    if (folded.has(node.event_id)) continue;
    for (const child of inside.toReversed()) open.push({ node: child, depth: depth + 1 });
  }
  return rows;
}

export interface TraceFacts {
  /** Epoch seconds. Of the spans, where there are any: an error may name a trace long after its end. */
  readonly start: number;
  readonly end: number;
  readonly spans: number;
  readonly events: number;
  readonly projects: readonly string[];
  /** Of the first span, or of the first error where there is none. */
  readonly name: string;
}

export function traceFacts(nodes: readonly Node[]): TraceFacts {
  const all = traceRows(nodes, new Set());
  const every = all.map((row) => (row.kind === "span" ? row.span : row.event));
  const spans = every.filter(isSpan);
  const timed = spans.length === 0 ? every : spans;
  const first = nodes.find(isSpan) ?? nodes[0];
  const name = first === undefined ? "" : isSpan(first) ? first.transaction || first.name || first.op : first.description;
  return {
    start: timed.reduce((least, node) => Math.min(least, node.start_timestamp), timed[0]?.start_timestamp ?? 0),
    end: timed.reduce((most, node) => Math.max(most, node.end_timestamp), 0),
    spans: spans.length,
    events: all.length - spans.length,
    projects: [...new Set(every.map((node) => node.project_slug))],
    name,
  };
}
