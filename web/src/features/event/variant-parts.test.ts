import { expect, test } from "vitest";

import { variantParts } from "./variant-parts.ts";

const leaf = (id: string, text: string, contributes = true, hint: string | null = null) => ({ id, contributes, hint, values: text === "" ? [] : [text] });
const frame = (name: string, contributes: boolean, hint: string | null = null) => ({
  id: "frame",
  contributes,
  hint,
  values: [leaf("module", "shop.cart"), leaf("filename", "cart.js", false, "module takes precedence"), leaf("function", name), leaf("context_line", "")],
});

test("each part has a row, a frame one, and what does not count says why", () => {
  const stack = { id: "stacktrace", contributes: true, hint: null, values: [frame("next", false, "non app frame"), frame("total", true)] };
  const component = {
    id: "exception",
    contributes: true,
    hint: null,
    values: [leaf("type", "TypeError"), leaf("value", "x is 5", false, "ignored because stacktrace takes precedence"), stack],
  };
  expect(variantParts(component)).toEqual([
    { name: "type", text: "TypeError", counts: true, hint: null },
    { name: "value", text: "x is 5", counts: false, hint: "ignored because stacktrace takes precedence" },
    { name: "frame", text: "shop.cart · cart.js · next", counts: false, hint: "non app frame" },
    { name: "frame", text: "shop.cart · total", counts: true, hint: "filename: module takes precedence" },
  ]);
});

test("what is switched off as a whole says so above its parts, none of which counts", () => {
  const component = { id: "exception", contributes: false, hint: "custom fingerprint takes precedence", values: [leaf("type", "TypeError")] };
  expect(variantParts(component)).toEqual([
    { name: "exception", text: "", counts: false, hint: "custom fingerprint takes precedence" },
    { name: "type", text: "TypeError", counts: false, hint: null },
  ]);
});
