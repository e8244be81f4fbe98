import * as fc from "fast-check";
import { expect, test } from "vitest";
import { plainToken } from "./plain-token.ts";
import { trickyToken, unshielded } from "./tricky-token.ts";

const piece = fc.constantFrom(
  ...Array.from("abT():<>[]{}$_@&?`~*,. \t-é"),
  "::",
  " -> ",
  "->",
  "(int)",
  "<T>",
  "(anonymous namespace)",
  "(anonymous namespace )",
  "{closure#0}",
  "{{closure}}",
  "const",
  "[clone .x]",
  "operator()",
  "operator ",
  "lambda",
  "$_1",
);

test("where a name is plain, one look finds what all the steps find", () => {
  let answered = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join("");
      const token = plainToken(text);
      if (token === undefined) return;
      answered++;
      expect(token).toBe(unshielded(trickyToken(text) ?? ""));
    }),
    { numRuns: 3000 },
  );
  expect(answered).toBeGreaterThan(100);
});

test.each([
  ["Shop.Cart.total(of: Swift.Int) -> Swift.Int", "Shop.Cart.total"],
  ["static Foo.map<A>((A) -> B) -> C", "Foo.map<T>"],
  ["std::vector<shop::Cart, std::allocator<int>>::at(unsigned long)", "std::vector<T>::at"],
  ["void (anonymous namespace)::f(int (*)(char))", "(anonymous namespace)::f"],
  ["core::ops::{{closure}}(a b)::h0123456789abcdef", "core::ops::{{closure}}::h0123456789abcdef"],
])("%s is plain", (text, token) => {
  expect(plainToken(text)).toBe(token);
});

test.each(["a)b(", "a<b", "<a as b>::c", "operator<<(x)", "f [clone .cold]", "a <int>", "-> b", "x(é)"])("%s is not", (text) => {
  expect(plainToken(text)).toBeUndefined();
});
