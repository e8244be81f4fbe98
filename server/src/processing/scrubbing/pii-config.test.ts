import { expect, it, test } from "vitest";
import { parsePiiConfig } from "./pii-config.ts";
import { parseSelector } from "./selector.ts";

const at = (keys: string[], types: string[] = []) => ({ keys, types: ["event", ...keys.map((_, i) => types[i] ?? "object")] });

it.each([
  ["extra.foo", at(["extra", "foo"]), true],
  ["extra.FOO", at(["extra", "foo"]), true],
  ["foo", at(["extra", "foo"]), false],
  ["extra", at(["extra", "foo"]), false],
  ["extra.*", at(["extra", "foo"]), true],
  ["extra.*", at(["extra", "foo", "bar"]), false],
  ["extra.**", at(["extra", "foo", "bar"]), true],
  ["extra.**", at(["extra"]), false],
  ["**.bar", at(["extra", "foo", "bar"]), true],
  ["**", at(["extra"]), true],
  ["$user.email", at(["user", "email"], ["user", "string"]), true],
  ["$http.headers.'X-Id'", at(["request", "headers", "x-id"], ["request", "array", "string"]), true],
  [
    "$frame.vars.**",
    at(["exception", "values", "0", "stacktrace", "frames", "0", "vars", "x"], ["exceptions", "array", "exception", "stacktrace", "array", "frame"]),
    true,
  ],
  ["$string", at(["extra", "foo"], ["object", "string"]), true],
  ["$string", at(["extra", "foo"], ["object", "number"]), false],
  ["$string && !extra.foo", at(["extra", "foo"], ["object", "string"]), false],
  ["$string & ~(tags.a | extra.foo)", at(["extra", "bar"], ["object", "string"]), true],
  ["$number || $string", at(["extra", "foo"], ["object", "number"]), true],
  ["extra.'it''s a key.with dots'", at(["extra", "it's a key.with dots"]), true],
  ["$object", at(["extra"]), true],
] as const)("%s at %o: %s", (text, place, expected) => {
  const parsed = parseSelector(text);
  expect("selector" in parsed && parsed.selector.matches(place)).toBe(expected);
});

it.each(["", "a.", "a b", "(a", "a &&", "$nothing", "a)", "**.**.**.**.a", "'open"])("%j is no selector", (text) =>
  expect(parseSelector(text)).toHaveProperty("problem"),
);

test.each([
  ["[", "not JSON"],
  ["[]", "must be a JSON object"],
  ['{"rules":{"a":{"type":"magic"}}}', '"magic"'],
  ['{"rules":{"a":{"type":"pattern","pattern":"("}}}', "no regular expression"],
  ['{"rules":{"a":{"type":"pattern","pattern":"(a+)+b"}}}', "too long"],
  ['{"rules":{"a":{"type":"ip","redaction":{"method":"eat"}}}}', "one of remove, mask, hash, replace"],
  ['{"rules":{"a":{"type":"alias","rule":"a"}}}', "refers to itself"],
  ['{"applications":{"a b":["@ip"]}}', '"a b"'],
  ['{"applications":{"a":["@nobody"]}}', '"@nobody"'],
  ['{"applications":{"a":"@ip"}}', "must be a list"],
])("%s is refused in words", (text, words) => {
  const parsed = parsePiiConfig(text);
  expect("problem" in parsed && parsed.problem).toContain(words);
});
