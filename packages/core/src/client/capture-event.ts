import type { Event } from "../event/event.ts";
import { describeBy } from "../event/event-source.ts";
import { randomId } from "../event/ids.ts";
import { matchingIgnoreRule } from "../errors/ignore-errors.ts";
import { scrubRequest, type RequestScrub } from "../scrub/scrub-request.ts";
import type { DropReason } from "../transport/client-reports.ts";
import type { OutgoingEnvelope } from "../transport/outgoing.ts";
import type { Client } from "./client.ts";
import { Draft, type Capture, type Captured, type EventCategory } from "./draft.ts";
import { countsOf, EventEnvelope } from "./event-envelope.ts";
import { eventJson } from "./event-json.ts";
import { passThrough, type EventStep, type Passed } from "./event-steps.ts";
import { completeEvent, eventPayload, MAX_EVENT_LENGTH, sanitizeEvent } from "./finish-event.ts";

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

function drop(draft: Draft, reason: DropReason, why: string): void {
  draft.client.drop(reason, countsOf(draft.capture), why);
  const failures: readonly DropReason[] = ["internal_sdk_error", "buffer_overflow"];
  draft.settle({ event_id: draft.id }, reason === "sample_rate" ? "unsampled" : failures.includes(reason) ? "failed" : "excluded", new Error(why));
}
