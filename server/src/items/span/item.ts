import { parseTimestamp } from "@vedette/protocol";
import { ownKey } from "../../log/port.ts";
import type { JsonObject } from "../../processing/json/json.ts";
import { shiftOf } from "../../processing/normalize/clock.ts";
import { withGeoAttributes } from "../../processing/geo/geo.ts";
import { readOtlpSpan, scopedEntries } from "../../processing/otlp/spans.ts";
import { occurrencesOfSegments, openSegments } from "../../processing/performance/segments.ts";
import { scrubRow } from "../../processing/scrubbing/scrub-row.ts";
import { readSpanV1 } from "../../processing/spans/span-v1.ts";
import { readSpanV2 } from "../../processing/spans/span-v2.ts";
import type { Span, SpanProblem } from "../../processing/spans/span.ts";
import { readOtlpRequest } from "../otlp-request.ts";
import { applyFilters } from "../apply-filters.ts";
import { attributeSubject } from "../../processing/filters/subject.ts";
import { decodeContainer, mediaType, settleEntries, type Container, type ContainerKind, type EntryResult } from "../container.ts";
import { decodeObject } from "../decode-object.ts";
import { finishOccurrences } from "../finish-occurrences.ts";
import { readSegment, segmentContentType } from "./stored-segment.ts";
import { defineItem, type Fate, type IncomingItem, type ItemContext, type Rejected } from "../define-item.ts";

const contentType = "application/vnd.sentry.items.span.v2+json";
const kind: ContainerKind = { category: "span", byteCategory: null, invalid: "invalid_span", plural: "spans are" };

type Decoded = { readonly segment: JsonObject } | { readonly container: Container } | { readonly span: JsonObject } | { readonly otlp: JsonObject };

/** Spans outside of transactions: a container of them, or one as plain JSON (`protocol.md` §8.19). */
export const spanItem = defineItem({
  type: "span",
  decode: decodeSpans,
  finish: (decoded, context) => {
    if ("segment" in decoded) return finishSegment(decoded.segment, context);
    if ("otlp" in decoded) return finishOtlp(decoded.otlp, context);
    return "span" in decoded ? finishOne(decoded.span, context) : finishContainer(decoded.container, context);
  },
});

function decodeSpans(item: IncomingItem): { readonly value: Decoded } | Rejected {
  const sent = mediaType(item.headers["content_type"]);
  const otlp = readOtlpRequest(item, sent, "Traces", "span");
  if (otlp !== undefined) return "kind" in otlp ? otlp : { value: { otlp: otlp.value } };
  if (sent === segmentContentType) {
    const decoded = decodeObject(item);
    return "kind" in decoded ? { ...decoded, category: "span" } : { value: { segment: decoded.value } };
  }
  if (sent !== "" && sent !== "application/json") {
    const container = decodeContainer(item, contentType, "span");
    return "kind" in container ? container : { value: { container: container.value } };
  }
  const decoded = decodeObject(item);
  return "kind" in decoded ? decoded : { value: { span: decoded.value } };
}

/** Spans that are stored already, and were not looked at together. From anybody else they are spans of a content type that does not exist. */
function finishSegment(sent: JsonObject, { keyId, project, receivedAt }: ItemContext): Fate {
  if (keyId !== ownKey) return { kind: "rejected", outcome: "invalid", reason: "content_type", detail: `The content type of spans is ${contentType}.` };
  const occurrences = finishOccurrences(occurrencesOfSegments(readSegment(sent), project.performance, receivedAt));
  return occurrences.length === 0 ? { kind: "rows", rows: [], accepted: [] } : { kind: "several", fates: occurrences };
}

function finishContainer({ entries, settings }: Container, context: ItemContext): Fate {
  const sampling = samplingOf(context);
  return withProblems(context, (keep) =>
    settleEntries(entries, kind, (entry) => keep(settleSpan(readSpanV2(entry, { ...context, settings }), context, sampling))),
  );
}

function finishOtlp(request: JsonObject, context: ItemContext): Fate {
  const sampling = samplingOf(context);
  const entries = scopedEntries(request, "resourceSpans", "scopeSpans", "spans");
  return withProblems(context, (keep) => settleEntries(entries, kind, (entry) => keep(settleSpan(readOtlpSpan(entry, context), context, sampling))));
}

/** The fate of spans, with the problems of the segments that are whole among those that are stored, and the names of those that are not. */
function withProblems({ project, receivedAt }: ItemContext, settle: (keep: (result: SpanResult) => SpanResult) => Fate): Fate {
  const spans: Span[] = [];
  const fate = settle((result) => {
    if ("draft" in result) spans.push(result.draft.row);
    return result;
  });
  if (fate.kind !== "rows" && fate.kind !== "several") return fate;
  const occurrences = finishOccurrences(occurrencesOfSegments(spans, project.performance, receivedAt));
  const open = openSegments(spans, project.performance);
  if (occurrences.length === 0 && open.length === 0) return fate;
  const parts = open.length === 0 ? [] : [{ kind: "rows", rows: [], accepted: [], open } as const];
  return { kind: "several", fates: [...(fate.kind === "several" ? fate.fates : [fate]), ...parts, ...occurrences] };
}

function finishOne(sent: JsonObject, context: ItemContext): Fate {
  const end = parseTimestamp(sent["timestamp"]);
  const shift = end === undefined ? 0 : shiftOf(end * 1000, context);
  return settleEntries([sent], kind, (entry) => settleSpan(readSpanV1(entry, undefined, shift), context, samplingOf(context)));
}

type SpanResult =
  | Exclude<EntryResult, { readonly draft: unknown }>
  | { readonly draft: { readonly dataset: "spans"; readonly row: Span }; readonly bytes: number };

function settleSpan(span: Span | SpanProblem, context: ItemContext, sampling: Sampling): SpanResult {
  if ("problem" in span) return span;
  const filtered = filterSpan(span, context);
  if (filtered !== undefined) return { filtered };
  const row = scrubRow(withGeoAttributes(span, context.geo), "span", context.project.scrubbing);
  return { draft: { dataset: "spans", row: withSampling(row, sampling) }, bytes: 0 };
}

function filterSpan({ segmentName, release, attributes }: Span, context: ItemContext): Rejected | undefined {
  return applyFilters({ ...attributeSubject(attributes, release), transaction: segmentName ?? undefined }, context, "span");
}

interface Sampling {
  readonly attributes: Readonly<Record<string, string>> | undefined;
  given: boolean;
}

/** The trace header concerns all spans of an envelope: it is kept beside the segment, and the first span when that comes with another envelope. */
function withSampling(span: Span, sampling: Sampling): Span {
  if (sampling.attributes === undefined || (sampling.given && !span.isSegment)) return span;
  sampling.given = true;
  return { ...span, attributes: { ...span.attributes, ...sampling.attributes } };
}

function samplingOf({ trace }: ItemContext): Sampling {
  if (trace === null) return { attributes: undefined, given: false };
  const { trace_id: _trace, org_id: _org, ...members } = trace;
  return { attributes: Object.fromEntries(Object.entries(members).map(([name, value]) => [`sentry.dsc.${name}`, value])), given: false };
}
