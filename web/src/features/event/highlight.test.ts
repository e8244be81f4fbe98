import { expect, test } from "vitest";

import { highlight } from "./highlight.ts";

const kinds = (line: string) =>
  highlight(line)
    .filter((token) => token.kind !== "plain")
    .map((token) => `${token.kind}:${token.text}`);

test("keywords, calls, strings and numbers", () => {
  expect(kinds('return round(total, "half-even") + 2.5;')).toEqual(["keyword:return", "call:round", 'string:"half-even"', "number:2.5"]);
});

test("comments of both families, but a private field is none", () => {
  expect(kinds("x = 1  # count")).toEqual(["number:1", "comment:# count"]);
  expect(kinds("this.a(); // later")).toEqual(["keyword:this", "call:a", "comment:// later"]);
  expect(kinds('color = "#fff"')).toEqual(['string:"#fff"']);
});

test.each(['say("unfinished', "ünïcode(名前)", "`a ${b} \\` c`", "\t  ", "", "'it''s'", "/* open", "🚀 = 1"])("nothing of %j is lost", (line) => {
  expect(
    highlight(line)
      .map((token) => token.text)
      .join(""),
  ).toBe(line);
});

test("very long lines stay plain", () => {
  expect(highlight("f();".repeat(1000))).toHaveLength(1);
});
