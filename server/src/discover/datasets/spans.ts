import { anyAttribute, attribute, commonFields, field, lookUp, type DiscoverDataset, type Field } from "../field.ts";
import { column, type Expression } from "../../query/table-query.ts";

const user = field("user", "userTag");
const duration = field("span.duration", "duration", "duration");
const status = field("span.status", "status");
const seconds = (of: Expression): Expression => ({ kind: "arithmetic", op: "/", left: of, right: { kind: "constant", value: 1000 } });
const end: Expression = { kind: "arithmetic", op: "+", left: column("timestamp"), right: column("duration") };

/** Columns under the names of SDKs and of both generations of clients. */
const columns: Readonly<Record<string, readonly string[]>> = {
  traceId: ["trace", "trace_id", "sentry.trace_id"],
  id: ["id", "span_id", "span.id"],
  parentSpanId: ["parent_span", "parent_span_id", "span.parent_span", "trace.parent_span"],
  segmentId: ["segment.id", "segment_id", "transaction.span_id", "sentry.segment.id", "sentry.segment_id"],
  eventId: ["transaction.event_id", "transaction.id"],
  segmentName: ["transaction", "segment.name", "sentry.segment.name", "sentry.transaction"],
  name: ["span.name", "name", "sentry.name", "sentry.span.name"],
  op: ["span.op", "op", "sentry.op", "transaction.op"],
  status: ["sentry.status", "status", "trace.status", "transaction.status"],
  origin: ["origin", "span.origin", "sentry.origin"],
  kind: ["span.kind", "sentry.kind"],
  environment: ["environment", "sentry.environment"],
  release: ["release", "sentry.release"],
  sdk: ["sdk.name", "sentry.sdk.name"],
  platform: ["platform", "sentry.platform"],
  replayId: ["replay.id", "replayId", "sentry.replay_id"],
  profileId: ["profile.id", "profile_id", "sentry.profile_id"],
};

const fields: readonly Field[] = [
  ...commonFields,
  ...Object.entries(columns).flatMap(([of, names]) => names.map((name) => field(name, of))),
  status,
  duration,
  field("transaction.duration", "duration", "duration"),
  field("span.self_time", attribute("sentry.exclusive_time", "attributes", "number"), "duration"),
  field("span.exclusive_time", attribute("sentry.exclusive_time", "attributes", "number"), "duration"),
  field("span.description", { kind: "first", of: [attribute("sentry.description"), column("name")] }),
  field("description", { kind: "first", of: [attribute("sentry.description"), column("name")] }),
  field("is_transaction", "isSegment", "boolean"),
  field("is_segment", "isSegment", "boolean"),
  field("sentry.is_segment", "isSegment", "boolean"),
  field("span.status_code", anyAttribute("http.response.status_code", "http.status_code", "status_code")),
  field("http.request_method", anyAttribute("http.request.method", "http.method", "http.request_method")),
  field("precise.start_ts", seconds(column("timestamp")), "number"),
  field("precise.finish_ts", seconds(end), "number"),
  field("received", "receivedAt", "date"),
  user,
  field("user.display", {
    kind: "first",
    of: [attribute("user.email"), attribute("user.username"), attribute("user.name"), attribute("user.id"), attribute("user.ip")],
  }),
];

export const spans: DiscoverDataset = {
  table: "spans",
  name: "spans",
  text: [column("name")],
  measured: duration,
  status,
  user,
  field: lookUp(fields, "attributes", null),
  rowFields: ["id", "project.name"],
  fields,
  attributeColumn: "attributes",
};
