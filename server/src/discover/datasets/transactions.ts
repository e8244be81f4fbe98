import { attribute, commonFields, field, lookUp, type DiscoverDataset } from "../field.ts";
import { column } from "../../query/table-query.ts";

const user = field("user", "userTag");
const duration = field("transaction.duration", "duration", "duration");
const status = field("transaction.status", "status");
const operation = (kind: string) => field(`spans.${kind}`, attribute(kind === "total.time" ? kind : `ops.${kind}`, "measurements", "number"), "duration");

const fields = [
  ...commonFields,
  field("id", "id"),
  field("event_id", "id"),
  ...["environment", "release", "dist", "platform"].map((name) => field(name, name)),
  field("platform.name", "platform"),
  field("title", "name"),
  field("message", "name"),
  field("transaction", "name"),
  field("event.type", { kind: "constant", value: "transaction" }),
  field("transaction.op", "op"),
  field("transaction.source", "source"),
  status,
  duration,
  field("trace", "traceId"),
  field("trace.span", "spanId"),
  field("span_id", "spanId"),
  field("trace.parent_span", "parentSpanId"),
  field("sdk.name", "sdk"),
  field("replayId", "replayId"),
  field("replay.id", "replayId"),
  field("profile.id", "profileId"),
  user,
  field("user.display", { kind: "first", of: [...["email", "username", "id", "ip"].map((kind) => attribute(`user.${kind}`, "user")), column("userTag")] }),
  ...["id", "email", "username", "name", "ip"].map((kind) => field(`user.${kind}`, attribute(`user.${kind}`, "user"))),
  field("http.url", attribute("url", "tags")),
  field("received", "receivedAt", "date"),
  ...["http", "db", "browser", "resource", "ui", "total.time"].map(operation),
];

export const transactions: DiscoverDataset = {
  table: "transactions",
  name: "transactions",
  text: [column("name")],
  measured: duration,
  status,
  user,
  field: lookUp(fields, "tags", "measurements"),
  rowFields: ["id", "project.name"],
  fields,
  attributeColumn: "tags",
};
