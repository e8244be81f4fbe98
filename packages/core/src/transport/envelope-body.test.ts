import { parseEnvelope } from "@vedette/protocol";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf, textOrBytes } from "./envelope-body.ts";
import type { OutgoingEnvelope, OutgoingItem } from "./outgoing.ts";

const key = fc.string().filter((name) => name !== "__proto__");
const payload = fc.oneof(
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.uint8Array({ maxLength: 50 }),
);
const item: fc.Arbitrary<OutgoingItem> = fc.record({ header: fc.record({ type: fc.constantFrom("event", "attachment") }), payload, counts: fc.constant([]) });
const envelope: fc.Arbitrary<OutgoingEnvelope> = fc.record({
  lane: fc.constant("error" as const),
  headers: fc.dictionary(key, fc.oneof(fc.string(), fc.integer(), fc.dictionary(key, fc.string(), { maxKeys: 3 })), { maxKeys: 4 }),
  items: fc.array(item, { maxLength: 3 }),
});
const time = fc.integer({ min: 0, max: 4_000_000_000_000 });

test("a server reads from it what was put in, with the time of sending, whether it is text or bytes", () => {
  fc.assert(
    fc.property(envelope, time, (given, now) => {
      const read = parseEnvelope(bytesOf(textOrBytes(now, given)));
      if (!read.ok) throw new Error(read.fault.detail);
      expect({ ...read.envelope.headers }).toEqual({ ...given.headers, sent_at: new Date(now).toISOString() });
      expect(read.envelope.items.map(({ type }) => type)).toEqual(given.items.map(({ header }) => header.type));
      expect(read.envelope.items.map((one) => Buffer.from(one.payload).toString("hex"))).toEqual(
        given.items.map((one) => Buffer.from(bytesOf(one.payload)).toString("hex")),
      );
    }),
  );
});

test("headers that are known as JSON are taken as they are", () => {
  const given: OutgoingEnvelope = { lane: "error", headers: {}, headersJson: () => '"event_id":"1"', items: [] };
  expect(textOrBytes(1_700_000_000_005, given)).toBe('{"event_id":"1","sent_at":"2023-11-14T22:13:20.005Z"}\n');
});
