import { hash } from "node:crypto";
import { decodeJson } from "../../processing/json/decode.ts";
import { isArray, isObject, type Json, type JsonObject } from "../../processing/json/json.ts";
import { defineItem, type FinishedEvent, type IncomingItem, type ItemContext, type Rejected } from "../define-item.ts";
import { finishCsp } from "../security/finish-csp.ts";

/** What one request may make of itself. */
const maxReports = 100;

/**
 * Reports as browsers send them: one of `report-uri`, or a list of the Reporting API, each entry of which becomes an event
 * of its own or is left out with a reason (`protocol.md` §2.2).
 */
export const rawSecurityItem = defineItem({
  type: "raw_security",
  decode: decodeReports,
  finish: (reports, context, item) => {
    const [only] = reports;
    if (only !== undefined && reports.length === 1) return finishReport(only, context, item);
    const fates = reports.slice(0, maxReports).map((report, n) => finishReport(report, { ...context, eventId: nthId(context.eventId, n) }, item));
    const rest = reports.length - fates.length;
    return { kind: "several", fates: rest > 0 ? [...fates, tooMany(rest)] : fates };
  },
});

function decodeReports(item: IncomingItem): { readonly value: readonly Json[] } | Rejected {
  const decoded = item.payload.length === 0 ? { problem: "nothing" } : decodeJson(item.payload);
  if ("problem" in decoded) return invalid(item.payload.length === 0 ? "no_data" : "invalid_json", `The report is not JSON: ${decoded.problem}`);
  const reports = isArray(decoded.value) ? decoded.value : [decoded.value];
  return reports.length === 0 ? invalid("no_data", "The list of reports is empty.") : { value: reports };
}

/** Ids that a replay makes again; the first one is the one of the request. */
function nthId(eventId: string, n: number): string {
  return n === 0 ? eventId : hash("md5", `${eventId}:${n}`, "hex");
}

function finishReport(report: Json, context: ItemContext, { headers }: IncomingItem): { readonly kind: "event"; readonly event: FinishedEvent } | Rejected {
  const found = isObject(report) ? recognize(report) : undefined;
  if (found === undefined) return invalid("security_report_type", "The report is of no kind that browsers are known to send.");
  if ("unsupported" in found) {
    const detail = `Reports of type ${JSON.stringify(found.unsupported.slice(0, 64))} are not stored, only violations of content security policies.`;
    return { kind: "rejected", outcome: "filtered", reason: "unsupported_security_report", detail, category: "security" };
  }
  const { sentry_release: release, sentry_environment: environment } = headers;
  const sent = { ...(typeof release === "string" && { release }), ...(typeof environment === "string" && { environment }) };
  return finishCsp(found.csp, sent, context);
}

const unsupportedMembers = ["expect-ct-report", "expect-staple-report", "known-pins"];

function recognize(report: JsonObject): { readonly csp: JsonObject } | { readonly unsupported: string } | undefined {
  const { "csp-report": classic, type, body } = report;
  if (isObject(classic)) return { csp: classic };
  if (type === "csp-violation" && isObject(body)) return { csp: body };
  const member = unsupportedMembers.find((name) => Object.hasOwn(report, name));
  if (member !== undefined) return { unsupported: member };
  return typeof type === "string" && type !== "" && type !== "csp-violation" ? { unsupported: type } : undefined;
}

function invalid(reason: string, detail: string): Rejected {
  return { kind: "rejected", outcome: "invalid", reason, detail, category: "security" };
}

function tooMany(quantity: number): Rejected {
  return { ...invalid("too_many_reports", `The request held more than ${maxReports} reports; these came last.`), quantity };
}
