import { attribute, commonFields, field, lookUp, type DiscoverDataset, type Field } from "../field.ts";
import { column } from "../../query/table-query.ts";

const value = field("value", "value", "number");
const user = field("user", attribute("user.id"));

const columns: Readonly<Record<string, readonly string[]>> = {
  id: ["id", "sentry.item_id"],
  name: ["metric.name", "name", "sentry.metric.name"],
  type: ["metric.type", "type", "sentry.metric.type"],
  unit: ["metric.unit", "unit", "sentry.metric.unit"],
  traceId: ["trace", "trace_id"],
  spanId: ["span_id", "trace.span"],
  environment: ["environment", "sentry.environment"],
  release: ["release", "sentry.release"],
};

const fields: readonly Field[] = [
  ...commonFields,
  ...Object.entries(columns).flatMap(([of, names]) => names.map((name) => field(name, of))),
  value,
  field("sentry.value", "value", "number"),
  field("sdk.name", attribute("sentry.sdk.name")),
  user,
];

export const metrics: DiscoverDataset = {
  table: "metrics",
  name: "tracemetrics",
  text: [column("name")],
  measured: value,
  status: null,
  user,
  field: lookUp(fields, "attributes", null),
  rowFields: ["id", "project.name"],
  fields,
  attributeColumn: "attributes",
};
