import { expect, test } from "vitest";
import { decodeJson, decodeJsonText } from "./decode.ts";

const utf8 = new TextEncoder();

test.for<[string, string, unknown]>([
  ["plain JSON", '{"a":1}', { a: 1 }],
  ["bare NaN and Infinity", '{"a":NaN,"b":-Infinity,"c":[Infinity]}', { a: null, b: null, c: [null] }],
  ["NaN within text", '{"a":NaN,"b":"NaN \\" Infinity"}', { a: null, b: 'NaN " Infinity' }],
  ["a lone surrogate", '{"a":"x\\ud800y"}', { a: "x\ufffdy" }],
  ["a lone low surrogate", '{"a":"\\udc00"}', { a: "\ufffd" }],
  ["a pair", '{"a":"\\ud83d\\ude80"}', { a: "🚀" }],
  ["an escaped backslash before ud800", '{"a":"\\\\ud800"}', { a: "\\ud800" }],
  ["NUL", '{"a":"\\u0000"}', { a: "\u0000" }],
])("%s", ([, text, value]) => {
  expect(decodeJsonText(text)).toEqual({ value });
});

test("a byte order mark and invalid UTF-8 are no obstacle", () => {
  expect(decodeJson(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8.encode('{"a":"'), 0xff, ...utf8.encode('"}')]))).toEqual({ value: { a: "\ufffd" } });
});

test("what is no JSON is named as such", () => {
  expect(decodeJsonText("{nope")).toEqual({ problem: expect.stringContaining("JSON") });
});

test("a megabyte of brackets does not exhaust the stack", () => {
  expect("value" in decodeJsonText(`${"[".repeat(500_000)}${"]".repeat(500_000)}`)).toBe(true);
});

test("a megabyte of text with a NaN beside it is repaired", () => {
  expect(decodeJsonText(`{"a":"${"x".repeat(1_000_000)}","b":NaN}`)).toMatchObject({ value: { b: null } });
});

test("an unfinished string of escaped quotes is refused as fast as any other", () => {
  expect("problem" in decodeJsonText(`[NaN,"${'\\"'.repeat(500_000)}`)).toBe(true);
});
