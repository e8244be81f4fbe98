import {
  errorLike,
  exceptionValues,
  normalize,
  parseStack,
  readProperty,
  SDK_VERSION,
  type Breadcrumb,
  type Context,
  type Event,
  type EventHint,
  type Mechanism,
  type SeverityLevel,
  type TagValue,
  type User,
} from "@vedette/core";
import type { BrowserOptions } from "../boot/options.ts";
import { watchConsoleBreadcrumbs } from "../integrations/console.ts";
import { watchDomBreadcrumbs } from "../integrations/dom.ts";
import { describeThrown, watchUncaught } from "../integrations/global-handlers.ts";
import { here } from "../integrations/here.ts";
import { watchHistoryBreadcrumbs } from "../integrations/history.ts";
import { watchHttpBreadcrumbs } from "../integrations/http.ts";
import { withPage } from "../integrations/page.ts";
import { NOISE } from "../integrations/source-filter.ts";
import { createSender, type Loss, type Sender } from "./sender.ts";

/** Options of the small entry: a part of those of `@vedette/browser`, with the same meaning. */
export interface ErrorsOptions extends Pick<
  BrowserOptions,
  "beforeBreadcrumb" | "beforeSend" | "debug" | "dist" | "dsn" | "environment" | "maxBreadcrumbs" | "release" | "sampleRate" | "tunnel"
> {
  /** Errors that are never reported: type name or part of the message, or a pattern for `Type: message`. */
  ignoreErrors?: readonly (string | RegExp)[] | undefined;
}

/** What one report may bring along. */
export interface ErrorContext {
  readonly user?: User | undefined;
  readonly level?: SeverityLevel | undefined;
  readonly tags?: Record<string, TagValue> | undefined;
  readonly extra?: Record<string, unknown> | undefined;
  readonly contexts?: Record<string, Context> | undefined;
  readonly fingerprint?: string[] | undefined;
  readonly transaction?: string | undefined;
  readonly mechanism?: Mechanism | undefined;
  readonly data?: unknown;
}

type Reason = Loss | "before_send" | "event_processor" | "sample_rate" | "internal_sdk_error";

interface Page {
  readonly options: ErrorsOptions;
  /** In every envelope: a tunnel has nothing else to know the project by. */
  readonly head: { readonly dsn?: string };
  readonly sender: Sender;
}

/** Core's is faster, for servers, and longer. */
const randomId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

let page: Page | undefined;
let lastId: string | undefined;
let breadcrumbs: Breadcrumb[] = [];
const shared: { user: User | undefined; tags: Record<string, TagValue>; extra: Record<string, unknown>; contexts: Record<string, Context> } = {
  user: undefined,
  tags: {},
  extra: {},
  contexts: { trace: { trace_id: randomId(), span_id: randomId().slice(16) } },
};
const lost = new Map<Reason, number>();
const captured = new WeakSet<object>();
const pending = new Set<Promise<unknown>>();
const inApp = (filename: string): boolean => !/[\\/]node_modules[\\/]|-extension:|^<anonymous>$|^\[?native/.test(filename);
const parse = (stack: string): ReturnType<typeof parseStack> => parseStack(stack, inApp);
const SDK = { name: "vedette.javascript.browser", version: SDK_VERSION };

/**
 * Starts reporting uncaught errors, with breadcrumbs. Without a DSN nothing happens; a DSN that is none throws a `TypeError`.
 * To be called once.
 */
export function init(options: ErrorsOptions = {}): void {
  const { dsn = "" } = options;
  if (page || !dsn || !here.addEventListener) return;
  const { origin, username, pathname } = new URL(dsn);
  const [, path, project] = /^(.*)\/(\d+)\/?$/.exec(pathname) ?? [];
  if (!username || !project) throw new TypeError(`not a DSN: ${dsn}`);
  const url = `${origin}${path}/api/${project}/envelope/?sentry_key=${username}&sentry_version=7`;
  page = { options, head: options.tunnel ? { dsn } : {}, sender: createSender(options.tunnel ?? url, drop) };
  watchUncaught(captureException);
  for (const watch of [watchConsoleBreadcrumbs, watchHttpBreadcrumbs, watchDomBreadcrumbs, watchHistoryBreadcrumbs]) watch(addBreadcrumb);
  const onHide = (): void => {
    if (document.visibilityState !== "hidden") return;
    void sendReport();
    page?.sender.leave();
  };
  addEventListener("visibilitychange", onHide, true);
}

function drop(reason: Reason): void {
  if (page?.options.debug) console.debug("[vedette] dropped", reason);
  lost.set(reason, (lost.get(reason) ?? 0) + 1);
}

/** Reports an error, or any other thrown value, and returns the id of the event. */
export function captureException(error: unknown, context: ErrorContext = {}): string {
  // An ErrorEvent carries what was thrown.
  const inner = readProperty(Object(error), "error");
  const value = errorLike(error) || !errorLike(inner) ? error : inner;
  const synthetic = errorLike(value) ? undefined : new Error();
  return capture(value, context, () => ({ exception: { values: exceptionValues(value, { parse, maxDepth: 50, mechanism: context.mechanism, synthetic }) } }));
}

/** Reports a text. */
export function captureMessage(message: string, context: SeverityLevel | ErrorContext = {}): string {
  return capture(message, { level: "info", ...(typeof context === "string" ? { level: context } : context) }, () => ({ message }));
}

function capture(value: unknown, context: ErrorContext, build: () => Event): string {
  const id = randomId();
  lastId = id;
  if (page) {
    const work: Promise<unknown> = report(page, id, value, context, build)
      .catch(() => drop("internal_sdk_error"))
      .finally(() => pending.delete(work));
    pending.add(work);
  }
  return id;
}

async function report({ options, head, sender }: Page, id: string, value: unknown, context: ErrorContext, build: () => Event): Promise<void> {
  const { beforeSend, dist, environment = "production", ignoreErrors = [], release, sampleRate = 1 } = options;
  // `Object` makes of everything that is no object a new one.
  const thrown = Object(value);
  if (captured.has(thrown)) return drop("event_processor");
  captured.add(thrown);
  if (Math.random() >= sampleRate) return drop("sample_rate");
  const { user, tags, extra, contexts, mechanism, data, ...given } = context;
  const facts = {
    event_id: id,
    level: "error" as const,
    platform: "javascript",
    sdk: SDK,
    release,
    dist,
    environment,
    breadcrumbs,
    timestamp: Date.now() / 1000,
    user: user ?? shared.user,
    tags: { ...shared.tags, ...tags },
    extra: { ...shared.extra, ...extra },
    contexts: { ...shared.contexts, ...contexts },
  };
  // The code that captured goes on first.
  await Promise.resolve();
  const hint: EventHint = { event_id: id, originalException: value, mechanism, data };
  const built: Event = { ...facts, ...given, ...build() };
  let event: Event | null = withPage(describeThrown(built, hint), parse);
  const text = event.exception?.values.map(({ type, value: message }) => `${type}: ${message}`).join("\n") ?? event.message ?? "";
  const ignored = [NOISE, ...ignoreErrors].some((pattern) => (typeof pattern === "string" ? text.includes(pattern) : text.search(pattern) >= 0));
  if (ignored) return drop("event_processor");
  try {
    if (beforeSend) event = await beforeSend(event, hint);
  } catch {
    // It may be there to remove secrets.
    event = null;
  }
  if (!event) return drop("before_send");
  const payload = normalize({ ...event, event_id: id }, { depth: 9, breadth: 1000, maxLength: 16_384, redact });
  await sender.send(envelope("event", { ...head, event_id: id, sent_at: new Date().toISOString(), sdk: SDK }, payload));
}

/** Broader and shorter than the list of the whole SDK: a key that only looks like a secret is filtered, too. */
const SECRET = /pass(w|ph)|secret|token|auth(?!or)|cookie|session|credential|[cx]srf|jwt|cvv|(api|private).?key|card.?num/i;

function redact(key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  return SECRET.test(key)
    ? "[Filtered]"
    : value
        .replace(/\/\/[^\s/@]{1,256}@/g, "//[Filtered]@")
        .replace(/([?&][^\s?&=#]*=)[^\s&#]+/g, (all, name: string) => (SECRET.test(name) ? `${name}[Filtered]` : all));
}

const envelope = (type: string, head: object, payload: unknown): string => [head, { type }, payload, ""].map((line) => line && JSON.stringify(line)).join("\n");

async function sendReport(): Promise<void> {
  if (lost.size === 0) return;
  const discarded = [...lost].map(([reason, quantity]) => ({ reason, quantity, category: "error" }));
  lost.clear();
  if (page) await page.sender.send(envelope("client_report", page.head, { timestamp: Date.now() / 1000, discarded_events: discarded }), true);
}

/** True when everything is delivered, false after `timeout` milliseconds. */
export function flush(timeout = 2000): Promise<boolean> {
  const all = Promise.all(pending).then(sendReport);
  return Promise.race([all.then(() => true), new Promise<false>((resolve) => setTimeout(resolve, timeout, false))]);
}

/** Notes something that may explain a later error. */
export function addBreadcrumb(breadcrumb: Breadcrumb, hint?: Record<string, unknown>): void {
  const { beforeBreadcrumb, maxBreadcrumbs = 100 } = page?.options ?? {};
  try {
    const kept = beforeBreadcrumb ? beforeBreadcrumb(breadcrumb, hint) : breadcrumb;
    if (kept && page) breadcrumbs = [...breadcrumbs, { timestamp: Date.now() / 1000, ...kept }].slice(-maxBreadcrumbs);
  } catch {
    // One less.
  }
}

/** Who is affected. `null` forgets. */
export function setUser(user: User | null): void {
  shared.user = user ?? undefined;
}

export function setTags(tags: Record<string, TagValue>): void {
  shared.tags = { ...shared.tags, ...tags };
}

export const setTag = (key: string, value: TagValue): void => setTags({ [key]: value });

export function setExtra(key: string, value: unknown): void {
  shared.extra = { ...shared.extra, [key]: value };
}

/** A named group of facts. `null` removes it. */
export function setContext(name: string, context: Context | null): void {
  const { [name]: _, ...others } = shared.contexts;
  shared.contexts = context === null ? others : { ...others, [name]: context };
}

export const lastEventId = (): string | undefined => lastId;
