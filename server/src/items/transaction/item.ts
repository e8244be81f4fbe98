import { parseTimestamp } from "@vedette/protocol";
import { deriveEvent, type DerivedEvent } from "../../processing/derive/derive-event.ts";
import { withGeo } from "../../processing/geo/geo.ts";
import { eventSubject } from "../../processing/filters/subject.ts";
import { hexId } from "../../processing/hex-id.ts";
import { isArray, type Json, type JsonObject } from "../../processing/json/json.ts";
import type { NormalizedEvent } from "../../processing/normalize/event.ts";
import { normalizeEvent } from "../../processing/normalize/normalize-event.ts";
import { readMeasurements } from "../../processing/attributes/attributes.ts";
import { occurrencesOf, problemsOfTransaction } from "../../processing/performance/occurrences.ts";
import { scrubEvent } from "../../processing/scrubbing/scrub-event.ts";
import { profileOf, spanOperations, transactionProblem, unpackSpans, userAttributes } from "../../processing/spans/transaction-spans.ts";
import { milliseconds } from "../../processing/spans/span-v2.ts";
import { userAgentContexts } from "../../processing/user-agent/user-agent-contexts.ts";
import type { RowDraft } from "../../stores/telemetry/datasets.ts";
import { applyFilters } from "../apply-filters.ts";
import { decodeObject } from "../decode-object.ts";
import { finishOccurrences } from "../finish-occurrences.ts";
import { defineItem, type Fate, type ItemContext, type Rejected } from "../define-item.ts";

/** A whole request or page load with the spans in it, as SDKs send it that do not stream spans (`protocol.md` §9.12). */
export const transactionItem = defineItem({ type: "transaction", decode: decodeObject, finish: finishTransaction });

export function finishTransaction(payload: JsonObject, context: ItemContext): Fate {
  const sent = withDefaults(normalizeEvent({ ...payload, type: "transaction" }, { ...context, sentAt: sentAt(payload, context) }));
  const problem = transactionProblem(sent, payload["timestamp"]);
  const rejected: Rejected | undefined =
    problem === undefined
      ? applyFilters(eventSubject(sent, context.clientIp), context, "transaction")
      : { kind: "rejected", outcome: "invalid", reason: "invalid_transaction", detail: problem, category: "transaction" };
  // Its spans are lost with it, and counted.
  if (rejected !== undefined) return { kind: "several", fates: [rejected, { ...rejected, category: "span", quantity: spanCount(payload["spans"]) }] };
  const guessed = userAgentContexts(sent);
  const whole = withGeo(guessed === undefined ? sent : { ...sent, contexts: { ...sent.contexts, ...guessed } }, context.geo);
  const normalized = withBreakdowns(scrubEvent(whole, context.project.scrubbing));
  const derived = deriveEvent(normalized, guessed);
  const replayId = replayOf(normalized);
  const spans = unpackSpans(normalized, derived, replayId);
  const stored = {
    kind: "rows",
    rows: [{ dataset: "transactions", row: transactionRow(normalized, derived, replayId) }, ...spans.map((row) => ({ dataset: "spans", row }) as const)],
    accepted: [
      { category: "transaction", quantity: 1, detail: null },
      { category: "span", quantity: spans.length, detail: null },
    ],
  } satisfies Fate;
  const occurrences = occurrencesOf(normalized, problemsOfTransaction(normalized, context.project.performance));
  return occurrences.length === 0 ? stored : { kind: "several", fates: [stored, ...finishOccurrences(occurrences, guessed)] };
}

/** A transaction ends when it is sent: without the envelope's word its own end tells how the client's clock stands (`protocol.md` §10.2). */
function sentAt({ timestamp }: JsonObject, context: ItemContext): number | null {
  const end = context.sentAt === null ? parseTimestamp(timestamp) : undefined;
  return end === undefined ? context.sentAt : end * 1000;
}

const unlabeled = "<unlabeled transaction>";
const sources = new Set<unknown>(["custom", "url", "route", "view", "component", "sanitized", "task", "unknown"]);

/** What a transaction is called where its SDK does not say (`protocol.md` §9.12). */
function withDefaults(event: NormalizedEvent): NormalizedEvent {
  const { transaction = unlabeled, transaction_info: info, contexts } = event;
  const trace = contexts?.["trace"];
  const source = info?.["source"];
  return {
    ...event,
    transaction,
    transaction_info: { ...info, source: sources.has(source) && source !== undefined ? source : "unknown" },
    ...(trace !== undefined && !trace["op"] && { contexts: { ...contexts, trace: { ...trace, op: "default" } } }),
  };
}

/** The transaction itself is one, too. */
function spanCount(spans: Json | undefined): number {
  return isArray(spans) ? spans.length + 1 : 1;
}

function transactionRow(event: NormalizedEvent, derived: DerivedEvent, replayId: string | null): RowDraft<"transactions"> {
  const trace = event.contexts?.["trace"];
  const start = event.start_timestamp ?? event.timestamp;
  const source = event.transaction_info?.["source"];
  return {
    timestamp: event.timestamp * 1000,
    eventId: event.event_id,
    startTimestamp: start * 1000,
    duration: milliseconds(event.timestamp - start),
    name: event.transaction ?? unlabeled,
    source: typeof source === "string" ? source : null,
    op: textOf(trace?.["op"]),
    status: textOf(trace?.["status"]),
    traceId: derived.traceId,
    spanId: derived.spanId,
    parentSpanId: hexId(trace?.["parent_span_id"], 16) ?? null,
    platform: event.platform,
    environment: event.environment ?? null,
    release: event.release ?? null,
    dist: derived.dist,
    userTag: derived.user?.tag ?? null,
    user: event.user === undefined ? null : userAttributes(event),
    sdk: event.sdk?.name ?? null,
    replayId,
    profileId: profileOf(event),
    tags: Object.fromEntries(derived.tags),
    measurements: measurementsOf(event),
    body: JSON.stringify(event),
  };
}

function measurementsOf({ measurements, breakdowns }: NormalizedEvent): RowDraft<"transactions">["measurements"] {
  const values: [string, number][] = [];
  for (const group of [measurements, breakdowns?.["span_ops"]]) readMeasurements(group, (name, value) => values.push([name, value]));
  return Object.fromEntries(values);
}

/** What the SDK did not say of the time its kinds of spans took, beside what it did. */
function withBreakdowns(event: NormalizedEvent): NormalizedEvent {
  if (event.breakdowns?.["span_ops"] !== undefined || event.spans === undefined) return event;
  const operations = spanOperations(event.spans);
  if (operations.size === 0) return event;
  const measured = [...operations].map(([name, value]) => [name, { value, unit: "millisecond" }] as const);
  return { ...event, breakdowns: { ...event.breakdowns, span_ops: Object.fromEntries(measured) } };
}

function replayOf({ contexts }: NormalizedEvent): string | null {
  return hexId(contexts?.["replay"]?.["replay_id"], 32) ?? null;
}

function textOf(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
