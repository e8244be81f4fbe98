import * as fc from "fast-check";
import { expect, test } from "vitest";
import { feedbackItem } from "./feedback/item.ts";
import { itemContext } from "./item-kit.ts";
import { rawSecurityItem } from "./raw-security/item.ts";
import { securityItem } from "./security/item.ts";
import { userReportItem } from "./user-report/item.ts";

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.webUrl(),
  fc.constantFrom("", "self", "inline", "data:", "http://", "https://[::", "img-src 'self' x:", "blob:y", "a\ud800b", "\ud800"),
);
const value = fc.oneof({ weight: 3, arbitrary: text }, fc.jsonValue());
const csp = fc.dictionary(
  fc.constantFrom(
    "blocked-uri",
    "blockedURL",
    "document-uri",
    "referrer",
    "violated-directive",
    "line-number",
    "sample",
    "effectiveDirective",
    "__proto__",
    "x",
  ),
  value,
);
const cspOfSome = fc
  .record({ "effective-directive": fc.constantFrom("img-src", "script-src", "form-action", "worker-src") })
  .chain((named) => csp.map((rest) => ({ ...rest, ...named })));
const feedback = fc.record({ message: value, contact_email: value, name: value, url: value, source: value, associated_event_id: value }, { requiredKeys: [] });
const payloads = {
  feedback: fc.record(
    { contexts: fc.record({ feedback: fc.oneof(feedback, value) }), user: value, tags: value, request: value, level: value },
    { requiredKeys: ["contexts"] },
  ),
  raw_security: fc.oneof(
    fc.record({ "csp-report": fc.oneof(csp, cspOfSome) }),
    fc.array(fc.oneof(fc.record({ type: fc.constant("csp-violation"), body: cspOfSome }), value), { maxLength: 5 }),
    value,
  ),
  security: fc.record({ csp: fc.oneof(cspOfSome, value), request: value, tags: value }),
  user_report: fc.record({ event_id: value, name: value, email: value, comments: value }, { requiredKeys: [] }),
};
const context = itemContext({ userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" });

test.for([feedbackItem, rawSecurityItem, securityItem, userReportItem])(
  "$type: whatever is sent has a fate, the same one each time, and what is stored is text that can be stored",
  (item) => {
    fc.assert(
      fc.property(payloads[item.type], (payload) => {
        const sent = { type: item.type, headers: { sentry_release: "a@1", sentry_environment: 7 }, payload: Buffer.from(JSON.stringify(payload)) };
        const fate = item.process(sent, context);
        expect(item.process(sent, context)).toEqual(fate);
        const events = (fate.kind === "several" ? fate.fates : [fate]).flatMap((each) => (each.kind === "event" ? [each.event] : []));
        for (const { normalized, derived, grouping } of events) {
          expect(grouping.hashes.length).toBeGreaterThan(0);
          expect(derived.title).not.toBe("");
          expect(derived.culprit.length).toBeLessThanOrEqual(200);
          for (const [key, tag] of derived.tags) expect([key.length > 0, tag.length <= 200, tag.isWellFormed()]).toEqual([true, true, true]);
          for (const part of [derived.title, ...Object.values(derived.metadata)]) expect(part.isWellFormed()).toBe(true);
          expect(JSON.parse(JSON.stringify(normalized))).toEqual(normalized);
        }
      }),
      { numRuns: 300 },
    );
  },
);
