import type { Captured, EventCategory } from "../client/draft.ts";
import type { CaptureOptions, DeliveryResult, EventHint } from "../client/event-hint.ts";
import type { Event, SeverityLevel } from "../event/event.ts";
import { randomId } from "../event/ids.ts";
import type { Client } from "../client/client.ts";
import { describeValue, errorLike, isInstance, isObject, readProperty } from "../errors/error-like.ts";
import { exceptionValues } from "../errors/exception-values.ts";
import { getClient, getCurrentScope, getIsolationScope, type ScopeFrame } from "../scope/current-scopes.ts";
import { Scope, type CaptureContext, type ScopeContext } from "../scope/scope.ts";
import { ParameterizedString } from "../telemetry/parameterized.ts";
import type { HttpClient } from "../transport/http-client.ts";

type Waiting = CaptureOptions & { readonly wait: true };

/**
 * Reports an error, or any other thrown value. Returns the event's id at once; with `wait: true` resolves to what became of it.
 *
 * @example
 * captureException(error, { tags: { part: "checkout" } });
 * const { status } = await captureException(error, { wait: true });
 */
export function captureException(exception: unknown, options: Waiting): Promise<DeliveryResult>;
export function captureException(exception: unknown, options?: CaptureOptions | CaptureContext): string;
export function captureException(exception: unknown, options?: CaptureOptions | CaptureContext): string | Promise<DeliveryResult> {
  const client = getClient();
  const synthetic = client?.enabled && !errorLike(exception) ? stackHere(captureException) : undefined;
  return answer(
    options,
    capture("error", options, { originalException: exception, syntheticException: synthetic }, (hint) => {
      const parse = (stack: string) => client?.platform.parseStack(stack) ?? [];
      const values = exceptionValues(exception, { parse, maxDepth: client?.options.maxErrorDepth ?? 50, mechanism: hint.mechanism, synthetic });
      const thrown = typeof exception === "object" && exception !== null && !errorLike(exception) ? { extra: { __serialized__: exception } } : {};
      return { level: "error", exception: { values }, ...thrown };
    }),
  );
}

/** Reports a text. The second argument may be just the level. */
export function captureMessage(message: string | ParameterizedString, options: Waiting): Promise<DeliveryResult>;
export function captureMessage(message: string | ParameterizedString, options?: SeverityLevel | CaptureOptions | CaptureContext): string;
export function captureMessage(
  message: string | ParameterizedString,
  options?: SeverityLevel | CaptureOptions | CaptureContext,
): string | Promise<DeliveryResult> {
  const level = typeof options === "string" ? options : undefined;
  const rest = typeof options === "string" ? undefined : options;
  const client = getClient();
  const synthetic = client?.options.attachStacktrace ? stackHere(captureMessage) : undefined;
  return answer(
    rest,
    capture("error", rest, { originalException: message, syntheticException: synthetic }, () => ({
      level: level ?? "info",
      ...messageParts(message),
      // The newest first frame is that of the caller: `stackHere` starts there.
      ...(synthetic?.stack && client
        ? { threads: { values: [{ id: 0, current: true, crashed: false, stacktrace: { frames: client.platform.parseStack(synthetic.stack) } }] } }
        : {}),
    })),
  );
}

function messageParts(message: string | ParameterizedString): Event {
  if (!isInstance(message, ParameterizedString)) return { message: describeValue(message) };
  return { logentry: { message: message.template, formatted: String(message), params: [...message.parameters] } };
}

/** Sends an event that the caller built. */
export function captureEvent(event: Event, options: Waiting): Promise<DeliveryResult>;
export function captureEvent(event: Event, options?: CaptureOptions | CaptureContext): string;
export function captureEvent(event: Event, options?: CaptureOptions | CaptureContext): string | Promise<DeliveryResult> {
  const { type, event_id } = readFacts(event);
  const category = type === "transaction" ? "transaction" : type === "feedback" ? "feedback" : "error";
  return answer(
    options,
    capture(category, options, typeof event_id === "string" ? { event_id } : {}, () =>
      isObject(event) ? event : { message: `captureEvent was given ${describeValue(event)} instead of an event` },
    ),
  );
}

/** `in` and `instanceof` ask proxies too. */
const readFacts = (event: unknown): { type?: unknown; event_id?: unknown } =>
  isObject(event) ? { type: readProperty(event, "type"), event_id: readProperty(event, "event_id") } : {};

/** What a person wrote, for `captureFeedback`. */
export interface Feedback {
  readonly message: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly url?: string | undefined;
  readonly source?: string | undefined;
  /** The event that the person saw. */
  readonly associatedEventId?: string | undefined;
  readonly tags?: Event["tags"];
}

/** Reports what a person wrote. Attachments, such as a screenshot, go into the options. */
export function captureFeedback(feedback: Feedback, options: Waiting): Promise<DeliveryResult>;
export function captureFeedback(feedback: Feedback, options?: CaptureOptions): string;
export function captureFeedback(feedback: Feedback, options?: CaptureOptions): string | Promise<DeliveryResult> {
  return answer(
    options,
    capture("feedback", options, {}, () => {
      const { message, name, email, url, source, associatedEventId, tags } = feedback;
      const fields = { message, name, contact_email: email, url, source, associated_event_id: associatedEventId };
      const context = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      return { type: "feedback", level: "info", contexts: { feedback: context }, ...(tags ? { tags } : {}) };
    }),
  );
}

function answer(options: CaptureOptions | CaptureContext | undefined, captured: Captured): string | Promise<DeliveryResult> {
  return isPlain(options) && readProperty(options, "wait") === true ? captured.result() : captured.id;
}

function capture(category: EventCategory, options: CaptureOptions | CaptureContext | undefined, base: EventHint, build: (hint: EventHint) => Event): Captured {
  const client = getClient();
  const { hint: own, httpClient } = readOptions(options, client);
  const hint: EventHint = { ...base, ...own };
  const frame = { isolation: getIsolationScope(), current: getCurrentScope() };
  return client?.capture({ category, hint, frame, httpClient, build: () => build(hint) }) ?? ignored(hint, frame);
}

/** Without a client an event still has an id. */
function ignored({ event_id: id = randomId() }: EventHint, { isolation }: ScopeFrame): Captured {
  isolation.setLastEventId(id);
  return { id, result: () => Promise.resolve({ status: "ignored", id, error: new Error("no DSN") }) };
}

const isPlain = (options: CaptureOptions | CaptureContext | undefined): options is CaptureOptions => isObject(options) && !isInstance(options, Scope);

/** What was given instead of options, or options with getters that throw, cost themselves and not the event. */
function readOptions(
  options: CaptureOptions | CaptureContext | undefined,
  client: Client | undefined,
): { hint: EventHint; httpClient?: HttpClient | undefined } {
  try {
    return { hint: hintOf(options), httpClient: isPlain(options) ? options.httpClient : undefined };
  } catch (error) {
    client?.log(`options of a capture cannot be read: ${describeValue(error)}`);
    return { hint: {} };
  }
}

/** Scope data named directly in the options counts like a capture context. */
function hintOf(options: CaptureOptions | CaptureContext | undefined): EventHint {
  if (options === undefined || options === null) return {};
  if (!isPlain(options)) return { captureContext: options };
  const { wait: _, httpClient: _client, captureContext, event_id, mechanism, attachments, data, originalException, syntheticException, ...context } = options;
  return {
    captureContext: joinContexts(context, captureContext),
    ...(event_id === undefined ? {} : { event_id }),
    ...(mechanism === undefined ? {} : { mechanism }),
    ...(attachments === undefined ? {} : { attachments: [...attachments] }),
    ...(data === undefined ? {} : { data }),
    ...(originalException === undefined ? {} : { originalException }),
    ...(syntheticException === undefined ? {} : { syntheticException }),
  };
}

function joinContexts(context: ScopeContext, captureContext: CaptureContext | undefined): CaptureContext | undefined {
  if (Object.keys(context).length === 0) return captureContext;
  return captureContext === undefined ? context : (scope) => scope.update(captureContext).update(context);
}

/** The stack of the code that called `above`, without frames of the SDK where the engine can leave them out. */
function stackHere(above: (...args: never[]) => unknown): Error {
  const error = new Error("synthetic");
  // Typed differently by Node and by browsers.
  const shorten: unknown = Reflect.get(Error, "captureStackTrace");
  if (typeof shorten === "function") Reflect.apply(shorten, Error, [error, above]);
  return error;
}
