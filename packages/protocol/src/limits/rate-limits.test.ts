import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatRateLimits, parseRateLimits } from "./rate-limits.ts";

describe("rate limits", () => {
  it("writes the header of protocol.md §20.16", () => {
    expect(formatRateLimits([{ retryAfter: 59.2, categories: ["error"], scope: "project", reasonCode: "quota" }])).toBe("60:error:project:quota");
  });

  it("reads all parts, unknown ones included", () => {
    expect(parseRateLimits("60:error;security:key:quota, 2700::organization, 10:metric_bucket:project:x:custom;other:more")).toEqual([
      { retryAfter: 60, categories: ["error", "security"], scope: "key", reasonCode: "quota" },
      { retryAfter: 2700, categories: [], scope: "organization" },
      { retryAfter: 10, categories: ["metric_bucket"], scope: "project", reasonCode: "x", namespaces: ["custom", "other"] },
    ]);
  });

  it("waits a minute when the number is none", () => {
    expect(parseRateLimits("soon:error:key")).toMatchObject([{ retryAfter: 60 }]);
  });

  it("reads back what it wrote", () => {
    const word = fc.stringMatching(/^[\w.-]{1,12}$/);
    const limit = fc
      .record({
        retryAfter: fc.nat(100_000),
        categories: fc.array(word, { maxLength: 3 }),
        scope: word,
        reasonCode: word,
        namespaces: fc.array(word, { minLength: 1, maxLength: 2 }),
      })
      .chain((full) => fc.constantFrom(full, { retryAfter: full.retryAfter, categories: full.categories, scope: full.scope }));
    fc.assert(
      fc.property(fc.array(limit, { maxLength: 4 }), (limits) => {
        expect(parseRateLimits(formatRateLimits(limits))).toEqual(limits);
      }),
    );
  });

  it("lets no name add a header line or an entry", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const header = formatRateLimits([{ retryAfter: 1, categories: [text], scope: text, reasonCode: text }]);
        expect(header).toMatch(/^[\w.;:-]*$/);
        expect(parseRateLimits(header)).toHaveLength(1);
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => parseRateLimits(text)).not.toThrow();
      }),
    );
  });
});
