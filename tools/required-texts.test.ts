import { expect, test } from "vitest";
import { requiredTexts } from "./required-texts.ts";

test.for<[string, string, readonly string[] | undefined]>([
  ["plain", "curl", ["curl"]],
  ["groups and escapes join", String.raw`(Foo)/bar\.(\d+)`, ["Foo/bar."]],
  ["the longer of two", String.raw`ab\d+cdef`, ["cdef"]],
  ["what may be left out is not needed", "(?:long text)?xy", ["xy"]],
  ["nor what may repeat zero times", "(?:long text){0,3}xyz*", ["xy"]],
  ["what repeats is, once", "(?:long text){2,3}xy", ["long text"]],
  ["one of several", "(Foo|Barr)/", ["Foo", "Barr"]],
  ["of several, one of which is anything", String.raw`(Foo|\w+)/`, ["/"]],
  ["an empty branch", "(Foo|)ab", ["ab"]],
  ["nested", "(?:F(?:oo|uu)|Bar)x?", ["oo", "uu", "Bar"]],
  ["classes end a run", "ab[]c[x]defg", ["defg"]],
  ["anchors and boundaries do not", String.raw`^ab\bcd$`, ["abcd"]],
  ["nor does what is only looked at", "ab(?!xyz)cd(?=uvwxyz)", ["abcd"]],
  ["anything", ".*", undefined],
  ["text of most user agents is the last choice", "Mozilla.{0,9}Zq", ["Zq"]],
])("%s", ([, pattern, texts]) => {
  expect(requiredTexts(pattern)).toEqual(texts);
});

test("in lowercase where case does not matter", () => {
  expect(requiredTexts("FooBar", "i")).toEqual(["foobar"]);
});

test.for(["(ab", "a)", String.raw`(a)\1`, "[ab", String.raw`a\x41`])("refuses what it cannot read: %s", (pattern) => {
  expect(() => requiredTexts(pattern)).toThrow("cannot read");
});
