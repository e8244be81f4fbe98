import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEnvelope, peekEnvelope } from "./parse-envelope.ts";
import { serializeEnvelope } from "./serialize-envelope.ts";

const json = fc.dictionary(
  fc.string().filter((key) => key !== "__proto__"),
  fc.jsonValue({ maxDepth: 2 }),
);
const type = fc.oneof(fc.constantFrom("event", "attachment", "session"), fc.string({ minLength: 1 }));
const item = fc.record({
  headers: fc.tuple(json, type).map(([more, name]) => Object.assign(more, { type: name })),
  payload: fc.uint8Array({ maxLength: 300 }),
});
const envelope = fc.tuple(json, fc.array(item, { maxLength: 6 }));
/** Text that nearly is an envelope, so that the parser gets past the first line. */
const almost = fc
  .array(fc.constantFrom("{}", '{"type":"event"}', '{"type":"attachment","length":3}', '{"length":-1}', "\n", "\n", "\r", "abc", "\0", " ", "ü"), {
    maxLength: 30,
  })
  .map((parts) => new TextEncoder().encode(parts.join("")));

describe("envelope", () => {
  it("survives the way to the wire and back, byte for byte", () => {
    fc.assert(
      fc.property(envelope, ([headers, items]) => {
        const parsed = parseEnvelope(serializeEnvelope(headers, items));
        if (!parsed.ok) throw new Error(parsed.fault.detail);
        expect(JSON.stringify(parsed.envelope.headers)).toBe(JSON.stringify(headers));
        expect(parsed.envelope.items.map((read) => [...read.payload])).toEqual(items.map((sent) => [...sent.payload]));
        expect(parsed.envelope.items.map((read) => read.type)).toEqual(items.map((sent) => sent.headers.type));
      }),
    );
  });

  it("never throws, and keeps offsets within the input and in order", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 500 }), almost), (bytes) => {
        const parsed = parseEnvelope(bytes);
        const offsets = parsed.ok ? parsed.envelope.items.flatMap(({ start, end, payload }) => [start, end - payload.length, end]) : [parsed.fault.offset];
        expect(offsets.toSorted((a, b) => a - b)).toEqual(offsets);
        expect(offsets.every((offset) => offset >= 0 && offset <= bytes.length)).toBe(true);
        const items = parsed.ok ? parsed.envelope.items : [];
        expect(items.map(({ payload }) => Array.from(payload))).toEqual(items.map(({ end, payload }) => Array.from(bytes.subarray(end - payload.length, end))));
      }),
      { numRuns: 500 },
    );
  });

  it("refuses no beginning of an envelope that is fine as a whole", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          envelope.map(([headers, items]) => serializeEnvelope(headers, items)),
          almost,
        ),
        fc.nat(),
        (bytes, cut) => {
          fc.pre(parseEnvelope(bytes).ok);
          expect(peekEnvelope(bytes.subarray(0, cut % (bytes.length + 1))).ok).toBe(true);
        },
      ),
    );
  });
});
