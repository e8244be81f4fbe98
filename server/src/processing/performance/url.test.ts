import { expect, test } from "vitest";
import { assetName, joinUrl, parameterizeUrl, splitUrl } from "./url.ts";

test.each([
  ["https://a.example/users/42", "https://a.example/users/*"],
  ["https://a.example/users/jane", "https://a.example/users/jane"],
  ["https://a.example/users/jane7/cart", "https://a.example/users/*/cart"],
  ["/books/0b7a52de-6e1d-4d6b-9a6c-9e1a4f7c1a0d/pages", "/books/*/pages"],
  ["/objects/deadbeefcafedeadbeefcafedeadbeefcafebabe", "/objects/*"],
  ["/objects/abcdefabcd", "/objects/*"],
  ["/objects/abcdef", "/objects/abcdef"],
  ["/books/{id}", "/books/*"],
  ["/books/<int:id>/x", "/books/*/x"],
  ["/books/[slug]", "/books/*"],
  ["https://a.example/search?q=cats&page=2&q=dogs", "https://a.example/search?page=*&q=*"],
  ["https://a.example/static/app.1a2b3c.js?v=7", "https://a.example/static/app.1a2b3c.js?v=*"],
  ["https://user:secret@a.example/users/7#top", "https://a.example/users/*"],
  ["//cdn.example/x/9", "//cdn.example/x/*"],
  ["", ""],
])("%s counts as %s", (url, expected) => {
  expect(joinUrl(parameterizeUrl(splitUrl(url)))).toBe(expected);
});

test.each([
  ["https://cdn.example/assets/app.3f9a81c2.js", "https://cdn.example/assets/app.*.js"],
  ["https://cdn.example/assets/app-Dk3jx91Q.js?v=1", "https://cdn.example/assets/app-*.js"],
  ["https://cdn.example/lib/jquery/3.7.1/jquery.min.js", "https://cdn.example/lib/jquery/*/jquery.min.js"],
  ["https://cdn.example/react@18.2.0/umd/react.js", "https://cdn.example/react@*/umd/react.js"],
  ["/deadbeefdeadbeef/main.css", "/*/main.css"],
  ["https://cdn.example/assets/checkout.js", "https://cdn.example/assets/checkout.js"],
])("the asset %s stays the same through builds: %s", (url, expected) => {
  expect(assetName(splitUrl(url))).toBe(expected);
});
