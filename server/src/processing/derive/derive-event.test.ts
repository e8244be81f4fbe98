import { describe, expect, test } from "vitest";
import { groupEvent } from "../grouping/grouping.ts";
import type { JsonObject } from "../json/json.ts";
import { normalized } from "../normalize/normalize-kit.ts";
import { deriveEvent } from "./derive-event.ts";

const derive = (payload: JsonObject) => deriveEvent(groupEvent(normalized(payload)).event);

describe("title", () => {
  const synthetic = { type: "generic", synthetic: true };
  test.for<[string, JsonObject, string]>([
    ["type and first line", { exception: [{ type: "E", value: "one\ntwo" }] }, "E: one"],
    [
      "the last exception",
      {
        exception: [
          { type: "A", value: "a" },
          { type: "B", value: "b" },
        ],
      },
      "B: b",
    ],
    ["a type alone", { exception: [{ type: "E" }] }, "E"],
    ["a value alone", { exception: [{ value: "no type here" }] }, "Error: no type here"],
    ["a long value is cut", { exception: [{ type: "E", value: "v".repeat(150) }] }, `E: ${"v".repeat(97)}...`],
    [
      "synthetic: the function",
      { exception: [{ type: "E", value: "x", mechanism: synthetic, stacktrace: { frames: [{ function: "crash", in_app: true }] } }] },
      "crash",
    ],
    ["synthetic without a function", { exception: [{ type: "E", value: "x", mechanism: synthetic }] }, "<unknown>"],
    ["of the value the first line as it is", { exception: [{ type: "E", value: " one \ntwo" }] }, "E:  one "],
    ["a value that begins with a blank line", { exception: [{ type: "E", value: "\n\n  one\ntwo" }] }, "E: one"],
    ["other ends of a line", { exception: [{ type: "E", value: "one\u2028two" }] }, "E: one"],
    ["a long type is cut", { exception: [{ type: "T".repeat(150), value: "v" }] }, `${"T".repeat(125)}...: v`],
    ["a smile is one character", { exception: [{ type: "E", value: "😀".repeat(100) }] }, `E: ${"😀".repeat(100)}`],
    ["a message", { message: "  hello\nworld" }, "hello"],
    ["a long message is cut", { message: "m".repeat(101) }, `${"m".repeat(97)}...`],
    [
      "a message of a report is not",
      { logentry: { formatted: `Blocked 'script' from '${"a".repeat(120)}.io'` }, csp: { effective_directive: "script-src", blocked_uri: "https://x.io" } },
      `Blocked 'script' from '${"a".repeat(120)}.io'`,
    ],
    ["a report without a message", { csp: { effective_directive: "img-src", blocked_uri: "https://x.io/a.png" } }, "Blocked 'image' from 'x.io'"],
    ["a certificate", { expectct: { hostname: "x.io" } }, "Expect-CT failed for 'x.io'"],
    ["a pinned key", { hpkp: { hostname: "x.io" } }, "Public key pinning validation failed for 'x.io'"],
    ["a formatted message", { logentry: { message: "hi %s", params: ["ada"] } }, "hi ada"],
    ["nothing", {}, "<unlabeled event>"],
    ["its own", { title: "mine", message: "x" }, "mine"],
    [
      "the exception that grouping chose",
      {
        exception: [
          { type: "A", value: "a", mechanism: { type: "chained", exception_id: 1, parent_id: 0 } },
          { type: "ExceptionGroup", value: "all", mechanism: { type: "generic", exception_id: 0, is_exception_group: true } },
        ],
      },
      "A: a",
    ],
  ])("%s", ([, payload, title]) => {
    expect(derive(payload).title).toBe(title);
  });
});

describe("culprit and location", () => {
  const frames = [
    { function: "main", filename: "main.py", in_app: true },
    { function: "total", module: "shop.cart", filename: "cart.py", in_app: true },
    { function: "execute", module: "django.db", filename: "db.py", in_app: false },
  ];
  const error = (more: JsonObject) => ({ exception: [{ type: "E", value: "x", stacktrace: { frames } }], ...more });
  test.for<[string, JsonObject, string, string | null]>([
    ["the transaction", error({ transaction: "/checkout", platform: "python" }), "/checkout", "cart.py"],
    ["the newest in-app frame", error({ platform: "python" }), "shop.cart in total", "cart.py"],
    ["as JavaScript spells it", error({ platform: "node" }), "total(shop.cart)", "cart.py"],
    ["as native code does", error({ platform: "native" }), "total", "cart.py"],
    ["only Apple's and plain native code is called by the function alone", error({ platform: "c" }), "shop.cart in total", "cart.py"],
    ["its own", error({ culprit: "mine" }), "mine", "cart.py"],
    ["what was blocked", { csp: { effective_directive: "img-src", blocked_uri: "data:x" } }, "", "data:"],
    ["the host of a certificate", { expectstaple: { hostname: "x.io" } }, "", "x.io"],
    ["the URL", { message: "x", request: { url: "https://x.io/a?b=1" } }, "https://x.io/a", null],
  ])("%s", ([, payload, culprit, location]) => {
    expect(derive(payload)).toMatchObject({ culprit, location });
  });

  test("metadata of an error", () => {
    expect(derive(error({ platform: "python" })).metadata).toEqual({ type: "E", value: "x", filename: "cart.py", function: "total" });
  });
});

describe("tags", () => {
  const tags = (payload: JsonObject) => Object.fromEntries(derive(payload).tags);
  test.for<[string, JsonObject, Record<string, string>]>([
    [
      "members",
      { level: "info", logger: "l", environment: "e", transaction: "t", release: "r", dist: "d", server_name: "s" },
      { level: "info", logger: "l", environment: "e", transaction: "t", release: "r", dist: "d", server_name: "s" },
    ],
    ["no dist without a release", { dist: "d" }, { level: "error" }],
    ["the user, by what is known best", { user: { email: "a@b.c", username: "u" } }, { level: "error", user: "username:u" }],
    [
      "mechanism of the last exception",
      {
        exception: [
          { type: "E", mechanism: { type: "a", handled: true } },
          { type: "F", mechanism: { type: "b", handled: false } },
        ],
      },
      { level: "error", mechanism: "b", handled: "no" },
    ],
    [
      "contexts under their alias",
      {
        contexts: {
          os: { name: "Linux", version: "6", rooted: false },
          client_os: { type: "os", name: "iOS" },
          runtime: { name: "node", version: "24" },
          device: { model: "X", family: "Y" },
        },
      },
      {
        level: "error",
        os: "Linux 6",
        "os.name": "Linux",
        "os.rooted": "no",
        "client_os.name": "iOS",
        runtime: "node 24",
        "runtime.name": "node",
        device: "X",
        "device.family": "Y",
      },
    ],
    ["derived ones override what was sent", { tags: { level: "mine", own: "x" } }, { level: "error", own: "x" }],
  ])("%s", ([, payload, expected]) => {
    expect(tags(payload)).toEqual(expected);
  });

  test("are sorted by key", () => {
    const keys = derive({ tags: { z: "1", a: "1" }, logger: "l" }).tags.map(([key]) => key);
    expect(keys).toEqual(["a", "level", "logger", "z"]);
  });
});

test("trace ids, user and handled state", () => {
  const derived = derive({
    contexts: { trace: { trace_id: "a".repeat(32), span_id: "b".repeat(16) } },
    user: { id: 7, email: "a@b.c" },
    exception: [{ type: "E", mechanism: { type: "m", handled: false } }],
  });
  expect(derived).toMatchObject({
    traceId: "a".repeat(32),
    spanId: "b".repeat(16),
    handled: false,
    user: { tag: "id:7", id: "7", email: "a@b.c", username: null, ip: null },
  });
});

test.for<[string, readonly (boolean | undefined)[], boolean | null]>([
  ["nothing is known", [undefined], null],
  ["the last one was handled", [undefined, true], true],
  ["only the cause was not", [false, true], false],
  ["an earlier one was", [true, undefined], null],
])("handled: %s", ([, handled, expected]) => {
  const exception = handled.map((each) => ({ type: "E", mechanism: { type: "m", ...(each !== undefined && { handled: each }) } }));
  expect(derive({ exception }).handled).toBe(expected);
});
