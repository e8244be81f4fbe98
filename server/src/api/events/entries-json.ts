import type { Breadcrumb, Exception, NormalizedEvent, Request, Thread } from "../../processing/normalize/event.ts";
import { isoDate } from "../dates.ts";
import { contextLines, hasSystemFrames, present, stackJson } from "./stack-json.ts";

export interface EntryJson {
  readonly type: string;
  readonly data: unknown;
}

/** Which member of a stored event each entry shows, in the order of the page (`api.md` §4.6). */
const builders = {
  exception: { member: "exception", build: (event: NormalizedEvent) => event.exception && exceptionData(present(event.exception.values)) },
  message: { member: "logentry", build: (event: NormalizedEvent) => event.logentry && messageData(event) },
  threads: { member: "threads", build: (event: NormalizedEvent) => event.threads && { values: present(event.threads.values).map(threadJson) } },
  stacktrace: { member: "stacktrace", build: (event: NormalizedEvent) => stackJson(event.stacktrace) ?? undefined },
  template: { member: "template", build: (event: NormalizedEvent) => event.template && templateData(event.template) },
  breadcrumbs: {
    member: "breadcrumbs",
    build: (event: NormalizedEvent) => event.breadcrumbs && { values: present(event.breadcrumbs.values).map(breadcrumbJson) },
  },
  request: { member: "request", build: (event: NormalizedEvent) => event.request && requestData(event.request) },
  debugmeta: { member: "debug_meta", build: (event: NormalizedEvent) => event.debug_meta && { images: present(event.debug_meta.images) } },
  spans: { member: "spans", build: (event: NormalizedEvent) => event.spans },
  csp: { member: "csp", build: (event: NormalizedEvent) => event.csp },
  hpkp: { member: "hpkp", build: (event: NormalizedEvent) => event.hpkp },
  expectct: { member: "expectct", build: (event: NormalizedEvent) => event.expectct },
  expectstaple: { member: "expectstaple", build: (event: NormalizedEvent) => event.expectstaple },
  nel: { member: "nel", build: (event: NormalizedEvent) => event.nel },
} as const satisfies Record<string, { readonly member: keyof NormalizedEvent; readonly build: (event: NormalizedEvent) => unknown }>;

/** The entries, and the notes of normalization about each under its position. */
export function entriesJson(event: NormalizedEvent): { readonly entries: EntryJson[]; readonly meta: Readonly<Record<string, unknown>> } {
  const entries: EntryJson[] = [];
  const meta: Record<string, unknown> = {};
  for (const [type, { member, build }] of Object.entries(builders)) {
    const data = build(event);
    if (data === undefined) continue;
    const notes = event._meta?.[member];
    if (notes !== undefined) meta[entries.length] = { data: notes };
    entries.push({ type, data });
  }
  return { entries, meta };
}

function exceptionData(values: readonly Exception[]) {
  return { values: values.map(exceptionJson), excOmitted: null, hasSystemFrames: values.some((value) => hasSystemFrames(value.stacktrace)) };
}

function exceptionJson({ mechanism, ...exception }: Exception) {
  return {
    type: exception.type ?? null,
    value: exception.value ?? null,
    module: exception.module ?? null,
    threadId: exception.thread_id ?? null,
    mechanism:
      mechanism === undefined
        ? null
        : {
            type: mechanism.type ?? "generic",
            handled: mechanism.handled ?? null,
            synthetic: mechanism.synthetic ?? null,
            meta: mechanism.meta ?? null,
            data: mechanism.data ?? null,
            description: mechanism.description ?? null,
            helpLink: mechanism.help_link ?? null,
            exceptionId: mechanism.exception_id ?? null,
            parentId: mechanism.parent_id ?? null,
            isExceptionGroup: mechanism.is_exception_group ?? null,
            source: mechanism.source ?? null,
          },
    stacktrace: stackJson(exception.stacktrace),
    rawStacktrace: stackJson(exception.raw_stacktrace),
  };
}

function messageData({ logentry }: NormalizedEvent) {
  return { formatted: logentry?.formatted ?? logentry?.message ?? "", message: logentry?.message ?? null, params: logentry?.params ?? null };
}

function threadJson(thread: Thread) {
  return {
    id: thread.id ?? null,
    name: thread.name ?? null,
    crashed: thread.crashed ?? false,
    current: thread.current ?? false,
    main: thread.main ?? null,
    state: thread.state ?? null,
    heldLocks: thread.held_locks ?? null,
    stacktrace: stackJson(thread.stacktrace),
    rawStacktrace: stackJson(thread.raw_stacktrace),
  };
}

function templateData(template: NonNullable<NormalizedEvent["template"]>) {
  return {
    lineNo: template.lineno ?? null,
    filename: template.filename ?? template.name ?? null,
    absPath: template.abs_path ?? null,
    context: contextLines(template),
  };
}

function breadcrumbJson(breadcrumb: Breadcrumb) {
  return {
    timestamp: breadcrumb.timestamp === undefined ? null : isoDate(breadcrumb.timestamp * 1000),
    type: breadcrumb.type ?? "default",
    category: breadcrumb.category ?? null,
    level: breadcrumb.level ?? "info",
    message: breadcrumb.message ?? null,
    data: breadcrumb.data ?? null,
    event_id: breadcrumb.event_id ?? null,
  };
}

function requestData(request: Request) {
  return {
    url: absoluteUrl(request),
    method: request.method ?? null,
    query: request.query_string ?? [],
    fragment: request.fragment ?? null,
    data: request.data ?? null,
    headers: request.headers ?? [],
    cookies: request.cookies ?? [],
    env: request.env ?? null,
    inferredContentType: request.inferred_content_type ?? null,
    apiTarget: request.api_target ?? null,
  };
}

/** Clients want an absolute URL; a bare path becomes one with the Host header. */
function absoluteUrl({ url, headers }: Request): string | null {
  if (url === undefined || URL.canParse(url)) return url ?? null;
  const host = headers?.find(([name]) => name === "Host")?.[1] ?? "";
  const joined = `http://${host}${url}`;
  return host !== "" && url.startsWith("/") && URL.canParse(joined) ? joined : url;
}
