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

describe("chains and groups of exceptions", () => {
  const stack = (...frames: readonly JsonObject[]): JsonObject => ({ stacktrace: { frames } });

  test("type and value stand in per exception and variant", () => {
    const chain = [
      { type: "A", value: "a 1", ...stack(library, app) },
      { type: "B", value: "b 2", ...stack(library) },
    ];
    expect(hashes({ platform: "python", exception: chain })).toEqual([
      hashValues(["A", "shop.cart", "total", "return a / b", "B", "b <int>"]),
      hashValues(["A", "django.core", "handle", "shop.cart", "total", "return a / b", "B", "django.core", "handle"]),
    ]);
  });

  test("an exception without a stack trace is no part of system", () => {
    const chain = [
      { type: "A", value: "a" },
      { type: "B", value: "b", ...stack(library, app) },
    ];
    expect(hashes({ platform: "python", exception: chain })).toEqual([
      hashValues(["A", "a", "B", "shop.cart", "total", "return a / b"]),
      hashValues(["B", "django.core", "handle", "shop.cart", "total", "return a / b"]),
    ]);
  });

  const member = (id: number, parent: number | undefined, type: string, value: string, group = false): JsonObject => ({
    type,
    value,
    mechanism: { type: "chained", exception_id: id, ...(parent !== undefined && { parent_id: parent }), ...(group && { is_exception_group: true }) },
  });

  const cases: readonly [string, readonly JsonObject[], readonly string[], number | undefined][] = [
    [
      "members that differ, and the root",
      [member(2, 0, "B", "b"), member(1, 0, "A", "a"), member(0, undefined, "G", "g", true)],
      ["B", "b", "A", "a", "G", "g"],
      undefined,
    ],
    [
      "members of one type as the group has them",
      [member(3, 0, "A", "c"), member(2, 0, "A", "b"), member(1, 0, "A", "a"), member(0, undefined, "G", "g", true)],
      ["A", "a", "A", "b", "A", "c", "G", "g"],
      undefined,
    ],
    [
      "alike but for what varies: one, and the event is called by it",
      [member(2, 0, "A", "a 2"), member(1, 0, "A", "a 1"), member(0, undefined, "G", "g", true)],
      ["A", "a <int>"],
      1,
    ],
    [
      "groups in groups",
      [member(3, 1, "A", "a"), member(2, 0, "A", "a"), member(1, 0, "G", "inner", true), member(0, undefined, "G", "g", true)],
      ["A", "a"],
      3,
    ],
    ["with the cause of the one that is left", [member(2, 1, "C", "c"), member(1, 0, "A", "a"), member(0, undefined, "G", "g", true)], ["A", "a", "C", "c"], 1],
    [
      "no group: a chain from the root down",
      [member(2, 1, "C", "c"), member(1, 0, "A", "a"), member(0, undefined, "B", "b")],
      ["B", "b", "A", "a", "C", "c"],
      0,
    ],
    ["of a root with two causes the first", [member(2, 0, "C", "c"), member(1, 0, "A", "a"), member(0, undefined, "B", "b")], ["B", "b", "A", "a"], 0],
    ["a circle", [member(2, 1, "G", "h", true), member(1, 2, "G", "g", true), member(0, undefined, "B", "b")], ["B", "b"], 0],
    ["an id twice", [member(1, 0, "A", "a"), member(1, 0, "A", "a"), member(0, undefined, "G", "g", true)], ["A", "a", "A", "a", "G", "g"], undefined],
    ["no root", [member(2, 1, "A", "a"), member(1, undefined, "G", "g", true)], ["A", "a", "G", "g"], undefined],
    ["its own parent", [member(1, 1, "A", "a"), member(0, undefined, "G", "g", true)], ["A", "a", "G", "g"], undefined],
    ["an empty group", [member(1, 5, "A", "a"), member(0, undefined, "G", "g", true)], ["A", "a", "G", "g"], undefined],
  ];

  test.for(cases)("%s", ([, exception, values, main]) => {
    const grouping = groupEvent(normalized({ platform: "node", exception: [...exception] }));
    expect(grouping.hashes).toEqual([hashValues(values)]);
    expect(grouping.event.main_exception_id).toBe(main);
  });

  test("Python's SDK of version 3 sends groups in another way", () => {
    const exception = [member(2, 0, "A", "a"), member(1, 0, "A", "a"), member(0, undefined, "G", "g", true)];
    expect(hashes({ platform: "python", sdk: { name: "sentry.python", version: "3.0.0" }, exception })).toEqual([hashValues(["A", "a", "A", "a", "G", "g"])]);
  });

  test("React's errors about recovering are called by their cause", () => {
    const value = "There was an error while hydrating but React was able to recover by instead client rendering from the nearest Suspense boundary.";
    const cause = { type: "TypeError", value: "x", mechanism: { type: "chained", exception_id: 1, parent_id: 0, source: "cause" } };
    const { event } = groupEvent(
      normalized({ platform: "javascript", exception: [cause, { type: "Error", value, mechanism: { type: "generic", exception_id: 0 } }] }),
    );
    expect(event.main_exception_id).toBe(1);
  });

  test("Cocoa's error codes displace the text and stand beside a stack", () => {
    const nsError = (code: number): JsonObject => ({
      type: "NSError",
      value: `failed ${code}`,
      mechanism: { type: "NSError", meta: { ns_error: { domain: "Shop", code } } },
    });
    expect(hashes({ platform: "cocoa", exception: [nsError(0)] })).toEqual([hashValues(["NSError", "Shop", "0"])]);
    const frames = [{ function: "f", package: "/var/containers/Bundle/Application/X/Shop" }];
    expect(hashes({ platform: "cocoa", exception: [{ ...nsError(7), stacktrace: { frames } }] })).toEqual([hashValues(["NSError", "Shop", "7", "f"])]);
  });
});

describe("threads", () => {
  const thread = (name: string, more: JsonObject = {}): JsonObject => ({ id: name, stacktrace: { frames: [{ ...app, function: name }] }, ...more });
  const of = (...threads: readonly JsonObject[]) => variants({ platform: "python", threads: { values: threads } });

  test.for<[string, readonly JsonObject[], string | null]>([
    ["the crashed one", [thread("a"), thread("b", { crashed: true }), thread("c", { current: true })], "b"],
    ["the current one where two crashed", [thread("a", { crashed: true }), thread("b", { crashed: true }), thread("c", { current: true })], "c"],
    ["the only one", [thread("a")], "a"],
    ["none of several", [thread("a"), thread("b")], null],
  ])("%s", ([, threads, name]) => {
    const [first] = of(...threads);
    expect(first?.hash).toBe(name === null ? null : hashValues(["shop.cart", name, "return a / b"]));
  });

  test("say why they do not count", () => {
    expect(of(thread("a"), thread("b"))[0]?.hint).toContain("instead contains 2 threads");
    expect(of({ id: 1 })[0]?.hint).toBe("thread has no stacktrace");
  });

  test("an exception comes first", () => {
    expect(hashes({ ...error("E", "v"), threads: { values: [thread("a")] } })).toEqual([hashValues(["E", "v"])]);
  });
});

describe("templates and security reports", () => {
  test("a template by file and line", () => {
    expect(hashes({ template: { filename: "a/B.html", context_line: "  {{ x }}", lineno: 3 } })).toEqual([hashValues(["a/B.html", "  {{ x }}"])]);
  });

  test.for<[string, JsonObject, readonly string[]]>([
    ["the host", { effective_directive: "img-src", blocked_uri: "https://cdn.x.io:8443/a.png?b" }, ["img-src", "cdn.x.io:8443"]],
    ["data", { effective_directive: "img-src", blocked_uri: "data:text/plain,foo" }, ["img-src", "data:"]],
    ["a scheme alone", { effective_directive: "img-src", blocked_uri: "blob" }, ["img-src", "blob:"]],
    ["an extension", { effective_directive: "script-src", blocked_uri: "chrome-extension://abc/x.js" }, ["script-src", "chrome-extension://abc"]],
    ["the page itself", { effective_directive: "style-src", blocked_uri: "" }, ["style-src", "'self'"]],
    [
      "inline scripts",
      { effective_directive: "script-src", blocked_uri: "self", violated_directive: "script-src 'unsafe-inline'" },
      ["script-src", "'unsafe-inline'"],
    ],
    ["eval", { effective_directive: "script-src", blocked_uri: "'self'", violated_directive: "script-src 'unsafe-eval'" }, ["script-src", "'unsafe-eval'"]],
  ])("csp: %s", ([, csp, values]) => {
    expect(hashes({ csp })).toEqual([hashValues(values)]);
  });

  test.for<[string, string]>([
    ["hpkp", "hpkp"],
    ["expectct", "expect-ct"],
    ["expectstaple", "expect-staple"],
  ])("%s: kind and host", ([member, kind]) => {
    expect(hashes({ [member]: { hostname: "x.io" } })).toEqual([hashValues([kind, "x.io"])]);
  });
});

test("what another strategy would have looked at is named", () => {
  const all = variants({ ...error("E", "v"), logentry: { formatted: "hello" } });
  expect(all).toMatchObject([
    { name: "app", contributes: true },
    { name: "default", contributes: false, hint: "exception takes precedence" },
  ]);
});
