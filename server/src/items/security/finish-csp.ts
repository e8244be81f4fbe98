import type { JsonObject } from "../../processing/json/json.ts";
import { normalizeEvent } from "../../processing/normalize/normalize-event.ts";
import { cspEvent } from "../../processing/security/csp-event.ts";
import { readCspReport } from "../../processing/security/csp-report.ts";
import type { FinishedEvent, ItemContext, Rejected } from "../define-item.ts";
import { finishEvent } from "../finish-event.ts";
import { withUserAgent } from "../with-user-agent.ts";

/** An event made of a violation of a content security policy; `more` is what else was sent, as members of an event: it wins. */
export function finishCsp(sent: JsonObject, more: JsonObject, context: ItemContext): { readonly kind: "event"; readonly event: FinishedEvent } | Rejected {
  const report = readCspReport(sent);
  if (report === undefined) {
    return {
      kind: "rejected",
      outcome: "invalid",
      reason: "security_report",
      detail: "The report names no directive of a content security policy that is known.",
      category: "security",
    };
  }
  const user = context.clientIp === null ? {} : { user: { ip_address: context.clientIp } };
  const payload = withUserAgent({ ...user, ...cspEvent(report), ...more, type: "csp", csp: report }, context);
  return finishEvent(normalizeEvent(payload, context), "security", context);
}
