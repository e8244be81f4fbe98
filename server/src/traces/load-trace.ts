import { column, type TableName, type Value } from "../query/table-query.ts";
import type { TimeRange } from "../query/model.ts";
import { isPerformanceIssueType } from "../project-settings/performance-issue-types.ts";
import type { DatasetRow } from "../stores/telemetry/datasets.ts";
import type { TelemetryReader } from "../stores/telemetry/port.ts";

type TraceSpanRow = DatasetRow<"spans">;

/** The event of an issue: an error, or a problem that was found in a transaction. */
export interface TraceEvent {
  readonly eventId: string;
  /** As it is stored. */
  readonly type: string;
  readonly projectId: number;
  readonly issueId: number;
  readonly title: string;
  readonly culprit: string;
  readonly level: string;
  readonly transaction: string | null;
  readonly spanId: string | null;
  readonly timestamp: number;
}

/** A span with those that ran within it, the errors that happened in it and the problems that were found in it, by start. */
export interface TraceNode {
  readonly span: TraceSpanRow;
  readonly children: TraceNode[];
  readonly errors: TraceEvent[];
  readonly occurrences: TraceEvent[];
}

export interface Trace {
  /** Spans whose parent is not among what is known, by start. */
  readonly roots: readonly TraceNode[];
  /** Of spans that are not known. */
  readonly loose: readonly TraceEvent[];
}

interface TraceQuery {
  readonly projectIds: readonly number[];
  readonly traceId: string;
  readonly range: TimeRange;
  readonly limit: number;
}

const maxEvents = 1000;

/** Everything of one trace, across projects. */
export async function loadTrace(telemetry: TelemetryReader, { projectIds, traceId, range, limit }: TraceQuery): Promise<Trace> {
  const [spans, events] = await Promise.all([
    telemetry.rows({ dataset: "spans", projectIds, range, where: { traceId }, order: "oldest", limit }),
    traceEvents(telemetry, { projectIds, traceId, range, limit }),
  ]);
  return assemble(spans, events);
}

async function traceEvents(telemetry: TelemetryReader, { projectIds, traceId, range }: TraceQuery): Promise<readonly TraceEvent[]> {
  const names = ["id", "type", "projectId", "issueId", "title", "culprit", "level", "transaction", "spanId", "timestamp"];
  const rows = await telemetry.select({
    table: "events",
    projectIds,
    range,
    where: { kind: "oneOf", of: column("traceId"), values: [traceId] },
    select: names.map(column),
    orderBy: [{ index: names.length - 1, descending: true }],
    limit: maxEvents,
    offset: 0,
  });
  return rows.map(([id, type, projectId, issueId, title, culprit, level, transaction, spanId, timestamp]) => ({
    eventId: String(id),
    type: String(type),
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

function assemble(spans: readonly TraceSpanRow[], events: readonly TraceEvent[]): Trace {
  const nodes = new Map<string, TraceNode>();
  for (const span of spans) if (!nodes.has(span.spanId)) nodes.set(span.spanId, { span, children: [], errors: [], occurrences: [] });
  const roots: TraceNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.span.parentSpanId === null ? undefined : nodes.get(node.span.parentSpanId);
    if (parent === undefined || isWithin(parent, node, nodes)) roots.push(node);
    else parent.children.push(node);
  }
  const loose: TraceEvent[] = [];
  for (const event of events) {
    const node = event.spanId === null ? undefined : nodes.get(event.spanId);
    if (node === undefined) loose.push(event);
    else if (isPerformanceIssueType(event.type)) node.occurrences.push(event);
    else node.errors.push(event);
  }
  return { roots, loose };
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
  readonly occurrences: number;
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
  const [events, logs, metrics, spansByOp, spansByTransaction] = await Promise.all([
    count("events", "type"),
    count("logs", null),
    count("metrics", null),
    count("spans", "op"),
    count("spans", "eventId"),
  ]);
  const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((all, each) => all + each, 0);
  const occurrences = sum(new Map([...events].filter(([type]) => isPerformanceIssueType(type))));
  return { errors: sum(events) - occurrences, occurrences, logs: sum(logs), metrics: sum(metrics), spans: sum(spansByOp), spansByOp, spansByTransaction };
}
