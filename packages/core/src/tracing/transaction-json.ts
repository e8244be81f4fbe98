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
}

/**
 * What `eventJson` would say of the finished transaction, straight from the spans: the objects in between and what is the same for all
 * transactions were two thirds of the cost. Undefined where the members of the event depend on more than is looked at here.
 */
export function transactionJson({ client, root, ended }: TransactionParts, id: string, scope: Readonly<ScopeData>): string | undefined {
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
    `${beginning(client, root, platform)}${spanMembers(root, options)}}${contextsJson(scope, options)}},"event_id":"${id}",` +
    `"start_timestamp":${secondsJson(startTime)},"timestamp":${secondsJson(endTime)},` +
    `"spans":[${ended.length === 0 ? "" : ended.map((span) => spanJson(span, options)).join(",")}]${rareMembers(root, scope, options)}${requestMember(source, options)}}`
  );
}

/** With a comma in front of each, as all that follow. */
function contextsJson({ contexts, source }: Readonly<ScopeData>, options: NormalizeOptions): string {
  const own = contexts === NOTHING ? "" : contextMembers(contexts, options);
  const response = source?.response ? `,"response":${normalizedRecordJson(source.response, options)}` : "";
  return own === "" ? response : `,${own}${response}`;
}

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

/** What `contexts.trace` has in common with the entries of `spans`, beside its facts. */
const spanMembers = ({ id, parentId, segment, attributes }: RecordingSpan, options: NormalizeOptions): string =>
  `"trace_id":"${segment.traceId}","span_id":"${id}",${parentId === undefined ? "" : `"parent_span_id":"${parentId}",`}"data":${normalizedRecordJson(attributes, options)}`;

/** Words that name something, with a comma behind each. */
function factsJson({ attributes, status }: RecordingSpan, word: (name: string, text: string) => string): string {
  const { "sentry.op": op, "sentry.origin": origin } = attributes;
  return `${typeof op === "string" ? `${word("op", op)},` : ""}${word("status", statusName(status))},${word("origin", typeof origin === "string" ? origin : "manual")},`;
}

/** As in an event: of a span, description and data are the application's, and contexts are as a whole. */
const plainWord = (name: string, text: string): string => `"${name}":${quote(text)}`;

function spanJson(span: RecordingSpan, options: NormalizeOptions): string {
  const { name, startTime, endTime = startTime } = span;
  const times = `"start_timestamp":${secondsJson(startTime)},"timestamp":${secondsJson(endTime)}`;
  // Judged by its value alone, whatever the rules say about names.
  const known = name.length <= options.maxLength ? options.redact?.member?.("description", name) : undefined;
  return `{${factsJson(span, plainWord)}${spanMembers(span, options)}${known ?? `,"description":${textJson(name, options)}`},${times}}`;
}

/** The text with which all transactions of a route begin, as long as these are the same. */
interface Beginning {
  readonly source: unknown;
  readonly op: unknown;
  readonly origin: unknown;
  readonly status: string;
  readonly platform: PlatformContexts;
  readonly sdk: string;
  readonly json: string;
}

const MAX_NAMES = 200;
const MAX_NAME = 200;
const beginnings = /* @__PURE__ */ perClient(() => new Map<string, Beginning>());

/** Up to the first member of `contexts.trace` that differs. */
function beginning(client: Client, root: RecordingSpan, platform: PlatformContexts): string {
  const known = beginnings(client);
  const { name, attributes } = root;
  const { "sentry.op": op, "sentry.origin": origin, "sentry.source": source } = attributes;
  const sdk = sdkJson(client.sdk);
  const status = statusName(root.status);
  const last = known.get(name);
  if (last && last.source === source && last.op === op && last.origin === origin && last.status === status && last.platform === platform && last.sdk === sdk)
    return last.json;
  const options = client.normalization;
  const { serverName, release, dist, environment = "production" } = client.options;
  const json = [
    `{"type":"transaction","transaction":${textJson(name, options)},"transaction_info":{"source":"${sourceOf(source)}"},`,
    membersJson({ platform: client.platform.name, server_name: serverName, release, dist, environment, sdk: client.sdk }, options),
    `,"contexts":{${platform.json}"trace":{${factsJson(root, (word, text) => normalizedMemberJson(word, text, options))}`,
  ].join("");
  // Names that are made of ids would fill it.
  if (known.size >= MAX_NAMES) known.clear();
  if (name.length <= MAX_NAME) known.set(name, { source, op, origin, status, platform, sdk, json });
  return json;
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
