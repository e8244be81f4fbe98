import {
  errorLike,
  exceptionValues,
  getClient,
  getCurrentScope,
  getIsolationScope,
  ParameterizedString,
  randomId,
  readProperty,
  Scope,
  type CaptureContext,
  type CaptureOptions,
  type Client,
  type DeliveryResult,
  type Event,
  type EventHint,
  type SeverityLevel,
} from "@vedette/core";

type Waiting = CaptureOptions & { readonly wait: true };
type Options = CaptureOptions | CaptureContext | undefined;
type Build = (client: Client, hint: EventHint) => Event;

/**
 * Reports an error, or any other thrown value. Returns the event's id at once; with `wait: true` resolves to what became of it.
 *
 * @example
 * captureException(error, { tags: { part: "checkout" } });
 */
export function captureException(exception: unknown, options: Waiting): Promise<DeliveryResult>;
export function captureException(exception: unknown, options?: CaptureOptions | CaptureContext): string;
export function captureException(exception: unknown, options?: CaptureOptions | CaptureContext): string | Promise<DeliveryResult> {
  // An ErrorEvent carries what was thrown.
  const inner = isObject(exception) && readProperty(exception, "type") === "error" ? readProperty(exception, "error") : undefined;
  const value = errorLike(inner) ? inner : exception;
  const synthetic = errorLike(value) ? undefined : stackHere(captureException);
  return capture(options, { originalException: value, syntheticException: synthetic }, (client, hint) => ({
    exception: {
      values: exceptionValues(value, { parse: client.platform.parseStack, maxDepth: client.options.maxErrorDepth ?? 50, mechanism: hint.mechanism, synthetic }),
    },
    ...(typeof value === "object" && value !== null && synthetic ? { extra: { __serialized__: value } } : {}),
  }));
}

/** Reports a text. The second argument may be just the level. */
export function captureMessage(message: string | ParameterizedString, options: Waiting): Promise<DeliveryResult>;
export function captureMessage(message: string | ParameterizedString, options?: SeverityLevel | CaptureOptions | CaptureContext): string;
export function captureMessage(
  message: string | ParameterizedString,
  options?: SeverityLevel | CaptureOptions | CaptureContext,
): string | Promise<DeliveryResult> {
  const level = typeof options === "string" ? options : "info";
  const synthetic = getClient()?.options.attachStacktrace ? stackHere(captureMessage) : undefined;
  return capture(typeof options === "string" ? undefined : options, { originalException: message, syntheticException: synthetic }, ({ platform }) => ({
    level,
    ...(message instanceof ParameterizedString
      ? { logentry: { message: message.template, formatted: String(message), params: [...message.parameters] } }
      : { message }),
    ...(synthetic ? { threads: { values: [{ id: 0, current: true, stacktrace: { frames: platform.parseStack(synthetic.stack ?? "") } }] } } : {}),
  }));
}

/** The stack of the code that called the capture function; engines other than V8 show our frame on top of it. */
function stackHere(above: unknown): Error {
  const error = new Error("synthetic");
  const shorten: unknown = Reflect.get(Error, "captureStackTrace");
  if (typeof shorten === "function") Reflect.apply(shorten, Error, [error, above]);
  return error;
}

/** What `captureException` does, for integrations that build the event themselves. Never throws. */
export function capture(options: Options, base: EventHint, build: Build): string | Promise<DeliveryResult> {
  const { wait, httpClient, captureContext, event_id = randomId(), mechanism, attachments, data } = ownOptions(options);
  const client = getClient();
  const frame = { isolation: getIsolationScope(), current: getCurrentScope() };
  frame.isolation.setLastEventId(event_id);
  const ignored = { id: event_id, result: () => Promise.resolve<DeliveryResult>({ status: "ignored", id: event_id }) };
  const hint: EventHint = {
    ...base,
    event_id,
    mechanism,
    attachments: [...(attachments ?? [])],
    data,
    captureContext: (scope) => scope.update(options).update(captureContext),
  };
  const captured = client?.capture({ category: "error", hint, frame, build: () => build(client, hint), httpClient }) ?? ignored;
  return wait ? captured.result() : captured.id;
}

/** Of this one call, beside what belongs to the scope. Callers in JavaScript pass anything. */
function ownOptions(options: Options): CaptureOptions {
  try {
    return typeof options === "object" && !(options instanceof Scope) ? { ...options } : {};
  } catch {
    return {};
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
