import type { ColumnKind } from "../datasets.ts";
import { columnName } from "./dataset-tables.ts";
import { geoColumns } from "./geo-columns.ts";

/** One column of errors and transactions together: what it is in the rows of each. */
interface UnionColumn {
  readonly of: readonly [events: string, transactions: string];
  readonly kind: ColumnKind;
}

const same = (sql: string, kind: ColumnKind = "text?"): UnionColumn => ({ of: [sql, sql], kind });
const onlyErrors = (sql: string, kind: ColumnKind = "text?"): UnionColumn => ({ of: [sql, "null"], kind });
const onlyTransactions = (sql: string, kind: ColumnKind = "text?"): UnionColumn => ({ of: ["null", sql], kind });
const hexText = (column: string): string => `nullif(lower(hex(${column})), '')`;
const userMember = (name: string): string => `user ->> '$."user.${name}"'`;

/** By the names of the columns of events, and of transactions where those have none. */
export const unionColumns: Readonly<Record<string, UnionColumn>> = {
  id: same("event_id", "hex?"),
  projectId: same("project_id", "integer"),
  timestamp: same("timestamp", "real"),
  receivedAt: same("received_at", "real"),
  seq: same("seq", "integer"),
  type: { of: ["type", "'transaction'"], kind: "text" },
  title: { of: ["title", "name"], kind: "text" },
  message: { of: ["message", "name"], kind: "text" },
  transaction: { of: ["transaction_name", "name"], kind: "text?" },
  culprit: { of: ["culprit", "name"], kind: "text?" },
  traceId: { of: ["trace_id", hexText("trace_id")], kind: "text?" },
  spanId: { of: ["span_id", hexText("span_id")], kind: "text?" },
  platform: same("platform", "text"),
  environment: same("environment"),
  release: same("release"),
  dist: same("dist"),
  sdk: same("sdk"),
  userTag: same("user_tag"),
  userId: { of: ["user_id", userMember("id")], kind: "text?" },
  userEmail: { of: ["user_email", userMember("email")], kind: "text?" },
  userUsername: { of: ["user_username", userMember("username")], kind: "text?" },
  userIp: { of: ["user_ip", userMember("ip")], kind: "text?" },
  tags: same("tags", "attributes"),
  issueId: onlyErrors("issue_id", "integer?"),
  level: onlyErrors("level"),
  location: onlyErrors("location"),
  logger: onlyErrors("logger"),
  handled: onlyErrors("handled", "integer?"),
  geoCountryCode: onlyErrors(geoColumns.geoCountryCode),
  geoCity: onlyErrors(geoColumns.geoCity),
  geoRegion: onlyErrors(geoColumns.geoRegion),
  geoSubdivision: onlyErrors(geoColumns.geoSubdivision),
  errorType: onlyErrors("metadata ->> 'type'"),
  errorValue: onlyErrors("metadata ->> 'value'"),
  op: onlyTransactions("op"),
  source: onlyTransactions("source"),
  status: onlyTransactions("status"),
  duration: onlyTransactions("duration", "real?"),
  measurements: onlyTransactions("measurements", "attributes?"),
  parentSpanId: onlyTransactions(hexText("parent_span_id")),
  replayId: onlyTransactions(hexText("replay_id")),
  profileId: onlyTransactions(hexText("profile_id")),
};

/** Two names are others in the tables, of which one is a word of SQL. */
export function unionColumnName(name: string): string {
  return name === "id" ? "event_id" : name === "transaction" ? "transaction_name" : columnName(name);
}

/** `columns`: of transactions in this partition; those that it was made without are null. */
export function unionOf(columns: ReadonlySet<string>): string {
  const side = (index: 0 | 1): string =>
    Object.entries(unionColumns)
      .map(([name, { of }]) => `${index === 1 && isMissing(of[1], columns) ? "null" : of[index]} as ${unionColumnName(name)}`)
      .join(", ");
  const events = `select id as rowid, ${side(0)} from events`;
  // A partition from before there were transactions.
  return columns.size === 0 ? `(${events})` : `(${events} union all select id as rowid, ${side(1)} from transactions)`;
}

/** Of columns that came later only that of the user. */
function isMissing(sql: string, columns: ReadonlySet<string>): boolean {
  return sql.startsWith("user ") && !columns.has("user");
}
