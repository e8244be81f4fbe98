import { attribute, commonFields, field, lookUp, type DiscoverDataset, type Field } from "../field.ts";
import { column, type Expression } from "../../query/table-query.ts";

const million: Expression = { kind: "constant", value: 1_000_000 };
const user = field("user", attribute("user.id"));

const columns: Readonly<Record<string, readonly string[]>> = {
  id: ["id", "log.id", "sentry.item_id"],
  message: ["message", "log.body", "body", "sentry.body"],
  severity: ["severity", "level", "severity_text", "log.severity_text", "sentry.severity_text"],
  traceId: ["trace", "trace_id", "sentry.trace_id"],
  spanId: ["span_id", "trace.span", "sentry.span_id"],
  environment: ["environment", "sentry.environment"],
  release: ["release", "sentry.release"],
};

const fields: readonly Field[] = [
  ...commonFields,
  ...Object.entries(columns).flatMap(([of, names]) => names.map((name) => field(name, of))),
  ...["severity_number", "log.severity_number", "sentry.severity_number"].map((name) => field(name, "severityNumber", "integer")),
  ...["timestamp_precise", "sentry.timestamp_precise"].map((name) =>
    field(name, { kind: "arithmetic", op: "*", left: column("timestamp"), right: million }, "number"),
  ),
  ...["observed_timestamp", "sentry.observed_timestamp_nanos"].map((name) =>
    field(name, { kind: "arithmetic", op: "*", left: column("receivedAt"), right: million }, "number"),
  ),
  field("sdk.name", attribute("sentry.sdk.name")),
  field("sdk.version", attribute("sentry.sdk.version")),
  user,
];

export const logs: DiscoverDataset = {
  table: "logs",
  name: "logs",
  text: [column("message")],
  measured: null,
  status: null,
  user,
  field: lookUp(fields, "attributes", null),
  rowFields: ["id", "project.name"],
  fields,
  attributeColumn: "attributes",
};
