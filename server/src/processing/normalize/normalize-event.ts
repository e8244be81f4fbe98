import type { DynamicSamplingContext } from "@vedette/protocol";
import { isArray, isObject, type Json, type JsonArray, type JsonObject } from "../json/json.ts";
import { bag, trim } from "./bag.ts";
import { breadcrumbs } from "./breadcrumbs.ts";
import { alignClock, type Clocks } from "./clock.ts";
import { contexts } from "./contexts.ts";
import { Cursor } from "./cursor.ts";
import { debugMeta } from "./debug-meta.ts";
import type { EventError, Level, NormalizedEvent, Sdk, Tag, Template } from "./event.ts";
import { exceptions } from "./exception.ts";
import { inferIp } from "./infer-ip.ts";
import { dist, environment, fingerprint, logger, platform, release } from "./labels.ts";
import { level } from "./level.ts";
import { logentry } from "./logentry.ts";
import { withMechanismNames } from "./mechanism-names.ts";
import { list, looseText, someText, text, wholeNumber } from "./readers.ts";
import { request } from "./request.ts";
import { sdk, sdkOfClient } from "./sdk.ts";
import { Shape, type Reader } from "./shape.ts";
import { stacktrace } from "./stacktrace.ts";
import { readTags, tagValue } from "./tags.ts";
import { threads } from "./threads.ts";
import { timestamp } from "./timestamp.ts";
import { user } from "./user.ts";

export interface NormalizeContext extends Clocks {
  /** The id that was answered; it wins over the payload's. */
  readonly eventId: string;
  readonly clientIp: string | null;
  /** `sentry_client` of the authentication; stands in for a missing `sdk`. */
  readonly authClient: string | null;
  /** Of the envelope's header; stands in for a missing `sdk`, before the authentication does (`protocol.md` §6.1). */
  readonly envelopeSdk?: Sdk | null;
  /** Of the envelope's trace header: the replay that was running (`protocol.md` §17.6). */
  readonly replayId: string | null;
  /** The envelope's trace header (`protocol.md` §15). */
  readonly trace?: DynamicSamplingContext | null;
}

/** What of a payload can be read member by member, before members influence each other. */
type Members = Omit<
  NormalizedEvent,
  "event_id" | "type" | "timestamp" | "received" | "tags" | "errors" | "_meta" | "_dsc" | "level" | "platform" | "main_exception_id" | "occurrence"
> & {
  readonly level?: Level;
  readonly platform?: string;
  readonly server_name?: string;
  readonly site?: string;
};
type Draft = { -readonly [K in keyof Members]?: Members[K] };

const sourceLines = list(text(1024, 100), 100);
const templateShape = new Shape<Template>({
  filename: someText(256, 40),
  abs_path: someText(256, 40),
  name: someText(256, 40),
  lineno: wholeNumber,
  colno: wholeNumber,
  pre_context: sourceLines,
  context_line: text(1024, 100),
  post_context: sourceLines,
});

const transactionName: Reader<string> = (value, cursor) => {
  const name = someText(200, 20)(value, cursor)?.trim();
  return name === "" ? undefined : name;
};

/** Without Relay's 16 KiB for each value: the total protects the server, and SDKs of today send 100 KB texts that their users want to see whole. */
const extra = bag(262_144, 7);
const report = bag(8192, 7);
const shortText = looseText(200);

/** Four times Relay's 8 KiB: a program of today has hundreds of packages, and the page lists them all. */
const modules: Reader<Readonly<Record<string, string>>> = (value, cursor) => {
  const kept = bag(32_768, 2)(value, cursor);
  if (kept === undefined) return undefined;
  const out: [string, string][] = [];
  for (const [name, version] of Object.entries(kept)) if (typeof version === "string" || typeof version === "number") out.push([name, String(version)]);
  return out.length === 0 ? undefined : Object.fromEntries(out);
};

/** Times become unix seconds of the server's clock. Whether a span is complete, its transaction asks; an unusable one keeps its place. */
const spans: Reader<JsonArray> = (value, cursor) => {
  if (!isArray(value)) return cursor.invalid("expected a list");
  if (value.length > maxSpans) cursor.shortened(value.length);
  return value.slice(0, maxSpans).map((span, index) => {
    if (!isObject(span)) return trim(span, 256, 1, cursor);
    cursor.enter(index);
    const read = readSpan(span, cursor);
    cursor.leave();
    return read;
  });
};

/** SDKs stop at 1000. */
const maxSpans = 4096;

const spanTimes = ["start_timestamp", "timestamp"] as const;

function readSpan(span: JsonObject, cursor: Cursor): JsonObject {
  const trimmed = trim(span, 65_536, 8, cursor);
  const out: Record<string, Json> = isObject(trimmed) ? { ...trimmed } : {};
  for (const name of spanTimes) {
    const sent = out[name];
    if (sent === undefined || sent === null) continue;
    cursor.enter(name);
    const seconds = timestamp(sent, cursor);
    cursor.leave();
    if (seconds === undefined) delete out[name];
    else out[name] = seconds;
  }
  return out;
}

const members = new Shape<Members>({
  level,
  platform,
  project: wholeNumber,
  key_id: shortText,
  start_timestamp: timestamp,
  logger,
  transaction: transactionName,
  transaction_info: report,
  culprit: someText(200, 20),
  title: someText(512),
  server_name: shortText,
  site: shortText,
  release,
  dist,
  environment,
  version: shortText,
  fingerprint,
  checksum: someText(128),
  logentry,
  exception: exceptions,
  stacktrace,
  threads,
  template: (value, cursor) => templateShape.read(value, cursor),
  breadcrumbs,
  request,
  user,
  contexts,
  extra,
  modules,
  sdk,
  debug_meta: debugMeta,
  spans,
  measurements: report,
  breakdowns: report,
  time_spent: wholeNumber,
  csp: report,
  hpkp: report,
  expectct: report,
  expectstaple: report,
  nel: report,
});

const aliases: ReadonlyMap<string, "logentry" | "exception" | "threads" | "breadcrumbs" | "request" | "user" | "contexts" | "stacktrace" | "template"> =
  new Map([
    ["message", "logentry"],
    ["sentry.interfaces.Message", "logentry"],
    ["sentry.interfaces.Exception", "exception"],
    ["sentry.interfaces.Stacktrace", "stacktrace"],
    ["sentry.interfaces.Threads", "threads"],
    ["sentry.interfaces.Breadcrumbs", "breadcrumbs"],
    ["sentry.interfaces.Http", "request"],
    ["sentry.interfaces.User", "user"],
    ["sentry.interfaces.Contexts", "contexts"],
    ["sentry.interfaces.Template", "template"],
  ] as const);

/** Read elsewhere, made by the server, or remnants that are dropped without a word (`protocol.md` §9.1). */
const silent = new Set(
  "event_id type timestamp received tags errors _meta metadata hashes applecrashreport device repos query scraping_attempts _metrics _metrics_summary _dsc grouping_config location ingest_path".split(
    " ",
  ),
);

/**
 * The whole event payload made usable (`protocol.md` §9, §10): what cannot be used is left out with a remark in `_meta` and
 * `errors`; the event itself is never refused. Pure, never throws, and a second pass changes nothing but remarks.
 */
export function normalizeEvent(payload: JsonObject, context: NormalizeContext): NormalizedEvent {
  const cursor = new Cursor();
  const at = alignClock(payload["timestamp"], context, cursor);
  const draft = readMembers(payload, cursor);
  moveStacktraces(draft);
  if (draft.exception !== undefined) draft.exception = { values: withMechanismNames(draft.exception.values, draft) };
  if (context.replayId !== null && draft.contexts?.["replay"] === undefined) {
    draft.contexts = { ...draft.contexts, replay: { type: "replay", replay_id: context.replayId } };
  }
  keepSampleRate(draft, context.trace);
  const tags = readEventTags(payload["tags"], draft, cursor);
  const { server_name: _serverName, site: _site, level: sentLevel, platform: sentPlatform, ...rest } = draft;
  const type = eventType(payload["type"], draft);
  const sentBy = sender(draft.sdk, context);
  const platformName = sentPlatform ?? "other";
  const person = inferIp(draft.user, platformName, draft.request, sentBy, context.clientIp);
  delete rest.user;
  const errors = allErrors(payload["errors"], cursor);
  const meta = cursor.meta(sentMeta(payload["_meta"]));
  return {
    event_id: context.eventId,
    type,
    timestamp: at ?? context.receivedAt / 1000,
    received: context.receivedAt / 1000,
    level: sentLevel ?? (type === "transaction" || type === "feedback" ? "info" : "error"),
    platform: platformName,
    ...rest,
    ...(person !== undefined && { user: person }),
    ...(sentBy !== undefined && { sdk: sentBy }),
    ...(tags.length > 0 && { tags }),
    ...(errors.length > 0 && { errors }),
    ...(context.trace !== undefined && context.trace !== null && { _dsc: { ...context.trace } }),
    ...(meta !== undefined && { _meta: meta }),
  };
}

/** What the trace's head decided by, beside what this part of the trace says of itself (`protocol.md` §17.6). */
function keepSampleRate(draft: Draft, trace: DynamicSamplingContext | null | undefined): void {
  const own = draft.contexts?.["trace"];
  if (own === undefined || own["client_sample_rate"] !== undefined || trace?.sample_rate === undefined) return;
  draft.contexts = { ...draft.contexts, trace: { ...own, client_sample_rate: Number(trace.sample_rate) } };
}

/** What the event says of its sender; what it lacks, the envelope's header and then the authentication tell. */
function sender(sent: Sdk | undefined, { envelopeSdk, authClient }: NormalizeContext): Sdk | undefined {
  const other = envelopeSdk ?? (authClient === null ? undefined : sdkOfClient(authClient));
  if (sent === undefined || other === undefined) return sent ?? other;
  return sent.settings === undefined && other.settings !== undefined ? { ...sent, settings: other.settings } : sent;
}

function readMembers(payload: JsonObject, cursor: Cursor): Draft {
  const renamed: (readonly [string, Json])[] = [];
  const draft: Draft = members.members(payload, cursor, (key, value) => {
    if (aliases.has(key)) renamed.push([key, value]);
    else if (!silent.has(key)) cursor.unknownAttribute(value);
  });
  for (const [key, value] of renamed) {
    const name = aliases.get(key);
    if (name === undefined || draft[name] !== undefined) continue;
    const { [name]: member } = members.members({ [name]: value }, cursor);
    if (member !== undefined) Object.assign(draft, { [name]: member });
  }
  return draft;
}

/** A stack trace beside a single exception, or that of the only crashed thread, belongs to that exception (`protocol.md` §9.1, §9.5). */
function moveStacktraces(draft: Draft): void {
  const only = draft.exception?.values.length === 1 ? draft.exception.values[0] : undefined;
  if (only === undefined || only === null || only.stacktrace !== undefined) return;
  if (draft.stacktrace !== undefined) {
    draft.exception = { values: [{ ...only, stacktrace: draft.stacktrace }] };
    delete draft.stacktrace;
    return;
  }
  const crashed = draft.threads?.values.filter((thread) => thread?.crashed === true) ?? [];
  const [thread] = crashed;
  if (draft.threads === undefined || crashed.length !== 1 || thread?.stacktrace === undefined) return;
  draft.exception = { values: [{ ...only, stacktrace: thread.stacktrace }] };
  draft.threads = {
    values: draft.threads.values.map((each) => {
      if (each !== thread) return each;
      const { stacktrace: _moved, ...without } = thread;
      return without;
    }),
  };
}

/** The tags sent, and members that are tags today. The tag `environment` becomes the member where that is unset. */
function readEventTags(sent: Json | undefined, draft: Draft, cursor: Cursor): readonly Tag[] {
  cursor.enter("tags");
  const read = sent === undefined || sent === null ? { tags: [], environment: undefined } : readTags(sent, cursor);
  if (draft.environment === undefined && read.environment !== undefined) {
    const name = environment(read.environment, cursor);
    if (name !== undefined) draft.environment = name;
  }
  cursor.leave();
  const tags = [...read.tags];
  for (const [key, value] of [["server_name", draft.server_name] as const, ["site", draft.site] as const]) {
    if (value === undefined || value === "" || tags.some(([name]) => name === key)) continue;
    cursor.enter(key);
    const usable = tagValue(value, cursor);
    if (usable !== undefined) tags.push([key, usable]);
    cursor.leave();
  }
  return tags;
}

/** `protocol.md` §10.6: what is in the event decides, not what it calls itself. */
function eventType(sent: Json | undefined, draft: Draft): NormalizedEvent["type"] {
  if (sent === "transaction" || sent === "feedback" || sent === "generic") return sent;
  if (draft.exception !== undefined) return "error";
  for (const kind of ["csp", "hpkp", "expectct", "expectstaple", "nel"] as const) if (draft[kind] !== undefined) return kind;
  return "default";
}

const maxSentErrors = 50;

function allErrors(sent: Json | undefined, cursor: Cursor): readonly EventError[] {
  const found = cursor.errors();
  if (!isArray(sent)) return found;
  const kept: EventError[] = [];
  for (const entry of sent.slice(0, maxSentErrors)) {
    if (!isObject(entry)) continue;
    const type = entry["type"];
    const trimmed = trim(entry, 1024, 3, new Cursor());
    if (typeof type === "string" && isObject(trimmed)) kept.push({ ...trimmed, type: type.slice(0, 128) });
  }
  return [...kept, ...found];
}

/** Remarks of an SDK that trimmed before us. */
function sentMeta(sent: Json | undefined): JsonObject | undefined {
  if (!isObject(sent)) return undefined;
  const kept = trim(sent, 32_768, 16, new Cursor());
  return isObject(kept) ? kept : undefined;
}
