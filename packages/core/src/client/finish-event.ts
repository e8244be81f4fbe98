import type { Attachment, Context, Event } from "../event/event.ts";
import { forUser, normalize, normalizeRecord, type NormalizeOptions } from "../normalize/normalize.ts";
import type { OutgoingItem } from "../transport/outgoing.ts";
import type { Client } from "./client.ts";
import type { EventHint } from "./event-hint.ts";
import { isInstance, isObject, readProperty } from "../errors/error-like.ts";
import type { ScopeData } from "../scope/scope.ts";

/** Gives the event what options, platform and scopes know; the event's own values win. */
export function completeEvent(client: Client, event: Event, id: string, scope: Readonly<ScopeData>, trace: Record<string, unknown>): Event {
  const { options, platform } = client;
  const { user, tags, extra, contexts, fingerprint, level, transactionName, breadcrumbs } = scope;
  const fingerprints = [...(fingerprint ?? []), ...(event.fingerprint ?? [])];
  const transaction = event.transaction ?? transactionName;
  // What stays undefined is left out by JSON; taking it out here would cost V8 the shape of the object.
  return {
    ...event,
    event_id: id,
    timestamp: event.timestamp ?? platform.timers.now() / 1000,
    platform: event.platform ?? platform.name,
    level: event.type === "transaction" ? event.level : (level ?? event.level ?? "error"),
    server_name: event.server_name ?? options.serverName,
    release: event.release ?? options.release,
    dist: event.dist ?? options.dist,
    environment: event.environment ?? options.environment ?? "production",
    transaction,
    sdk: client.sdk,
    contexts: { ...contextsOfPlatform(client), ...contexts, ...event.contexts, trace: { ...trace, ...event.contexts?.["trace"] } },
    user: user || event.user ? { ...user, ...event.user } : undefined,
    tags: filled({ ...tags, ...event.tags }),
    extra: filled({ ...extra, ...event.extra }),
    breadcrumbs: event.breadcrumbs ?? (breadcrumbs.length > 0 && event.type !== "feedback" ? [...breadcrumbs] : undefined),
    fingerprint: fingerprints.length > 0 ? fingerprints : undefined,
  };
}

/** Objects of the platform: JSON already, and free of what the application knows. */
const trusted = new WeakSet<object>();
let lastTrusted: object | undefined;

export function contextsOfPlatform({ platform }: Client): Record<string, Context> | undefined {
  const contexts = platform.contexts?.();
  if (contexts !== lastTrusted) for (const context of Object.values(contexts ?? {})) trusted.add(context);
  lastTrusted = contexts;
  return contexts;
}

export const isTrusted = (context: object): boolean => trusted.has(context);

const filled = <T extends object>(record: T): T | undefined => (Object.keys(record).length > 0 ? record : undefined);

/** Only what the SDK itself put together is trusted to be JSON; everything else is normalized and scrubbed, at most once. */
export function sanitizeEvent(event: Event, options: NormalizeOptions): Event {
  const record = (value: Readonly<Record<string, unknown>>): Record<string, unknown> => normalizeRecord(value, options);
  const clean: Event = { ...event };
  if (event.extra) clean.extra = record(event.extra);
  if (event.user) clean.user = normalizeRecord(event.user, forUser(options));
  if (event.tags) clean.tags = tagsOf(event.tags, options);
  if (event.contexts) clean.contexts = contextsOf(event.contexts, options);
  if (event.request) clean.request = record({ ...event.request });
  if (event.breadcrumbs) clean.breadcrumbs = event.breadcrumbs.map((crumb) => record({ ...crumb }));
  if (event.message !== undefined) clean.message = textOf(event.message, options);
  if (event.logentry) clean.logentry = record(event.logentry);
  if (event.transaction !== undefined) clean.transaction = textOf(event.transaction, options);
  if (event.exception) {
    const values = event.exception.values.map((value) => ({ ...value, ...(value.value === undefined ? {} : { value: textOf(value.value, options) }) }));
    clean.exception = { values };
  }
  if (event.spans)
    clean.spans = event.spans.map((span) => ({
      ...span,
      ...(span.description === undefined ? {} : { description: textOf(span.description, options) }),
      data: record(span.data),
    }));
  return clean;
}

function textOf(value: unknown, options: NormalizeOptions): string {
  const text = normalize(value, options);
  return typeof text === "string" ? text : String(text);
}

/** Normalized, and flat. */
export function tagsOf(tags: Readonly<Record<string, unknown>>, options: NormalizeOptions): NonNullable<Event["tags"]> {
  const result: NonNullable<Event["tags"]> = {};
  for (const [key, value] of Object.entries(normalizeRecord(tags, options)))
    result[key] = typeof value === "number" || typeof value === "boolean" || value === null ? value : typeof value === "string" ? value : JSON.stringify(value);
  return result;
}

function contextsOf(contexts: NonNullable<Event["contexts"]>, options: NormalizeOptions): NonNullable<Event["contexts"]> {
  const result: NonNullable<Event["contexts"]> = {};
  for (const [name, context] of Object.entries(contexts)) {
    if (typeof context !== "object" || context === null) continue;
    result[name] = isTrusted(context) ? context : normalizeRecord(context, options);
  }
  return result;
}

/** The server refuses events above 1 MiB whole (`protocol.md` §7); better to send the error without its luggage. */
export const MAX_EVENT_LENGTH = 1_000_000;

export function eventPayload(event: Event, log: (message: string) => void, whole: string = JSON.stringify(event)): string {
  let payload = whole;
  let smaller = event;
  for (const part of ["extra", "breadcrumbs", "contexts", "request", "spans"] as const) {
    if (payload.length <= MAX_EVENT_LENGTH) break;
    log(`event ${event.event_id} has ${payload.length} characters; it is sent without ${part}`);
    const { [part]: _, ...rest } = smaller;
    smaller = part === "contexts" ? { ...rest, contexts: { trace: event.contexts?.["trace"] } } : rest;
    payload = JSON.stringify(smaller);
  }
  return payload;
}

export function attachmentItems(scope: Readonly<ScopeData>, hint: EventHint): OutgoingItem[] {
  if (scope.attachments.length === 0 && !hint.attachments) return [];
  const all: readonly unknown[] = [...scope.attachments, ...(hint.attachments ?? [])];
  return all.filter(isAttachment).map(attachmentItem);
}

/** What is none must not cost the event. */
function isAttachment(value: unknown): value is Attachment {
  if (!isObject(value)) return false;
  const data = readProperty(value, "data");
  return typeof readProperty(value, "filename") === "string" && (typeof data === "string" || isInstance(data, Uint8Array));
}

function attachmentItem({ filename, data, contentType, attachmentType }: Attachment): OutgoingItem {
  const header = {
    type: "attachment",
    filename,
    ...(contentType === undefined ? {} : { content_type: contentType }),
    ...(attachmentType === undefined ? {} : { attachment_type: attachmentType }),
  };
  const payload = typeof data === "string" ? new TextEncoder().encode(data) : data;
  return {
    header,
    payload,
    counts: [
      ["attachment", payload.byteLength],
      ["attachment_item", 1],
    ],
  };
}
