import type { Event, SdkInfo } from "../event/event.ts";
import { describeBy } from "../event/event-source.ts";
import { randomId } from "../event/ids.ts";
import { describeValue } from "../errors/error-like.ts";
import { matchingIgnoreRule } from "../errors/ignore-errors.ts";
import { getGlobalScope, type ScopeFrame } from "../scope/current-scopes.ts";
import { dataOfFrame, mergeScopes } from "../scope/scope-data.ts";
import { scrubRequest, type RequestScrub } from "../scrub/scrub-request.ts";
import type { Scope, ScopeData } from "../scope/scope.ts";
import type { HttpClient } from "../transport/http-client.ts";
import type { DropReason } from "../transport/client-reports.ts";
import type { Counts, Lane, OutgoingEnvelope, OutgoingItem, SendResult } from "../transport/outgoing.ts";
import { headerJson } from "../transport/header-json.ts";
import { quote } from "../normalize/normalize.ts";
import type { Client } from "./client.ts";
import { eventJson } from "./event-json.ts";
import type { CaptureOptions, DeliveryResult, DeliveryStatus, EventHint } from "./event-hint.ts";
import { passThrough, type EventStep, type Passed } from "./event-steps.ts";
import { attachmentItems, completeEvent, eventPayload, MAX_EVENT_LENGTH, sanitizeEvent } from "./finish-event.ts";
import { traceFactsOf, type TraceFacts } from "./trace-facts.ts";

export type EventCategory = "error" | "transaction" | "feedback";

export interface Capture {
  readonly category: EventCategory;
  readonly hint: EventHint;
  readonly frame: ScopeFrame;
  /** Makes the event; runs after the task that captured it. */
  build(): Event;
  /** The payload of the same event, complete, when nobody wants to see the event before or after; undefined: this one has to be built. */
  write?(id: string, scope: Readonly<ScopeData>): string | undefined;
  readonly httpClient?: HttpClient | undefined;
  /** Instead of what the scope says. */
  readonly trace?: TraceFacts | undefined;
  /** Spans of a transaction without its root, for the count if it is dropped. */
  readonly spanCount?: number | undefined;
}

export interface Captured {
  readonly id: string;
  /** Resolves to what became of it. To be called at once or not at all: most callers do not ask, and a promise costs. */
  result(): Promise<DeliveryResult>;
}

/** A capture from the call to its fate. A class, as the envelope: every traced request makes one of each. */
class Draft implements Captured {
  readonly client: Client;
  readonly capture: Capture;
  readonly id: string;
  readonly scope: Readonly<ScopeData>;
  readonly trace: TraceFacts;
  fate: DeliveryResult | undefined;
  waiter: ((result: DeliveryResult) => void) | undefined;

  constructor(client: Client, capture: Capture, id: string) {
    const { frame, trace, hint } = capture;
    const own = hint.captureContext;
    this.client = client;
    this.capture = capture;
    this.id = id;
    this.scope = own === undefined ? dataOfFrame(frame) : mergeScopes(getGlobalScope(), frame.isolation, scopeWith(client, frame.current, own));
    this.trace = trace ?? traceFactsOf(client, frame.current);
  }

  result(): Promise<DeliveryResult> {
    return new Promise((resolve) => {
      if (this.fate) resolve(this.fate);
      else this.waiter = resolve;
    });
  }
}

/** Takes the references it needs and returns; everything else happens later. Never throws. */
export function captureEvent(client: Client, capture: Capture): Captured {
  const id = capture.hint.event_id ?? randomId();
  if (capture.category !== "transaction") capture.frame.isolation.setLastEventId(id);
  if (!client.enabled) return { id, result: async () => ({ status: "ignored", id, error: new Error("no DSN") }) };
  const draft = new Draft(client, capture, id);
  const explained = rejectEarly(draft);
  if (explained) drop(draft, explained.reason, explained.why);
  else if (!client.work.add((sync) => processDraft(draft, sync))) drop(draft, "buffer_overflow", "too many events wait to be prepared");
  return draft;
}

/** Without the event: nobody wants to see it. */
function settle(draft: Draft, event: Event | undefined, status: DeliveryStatus, error?: Error): void {
  const { client, id } = draft;
  draft.fate = { status, id, error };
  try {
    if (event) client.options.afterSend?.(sanitizeEvent(event, client.normalization), draft.fate);
  } catch (thrown) {
    client.log(`afterSend threw: ${String(thrown)}`);
  }
  draft.waiter?.(draft.fate);
}

/** A scope given whole replaces the current one; anything else adds to it. */
function scopeWith(client: Client, current: Scope, context: NonNullable<CaptureOptions["captureContext"]>): Scope {
  const scope = current.clone();
  try {
    if (typeof context !== "function") return scope.update(context);
    const returned = context(scope);
    return returned === scope ? scope : scope.update(returned);
  } catch (error) {
    client.log(`a capture context is lost: ${describeValue(error)}`);
    return scope;
  }
}

/** What can be decided without building the event. */
function rejectEarly({ client, capture: { category, hint } }: Draft): { reason: DropReason; why: string } | undefined {
  if (category !== "error") return undefined;
  const { sampleRate = 1, dedupe = true } = client.options;
  if (dedupe !== false && client.dedupe.sameObject(hint.originalException))
    return { reason: "event_processor", why: "this very error was captured before (dedupe)" };
  if (sampleRate < 1 && Math.random() >= sampleRate) return { reason: "sample_rate", why: `sampleRate is ${sampleRate}` };
  if (!client.withinRateLimit()) return { reason: "backpressure", why: "more errors than overload.rateLimit allows" };
  return undefined;
}

async function finishLater(draft: Draft, pending: PromiseLike<Passed>): Promise<void> {
  const envelope = finish(draft, await pending);
  if (envelope) draft.client.send(envelope);
}

function processDraft(draft: Draft, sync: boolean): void | PromiseLike<void> {
  try {
    const json = written(draft);
    if (json !== undefined) return draft.client.send(new EventEnvelope(draft, json, undefined));
    const { event, steps } = prepare(draft, sync);
    const passed = passThrough(draft.client, event, steps, sync);
    if ("then" in passed) return finishLater(draft, passed).then(undefined, (error: unknown) => failed(draft, error));
    const envelope = finish(draft, passed);
    if (envelope) draft.client.send(envelope);
  } catch (error) {
    failed(draft, error);
  }
  return undefined;
}

/** Most transactions: no step, no hook and no observer. */
function written({ client: { options, integrations }, capture, scope, id }: Draft): string | undefined {
  if (!capture.write || scope.processors.length > 0 || options.afterSend || hookOf(options, capture.category)[1] || requestScrubOf(options)) return undefined;
  if (integrations.some(({ processEvent, onlyErrors }) => processEvent && !onlyErrors)) return undefined;
  const json = capture.write(id, scope);
  return json !== undefined && json.length <= MAX_EVENT_LENGTH ? json : undefined;
}

const failed = (draft: Draft, error: unknown): void =>
  drop(draft, "internal_sdk_error", error instanceof Error ? (error.stack ?? error.message) : String(error));

function prepare(draft: Draft, sync: boolean): { event: Event; steps: EventStep[] } {
  const { client, capture, scope, trace, id } = draft;
  const { category, hint } = capture;
  const event = completeEvent(client, capture.build(), id, scope, trace.context);
  const steps: EventStep[] = [];
  if (category === "error") {
    steps.push({ name: "ignoreErrors", reason: "event_processor", run: (current) => (ignored(draft, current) ? null : current) });
    if (client.platform.addSourceContext)
      steps.push({ name: "source context", reason: "internal_sdk_error", run: (current) => withSourceContext(client, current, sync) });
  }
  const { source } = scope;
  if (source && category !== "feedback") steps.push({ name: "the request", reason: "internal_sdk_error", run: (current) => describeBy(source, current) });
  for (const { name, processEvent, onlyErrors } of client.integrations)
    if (processEvent && (category === "error" || !onlyErrors))
      steps.push({ name, reason: "event_processor", run: (current) => processEvent(current, hint, client) });
  for (const processor of scope.processors) steps.push({ name: "an event processor", reason: "event_processor", run: (current) => processor(current, hint) });
  const [name, hook] = hookOf(client.options, category);
  if (hook) steps.push({ name, reason: "before_send", run: (current) => hook(current, hint) });
  const scrub = requestScrubOf(client.options);
  if (scrub) steps.push({ name: "scrub.request", reason: "before_send", run: (current) => scrubRequest(current, scrub) });
  return { event, steps };
}

function withSourceContext(client: Client, event: Event, sync: boolean): Event | Promise<Event> {
  const pending = client.platform.addSourceContext?.(event, sync || client.options.delivery === "sync");
  return pending ? pending.then(() => event) : event;
}

const requestScrubOf = ({ scrub }: Client["options"]): RequestScrub | undefined => (scrub === false ? undefined : scrub?.request);

/** The hook of the options for events of that kind. */
export function hookOf(options: Client["options"], category: EventCategory): readonly [string, Client["options"]["beforeSend"]] {
  if (category === "transaction") return ["beforeSendTransaction", options.beforeSendTransaction];
  return category === "feedback" ? ["beforeSendFeedback", options.beforeSendFeedback] : ["beforeSend", options.beforeSend];
}

function ignored({ client, capture }: Draft, event: Event): boolean {
  const rule = matchingIgnoreRule(client.options.ignoreErrors ?? [], event, capture.hint.originalException);
  if (rule !== undefined) client.log(`ignoreErrors: ${rule} matches`);
  else if (typeof client.options.dedupe === "object" && client.dedupe.sameEvent(event, client.options.dedupe.window))
    client.log("an equal event was captured just now (dedupe)");
  else return false;
  return true;
}

/** Counts the drop, or makes the envelope. */
function finish(draft: Draft, passed: Passed): OutgoingEnvelope | undefined {
  if (!("event" in passed)) {
    drop(draft, passed.dropped, passed.explanation);
    return undefined;
  }
  const event = { ...passed.event, event_id: draft.id };
  recordInSession(draft, event);
  return new EventEnvelope(draft, payloadOf(draft.client, event), event);
}

class EventEnvelope implements OutgoingEnvelope {
  readonly lane: Lane;
  readonly items: readonly OutgoingItem[];
  readonly httpClient: HttpClient | undefined;
  readonly #draft: Draft;
  readonly #event: Event | undefined;

  constructor(draft: Draft, payload: string, event: Event | undefined) {
    const { capture, scope } = draft;
    this.lane = capture.category === "transaction" ? "transaction" : "error";
    this.items = [{ header: ITEM_HEADERS[capture.category], payload, counts: countsOf(capture) }, ...attachmentItems(scope, capture.hint)];
    this.httpClient = capture.httpClient;
    this.#draft = draft;
    this.#event = event;
  }

  get headers(): OutgoingEnvelope["headers"] {
    const { client, id, trace } = this.#draft;
    return { event_id: id, sdk: { name: client.sdk.name, version: client.sdk.version }, trace: trace.dsc };
  }

  headersJson(): string {
    const { client, id, trace } = this.#draft;
    return `"event_id":${quote(id)},${sdkMember(client.sdk)},"trace":${trace.dscJson ?? headerJson(trace.dsc)}`;
  }

  settle(result: SendResult): void {
    settle(this.#draft, this.#event, result.status, result.status === "sent" ? undefined : result.error);
  }
}

let lastSdk: { readonly name: string; readonly version: string; readonly json: string } | undefined;

function sdkMember({ name, version }: SdkInfo): string {
  if (lastSdk?.name !== name || lastSdk.version !== version) lastSdk = { name, version, json: `"sdk":${headerJson({ name, version })}` };
  return lastSdk.json;
}

const ITEM_HEADERS = {
  error: { type: "event", content_type: "application/json" },
  transaction: { type: "transaction", content_type: "application/json" },
  feedback: { type: "feedback", content_type: "application/json" },
} as const satisfies Record<EventCategory, OutgoingItem["header"]>;

function payloadOf(client: Client, event: Event): string {
  const json = eventJson(event, client.normalization);
  if (json.length <= MAX_EVENT_LENGTH) return json;
  return eventPayload(sanitizeEvent(event, client.normalization), (message) => client.log(message), json);
}

/** Errors of at least level error make a session errored, messages never; unhandled ones end it (`protocol.md` §16). */
function recordInSession({ capture: { category, frame }, scope }: Draft, event: Event): void {
  const level = scope.level ?? event.level;
  if (category !== "error" || !event.exception || (level !== "error" && level !== "fatal")) return;
  const unhandled = event.exception.values.some((value) => value.mechanism?.handled === false);
  frame.isolation.getSession()?.recordError(unhandled);
}

const COUNTS: Readonly<Record<EventCategory, Counts>> = {
  error: [["error", 1]],
  transaction: [
    ["transaction", 1],
    ["span", 1],
  ],
  feedback: [["feedback", 1]],
};

export function countsOf({ category, spanCount = 0 }: Capture): Counts {
  return spanCount === 0
    ? COUNTS[category]
    : [
        ["transaction", 1],
        ["span", spanCount + 1],
      ];
}

function drop(draft: Draft, reason: DropReason, why: string): void {
  draft.client.drop(reason, countsOf(draft.capture), why);
  const failures: readonly DropReason[] = ["internal_sdk_error", "buffer_overflow"];
  settle(draft, { event_id: draft.id }, reason === "sample_rate" ? "unsampled" : failures.includes(reason) ? "failed" : "excluded", new Error(why));
}
