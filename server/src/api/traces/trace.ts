import { z } from "zod";
import { hexId } from "../../processing/hex-id.ts";
import { formatShortId } from "../../issues/short-id.ts";
import { countTrace, loadTrace, type TraceEvent, type TraceNode } from "../../traces/load-trace.ts";
import type { TelemetryReader } from "../../stores/telemetry/port.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { isPerformanceIssueType, performanceIssueTypes } from "../../project-settings/performance-issue-types.ts";
import { fail } from "../errors.ts";
import { periodQuery, readPeriod } from "../issues/search-request.ts";
import { inOrganization } from "../place.ts";

const params = z.object({ trace: z.string() });
const scope = { ...periodQuery, project: z.array(z.string()).optional() };
/** More than a page can show; clients ask for 10,000. */
const maxSpans = 10_000;

const eventShape = z
  .object({
    description: z.string(),
    event_id: z.string(),
    project_id: z.int(),
    project_slug: z.string(),
    transaction: z.string(),
    event_type: z.enum(["error", "occurrence"]),
    issue_id: z.int(),
    level: z.string(),
    start_timestamp: z.number(),
    end_timestamp: z.number(),
    culprit: z.string().nullable(),
    short_id: z.string().nullable(),
    issue_type: z.int(),
  })
  .meta({ id: "TraceError" });

const spanMembers = {
  description: z.string(),
  event_id: z.string(),
  project_id: z.int(),
  project_slug: z.string(),
  transaction: z.string(),
  event_type: z.literal("span"),
  errors: z.array(eventShape),
  occurrences: z.array(eventShape),
  duration: z.number(),
  start_timestamp: z.number(),
  end_timestamp: z.number(),
  measurements: z.record(z.string(), z.number()),
  browser_web_vital: z.record(z.string(), z.number()),
  mobile_app_vital: z.record(z.string(), z.number()),
  op: z.string(),
  name: z.string(),
  parent_span_id: z.string().nullable(),
  profile_id: z.string(),
  profiler_id: z.string(),
  sdk_name: z.string(),
  is_transaction: z.boolean(),
  transaction_id: z.string(),
  status: z.string().nullable(),
  additional_attributes: z.record(z.string(), z.unknown()).optional(),
};

interface SpanJson extends z.output<z.ZodObject<typeof spanMembers>> {
  readonly children: SpanJson[];
}

const spanShape: z.ZodType<SpanJson> = z.lazy(() => z.object({ ...spanMembers, children: z.array(spanShape) })).meta({ id: "TraceSpan" });

interface ShowContext {
  readonly slugs: ReadonlyMap<number, string>;
  readonly shortIds: ReadonlyMap<number, string>;
  readonly attributes: readonly string[];
  /** Of the transactions in it, by their event ids: SDKs name the transaction in the profile, not always the other way round. */
  readonly profiles: ReadonlyMap<string, string>;
}

function eventJson(error: TraceEvent, { slugs, shortIds }: ShowContext): z.output<typeof eventShape> {
  const at = error.timestamp / 1000;
  return {
    description: error.title,
    event_id: error.eventId,
    project_id: error.projectId,
    project_slug: slugs.get(error.projectId) ?? "",
    transaction: error.transaction ?? "",
    event_type: isPerformanceIssueType(error.type) ? "occurrence" : "error",
    issue_id: error.issueId,
    level: error.level,
    start_timestamp: at,
    end_timestamp: at,
    culprit: error.culprit,
    short_id: shortIds.get(error.issueId) ?? null,
    issue_type: isPerformanceIssueType(error.type) ? performanceIssueTypes[error.type].id : 1,
  };
}

const webVitals = new Set(["lcp", "fcp", "fp", "fid", "inp", "cls", "ttfb"].map((name) => `measurements.${name}`));
const mobileVitals = /^measurements\.(?:app_start|time_to_|frames_|stall_)/;

/** `protocol.md` and `api.md` call the id of a span `event_id` here. */
function spanJson({ span, errors, occurrences, children }: TraceNode, context: ShowContext): SpanJson {
  const measured = Object.entries(span.attributes).filter(
    (entry): entry is [string, number] => entry[0].startsWith("measurements.") && typeof entry[1] === "number",
  );
  const profiler = span.attributes["sentry.profiler_id"];
  const chosen = context.attributes.filter((name) => span.attributes[name] !== undefined);
  return {
    description: span.name,
    event_id: span.spanId,
    project_id: span.projectId,
    project_slug: context.slugs.get(span.projectId) ?? "",
    transaction: span.segmentName ?? "",
    event_type: "span",
    children: children.map((child) => spanJson(child, context)),
    errors: errors.map((error) => eventJson(error, context)),
    occurrences: occurrences.map((occurrence) => eventJson(occurrence, context)),
    duration: span.duration,
    start_timestamp: span.timestamp / 1000,
    end_timestamp: (span.timestamp + span.duration) / 1000,
    measurements: Object.fromEntries(measured),
    browser_web_vital: Object.fromEntries(measured.filter(([name]) => webVitals.has(name))),
    mobile_app_vital: Object.fromEntries(measured.filter(([name]) => mobileVitals.test(name))),
    op: span.op ?? "default",
    name: span.name,
    parent_span_id: span.parentSpanId,
    profile_id: span.profileId ?? (span.isSegment ? context.profiles.get(span.eventId ?? "") : undefined) ?? "",
    profiler_id: typeof profiler === "string" ? profiler : "",
    sdk_name: span.sdk ?? "",
    is_transaction: span.isSegment,
    transaction_id: span.eventId ?? span.segmentId ?? span.spanId,
    status: span.status,
    ...(context.attributes.length > 0 && { additional_attributes: Object.fromEntries(chosen.map((name) => [name, span.attributes[name]])) }),
  };
}

function traceIdOf(text: string): string {
  const id = hexId(text, 32);
  if (id === undefined) throw fail("invalidInput", { reason: `${JSON.stringify(text.slice(0, 64))} is no trace id: it has 32 hex digits` });
  return id;
}

export const showTrace = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/trace/{trace}/",
  summary: "The spans of a trace as trees, over all projects, with the errors that happened in them",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read"],
  params,
  query: z.object({
    ...scope,
    limit: z.string().optional(),
    errorId: z.string().optional(),
    additional_attributes: z.array(z.string()).optional().meta({ description: "Attributes of spans to answer besides." }),
  }),
  response: z.array(z.union([spanShape, eventShape])),
  async handler({ stores, access, organization, query, params: { trace }, clock }) {
    const projects = await access.chosenProjects(organization, query.project);
    const { range } = await readPeriod(query, clock.now());
    const limit = Math.min(Number(query.limit) > 0 ? Number(query.limit) : maxSpans, maxSpans);
    const found = await loadTrace(stores.telemetry, { projectIds: projects.map(({ id }) => id), traceId: traceIdOf(trace), range, limit });
    const events = [...found.loose, ...found.roots.flatMap(eventsIn)];
    const issues = await stores.state.issuesById(
      projects.map(({ id }) => id),
      [...new Set(events.map(({ issueId }) => issueId))],
    );
    const slugs = new Map(projects.map(({ id, slug }) => [id, slug]));
    const shortIds = new Map(issues.map((issue) => [issue.id, formatShortId(slugs.get(issue.projectId) ?? "", issue.shortIdNumber)]));
    const profiles = await profilesOf(stores.telemetry, found.roots.flatMap(transactionsIn));
    const context = { slugs, shortIds, profiles, attributes: query.additional_attributes ?? [] };
    return { body: [...found.roots.map((root) => spanJson(root, context)), ...found.loose.map((event) => eventJson(event, context))] };
  },
});

/** A trace of more transactions than this is no single request any more. */
const mostTransactions = 200;

function transactionsIn({ span, children }: TraceNode): readonly Transaction[] {
  const own = span.isSegment && span.eventId !== null && span.profileId === null ? [{ projectId: span.projectId, eventId: span.eventId }] : [];
  return [...own, ...children.flatMap(transactionsIn)];
}

interface Transaction {
  readonly projectId: number;
  readonly eventId: string;
}

async function profilesOf(telemetry: TelemetryReader, transactions: readonly Transaction[]): Promise<ReadonlyMap<string, string>> {
  const some = transactions.slice(0, mostTransactions);
  if (some.length === 0) return new Map();
  const projectIds = [...new Set(some.map(({ projectId }) => projectId))];
  const rows = await telemetry.rows({ dataset: "profiles", projectIds, where: { eventId: some.map(({ eventId }) => eventId) }, limit: mostTransactions });
  return new Map(rows.map(({ eventId, profileId }) => [eventId ?? "", profileId]));
}

function eventsIn(node: TraceNode): readonly TraceEvent[] {
  return [...node.errors, ...node.occurrences, ...node.children.flatMap(eventsIn)];
}

export const showTraceMeta = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/trace-meta/{trace}/",
  summary: "How many spans, errors, logs and metrics a trace has",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read"],
  params,
  query: z.object(scope),
  response: z.object({
    errorsCount: z.int(),
    logsCount: z.int(),
    metricsCount: z.int(),
    performanceIssuesCount: z.int(),
    spansCount: z.int(),
    uptimeCount: z.int(),
    transactionChildCountMap: z.array(z.object({ "transaction.event_id": z.string().nullable(), "count()": z.int() })),
    spansCountMap: z.record(z.string(), z.int()),
  }),
  async handler({ stores, access, organization, query, params: { trace }, clock }) {
    const projects = await access.chosenProjects(organization, query.project);
    const { range } = await readPeriod(query, clock.now());
    const counts = await countTrace(stores.telemetry, { projectIds: projects.map(({ id }) => id), traceId: traceIdOf(trace), range });
    return {
      body: {
        errorsCount: counts.errors,
        logsCount: counts.logs,
        metricsCount: counts.metrics,
        performanceIssuesCount: counts.occurrences,
        spansCount: counts.spans,
        uptimeCount: 0,
        transactionChildCountMap: [...counts.spansByTransaction].map(([id, count]) => ({ "transaction.event_id": id === "" ? null : id, "count()": count })),
        spansCountMap: Object.fromEntries([...counts.spansByOp].map(([op, count]) => [op === "" ? "default" : op, count])),
      },
    };
  },
});
