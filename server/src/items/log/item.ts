import { parseTimestamp } from "@vedette/protocol";
import { AttributeBag, readTypedAttributes } from "../../processing/attributes/attributes.ts";
import { addInferred, type IngestSettings } from "../../processing/attributes/inferred.ts";
import { hexId } from "../../processing/hex-id.ts";
import { isObject, type Json, type JsonObject } from "../../processing/json/json.ts";
import { shiftOf } from "../../processing/normalize/clock.ts";
import { attributeSubject } from "../../processing/filters/subject.ts";
import { withGeoAttributes } from "../../processing/geo/geo.ts";
import { readOtlpLog } from "../../processing/otlp/logs.ts";
import { scopedEntries, type ScopedEntry } from "../../processing/otlp/spans.ts";
import { scrubRow } from "../../processing/scrubbing/scrub-row.ts";
import { applyFilters } from "../apply-filters.ts";
import { decodeContainer, mediaType, settleEntries, type Container, type ContainerKind, type EntryResult } from "../container.ts";
import { defineItem, type IncomingItem, type ItemContext, type Rejected } from "../define-item.ts";
import { readOtlpRequest } from "../otlp-request.ts";
import { readDrain, type Drained } from "./drains.ts";
import { logSeverity } from "./severity.ts";

export const logKind: ContainerKind = { category: "log_item", byteCategory: "log_byte", invalid: "invalid_log", plural: "logs are" };
const maxMessage = 131_072;

type Decoded = { readonly container: Container } | { readonly otlp: JsonObject } | { readonly drained: readonly Drained[] };

/** A container of structured logs (`protocol.md` §8.16), or logs of OpenTelemetry or of a platform's log drain. */
export const logItem = defineItem({
  type: "log",
  decode: decodeLogs,
  finish: (decoded, context) => {
    if ("otlp" in decoded)
      return settleEntries(scopedEntries(decoded.otlp, "resourceLogs", "scopeLogs", "logRecords"), logKind, (entry) => otlpRow(entry, context));
    if ("drained" in decoded) return settleEntries(decoded.drained, logKind, (log) => drainedRow(log, context));
    const { entries, settings } = decoded.container;
    return settleEntries(entries, logKind, (entry) => readLog(entry, settings, context));
  },
});

function decodeLogs(item: IncomingItem): { readonly value: Decoded } | Rejected {
  const otlp = readOtlpRequest(item, mediaType(item.headers["content_type"]), "Logs", "log_item");
  if (otlp !== undefined) return "kind" in otlp ? otlp : { value: { otlp: otlp.value } };
  const drained = readDrain(item, mediaType(item.headers["content_type"]));
  if (drained !== undefined) return "kind" in drained ? drained : { value: { drained: drained.value } };
  const container = decodeContainer(item, "application/vnd.sentry.items.log+json", "log_item");
  return "kind" in container ? container : { value: { container: container.value } };
}

function otlpRow(entry: ScopedEntry, context: ItemContext): EntryResult {
  const log = readOtlpLog(entry);
  if ("problem" in log) return log;
  const { at, body, level, severityNumber, traceId, spanId, bag } = log;
  return logRow({ at: at * 1000, body, ...logSeverity(level, severityNumber), traceId, spanId }, bag, context);
}

function drainedRow(log: Drained, context: ItemContext): EntryResult {
  if ("problem" in log) return log;
  const { at, body, level, traceId, spanId, bag } = log;
  return logRow({ at, body, ...logSeverity(level, undefined), traceId, spanId }, bag, context);
}

function readLog(entry: Json, settings: IngestSettings, context: ItemContext): EntryResult {
  if (!isObject(entry)) return { problem: "is no object" };
  const seconds = parseTimestamp(entry["timestamp"]);
  if (seconds === undefined) return { problem: "timestamp must be a time" };
  const body = entry["body"];
  if (typeof body !== "string") return { problem: "body must be text" };
  const bag = new AttributeBag();
  readTypedAttributes(entry["attributes"], bag);
  addInferred(bag, settings, context);
  const { severity, severityNumber } = logSeverity(entry["level"], entry["severity_number"]);
  return logRow({ at: seconds * 1000, body, severity, severityNumber, traceId: entry["trace_id"], spanId: entry["span_id"] }, bag, context);
}

interface LogParts {
  /** Epoch milliseconds by the client's clock. */
  readonly at: number;
  readonly body: string;
  readonly severity: string;
  readonly severityNumber: number;
  readonly traceId: Json | undefined;
  readonly spanId: Json | undefined;
}

/** Also for logs that come by OTLP. */
export function logRow(parts: LogParts, bag: AttributeBag, context: ItemContext): EntryResult {
  const { at, body, severity, severityNumber } = parts;
  if (body.length > maxMessage) bag.invalid("sentry.body", `cut from ${body.length} characters`);
  const row = {
    timestamp: at + shiftOf(at, context),
    traceId: hexId(parts.traceId, 32) ?? null,
    spanId: hexId(parts.spanId, 16) ?? hexId(bag.text("sentry.trace.parent_span_id"), 16) ?? null,
    severity,
    severityNumber,
    message: body.length > maxMessage ? `${body.slice(0, maxMessage - 3).toWellFormed()}...` : body,
    environment: bag.take("sentry.environment") ?? null,
    release: bag.take("sentry.release") ?? null,
    attributes: bag.finish(),
  };
  const filtered = applyFilters(attributeSubject(row.attributes, row.release), context, "log_item");
  if (filtered !== undefined) return { filtered };
  return { draft: { dataset: "logs", row: scrubRow(withGeoAttributes(row, context.geo), "log", context.project.scrubbing) }, bytes: body.length + bag.bytes };
}
