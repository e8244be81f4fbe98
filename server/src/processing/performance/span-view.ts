import { parseTimestamp } from "@vedette/protocol";
import { isArray, isObject, type Json } from "../json/json.ts";
import type { Span } from "../spans/span.ts";
import { isDb } from "./span-hash.ts";
import { splitUrl, type SpanUrl } from "./url.ts";

/** What detectors see of a span, whichever protocol it came by. Times are milliseconds. */
export interface SpanView {
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly op: string;
  readonly description: string;
  readonly start: number;
  readonly end: number;
  readonly fingerprint: readonly string[] | undefined;
  readonly data: Readonly<Record<string, Json | undefined>>;
}

export interface RequestSpan {
  readonly span: SpanView;
  readonly method: string;
  readonly url: SpanUrl;
}

/** What came with the request that the transaction answers. */
export type RequestInput = readonly [key: string, value: string];

/** A transaction or segment: its spans by start, and those that detectors ask for by what they are. */
export interface TransactionView {
  readonly name: string;
  readonly op: string;
  readonly platform: string;
  /** The transaction itself. */
  readonly root: SpanView;
  readonly spans: readonly SpanView[];
  /** Queries; no key-value stores. */
  readonly db: readonly SpanView[];
  readonly http: readonly SpanView[];
  readonly resources: readonly SpanView[];
  readonly files: readonly SpanView[];
  /** First Contentful Paint, after the start. */
  readonly fcp: number | null;
  /** Of its query and body. */
  readonly inputs: () => readonly RequestInput[];
}

type Facts = Pick<TransactionView, "platform" | "fcp" | "inputs">;

export function transactionView(root: SpanView, facts: Facts, spans: SpanView[]): TransactionView {
  if (spans.some((span, i) => i > 0 && span.start < (spans[i - 1]?.start ?? 0))) spans.sort((a, b) => a.start - b.start);
  const [db, http, resources, files]: SpanView[][] = [[], [], [], []];
  for (const span of spans) {
    const { op } = span;
    if (isDb(op)) db?.push(span);
    else if (op === "http.client") http?.push(span);
    else if (op.startsWith("resource.")) resources?.push(span);
    else if (op.startsWith("file")) files?.push(span);
  }
  return { name: root.description, op: root.op, ...facts, root, spans, db: db ?? [], http: http ?? [], resources: resources ?? [], files: files ?? [] };
}

/** Of a span in a transaction; the transaction has been found to be without a problem. */
export function viewOfSpanV1(span: Json): SpanView | undefined {
  if (!isObject(span)) return undefined;
  const { span_id: spanId, parent_span_id: parent, op, description, fingerprint, data } = span;
  if (typeof spanId !== "string") return undefined;
  return {
    spanId,
    parentSpanId: typeof parent === "string" ? parent : null,
    op: typeof op === "string" ? op : "default",
    description: typeof description === "string" ? description : "",
    start: time(span["start_timestamp"]),
    end: time(span["timestamp"]),
    fingerprint: isArray(fingerprint) ? fingerprint.filter((entry) => typeof entry === "string") : undefined,
    data: isObject(data) ? data : noData,
  };
}

const noData: SpanView["data"] = {};

function time(sent: Json | undefined): number {
  return (typeof sent === "number" ? sent : (parseTimestamp(sent) ?? 0)) * 1000;
}

/** Of a span as it is stored. Newer SDKs name a query by its summary and keep its text beside it. */
export function viewOfSpan({ spanId, parentSpanId, op, name, timestamp, duration, attributes }: Span): SpanView {
  const query = op !== null && isDb(op) ? (attributes["db.query.text"] ?? attributes["db.statement"]) : undefined;
  return {
    spanId,
    parentSpanId,
    op: op ?? "default",
    description: typeof query === "string" && query !== "" ? query : name,
    start: timestamp,
    end: timestamp + duration,
    fingerprint: undefined,
    data: attributes,
  };
}

export function durationOf({ start, end }: SpanView): number {
  return end - start;
}

/** `op - description`, as people read it. */
export function spanText({ op, description }: SpanView): string {
  return description === "" ? op : `${op} - ${description}`;
}

/** The first of the names that has a number; SDKs send some as text. */
export function numberOf({ data }: SpanView, names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = data[name];
    const number = typeof value === "string" && value !== "" ? Number(value) : value;
    if (typeof number === "number" && Number.isFinite(number)) return number;
  }
  return undefined;
}

export function textOf({ data }: SpanView, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = data[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

const request = /^([A-Za-z]{3,10})\s+(\S+)/;

/** Method and URL of an `http.client` span, out of its data or its description. */
export function requestOf(span: SpanView): RequestSpan | undefined {
  const [, described, target] = request.exec(span.description) ?? [];
  const method = textOf(span, ["http.request.method", "http.method", "method"]) ?? described ?? "GET";
  const sent = textOf(span, ["url.full", "http.url", "url"]) ?? target;
  return sent === undefined ? undefined : { span, method: method.toUpperCase(), url: splitUrl(sent) };
}

/** Where an asset was loaded from. */
export function assetUrlOf(span: SpanView): SpanUrl {
  return splitUrl(textOf(span, ["url.full", "url"]) ?? span.description);
}

const encodedSizeNames = ["http.response_content_length", "http.response.body.size", "Encoded Body Size", "http.response_transfer_size", "http.response.size"];
export const encodedSize = (span: SpanView): number | undefined => numberOf(span, encodedSizeNames);
export const decodedSize = (span: SpanView): number | undefined => numberOf(span, ["http.decoded_response_content_length", "Decoded Body Size"]);
