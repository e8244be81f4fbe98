import {
  attachmentItems,
  completeEvent,
  errorLike,
  eventPayload,
  exceptionValues,
  getClient,
  getCurrentScope,
  getGlobalScope,
  getIsolationScope,
  matchingIgnoreRule,
  mergeScopes,
  ParameterizedString,
  randomId,
  readProperty,
  sanitizeEvent,
  Scope,
  traceFactsOf,
  type CaptureContext,
  type CaptureOptions,
  type Client,
  type DeliveryResult,
  type DeliveryStatus,
  type DropReason,
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

/** Takes the references it needs and returns; the event is built after the current task. Never throws. */
export function capture(options: Options, base: EventHint, build: Build): string | Promise<DeliveryResult> {
  const given = ownOptions(options);
  const client = getClient();
  const id = given.event_id ?? randomId();
  getIsolationScope().setLastEventId(id);
  const result = client?.enabled ? deliver({ client, id, given, options, base, build }) : Promise.resolve<DeliveryResult>({ status: "ignored", id });
  client?.work.add(async () => void (await result));
  return given.wait ? result : id;
}

/** Of this one call, beside what belongs to the scope. Callers in JavaScript pass anything. */
function ownOptions(options: Options): CaptureOptions {
  try {
    return typeof options === "object" && !(options instanceof Scope) ? { ...options } : {};
  } catch {
    return {};
  }
}

interface Draft {
  readonly client: Client;
  readonly id: string;
  readonly given: CaptureOptions;
  readonly options: Options;
  readonly base: EventHint;
  readonly build: Build;
}

async function deliver(draft: Draft): Promise<DeliveryResult> {
  const { client, id } = draft;
  const fate: { event: Event; result: DeliveryResult } = { event: { event_id: id }, result: { status: "failed", id } };
  const lose = (reason: DropReason, why: string, status: DeliveryStatus = "excluded"): void => {
    client.drop(reason, [["error", 1]], why);
    fate.result = { status, id, error: new Error(why) };
  };
  try {
    await prepare(draft, fate, lose);
  } catch (error) {
    lose("internal_sdk_error", describe(error), "failed");
  }
  try {
    client.options.afterSend?.(fate.event, fate.result);
  } catch (error) {
    client.log(`afterSend threw: ${describe(error)}`);
  }
  return fate.result;
}

type Lose = (reason: DropReason, why: string, status?: DeliveryStatus) => void;

async function prepare({ client, id, given, options, base, build }: Draft, fate: { event: Event; result: DeliveryResult }, lose: Lose): Promise<void> {
  const { sampleRate = 1, dedupe, ignoreErrors = [], beforeSend } = client.options;
  const { mechanism, attachments, data, captureContext } = given;
  const hint: EventHint = { ...base, event_id: id, mechanism, attachments: [...(attachments ?? [])], data, captureContext };
  const error = base.originalException;
  if (dedupe !== false && client.dedupe.sameObject(error)) return lose("event_processor", "this very error was captured before (dedupe)");
  if (Math.random() >= sampleRate) return lose("sample_rate", `sampleRate is ${sampleRate}`, "unsampled");
  if (!client.withinRateLimit()) return lose("backpressure", "more errors than overload.rateLimit allows");
  const [isolation, current] = [getIsolationScope(), getCurrentScope()];
  const own = current.clone();
  try {
    own.update(options).update(captureContext);
  } catch (thrown) {
    client.log(`the capture context threw: ${describe(thrown)}`);
  }
  const scope = mergeScopes(getGlobalScope(), isolation, own);
  const trace = traceFactsOf(client, current);
  await Promise.resolve();

  fate.event = completeEvent(client, { level: "error", ...build(client, hint) }, id, scope, trace.context);
  const repeated = (event: Event): boolean => typeof dedupe === "object" && client.dedupe.sameEvent(event, dedupe.window);
  const steps: [DropReason, string, (event: Event) => unknown][] = [
    ["event_processor", "ignoreErrors", (event) => (matchingIgnoreRule(ignoreErrors, event, error) === undefined ? event : null)],
    ["event_processor", "dedupe", (event) => (repeated(event) ? null : event)],
  ];
  for (const { name, processEvent } of client.integrations)
    if (processEvent) steps.push(["event_processor", name, (event) => processEvent(event, hint, client)]);
  for (const processor of scope.processors) steps.push(["event_processor", "an event processor", (event) => processor(event, hint)]);
  if (beforeSend) steps.push(["before_send", "beforeSend", (event) => beforeSend(event, hint)]);
  for (const [reason, name, step] of steps) {
    try {
      const next = await patiently(step(fate.event));
      if (!isEvent(next)) return lose(reason, `${name} returned ${next === null ? "null" : `${typeof next} instead of an event or null`}`);
      fate.event = next;
    } catch (thrown) {
      // Not sent unchecked: the step that failed may be the one that removes secrets.
      return lose(reason, `${name} threw: ${describe(thrown)}`);
    }
  }

  const event = sanitizeEvent({ ...fate.event, event_id: id }, client.normalization);
  const unhandled = event.exception?.values.some((value) => value.mechanism?.handled === false) ?? false;
  if (event.exception && /error|fatal/.test(event.level ?? "")) isolation.getSession()?.recordError(unhandled);
  const { name, version } = client.sdk;
  const { tunnel, dsn = "" } = client.options;
  fate.event = event;
  fate.result = await new Promise((resolve) => {
    client.send({
      lane: "error",
      headers: { event_id: id, sdk: { name, version }, trace: trace.dsc, ...(tunnel ? { dsn } : {}) },
      items: [
        { header: { type: "event" }, payload: eventPayload(event, (message) => client.log(message)), counts: [["error", 1]] },
        ...attachmentItems(scope, hint),
      ],
      settle: (sent) => resolve({ ...sent, id }),
      httpClient: given.httpClient,
    });
  });
}

const STEP_TIMEOUT = 10_000;

/** A hook that does not answer loses its event, so that it cannot hold the memory of all that follow. */
const patiently = (value: unknown): unknown =>
  isObject(value) && "then" in value
    ? Promise.race([Promise.resolve(value), new Promise((_, reject) => setTimeout(reject, STEP_TIMEOUT, new Error(`no answer within ${STEP_TIMEOUT} ms`)))])
    : value;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const isEvent = (value: unknown): value is Event => isObject(value) && !Array.isArray(value);
const describe = (error: unknown): string => (errorLike(error) ? String(error.message) : String(error));
