import type { Json } from "../json/json.ts";
import { transactionView, type RequestInput, type SpanView, type TransactionView } from "./span-view.ts";

/** For tests: a transaction whose spans follow each other, times in milliseconds. */

export interface SpanSketch {
  readonly op: string;
  readonly description?: string;
  /** Behind the span before it when left out. */
  readonly start?: number;
  readonly duration?: number;
  readonly id?: string;
  /** The transaction when left out. */
  readonly parent?: string | null;
  readonly data?: Readonly<Record<string, Json>>;
  readonly fingerprint?: readonly string[];
}

export const rootId = "0".repeat(16);

export function sketchedTransaction(
  sketches: readonly SpanSketch[],
  more: {
    readonly name?: string;
    readonly op?: string;
    readonly platform?: string;
    readonly fcp?: number | null;
    readonly inputs?: readonly RequestInput[];
  } = {},
): TransactionView {
  const { name = "GET /books", op = "http.server", platform = "python", fcp = null, inputs = [] } = more;
  let at = 0;
  const spans = sketches.map(({ op: spanOp, description = "", start = at, duration = 10, id, parent = rootId, data = {}, fingerprint }, i): SpanView => {
    at = start + duration;
    const spanId = id ?? (i + 1).toString(16).padStart(16, "0");
    return { spanId, parentSpanId: parent, op: spanOp, description, start, end: at, fingerprint, data };
  });
  const end = Math.max(...spans.map((span) => span.end), 0);
  return transactionView(
    { spanId: rootId, parentSpanId: null, op, description: name, start: 0, end, fingerprint: undefined, data: {} },
    { platform, fcp, inputs: () => inputs },
    spans,
  );
}

export function times<T>(count: number, sketch: T | ((i: number) => T)): T[] {
  return Array.from({ length: count }, (_, i) => (isMaker(sketch) ? sketch(i) : sketch));
}

export function changed(spans: readonly SpanSketch[], change: Partial<SpanSketch>): SpanSketch[] {
  return Array.from(spans, (span) => ({ ...span, ...change }));
}

function isMaker<T>(sketch: T | ((i: number) => T)): sketch is (i: number) => T {
  return typeof sketch === "function";
}
