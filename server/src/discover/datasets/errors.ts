import { attribute, commonFields, field, lookUp, type DiscoverDataset } from "../field.ts";
import { performanceIssueTypeNames } from "../../project-settings/performance-issue-types.ts";
import { column } from "../../query/table-query.ts";

const tag = (name: string, key = name) => field(name, attribute(key, "tags"));
const user = field("user", "userTag");

const fields = [
  ...commonFields,
  field("id", "id"),
  field("event_id", "id"),
  ...["title", "message", "culprit", "location", "level", "platform", "logger", "environment", "release", "dist", "transaction"].map((name) =>
    field(name, name),
  ),
  field("platform.name", "platform"),
  field("event.type", "type"),
  field("type", "type"),
  field("trace", "traceId"),
  field("trace.span", "spanId"),
  field("span_id", "spanId"),
  field("sdk.name", "sdk"),
  user,
  field("user.display", { kind: "first", of: ["userEmail", "userUsername", "userId", "userIp"].map(column) }),
  field("user.id", "userId"),
  field("user.email", "userEmail"),
  field("user.username", "userUsername"),
  field("user.ip", "userIp"),
  field("geo.country_code", "geoCountryCode"),
  field("geo.city", "geoCity"),
  field("geo.region", "geoRegion"),
  field("geo.subdivision", "geoSubdivision"),
  field("error.type", "errorType"),
  field("error.value", "errorValue"),
  field("error.handled", "handled", "integer"),
  field("error.unhandled", { kind: "arithmetic", op: "-", left: { kind: "constant", value: 1 }, right: column("handled") }, "integer"),
  tag("error.mechanism", "mechanism"),
  tag("http.url", "url"),
  field("issue", "issueId", "string", { names: "issue" }),
  field("issue.id", "issueId", "integer"),
  field("error.received", "receivedAt", "date"),
  field("received", "receivedAt", "date"),
  field("timestamp_ms", "timestamp", "number"),
];

export const errors: DiscoverDataset = {
  table: "events",
  // Transactions with a problem are in the dataset of transactions.
  only: { kind: "not", of: { kind: "oneOf", of: column("type"), values: performanceIssueTypeNames } },
  name: "errors",
  text: ["title", "message", "culprit"].map(column),
  measured: null,
  status: null,
  user,
  field: lookUp(fields, "tags", null),
  rowFields: ["id", "project.name"],
  fields,
  attributeColumn: "tags",
};
