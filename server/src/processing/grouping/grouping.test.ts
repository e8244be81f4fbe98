import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json/json.ts";
import { normalized } from "../normalize/normalize-kit.ts";
import { groupEvent, type GroupingComponent } from "./grouping.ts";
import { hashValues } from "./hash.ts";

test.for<[readonly string[], string]>([
  [["foo", "bar", "foô"], "6d81588029ed4190110b2779ba952a00"],
  [["ValueError", "hello world"], "b23ee1963904c2ca87b145febf94b66c"],
  [["chunkloaderror"], "5d731dcf8ecc4f042eeacf528d8d8da9"],
  [[], "d41d8cd98f00b204e9800998ecf8427e"],
])("the hash of %j", ([values, hash]) => {
  expect(hashValues(values)).toBe(hash);
});

const hashes = (payload: JsonObject) => groupEvent(normalized(payload)).hashes;
const variants = (payload: JsonObject) => groupEvent(normalized(payload)).variants;

function error(type: string, value: string, frames: readonly JsonObject[] = [], more: JsonObject = {}): JsonObject {
  return { platform: "python", exception: [{ type, value, ...(frames.length > 0 && { stacktrace: { frames } }) }], ...more };
}

const app = { module: "shop.cart", function: "total", context_line: "  return a / b", in_app: true, lineno: 3 };
const library = { module: "django.core", function: "handle", in_app: false };

describe("exceptions", () => {
  test("app and system are two hashes, app first", () => {
    expect(hashes(error("ZeroDivisionError", "x", [library, app]))).toEqual([
      hashValues(["ZeroDivisionError", "shop.cart", "total", "return a / b"]),
      hashValues(["ZeroDivisionError", "django.core", "handle", "shop.cart", "total", "return a / b"]),
    ]);
  });

  test("only one where all frames are in-app", () => {
    const all = variants(error("E", "x", [app]));
    expect(all.map(({ name, contributes }) => [name, contributes])).toEqual([
      ["app", true],
      ["system", false],
    ]);
    expect(all[1]?.hint).toBe("hash matches the app variant");
  });

  test("library code groups by its whole stack and not by type and value", () => {
    expect(hashes(error("E", "x", [library]))).toEqual([hashValues(["E", "django.core", "handle"])]);
    expect(variants(error("E", "x", [library]))[0]?.hint).toContain("does not have a contributing stacktrace");
  });

  test("without frames type and value count, without what varies", () => {
    expect(hashes(error("E", "order 17 failed"))).toEqual(hashes(error("E", "order 99 failed")));
    expect(hashes(error("E", "order 17 failed"))).not.toEqual(hashes(error("E", "cart 17 failed")));
  });

  test("the value does not count beside a stack", () => {
    expect(hashes(error("E", "one", [app]))).toEqual(hashes(error("E", "two", [app])));
  });

  test("a synthetic type does not count", () => {
    const payload = (type: string): JsonObject => ({
      platform: "python",
      exception: [{ type, value: "v", mechanism: { type: "generic", synthetic: true }, stacktrace: { frames: [app] } }],
    });
    expect(hashes(payload("A"))).toEqual(hashes(payload("B")));
  });

  test("causes count in order", () => {
    const a = { type: "A", value: "a" };
    const b = { type: "B", value: "b" };
    expect(hashes({ exception: [a, b] })).toEqual([hashValues(["A", "a", "B", "b"])]);
  });
});

describe("frames", () => {
  const of = (frame: JsonObject, platform = "python"): readonly string[] => hashes(error("E", "v", [{ in_app: true, ...frame }], { platform }));

  test.for<[string, JsonObject, string, readonly string[]]>([
    ["the module displaces the file name", { module: "m", filename: "a/M.py", function: "f" }, "python", ["E", "m", "f"]],
    ["the last part of the file name in lower case", { filename: "a/b\\Views.PY", function: "f" }, "python", ["E", "views.py", "f"]],
    ["source lines with spaces collapsed", { filename: "a", function: "f", context_line: "  a   =\tb " }, "python", ["E", "a", "f", "a = b"]],
    ["no source lines of Go", { filename: "a", function: "f", context_line: "x" }, "go", ["E", "a", "f"]],
    ["no long source lines", { filename: "a", function: "f", context_line: "x".repeat(121) }, "python", ["E", "a", "f"]],
    ["the last part of a JavaScript function", { module: "m", function: "Object.foo" }, "node", ["E", "m", "foo"]],
    ["no anonymous functions", { module: "m", function: "<anonymous>" }, "node", ["E", "m"]],
    ["only the function of a script at a URL", { abs_path: "https://x.io/static/cart.min.js?v=3", function: "f" }, "javascript", ["E", "f"]],
    ["numbers nowhere", { filename: "a", function: "f", lineno: 7, colno: 3, instruction_addr: "0x1" }, "python", ["E", "a", "f"]],
  ])("%s", ([, frame, platform, values]) => {
    expect(of(frame, platform)).toEqual([hashValues(values)]);
  });

  test("recursion counts once", () => {
    expect(hashes(error("E", "v", [app, app, app]))).toEqual(hashes(error("E", "v", [app])));
  });

  test("a lone JavaScript frame without function and URL says nothing", () => {
    expect(of({ filename: "a.js" }, "node")).toEqual([hashValues(["E", "v"])]);
  });
});

describe("fingerprints", () => {
  test.for<[string, readonly string[] | undefined]>([
    ["absent", undefined],
    ["the default variable", ["{{ default }}"]],
    ["without spaces", ["{{default}}"]],
    ["empty", []],
  ])("%s is the default", ([, fingerprint]) => {
    expect(hashes(error("E", "v", [], fingerprint === undefined ? {} : { fingerprint }))).toEqual([hashValues(["E", "v"])]);
  });

  test("custom ones replace everything, which stays visible", () => {
    const all = variants(error("E", "v", [app], { fingerprint: ["a", "b"] }));
    expect(all[0]).toMatchObject({ name: "custom_client_fingerprint", hash: hashValues(["a", "b"]), fingerprint: ["a", "b"] });
    expect(all.slice(1).every(({ contributes, hint }) => !contributes && hint === "custom fingerprint takes precedence")).toBe(true);
  });

  test("hybrid ones salt every variant", () => {
    expect(hashes(error("E", "v", [library, app], { fingerprint: ["x", "{{ default }}"] }))).toEqual([
      hashValues(["x", "E", "shop.cart", "total", "return a / b"]),
      hashValues(["x", "E", "django.core", "handle", "shop.cart", "total", "return a / b"]),
    ]);
  });

  test.for<[string, string]>([
    ["{{ transaction }}", "/checkout"],
    ["{{ type }}", "E"],
    ["{{ error.value }}", "v 17"],
    ["{{ message }}", "v <int>"],
    ["{{ function }}", "total"],
    ["{{ level }}", "error"],
    ["{{ tags.tenant }}", "acme"],
    ["{{ tags.none }}", "<no-value-for-tag-none>"],
    ["{{ logger }}", "<no-logger>"],
    ["{{ nonsense }}", "<unrecognized-variable-nonsense>"],
    ["pre {{ type }}", "pre {{ type }}"],
  ])("%s is %s", ([entry, value]) => {
    const payload = error("E", "v 17", [app], { transaction: "/checkout", tags: { tenant: "acme" }, fingerprint: [entry] });
    expect(hashes(payload)).toEqual([hashValues([value])]);
  });

  test("a checksum comes before all", () => {
    expect(hashes(error("E", "v", [], { checksum: "a".repeat(32), fingerprint: ["x"] }))).toEqual(["a".repeat(32)]);
    expect(hashes(error("E", "v", [], { checksum: "x" }))).toEqual([hashValues(["x"])]);
  });
});

describe("other events", () => {
  test("messages group by their template", () => {
    expect(hashes({ logentry: { message: "user %s left", params: ["ada"] } })).toEqual(hashes({ logentry: { message: "user %s left", params: ["bob"] } }));
    expect(hashes({ logentry: { message: "user %s left", params: ["ada"] } })).toEqual([hashValues(["user %s left"])]);
  });

  test("the only thread with a stack", () => {
    expect(hashes({ platform: "python", threads: [{ id: 1, stacktrace: { frames: [app] } }] })).toEqual([hashValues(["shop.cart", "total", "return a / b"])]);
  });

  test("nothing at all has the fallback hash", () => {
    expect(hashes({})).toEqual(["d41d8cd98f00b204e9800998ecf8427e"]);
  });

  test("the parts of a variant add up to its hash", () => {
    const leaves = (component: GroupingComponent): string[] =>
      component.contributes ? component.values.flatMap((value) => (typeof value === "string" ? [value] : leaves(value))) : [];
    for (const { hash, component } of variants(error("E", "x", [library, app]))) expect(hash).toBe(component === null ? null : hashValues(leaves(component)));
  });
});
