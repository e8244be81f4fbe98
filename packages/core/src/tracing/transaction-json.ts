import type { Client } from "../client/client.ts";
import { contextMembers, membersJson, sdkJson, textJson } from "../client/event-json.ts";
import { contextsOfPlatform } from "../client/finish-event.ts";
import type { Context, User } from "../event/event.ts";
import type { EventSource } from "../event/event-source.ts";
import { normalizedMemberJson, normalizedRecordJson, quote, type NormalizeOptions } from "../normalize/normalize.ts";
import { NOTHING, type ScopeData } from "../scope/scope.ts";
import { perClient } from "../telemetry/batch.ts";
import { statusName, type RecordingSpan } from "./recording-span.ts";
import { measurementsOf, sourceOf } from "./transaction-facts.ts";

export interface TransactionParts {
  readonly client: Client;
  readonly root: RecordingSpan;
  /** Its ended spans. */
  readonly ended: readonly RecordingSpan[];
  readonly id: string;
  readonly scope: Readonly<ScopeData>;
}

/**
 * What `eventJson` would say of the finished transaction, straight from the spans: the objects in between and what is the same for all
 * transactions were two thirds of the cost. Undefined where the members of the event depend on more than is looked at here.
 */
export function transactionJson({ client, root, ended, id, scope }: TransactionParts): string | undefined {
  const {
    normalization: options,
    options: { beforeSendSpan, ignoreSpans },
  } = client;
  const { source } = scope;
  const platform = platformContexts(client);
  if (source?.arriving || (ended.length > 0 && (beforeSendSpan || ignoreSpans)) || !isApart(scope.contexts, platform.names)) return undefined;
  if (root.links.length > 0 || ended.some(({ links }) => links.length > 0)) return undefined;
  const { startTime, endTime = startTime } = root;
  return (
    `{"type":"transaction","event_id":"${id}",${textMember("transaction", root.name, options)},` +
    `"transaction_info":{"source":"${sourceOf(root.attributes["sentry.source"])}"},` +
    `"start_timestamp":${secondsJson(startTime)},"timestamp":${secondsJson(endTime)},${fixedMembers(client)},` +
    `"contexts":{${platform.json}${contextsJson(scope, options)}"trace":{${spanMembers(root, options, rootFacts)}}},` +
    `"spans":[${ended.length === 0 ? "" : ended.map((span) => spanJson(span, options)).join(",")}]${rareMembers(root, scope, options)}${requestMember(source, options)}}`
  );
}

/** With a comma behind each. */
function contextsJson({ contexts, source }: Readonly<ScopeData>, options: NormalizeOptions): string {
  const own = contexts === NOTHING ? "" : contextMembers(contexts, options);
  const response = source?.response ? `"response":${normalizedRecordJson(source.response, options)},` : "";
  return own === "" ? response : `${own},${response}`;
}

/** With a comma in front, as what follows. */
function requestMember(source: EventSource | undefined, options: NormalizeOptions): string {
  const request = source?.request;
  return request ? `,"request":${normalizedRecordJson(request, options)}` : "";
}

/** What few applications give their transactions. */
function rareMembers(root: RecordingSpan, scope: Readonly<ScopeData>, options: NormalizeOptions): string {
  const { tags, extra, breadcrumbs, fingerprint } = scope;
  const measurements = measurementsOf(root);
  const user = userOf(scope);
  if (!measurements && !user && tags === NOTHING && extra === NOTHING && breadcrumbs.length === 0 && !fingerprint) return "";
  const json = membersJson(
    {
      ...measurements,
      user,
      tags: filled(tags),
      extra: filled(extra),
      breadcrumbs: breadcrumbs.length > 0 ? [...breadcrumbs] : undefined,
      fingerprint: fingerprint && [...fingerprint],
    },
    options,
  );
  return json === "" ? "" : `,${json}`;
}

function userOf({ user, source }: Readonly<ScopeData>): User | undefined {
  const met = source?.user;
  return user && met ? { ...met, ...user } : (user ?? met);
}

const filled = <T extends object>(record: T): T | undefined => (Object.keys(record).length > 0 ? record : undefined);

/** A text that the scrubber judges by its value alone. */
const textMember = (name: string, text: string, options: NormalizeOptions): string =>
  (text.length <= options.maxLength ? options.redact?.member?.(name, text) : undefined) ?? `"${name}":${textJson(text, options)}`;

let lastSecond = { second: 0, text: "0" };

/** To the microsecond, with all six digits: half the time of finding the shortest text for a fraction. */
function secondsJson(time: number): string {
  if (!(time >= 0 && time < 1e10)) return Number.isFinite(time) ? String(time) : "null";
  const microseconds = Math.round(time * 1e6);
  const fraction = microseconds % 1e6;
  const second = (microseconds - fraction) / 1e6;
  if (lastSecond.second !== second) lastSecond = { second, text: String(second) };
  return `${lastSecond.text}.${String(fraction).padStart(6, "0")}`;
}

/** What `contexts.trace` has in common with the entries of `spans`. `facts`: how the texts that name something are written. */
function spanMembers({ id, parentId, segment, attributes, status }: RecordingSpan, options: NormalizeOptions, facts: typeof rootFacts): string {
  const { "sentry.op": op, "sentry.origin": origin } = attributes;
  return (
    `"trace_id":"${segment.traceId}","span_id":"${id}",${parentId === undefined ? "" : `"parent_span_id":"${parentId}",`}` +
    `${facts({ op: typeof op === "string" ? op : undefined, status: statusName(status), origin: typeof origin === "string" ? origin : "manual" }, options)},` +
    `"data":${normalizedRecordJson(attributes, options)}`
  );
}

interface SpanFacts {
  readonly op: string | undefined;
  readonly status: string;
  readonly origin: string;
}

let lastFacts: { readonly options: NormalizeOptions; readonly facts: SpanFacts; readonly json: string } | undefined;

/** Contexts are the application's as a whole. The facts of most transactions are those of the one before. */
function rootFacts(facts: SpanFacts, options: NormalizeOptions): string {
  if (lastFacts?.options !== options || !isSame(lastFacts.facts, facts))
    lastFacts = { options, facts, json: membersOf(facts, (name, text) => normalizedMemberJson(name, text, options)) };
  return lastFacts.json;
}

/** As in an event: of a span, description and data are the application's. */
const plainFacts = (facts: SpanFacts): string => membersOf(facts, (name, text) => `"${name}":${quote(text)}`);

const isSame = (one: SpanFacts, other: SpanFacts): boolean => one.op === other.op && one.status === other.status && one.origin === other.origin;

const membersOf = ({ op, status, origin }: SpanFacts, member: (name: string, text: string) => string): string =>
  `${op === undefined ? "" : `${member("op", op)},`}${member("status", status)},${member("origin", origin)}`;

function spanJson(span: RecordingSpan, options: NormalizeOptions): string {
  const { name, startTime, endTime = startTime } = span;
  const times = `"start_timestamp":${secondsJson(startTime)},"timestamp":${secondsJson(endTime)}`;
  return `{${spanMembers(span, options, plainFacts)},${textMember("description", name, options)},${times}}`;
}

/** By the text of its last part, the only one that may change. */
const lastFixed = perClient(() => ({ sdk: "", json: "" }));

function fixedMembers(client: Client): string {
  const { options, platform } = client;
  const sdk = sdkJson(client.sdk);
  const last = lastFixed(client);
  if (last.sdk === sdk) return last.json;
  const { serverName, release, dist, environment = "production" } = options;
  last.json = membersJson({ platform: platform.name, server_name: serverName, release, dist, environment, sdk: client.sdk }, client.normalization);
  last.sdk = sdk;
  return last.json;
}

interface PlatformContexts {
  readonly contexts: Readonly<Record<string, Context>> | undefined;
  readonly names: ReadonlySet<string>;
  /** The members with a comma behind each. */
  readonly json: string;
}

let lastPlatform: PlatformContexts | undefined;

function platformContexts(client: Client): PlatformContexts {
  const contexts = contextsOfPlatform(client);
  if (lastPlatform?.contexts === contexts && lastPlatform) return lastPlatform;
  const json = contextMembers(contexts ?? {}, client.normalization);
  return (lastPlatform = { contexts, names: new Set([...Object.keys(contexts ?? {}), "trace", "response"]), json: json === "" ? "" : `${json},` });
}

/** The application names no context like the platform does. */
function isApart(contexts: Readonly<Record<string, Context>>, names: ReadonlySet<string>): boolean {
  for (const name of Object.keys(contexts)) if (names.has(name)) return false;
  return true;
}
