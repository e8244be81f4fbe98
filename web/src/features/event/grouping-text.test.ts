import { expect, test } from "vitest";

import { groupingSummary } from "./grouping-text.ts";

const leaf = (id: string, value: string, contributes = true, hint: string | null = null) => ({ id, contributes, hint, values: [value] });
const frame = (name: string, contributes = true) => ({
  id: "frame",
  contributes,
  hint: null,
  values: [leaf("filename", "a.ts", false), leaf("function", name)],
});

test("the variant that made the hash is told by its parts", () => {
  const summary = groupingSummary({
    version: "v0",
    variants: [
      {
        name: "app",
        hash: "f".repeat(32),
        contributes: true,
        hint: null,
        fingerprint: null,
        component: {
          id: "exception",
          contributes: true,
          hint: null,
          values: [
            leaf("type", "TypeError"),
            leaf("value", "x", false, "ignored because stacktrace takes precedence"),
            { id: "stacktrace", contributes: true, hint: null, values: [frame("checkout"), frame("lineTotal")] },
          ],
        },
      },
      { name: "system", hash: null, contributes: false, hint: "hash matches the app variant", component: null, fingerprint: null },
    ],
  });
  expect(summary).toEqual({
    variant: "in-app frames",
    parts: [
      { name: "type", values: ["TypeError"] },
      { name: "frames", values: ["checkout", "lineTotal"] },
    ],
    fingerprint: [],
  });
});

test("a fingerprint of the SDK is shown as it was sent", () => {
  const summary = groupingSummary({
    variants: [{ name: "custom_client_fingerprint", hash: "a", contributes: true, hint: null, component: null, fingerprint: ["payment", "{{ default }}"] }],
  });
  expect(summary).toMatchObject({ variant: "fingerprint of the SDK", fingerprint: ["payment", "{{ default }}"] });
});

test.each([undefined, null, {}, { variants: [] }, { variants: [{ contributes: false }] }])("nothing to explain in %j", (info) => {
  expect(groupingSummary(info)).toBeUndefined();
});

test.each(["app", "default"])("an event without a stack is grouped by what it has, not by frames (variant %s)", (name) => {
  const part = (id: string, value: string) => ({ id, contributes: true, hint: null, values: [value] });
  const component = { id: "exception", contributes: true, hint: null, values: [part("type", "KeyError"), part("value", "no such sku")] };
  expect(groupingSummary({ variants: [{ name, hash: "a", contributes: true, hint: null, component, fingerprint: null }] })?.variant).toBe("type and value");
});
