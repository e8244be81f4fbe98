import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRedact, FILTERED, scrubText } from "../scrub/scrub.ts";
import { normalize } from "./normalize.ts";

const options = { depth: 3, breadth: 5, maxLength: 10 };

test.each([
  ["text that is too long", "text that ..."],
  [Number.NaN, "[NaN]"],
  [10n, "[BigInt: 10]"],
  [Symbol("s"), "[Symbol(s)]"],
  [function named() {}, "[Function: named]"],
  [new Date(0), "1970-01-01T00:00:00.000Z"],
  [/x+/g, "[RegExp: /x+/g]"],
  [new Error("x"), "[Error: x]"],
  [new Uint8Array(3), "[Uint8Array: 3 bytes]"],
  [new Map([["k", 1]]), { k: 1 }],
  [new Set([1]), [1]],
  [{ toJSON: () => ({ a: 1 }) }, { a: 1 }],
  [
    [1, 2, 3, 4, 5, 6, 7],
    [1, 2, 3, 4, 5, "[2 more]"],
  ],
  [{ a: { b: { c: { d: 1 } } } }, { a: { b: { c: "[Object]" } } }],
])("case %#", (value, expected) => {
  expect(normalize(value, options)).toEqual(expected);
});

test("a getter that throws costs its own value only", () => {
  const value = Object.defineProperty({ fine: 1 }, "broken", {
    enumerable: true,
    get: () => {
      throw new Error("x");
    },
  });
  expect(normalize(value, { ...options, maxLength: 100 })).toEqual({ fine: 1, broken: "[Getter threw]" });
});

test("anything becomes JSON, and what was JSON stays as it was", () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withMap: true, withSet: true, withDate: true, withTypedArray: true, withNullPrototype: true }), (value) => {
      const result = normalize(value, { depth: 5, breadth: 100, maxLength: 1000 });
      expect(() => JSON.stringify(result)).not.toThrow();
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(normalize(value, { depth: 10, breadth: 1000, maxLength: 100_000 })).toEqual(value);
    }),
  );
});

test("a key named __proto__ is a key like any other", () => {
  const value: unknown = JSON.parse('{"__proto__":{"polluted":1}}');
  expect(JSON.stringify(normalize(value, options))).toBe('{"__proto__":{"polluted":1}}');
});

test("half a surrogate pair is never left", () => {
  expect(normalize("123456789😀", options)).toBe("123456789...");
});

describe("redaction", () => {
  const redact = createRedact({ keys: ["voucher"], allow: ["session"] }, false);
  test.each([
    ["password", "x", FILTERED],
    ["X-API-Key", "x", FILTERED],
    ["user_session", "x", FILTERED],
    ["voucher", "x", FILTERED],
    ["session", "kept", "kept"],
    ["x-forwarded-for", "1.2.3.4", FILTERED],
    ["passwordless", "kept", "kept"],
    ["password", true, true],
    ["note", "card 4111 1111 1111 1111 used", `card ${FILTERED} used`],
    ["note", "order 1234567890123456", "order 1234567890123456"],
    ["url", "postgres://ada:secret@db/shop", `postgres://${FILTERED}@db/shop`],
    ["query_string", "password=hunter2&q=1&api%5Fkey=k", `password=${FILTERED}&q=1&api%5Fkey=${FILTERED}`],
    ["referer", "https://shop/a?token=abc&page=2#access_token=x", `https://shop/a?token=${FILTERED}&page=2#access_token=${FILTERED}`],
    ["url.query", "token=", "token="],
    ["note", "a=1 and token=spoken about", "a=1 and token=spoken about"],
    ["cookie", "sid=1; theme=dark", FILTERED],
  ])("%s: %s", (key, value, expected) => {
    expect(redact(key, value)).toBe(expected);
  });

  test("cookies that were taken apart lose those that are secret", () => {
    const cookies = { theme: "dark", sessionid: "1", "connect.sid": "2" };
    const event = normalize({ request: { cookies } }, { depth: 5, breadth: 10, maxLength: 100, redact });
    expect(event).toEqual({ request: { cookies: { theme: "dark", sessionid: FILTERED, "connect.sid": FILTERED } } });
  });

  test("a text of any length is looked at as far as it is kept", () => {
    const seen: number[] = [];
    const redactLength = (_: string, value: unknown): unknown => {
      if (typeof value === "string") seen.push(value.length);
      return value;
    };
    expect(normalize("x".repeat(5_000_000), { depth: 1, breadth: 1, maxLength: 100, redact: redactLength })).toBe(`${"x".repeat(100)}...`);
    expect(Math.max(...seen)).toBe(200);
  });

  test("personal keys pass with sendDefaultPii", () => {
    expect(createRedact({}, true)("x-forwarded-for", "1.2.3.4")).toBe("1.2.3.4");
  });

  test("scrubbing twice changes nothing more", () => {
    const property = fc.property(fc.string(), (text) => {
      expect(scrubText(scrubText(text))).toBe(scrubText(text));
    });
    fc.assert(property);
  });
});
