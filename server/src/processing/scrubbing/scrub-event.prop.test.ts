import * as fc from "fast-check";
import { expect, it } from "vitest";
import { mergeSettings, type ScrubbingSettings } from "../../project-settings/project-settings.ts";
import { isObject, type Json } from "../json/json.ts";
import { normalized } from "../normalize/normalize-kit.ts";
import { parsePiiConfig } from "./pii-config.ts";
import { scrubEvent } from "./scrub-event.ts";
import { parseSelector } from "./selector.ts";

const advanced = JSON.stringify({
  rules: { digits: { type: "pattern", pattern: "\\d{2}", redaction: { method: "mask" } } },
  applications: { "**": ["digits", "@ip"], "extra.* && !extra.b": ["@email:mask"] },
});
const settings: readonly ScrubbingSettings[] = [
  mergeSettings({}, {}).scrubbing,
  mergeSettings({}, { scrubIPAddresses: true, sensitiveFields: ["a"], safeFields: ["b"] }).scrubbing,
  mergeSettings({}, { relayPiiConfig: advanced }).scrubbing,
];

/** Words that rules look for, between anything else. */
const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc
    .array(fc.constantFrom("password", "4571234567890111", "078-05-1120", "//a:b@", "/home/ada/", "a@b.de", "1.2.3.4", "::1", " ", "😀", "x"), { maxLength: 6 })
    .map((parts) => parts.join("")),
);
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom("password", "a", "b", "headers", "__proto__"), text), tie("value"), { maxKeys: 4 }),
  ),
})).value;
const event = fc.record(
  { message: text, extra: json, tags: json, user: json, request: json, contexts: json, breadcrumbs: json, exception: json },
  { requiredKeys: [] },
);

it.each([0, 1, 2])("whatever is sent: nothing throws, nothing is left at a second look, remarks lie inside of their texts (rules %i)", (which) => {
  const rules = settings[which] ?? settings[0];
  if (rules === undefined) throw new Error("no rules");
  fc.assert(
    fc.property(event, (payload) => {
      const once = scrubEvent(normalized(payload), rules);
      // A mask of one's own may leave what another rule knows: of `::1a@b.de` the `::`, which is an address.
      const again = which === 2 ? once : scrubEvent(once, rules);
      expect(JSON.stringify(again.extra)).toBe(JSON.stringify(once.extra));
      expect(once.event_id).toBe("a".repeat(32));
      expect(overhang(once.extra, once._meta?.["extra"])).toBe(0);
    }),
    { numRuns: 300 },
  );
});

/** How far the remarks reach beyond the texts that are there now. */
function overhang(value: Json | undefined, node: Json | undefined): number {
  if (!isObject(node)) return 0;
  const leaf = node[""];
  const remarks = isObject(leaf) && Array.isArray(leaf["rem"]) ? leaf["rem"] : [];
  const ends = remarks.map((remark) => (Array.isArray(remark) && typeof remark[3] === "number" ? remark[3] : 0));
  const own = typeof value === "string" ? Math.max(0, ...ends) - Array.from(value).length : 0;
  const below = Object.entries(node).map(([key, child]) =>
    key !== "" && typeof value === "object" && value !== null ? overhang(Reflect.get(value, key), child) : 0,
  );
  return Math.max(0, own, ...below);
}

it("selectors and configurations of any text are read or refused, and never throw", () => {
  const piece = fc.constantFrom("$string", "a", "'b c'", "**", "*", ".", "&&", "||", "!", "(", ")", " ", "'", "$x");
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 12 }).map((parts) => parts.join("")),
      ),
      (source) => {
        const parsed = parseSelector(source);
        const place = { keys: ["a", "b"], types: ["event", "object", "string"] };
        expect(["boolean", "string"]).toContain("selector" in parsed ? typeof parsed.selector.matches(place) : typeof parsed.problem);
        expect(Object.keys(parsePiiConfig(source))).toHaveLength(1);
      },
    ),
  );
  fc.assert(fc.property(json, (value) => Object.keys(parsePiiConfig(JSON.stringify({ rules: value, applications: { a: value } }))).length === 1));
});
