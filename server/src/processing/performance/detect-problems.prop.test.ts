import * as fc from "fast-check";
import { expect, test } from "vitest";
import { defaultPerformance } from "../../project-settings/performance-options.ts";
import type { Json } from "../json/json.ts";
import { detectProblems } from "./detect-problems.ts";
import { rootId, sketchedTransaction } from "./performance-kit.ts";

const ops = ["db", "db.redis", "db.sql.query", "http.client", "resource.script", "resource.css", "file.read", "", "default"];
const descriptions = [
  "SELECT * FROM a",
  "SELECT * FROM b WHERE id = %s",
  "SELECT * FROM b WHERE id IN (%s, %s)",
  "SELECT * FROM b WHERE id IN (%s",
  "UPDATE a SET b = ?...",
  "GET https://a.example/b/7?c=1&c=2",
  "POST /b",
  "https://cdn.example/app.3f9a81c2.js",
  "",
  "\ud800(",
];
const value = fc.oneof(fc.constantFrom<Json>(true, false, null, "blocking", "1.1", "900000", [], {}, [{ module: 1 }]), fc.double(), fc.integer());
const names = [
  "blocked_main_thread",
  "call_stack",
  "http.response_content_length",
  "http.decoded_response_content_length",
  "http.request.request_start",
  "network.protocol.version",
  "url",
];
const span = fc.record({
  op: fc.constantFrom(...ops),
  description: fc.oneof(fc.constantFrom(...descriptions), fc.string({ unit: "binary" })),
  start: fc.integer({ min: -50, max: 2000 }),
  duration: fc.integer({ min: 0, max: 1500 }),
  parent: fc.constantFrom<(string | null)[]>(rootId, null, "1".padStart(16, "0"), "5".padStart(16, "0"), "f".repeat(16)),
  data: fc.dictionary(fc.constantFrom(...names), value),
});

test("whatever the spans are, problems name spans of the transaction, each fingerprint once, the same each time", () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 60 }), fc.constantFrom("http.server", "pageload"), fc.double(), (spans, op, fcp) => {
      const detect = () => detectProblems(sketchedTransaction(spans, { op, platform: "javascript", fcp }), defaultPerformance);
      const found = detect();
      expect(detect()).toEqual(found);
      expect(found.length).toBeLessThanOrEqual(10);
      expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
      for (const { offenders, fingerprint, display } of found) {
        expect(offenders.length).toBeGreaterThan(0);
        expect(fingerprint).toMatch(/^1-10\d\d-./);
        expect(display.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
});
