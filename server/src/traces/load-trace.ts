import { column, type TableName, type Value } from "../query/table-query.ts";
import type { TimeRange } from "../query/model.ts";
import type { DatasetRow } from "../stores/telemetry/datasets.ts";
import type { TelemetryReader } from "../stores/telemetry/port.ts";

type TraceSpanRow = DatasetRow<"spans">;

export interface TraceError {
  readonly eventId: string;
  readonly projectId: number;
  readonly issueId: number;
  readonly title: string;
  readonly culprit: string;
  readonly level: string;
  readonly transaction: string | null;
  readonly spanId: string | null;
  readonly timestamp: number;
}

/** A span with those that ran within it and the errors that happened in it, by start. */
export interface TraceNode {
  readonly span: TraceSpanRow;
  readonly children: TraceNode[];
  readonly errors: TraceError[];
}

export interface Trace {
  /** Spans whose parent is not among what is known, by start. */
  readonly roots: readonly TraceNode[];
  readonly looseErrors: readonly TraceError[];
}

interface TraceQuery {
  readonly projectIds: readonly number[];
  readonly traceId: string;
  readonly range: TimeRange;
  readonly limit: number;
}

const maxErrors = 1000;

/** Everything of one trace, across projects. */
export async function loadTrace(telemetry: TelemetryReader, { projectIds, traceId, range, limit }: TraceQuery): Promise<Trace> {
  const [spans, errors] = await Promise.all([
    telemetry.rows({ dataset: "spans", projectIds, range, where: { traceId }, order: "oldest", limit }),
    traceErrors(telemetry, { projectIds, traceId, range, limit }),
  ]);
  return assemble(spans, errors);
}

async function traceErrors(telemetry: TelemetryReader, { projectIds, traceId, range }: TraceQuery): Promise<readonly TraceError[]> {
  const names = ["id", "projectId", "issueId", "title", "culprit", "level", "transaction", "spanId", "timestamp"];
  const rows = await telemetry.select({
    table: "events",
    projectIds,
    range,
    where: { kind: "oneOf", of: column("traceId"), values: [traceId] },
    select: names.map(column),
    orderBy: [{ index: names.length - 1, descending: true }],
    limit: maxErrors,
    offset: 0,
  });
  return rows.map(([id, projectId, issueId, title, culprit, level, transaction, spanId, timestamp]) => ({
    eventId: String(id),
    projectId: Number(projectId),
    issueId: Number(issueId),
    title: String(title),
    culprit: String(culprit),
    level: String(level),
    transaction: textOf(transaction),
    spanId: textOf(spanId),
    timestamp: Number(timestamp),
  }));
}

function textOf(value: Value | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function assemble(spans: readonly TraceSpanRow[], errors: readonly TraceError[]): Trace {
  const nodes = new Map<string, TraceNode>();
  for (const span of spans) if (!nodes.has(span.spanId)) nodes.set(span.spanId, { span, children: [], errors: [] });
  const roots: TraceNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.span.parentSpanId === null ? undefined : nodes.get(node.span.parentSpanId);
    if (parent === undefined || isWithin(parent, node, nodes)) roots.push(node);
    else parent.children.push(node);
  }
  const loose: TraceError[] = [];
  for (const error of errors) {
    const node = error.spanId === null ? undefined : nodes.get(error.spanId);
    if (node === undefined) loose.push(error);
    else node.errors.push(error);
  }
  return { roots, looseErrors: loose };
}

/** Clients may send spans that are each other's parents: the first one of such a ring is a root. */
function isWithin(start: TraceNode, node: TraceNode, nodes: ReadonlyMap<string, TraceNode>): boolean {
  const seen = new Set<TraceNode>();
  for (let at: TraceNode | undefined = start; at !== undefined && !seen.has(at);) {
    if (at === node) return true;
    seen.add(at);
    at = at.span.parentSpanId === null ? undefined : nodes.get(at.span.parentSpanId);
  }
  return false;
}

export interface TraceCounts {
  readonly errors: number;
  readonly logs: number;
  readonly metrics: number;
  readonly spans: number;
  readonly spansByOp: ReadonlyMap<string, number>;
  readonly spansByTransaction: ReadonlyMap<string, number>;
}

/** How much of everything belongs to a trace, without loading it. */
export async function countTrace(telemetry: TelemetryReader, { projectIds, traceId, range }: Omit<TraceQuery, "limit">): Promise<TraceCounts> {
  const count = async (table: TableName, groupBy: string | null): Promise<ReadonlyMap<string, number>> => {
    const { groups } = await telemetry.aggregate({
      table,
      projectIds,
      range,
      where: { kind: "oneOf", of: column("traceId"), values: [traceId] },
      groupBy: groupBy === null ? [] : [column(groupBy)],
      aggregates: [{ kind: "count" }],
      maxGroups: 1000,
    });
    return new Map(groups.map(({ key, values }) => [String(key[0] ?? ""), Number(values[0] ?? 0)]));
  };
  const [errors, logs, metrics, spansByOp, spansByTransaction] = await Promise.all([
    count("events", null),
    count("logs", null),
    count("metrics", null),
    count("spans", "op"),
    count("spans", "eventId"),
  ]);
  const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((all, each) => all + each, 0);
  return { errors: sum(errors), logs: sum(logs), metrics: sum(metrics), spans: sum(spansByOp), spansByOp, spansByTransaction };
}
