import { DATA_CATEGORIES, parseTimestamp, type DataCategory, type OutcomeName } from "@vedette/protocol";
import { isArray, isObject, type Json, type JsonObject } from "../../processing/json/json.ts";
import { decodeObject } from "../decode-object.ts";
import { defineItem, type Report } from "../define-item.ts";

const day = 86_400_000;
const maxReports = 500;

/** Lists of a report and what their entries came to (`protocol.md` §8.7). */
const lists: readonly (readonly [member: string, outcome: OutcomeName])[] = [
  ["discarded_events", "client_discard"],
  ["rate_limited_events", "rate_limited"],
  ["filtered_events", "filtered"],
  ["filtered_sampling_events", "filtered"],
];

/** What an SDK dropped before it got here: shown as outcomes, so that nothing vanishes. */
export const clientReportItem = defineItem({
  type: "client_report",
  decode: decodeObject,
  finish: (payload, { receivedAt }) => {
    const sent = payload["timestamp"];
    const at = sent === undefined ? undefined : parseTimestamp(sent);
    if (at !== undefined && (at * 1000 < receivedAt - 30 * day || at * 1000 > receivedAt + 60_000)) {
      return { kind: "rejected", outcome: "invalid", reason: "timestamp", detail: "The report is older than 30 days or more than a minute ahead." };
    }
    const reports = lists.flatMap(([member, outcome]) => entries(payload[member]).map((entry) => report(entry, outcome)));
    const usable = reports.filter((each) => each !== undefined).slice(0, maxReports);
    const total = usable.reduce((sum, { quantity }) => sum + quantity, 0);
    return { kind: "reports", detail: `The SDK reports ${total} dropped.`, reports: usable };
  },
});

function entries(value: Json | undefined): readonly JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

function report(entry: JsonObject, outcome: OutcomeName): Report | undefined {
  const { reason, category, quantity } = entry;
  const count = quantity ?? 1;
  if (typeof count !== "number" || !Number.isSafeInteger(count) || count <= 0) return undefined;
  return {
    outcome,
    reason: typeof reason === "string" && reason !== "" ? reason.slice(0, 200).toWellFormed() : "unknown",
    category: categoryOf(category),
    quantity: count,
  };
}

/** Categories that nobody knows are counted, too. */
function categoryOf(value: Json | undefined): DataCategory {
  return typeof value === "string" && isCategory(value) ? value : "unknown";
}

function isCategory(value: string): value is DataCategory {
  return Object.hasOwn(DATA_CATEGORIES, value);
}
