import { parseTimestamp } from "@vedette/protocol";
import { AttributeBag, readTypedAttributes } from "../../processing/attributes/attributes.ts";
import { addInferred, type IngestSettings } from "../../processing/attributes/inferred.ts";
import { hexId } from "../../processing/hex-id.ts";
import { isObject, type Json } from "../../processing/json/json.ts";
import { shiftOf } from "../../processing/normalize/clock.ts";
import { attributeSubject } from "../../processing/filters/subject.ts";
import { withGeoAttributes } from "../../processing/geo/geo.ts";
import { scrubRow } from "../../processing/scrubbing/scrub-row.ts";
import { applyFilters } from "../apply-filters.ts";
import { decodeContainer, settleEntries, type ContainerKind, type EntryResult } from "../container.ts";
import { defineItem, type ItemContext } from "../define-item.ts";

const kind: ContainerKind = { category: "trace_metric", byteCategory: "trace_metric_byte", invalid: "invalid_trace_metric", plural: "metrics are" };
const types = new Set(["counter", "gauge", "distribution"]);
const maxName = 200;

/** A container of metrics, one record for each observation (`protocol.md` §8.17). */
export const traceMetricItem = defineItem({
  type: "trace_metric",
  decode: (item) => decodeContainer(item, "application/vnd.sentry.items.trace-metric+json", "trace_metric"),
  finish: ({ entries, settings }, context) => settleEntries(entries, kind, (entry) => readMetric(entry, settings, context)),
});

function readMetric(entry: Json, settings: IngestSettings, context: ItemContext): EntryResult {
  if (!isObject(entry)) return { problem: "is no object" };
  const { name, type, value, unit } = entry;
  const seconds = parseTimestamp(entry["timestamp"]);
  if (seconds === undefined) return { problem: "timestamp must be a time" };
  if (typeof name !== "string" || name.trim() === "" || name.length > maxName) return { problem: `name must be text of 1 to ${maxName} characters` };
  if (typeof type !== "string" || !types.has(type)) return { problem: "type must be counter, gauge or distribution" };
  if (typeof value !== "number") return { problem: "value must be a number" };
  const bag = new AttributeBag();
  readTypedAttributes(entry["attributes"], bag);
  addInferred(bag, settings, context);
  const at = seconds * 1000;
  const row = {
    timestamp: at + shiftOf(at, context),
    name: name.trim().toWellFormed(),
    type,
    unit: typeof unit === "string" && unit !== "" ? unit.slice(0, 64).toWellFormed() : null,
    value,
    traceId: hexId(entry["trace_id"], 32) ?? null,
    spanId: hexId(entry["span_id"], 16) ?? null,
    environment: bag.take("sentry.environment") ?? null,
    release: bag.take("sentry.release") ?? null,
    attributes: bag.finish(),
  };
  const filtered = applyFilters(attributeSubject(row.attributes, row.release), context, "trace_metric");
  if (filtered !== undefined) return { filtered };
  return {
    draft: { dataset: "metrics", row: scrubRow(withGeoAttributes(row, context.geo), "trace_metric", context.project.scrubbing) },
    bytes: name.length + 8 + bag.bytes,
  };
}
