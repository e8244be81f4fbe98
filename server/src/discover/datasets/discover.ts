import { field, lookUp, type DiscoverDataset } from "../field.ts";
import { column } from "../../query/table-query.ts";
import { errors } from "./errors.ts";
import { transactions } from "./transactions.ts";

const known = new Set(errors.fields.map(({ name }) => name));
const duration = field("transaction.duration", "duration", "duration");
const status = field("transaction.status", "status");

/** Words of both; what one of them lacks is null there. A word of transactions that errors have, too, reads the columns of errors. */
const fields = [...errors.fields, ...transactions.fields.filter(({ name }) => !known.has(name) && name !== "user.name")];

/** Errors and transactions together, as one dataset was before they had one each (`api.md` §3.4). */
export const discover: DiscoverDataset = {
  table: "eventsAndTransactions",
  name: "discover",
  text: ["title", "message", "culprit"].map(column),
  measured: duration,
  status,
  user: errors.user,
  field: lookUp(fields, "tags", "measurements"),
  rowFields: ["id", "project.name"],
  fields,
  attributeColumn: "tags",
};
