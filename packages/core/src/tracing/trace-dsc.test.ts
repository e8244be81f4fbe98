import * as fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { createTestClient } from "../client/test-client.ts";
import { setClient } from "../scope/current-scopes.ts";
import { traceDsc, traceDscJson, type DscParts, type TraceRoot } from "./trace-dsc.ts";

afterEach(() => setClient(undefined));

const { client } = createTestClient({ release: 'shop "4"', environment: "staging", tracesSampleRate: 0.5 });
const traceId = "771a43a4192642f0b136d5159a501700";

const parts: fc.Arbitrary<DscParts> = fc
  .record({
    sampleRand: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    sampled: fc.boolean(),
    rate: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    dsc: fc.option(fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }), { nil: undefined }),
  })
  .map(({ sampleRand, sampled, rate, dsc }) => ({ client, decision: { sampled, rate }, propagation: { traceId, sampleRand, dsc } }));
const root: fc.Arbitrary<TraceRoot> = fc.record({ name: fc.string(), source: fc.constantFrom("url", "route", "custom") });

test("as JSON it is what it is as an object, whoever asked before", () => {
  fc.assert(
    fc.property(parts, root, (given, of) => {
      expect(JSON.parse(traceDscJson(given, of))).toEqual({ ...traceDsc(given, of) });
    }),
  );
});

test("sample_rand has six digits and is below 1, as servers want it", () => {
  const decision = { sampled: true, rate: 1 };
  const rand = (sampleRand: number) => traceDsc({ client, decision, propagation: { traceId, sampleRand } }, { name: "GET /", source: "url" })["sample_rand"];
  expect([0, 0.5, 0.000_001_9, 0.999_999_99].map(rand)).toEqual(["0.000000", "0.500000", "0.000001", "0.999999"]);
});

test("a name that varies per request is not part of it", () => {
  const given = { client, decision: { sampled: true, rate: 1 }, propagation: { traceId, sampleRand: 0.25 } };
  expect(traceDsc(given, { name: "GET /orders/7", source: "url" })).not.toHaveProperty("transaction");
  expect(traceDsc(given, { name: "GET /orders/:id", source: "route" })).toMatchObject({ transaction: "GET /orders/:id", trace_id: traceId, sampled: "true" });
});
