import { z } from "zod";
import { parseDuration } from "../../query/dates.ts";
import { matchesAny, parseSessionSearch, type SessionCondition } from "../../query/session-search.ts";
import { countOf, groupedStatuses, sessionFields, type GroupedStatus, type SessionField } from "../../releases/session-metrics.ts";
import type { Project } from "../../stores/state/model.ts";
import type { TelemetryReader } from "../../stores/telemetry/port.ts";
import { sessionDimensions, type SessionGroup, type SessionNumbers, type SessionQuery } from "../../stores/telemetry/sessions.ts";
import { withToken } from "../admission.ts";
import { isoDate } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { periodQuery, readPeriod, refuseBadSearch } from "../issues/search-request.ts";
import { inOrganization } from "../place.ts";

const hour = 3_600_000;
/** `api.md` §3.5. */
const mostBuckets = 10_000;
const groupings = [...sessionDimensions, "session.status"] as const;
const flag = z.enum(["0", "1", "true", "false"]).transform((text) => text === "1" || text === "true");
const values = z.record(z.string(), z.number().nullable());

export const showSessions = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/sessions/",
  summary: "Release health: sessions and users over time",
  description:
    "Fields besides Sentry's: errored_rate, unhandled_rate, abnormal_rate and unhealthy_rate of session or user. Durations are milliseconds. Counts are kept by the hour.",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read"],
  query: z.object({
    ...periodQuery,
    field: z.array(z.string()).min(1),
    groupBy: z.array(z.enum(groupings)).default([]),
    interval: z.string().default("1h"),
    project: z.array(z.string()).optional(),
    environment: z.array(z.string()).optional(),
    query: z.string().default(""),
    orderBy: z.string().optional(),
    includeTotals: flag.default(true),
    includeSeries: flag.default(true),
    per_page: z.coerce.number().int().min(1).optional(),
  }),
  response: z.object({
    start: z.string(),
    end: z.string(),
    intervals: z.array(z.string()),
    groups: z.array(
      z.object({ by: z.record(z.string(), z.union([z.string(), z.int()])), totals: values, series: z.record(z.string(), z.array(z.number().nullable())) }),
    ),
    query: z.string(),
  }),
  async handler({ stores, access, organization, query, clock }) {
    const fields = chosenFields(query.field);
    const { range } = await readPeriod(query, clock.now());
    const bucketMs = readInterval(query.interval);
    const span = { from: Math.floor(range.from / bucketMs) * bucketMs, to: Math.ceil(range.to / bucketMs) * bucketMs };
    if (span.from >= span.to) throw fail("invalidInput", { reason: "start must be before end" });
    const length = (span.to - span.from) / bucketMs;
    if (length > mostBuckets)
      throw fail("invalidInput", { reason: "Your interval and date range would create too many results. Use a larger interval, or a smaller date range." });
    const conditions = await refuseBadSearch(() => parseSessionSearch(query.query));
    const projects = (await access.chosenProjects(organization, query.project)).filter((project) => passes(project, conditions));
    const needs = new Set([...fields.values()].map((field) => field.needs));
    const wanted: SessionQuery = {
      projectIds: projects.map(({ id }) => id),
      range: span,
      bucketMs: query.includeSeries ? bucketMs : null,
      by: sessionDimensions.filter((name) => query.groupBy.includes(name)),
      users: needs.has("users"),
      durations: needs.has("durations"),
      ...(query.environment === undefined ? {} : { environments: query.environment }),
    };
    const found = await stores.telemetry.sessions(await narrowed(wanted, conditions, stores.telemetry));
    const groups = withDefault(found, wanted, length).flatMap((group) => groupRows(group, fields, query));
    const ordered = orderRows(groups, query.orderBy, fields).slice(0, query.per_page);
    return {
      body: {
        start: isoDate(span.from),
        end: isoDate(span.to),
        intervals: Array.from({ length }, (_, index) => isoDate(span.from + index * bucketMs)),
        groups: ordered.map(({ order: _order, ...row }) => row),
        query: query.query,
      },
    };
  },
});

function chosenFields(names: readonly string[]): ReadonlyMap<string, SessionField> {
  return new Map(
    names.map((name) => {
      const field = Object.hasOwn(sessionFields, name) ? sessionFields[name] : undefined;
      if (field === undefined)
        throw fail("invalidInput", { reason: `Invalid field: ${JSON.stringify(name.slice(0, 100))}. There are ${Object.keys(sessionFields).join(", ")}.` });
      return [name, field];
    }),
  );
}

function readInterval(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms === 0) throw fail("invalidInput", { reason: `Invalid interval: ${JSON.stringify(text)}` });
  if (ms % hour !== 0) throw fail("invalidInput", { reason: "The interval has to be a multiple of the minimum interval of one hour." });
  return ms;
}

function passes({ id, slug }: Project, conditions: readonly SessionCondition[]): boolean {
  return conditions.every(({ key, negated, anyOf }) => key !== "project" || (matchesAny(slug, anyOf) || anyOf.includes(String(id))) !== negated);
}

/** Names in a search may be patterns: those that match are looked up first. */
async function narrowed(wanted: SessionQuery, conditions: readonly SessionCondition[], telemetry: TelemetryReader): Promise<SessionQuery> {
  const named = conditions.filter(({ key }) => key !== "project");
  if (named.length === 0) return wanted;
  const all = await telemetry.sessions({ ...wanted, bucketMs: null, by: ["release", "environment"], users: false, durations: false });
  const kept = (key: "release" | "environment"): readonly string[] => [
    ...new Set(
      all
        .map((group) => group[key] ?? "")
        .filter((name) => named.every((condition) => condition.key !== key || matchesAny(name, condition.anyOf) !== condition.negated)),
    ),
  ];
  const environments = kept("environment");
  return { ...wanted, releases: kept("release"), ...(environments.length === 0 ? { releases: [] } : { environments }) };
}

const nothing: SessionNumbers = {
  sessions: { total: 0, errored: 0, unhandled: 0, abnormal: 0, crashed: 0 },
  users: { total: 0, errored: 0, unhandled: 0, abnormal: 0, crashed: 0, anrForeground: 0, anr: 0 },
  durations: null,
};

/** Without groups there is always an answer, if only of zeros. */
function withDefault(found: readonly SessionGroup[], { by, bucketMs }: SessionQuery, length: number): readonly SessionGroup[] {
  if (found.length > 0 || by.length > 0) return found;
  const series = bucketMs === null ? [] : Array.from({ length }, () => nothing);
  return [{ project: null, release: null, environment: null, totals: nothing, series }];
}

interface OrderedRow {
  readonly by: Record<string, string | number>;
  readonly totals: Record<string, number | null>;
  readonly series: Record<string, (number | null)[]>;
  readonly order: Readonly<Record<string, number | null>>;
}

interface RowOptions {
  readonly groupBy: readonly (typeof groupings)[number][];
  readonly includeTotals: boolean;
  readonly includeSeries: boolean;
}

function groupRows(
  group: SessionGroup,
  fields: ReadonlyMap<string, SessionField>,
  { groupBy, includeTotals, includeSeries }: RowOptions,
): readonly OrderedRow[] {
  const by = Object.fromEntries(sessionDimensions.flatMap((name) => (groupBy.includes(name) ? [[name, group[name] ?? ""]] : [])));
  const row = (status: GroupedStatus | null): OrderedRow => {
    const valueOf = (field: SessionField, numbers: SessionNumbers): number | null => (status === null ? field.value(numbers) : field.ofStatus(numbers, status));
    const totals = Object.fromEntries([...fields].map(([name, field]) => [name, valueOf(field, group.totals)]));
    return {
      by: status === null ? by : { ...by, "session.status": status },
      totals: includeTotals ? totals : {},
      series: includeSeries ? Object.fromEntries([...fields].map(([name, field]) => [name, group.series.map((numbers) => valueOf(field, numbers))])) : {},
      order: totals,
    };
  };
  if (!groupBy.includes("session.status")) return [row(null)];
  // Newer than the others, and only of some SDKs: clients that do not know it should not meet it without need.
  const { sessions, users } = group.totals;
  const hasUnhandled = countOf(sessions, "unhandled") > 0 || countOf(users, "unhandled") > 0;
  return groupedStatuses.filter((status) => status !== "unhandled" || hasUnhandled).map(row);
}

function orderRows(rows: readonly OrderedRow[], orderBy: string | undefined, fields: ReadonlyMap<string, SessionField>): readonly OrderedRow[] {
  if (orderBy === undefined || orderBy === "") return rows;
  const descending = orderBy.startsWith("-");
  const name = descending ? orderBy.slice(1) : orderBy;
  if (!fields.has(name)) throw fail("invalidInput", { reason: "'orderBy' must be one of the provided 'fields'" });
  // What has no value comes last either way.
  const key = ({ order }: OrderedRow): number => order[name] ?? (descending ? -Infinity : Infinity);
  return rows.toSorted((a, b) => (descending ? key(b) - key(a) : key(a) - key(b)) || 0);
}
