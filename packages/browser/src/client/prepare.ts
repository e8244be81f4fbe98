import {
  attachmentItems,
  completeEvent,
  countsOf,
  errorLike,
  eventPayload,
  getGlobalScope,
  hookOf,
  matchingIgnoreRule,
  mergeScopes,
  randomId,
  sanitizeEvent,
  traceFactsOf,
  type Capture,
  type Captured,
  type Client,
  type DeliveryResult,
  type DeliveryStatus,
  type DropReason,
  type Event,
} from "@vedette/core";

interface Draft {
  readonly client: Client;
  readonly id: string;
  readonly capture: Capture;
  event: Event;
  result: DeliveryResult;
}

/** Core's way of an event in a fifth of its size: always asynchronous, since no process ends here. Never throws. */
export function captureInPage(client: Client, capture: Capture): Captured {
  const id = capture.hint.event_id ?? randomId();
  if (capture.category !== "transaction") capture.frame.isolation.setLastEventId(id);
  const draft: Draft = { client, id, capture, event: { event_id: id }, result: { status: "ignored", id } };
  const result = client.enabled ? deliver(draft) : Promise.resolve(draft.result);
  client.work.add(async () => void (await result));
  return { id, result: () => result };
}

async function deliver(draft: Draft): Promise<DeliveryResult> {
  const { client } = draft;
  try {
    await prepare(draft);
  } catch (error) {
    lose(draft, "internal_sdk_error", describe(error), "failed");
  }
  try {
    client.options.afterSend?.(draft.event, draft.result);
  } catch (error) {
    client.log(`afterSend threw: ${describe(error)}`);
  }
  return draft.result;
}

function lose(draft: Draft, reason: DropReason, why: string, status: DeliveryStatus = "excluded"): void {
  draft.client.drop(reason, countsOf(draft.capture), why);
  draft.result = { status, id: draft.id, error: new Error(why) };
}

async function prepare(draft: Draft): Promise<void> {
  const { client, id, capture } = draft;
  const { category, hint, httpClient } = capture;
  const { sampleRate = 1, dedupe, ignoreErrors = [] } = client.options;
  const error = hint.originalException;
  const isError = category === "error";
  if (isError) {
    if (dedupe !== false && client.dedupe.sameObject(error)) return lose(draft, "event_processor", "this very error was captured before (dedupe)");
    if (Math.random() >= sampleRate) return lose(draft, "sample_rate", `sampleRate is ${sampleRate}`, "unsampled");
    if (!client.withinRateLimit()) return lose(draft, "backpressure", "more errors than overload.rateLimit allows");
  }
  const { isolation, current } = capture.frame;
  const own = current.clone();
  try {
    own.update(hint.captureContext);
  } catch (thrown) {
    client.log(`the capture context threw: ${describe(thrown)}`);
  }
  const scope = mergeScopes(getGlobalScope(), isolation, own);
  const trace = capture.trace ?? traceFactsOf(client, current);
  // The code that captured goes on first.
  await Promise.resolve();

  draft.event = completeEvent(client, { ...(isError && { level: "error" }), ...capture.build() }, id, scope, trace.context);
  const steps: [DropReason, string, (event: Event) => unknown][] = [];
  if (isError) {
    const repeated = (event: Event): boolean => typeof dedupe === "object" && client.dedupe.sameEvent(event, dedupe.window);
    steps.push(
      ["event_processor", "ignoreErrors", (event) => (matchingIgnoreRule(ignoreErrors, event, error) === undefined ? event : null)],
      ["event_processor", "dedupe", (event) => (repeated(event) ? null : event)],
    );
  }
  for (const { name, processEvent } of client.integrations)
    if (processEvent) steps.push(["event_processor", name, (event) => processEvent(event, hint, client)]);
  for (const processor of scope.processors) steps.push(["event_processor", "an event processor", (event) => processor(event, hint)]);
  const [hookName, hook] = hookOf(client.options, category);
  if (hook) steps.push(["before_send", hookName, (event) => hook(event, hint)]);
  for (const [reason, name, step] of steps) {
    try {
      const next = await patiently(step(draft.event));
      if (!isEvent(next)) return lose(draft, reason, `${name} returned ${next === null ? "null" : `${typeof next} instead of an event or null`}`);
      draft.event = next;
    } catch (thrown) {
      // Not sent unchecked: the step that failed may be the one that removes secrets.
      return lose(draft, reason, `${name} threw: ${describe(thrown)}`);
    }
  }

  const event = sanitizeEvent({ ...draft.event, event_id: id }, client.normalization);
  const unhandled = event.exception?.values.some((value) => value.mechanism?.handled === false) ?? false;
  if (isError && event.exception && /error|fatal/.test(event.level ?? "")) isolation.getSession()?.recordError(unhandled);
  const { name, version } = client.sdk;
  draft.event = event;
  draft.result = await new Promise((resolve) => {
    client.send({
      lane: category === "transaction" ? category : "error",
      headers: { event_id: id, sdk: { name, version }, trace: trace.dsc },
      items: [
        { header: { type: isError ? "event" : category }, payload: eventPayload(event, (message) => client.log(message)), counts: countsOf(capture) },
        ...attachmentItems(scope, hint),
      ],
      settle: (sent) => resolve({ ...sent, id }),
      httpClient,
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
