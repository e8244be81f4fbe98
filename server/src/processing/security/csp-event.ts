import type { Json, JsonObject } from "../json/json.ts";
import type { CspReport } from "./csp-report.ts";
import { cspCulprit, cspMessage, webHost } from "./csp-text.ts";

const maxTag = 200;

/** A report as an event's payload, for normalization to go on with (`protocol.md` §2.2). */
export function cspEvent(report: CspReport): JsonObject {
  const { blocked_uri: blocked, document_uri: document, referrer } = report;
  const message = cspMessage(report);
  const culprit = cspCulprit(report);
  const host = webHost(blocked);
  const tags: readonly (readonly [string, string])[] = [
    ["effective-directive", report.effective_directive],
    ["blocked-uri", shownUri(blocked).slice(0, maxTag).toWellFormed()],
    ...(host === undefined ? [] : [["blocked-host", host.slice(0, maxTag)] as const]),
  ];
  const headers: readonly Json[] = typeof referrer === "string" && referrer !== "" ? [["Referer", referrer]] : [];
  const request = { ...(typeof document === "string" && document !== "" && { url: document }), ...(headers.length > 0 && { headers }) };
  return {
    type: "csp",
    csp: report,
    logger: "csp",
    logentry: { message, formatted: message },
    tags,
    request,
    ...(culprit !== "" && { culprit }),
  };
}

/** The query of this address holds secrets of payments. */
function shownUri(uri: string): string {
  return uri.startsWith("https://api.stripe.com/") ? uri.replace(/[?#].*$/s, "") : uri;
}
