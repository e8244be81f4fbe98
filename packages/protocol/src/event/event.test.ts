import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizeEventId, normalizeUuid } from "./event-id.ts";
import { parseEventJson } from "./parse-event-json.ts";
import { parseTimestamp } from "./timestamp.ts";

describe("normalizeEventId", () => {
  it("accepts both spellings in any case", () => {
    const id = "9ec79c33ec9942ab8353589fcb2e04dc";
    expect([id, id.toUpperCase(), "9ec79c33-ec99-42ab-8353-589fcb2e04dc", "9EC79C33-EC99-42AB-8353-589FCB2E04DC"].map(normalizeEventId)).toEqual([
      id,
      id,
      id,
      id,
    ]);
  });

  it.each([undefined, null, 7, "", "x".repeat(32), "9ec79c33ec9942ab8353589fcb2e04d", "9ec79c33-ec9942ab-8353-589f-cb2e04dcaa", "0".repeat(32)])(
    "refuses %j",
    (value) => {
      expect(normalizeEventId(value)).toBeUndefined();
    },
  );

  it("keeps the nil UUID where it means something", () => {
    expect(normalizeUuid("00000000-0000-0000-0000-000000000000")).toBe("0".repeat(32));
  });
});

describe("parseEventJson", () => {
  it("reads NaN and Infinity as null, but not in text", () => {
    expect(parseEventJson('{"a":NaN,"b":[-Infinity,Infinity],"c":"NaN \\" Infinity","d":1}')).toEqual({ a: null, b: [null, null], c: 'NaN " Infinity', d: 1 });
  });

  it("is done with a megabyte of unfinished strings in one pass", () => {
    expect(() => parseEventJson(`[NaN,"${'\\"'.repeat(500_000)}`)).toThrow(SyntaxError);
    expect(() => parseEventJson(`[NaN,"${'\\"'.repeat(500_000)}\\`)).toThrow(SyntaxError);
  });

  it("still refuses what is no JSON", () => {
    expect(() => parseEventJson("NaNNaN")).toThrow(SyntaxError);
    expect(() => parseEventJson("{")).toThrow(SyntaxError);
  });
});

describe("parseTimestamp", () => {
  it.each([
    [1_700_000_000, 1_700_000_000],
    [1_700_000_000.123_456, 1_700_000_000.123_456],
    ["1700000000.5", 1_700_000_000.5],
    ["2023-11-14T22:13:20Z", 1_700_000_000],
    ["2023-11-14T22:13:20", 1_700_000_000],
    ["2023-11-14 22:13:20.123456789", 1_700_000_000.123_457],
    ["2023-11-14T23:13:20+01:00", 1_700_000_000],
    ["2023-11-14T16:43:20.000-0530", 1_700_000_000],
    ["2023-11-14T22:13:20+00", 1_700_000_000],
    ["2023-11-14T22:13:20.1 UTC", 1_700_000_000.1],
    ["2023-11-14", 1_699_920_000],
    ["9999-12-31T23:59:59Z", 253_402_300_799],
  ])("reads %j", (value, seconds) => {
    expect(parseTimestamp(value)).toBe(seconds);
  });

  it.each([
    Number.NaN,
    -1,
    Infinity,
    1e15,
    "",
    "yesterday",
    "2023-02-30T00:00:00Z",
    "2023-13-01",
    "2023-11-14T24:00:00Z",
    "10000-01-01T00:00:00Z",
    null,
    true,
    {},
  ])("refuses %j", (value) => {
    expect(parseTimestamp(value)).toBeUndefined();
  });

  it("agrees with Date about RFC 3339 and never throws", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }), (date) => {
        expect(parseTimestamp(date.toISOString())).toBeCloseTo(date.getTime() / 1000, 5);
      }),
    );
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(() => parseTimestamp(value)).not.toThrow();
      }),
    );
  });
});
