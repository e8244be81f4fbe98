import { AttributeBag } from "../attributes/attributes.ts";
import { isArray, isObject, type Json, type JsonObject } from "../json/json.ts";
import type { Clocks } from "../normalize/clock.ts";
import { finishSpan } from "../spans/span-v2.ts";
import type { Span, SpanProblem } from "../spans/span.ts";
import { attributeOf, readKeyValues, secondsOf } from "./any-value.ts";
import { operationOf } from "./operation.ts";
import { jsonText } from "../json/json-text.ts";

/** One span or log with what it has in common with others of its request. */
export interface ScopedEntry {
  readonly entry: Json;
  readonly resource: Json | undefined;
  readonly scope: Json | undefined;
}

/** The entries of a request, in its order: `resourceSpans[].scopeSpans[].spans[]`, and the same for logs. */
export function scopedEntries(request: JsonObject, resources: string, scopes: string, entries: string): readonly ScopedEntry[] {
  const out: ScopedEntry[] = [];
  for (const group of listOf(request[resources])) {
    if (!isObject(group)) continue;
    const resource = isObject(group["resource"]) ? group["resource"]["attributes"] : undefined;
    for (const scope of listOf(group[scopes])) {
      if (!isObject(scope)) continue;
      for (const entry of listOf(scope[entries])) out.push({ entry, resource, scope: scope["scope"] });
    }
  }
  return out;
}

function listOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

const kinds = [undefined, "internal", "server", "client", "producer", "consumer"];
const errorCode = 2;
/** Of the parent: known to be remote, and remote. */
const remoteFlags = 0x300;
const maxEvents = 32;

/** A span of OpenTelemetry. One without a parent, or whose parent is in another process, is a segment. */
export function readOtlpSpan({ entry, resource, scope }: ScopedEntry, clocks: Clocks): Span | SpanProblem {
  if (!isObject(entry)) return { problem: "is no object" };
  const bag = new AttributeBag();
  readKeyValues(entry["attributes"], bag);
  addScope(bag, resource, scope);
  const kind = kindOf(entry["kind"]);
  if (kind !== undefined) bag.set("sentry.kind", kind);
  const operation = operationOf(bag, kind);
  if (operation !== undefined && !bag.has("sentry.op")) bag.set("sentry.op", operation);
  if (!bag.has("sentry.origin")) bag.set("sentry.origin", "auto.otlp.spans");
  addEventsAndLinks(bag, entry);
  const status = isObject(entry["status"]) ? entry["status"] : {};
  if (typeof status["message"] === "string" && status["message"] !== "") bag.set("sentry.status.message", status["message"]);
  const failed = status["code"] === errorCode || status["code"] === "STATUS_CODE_ERROR";
  const parent = entry["parentSpanId"];
  const isRemote = typeof entry["flags"] === "number" && (entry["flags"] & remoteFlags) === remoteFlags;
  return finishSpan(
    {
      trace_id: entry["traceId"] ?? null,
      span_id: entry["spanId"] ?? null,
      parent_span_id: parent ?? null,
      name: entry["name"] ?? null,
      status: failed ? "error" : "ok",
      start_timestamp: secondsOf(entry["startTimeUnixNano"]),
      end_timestamp: secondsOf(entry["endTimeUnixNano"]),
      is_segment: parent === undefined || parent === null || parent === "" || (typeof parent === "string" && /^0+$/.test(parent)) || isRemote,
    },
    bag,
    clocks,
  );
}

/** Enumerations are numbers; some JSON encoders write their names. */
function kindOf(value: Json | undefined): string | undefined {
  if (typeof value === "string") return kinds.find((kind) => kind !== undefined && value.toLowerCase() === `span_kind_${kind}`);
  return typeof value === "number" ? kinds[value] : undefined;
}

/** Where the program runs and which library made the entry; release and environment under the names that everything else has. */
export function addScope(bag: AttributeBag, resource: Json | undefined, scope: Json | undefined): void {
  readKeyValues(resource, bag);
  if (isObject(scope)) {
    for (const member of ["name", "version"] as const)
      if (typeof scope[member] === "string" && scope[member] !== "") bag.set(`otel.scope.${member}`, scope[member]);
  }
  const environment = bag.text("deployment.environment.name") ?? bag.text("deployment.environment");
  if (environment !== undefined && !bag.has("sentry.environment")) bag.set("sentry.environment", environment);
  const version = bag.text("service.version");
  if (version !== undefined && !bag.has("sentry.release")) bag.set("sentry.release", version);
}

function addEventsAndLinks(bag: AttributeBag, entry: JsonObject): void {
  const events = listOf(entry["events"])
    .slice(0, maxEvents)
    .flatMap((event) =>
      isObject(event) ? [{ name: event["name"] ?? "", timestamp: secondsOf(event["timeUnixNano"]), attributes: flat(event["attributes"]) }] : [],
    );
  if (events.length > 0) bag.set("otel.events", jsonText(events));
  const links = listOf(entry["links"])
    .slice(0, maxEvents)
    .flatMap((link) => (isObject(link) ? [{ trace_id: link["traceId"] ?? null, span_id: link["spanId"] ?? null, attributes: flat(link["attributes"]) }] : []));
  if (links.length > 0) bag.set("sentry.links", jsonText(links));
}

function flat(sent: Json | undefined): JsonObject {
  return Object.fromEntries(
    listOf(sent).flatMap((pair) => (isObject(pair) && typeof pair["key"] === "string" ? [[pair["key"], attributeOf(pair["value"])]] : [])),
  );
}
