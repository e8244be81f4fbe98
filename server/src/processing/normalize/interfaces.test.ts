import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json/json.ts";
import { normalized, remarks } from "./normalize-kit.ts";

describe("logentry", () => {
  test.for<[string, JsonObject, Json]>([
    ["text", { message: "hi" }, { formatted: "hi" }],
    [
      "a template",
      { logentry: { message: "user %s has %d", params: ["ada", 3] } },
      { message: "user %s has %d", formatted: "user ada has 3", params: ["ada", 3] },
    ],
    ["named placeholders", { logentry: { message: "%(a)s!", params: { a: "x" } } }, { message: "%(a)s!", formatted: "x!", params: { a: "x" } }],
    ["braces", { logentry: { message: "{} and {1}", params: ["a", "b"] } }, { message: "{} and {1}", formatted: "a and b", params: ["a", "b"] }],
    ["named braces", { logentry: { message: "{name}", params: { name: "a" } } }, { message: "{name}", formatted: "a", params: { name: "a" } }],
    ["placeholders that do not fit", { logentry: { message: "%s %s", params: ["a"] } }, { formatted: "%s %s", params: ["a"] }],
    ["a literal percent sign", { logentry: { message: "100%% of %s", params: ["a"] } }, { message: "100%% of %s", formatted: "100% of a", params: ["a"] }],
    ["formatted twice", { logentry: { message: "hi", formatted: "hi" } }, { formatted: "hi" }],
    ["the old name", { "sentry.interfaces.Message": { message: "old" } }, { formatted: "old" }],
    ["both, the newer one counts", { message: "old", logentry: { formatted: "new" } }, { formatted: "new" }],
    ["a number", { message: 42 }, { formatted: "42" }],
  ])("%s", ([, payload, expected]) => {
    expect(normalized(payload).logentry).toEqual(expected);
  });

  test("is cut at 8192 characters, with the length it had", () => {
    const event = normalized({ message: "m".repeat(10_000) });
    expect(event.logentry?.formatted).toBe(`${"m".repeat(8189)}...`);
    expect(event._meta).toEqual({ logentry: { formatted: { "": { rem: [["!limit", "s", 8189, 8192]], len: 10_000 } } } });
  });

  test("passes up to the allowance", () => {
    expect(normalized({ message: "m".repeat(8392) }).logentry?.formatted?.length).toBe(8392);
  });

  test("counts code points and never cuts one in half", () => {
    const formatted = normalized({ message: "😀".repeat(9000) }).logentry?.formatted;
    expect(formatted).toBe(`${"😀".repeat(8189)}...`);
  });

  test("without text is left out", () => {
    expect(remarks(normalized({ logentry: { params: [] } }))).toEqual(["missing_attribute logentry.message"]);
  });
});

describe("exceptions", () => {
  const one = { type: "E", value: "x" };
  test.for<[string, Json]>([
    ["values", { values: [one] }],
    ["a bare list", [one]],
    ["a single one", one],
  ])("come as %s", ([, sent]) => {
    expect(normalized({ exception: sent }).exception).toEqual({ values: [one] });
  });

  test("keep the place of null ones", () => {
    expect(normalized({ exception: [null, one] }).exception?.values).toEqual([null, one]);
  });

  test.for<[string, JsonObject, JsonObject]>([
    ["a number as value", { type: "E", value: 42 }, { type: "E", value: "42" }],
    ["an object as value", { type: "E", value: { a: [1] } }, { type: "E", value: '{"a":[1]}' }],
    ["type and value in one", { value: "TypeError: boom: x" }, { type: "TypeError", value: "boom: x" }],
    ["text that is no type", { value: "not a type : x" }, { value: "not a type : x" }],
    ["NUL bytes", { type: "E", value: "a\u0000b" }, { type: "E", value: "a\u0000b" }],
  ])("%s", ([, sent, expected]) => {
    expect(normalized({ exception: [sent] }).exception?.values[0]).toEqual(expected);
  });

  test("of which nothing is known are left out", () => {
    const event = normalized({ exception: [{ module: "m" }] });
    expect(event.exception).toBeUndefined();
    expect(remarks(event)).toEqual(["missing_attribute exception.values.0.type"]);
  });

  test("a mechanism keeps what it does not know in data", () => {
    const mechanism = {
      type: "onerror",
      handled: false,
      relevant_address: "0x1",
      data: { a: 1 },
      posix_signal: { signal: 11 },
      help_link: "javascript:alert(1)",
    };
    const event = normalized({ exception: [{ ...one, mechanism }] });
    expect(event.exception?.values[0]?.mechanism).toEqual({
      type: "onerror",
      handled: false,
      data: { relevant_address: "0x1", a: 1 },
      meta: { signal: { number: 11 } },
    });
    expect(remarks(event)).toEqual(["invalid_data exception.values.0.mechanism.help_link"]);
  });

  test.for<[string, JsonObject, JsonObject, JsonObject]>([
    ["a signal of Linux", { contexts: { os: { name: "Linux" } } }, { signal: { number: 7, code: 1 } }, { name: "SIGBUS", code_name: "BUS_ADRALN" }],
    ["one of Darwin", { platform: "cocoa" }, { signal: { number: 10, code: 2 } }, { name: "SIGBUS", code_name: "BUS_ADRERR" }],
    ["one that an image gives away", { debug_meta: { images: [{ type: "elf", debug_id: "x" }] } }, { signal: { number: 11 } }, { name: "SIGSEGV" }],
    ["an error of Windows", { contexts: { os: { name: "Windows" } } }, { errno: { number: 140 } }, { name: "EWOULDBLOCK" }],
    ["an exception of Mach", {}, { mach_exception: { exception: 1, code: 2 } }, { name: "EXC_BAD_ACCESS" }],
    ["a number of no known system", {}, { errno: { number: 2 } }, {}],
    ["a name that was sent", { platform: "cocoa" }, { signal: { number: 6, name: "ABRT" } }, {}],
  ])("names of numbers: %s", ([, event, meta, named]) => {
    const found = normalized({ ...event, exception: [{ ...one, mechanism: { type: "signalhandler", meta } }] });
    const [[kind, sent] = []] = Object.entries(meta);
    expect(found.exception?.values[0]?.mechanism?.meta).toEqual({ [kind ?? ""]: Object.assign({}, sent, named) });
  });

  test("a mechanism of the oldest form", () => {
    const mechanism = { posix_signal: { signal: 6, name: "SIGABRT" }, mach_exception: { exception: 10, exception_name: "EXC_CRASH", code: 0 } };
    const event = normalized({ exception: [{ ...one, mechanism }] });
    expect(event.exception?.values[0]?.mechanism).toEqual({
      type: "generic",
      meta: { signal: { number: 6, name: "SIGABRT" }, mach_exception: { exception: 10, name: "EXC_CRASH", code: 0 } },
    });
    expect(remarks(event)).toEqual([]);
  });

  test("a stack beside the event belongs to its single exception", () => {
    const event = normalized({ exception: [one], stacktrace: { frames: [{ function: "f" }] } });
    expect(event.stacktrace).toBeUndefined();
    expect(event.exception?.values[0]?.stacktrace?.frames).toEqual([{ function: "f" }]);
  });

  test("so does that of the only crashed thread", () => {
    const event = normalized({
      exception: [one],
      threads: [
        { id: 1, crashed: true, stacktrace: { frames: [{ function: "f" }] } },
        { id: 2, stacktrace: { frames: [{ function: "g" }] } },
      ],
    });
    expect(event.exception?.values[0]?.stacktrace?.frames).toEqual([{ function: "f" }]);
    expect(event.threads?.values).toEqual([
      { id: 1, crashed: true },
      { id: 2, stacktrace: { frames: [{ function: "g" }] } },
    ]);
  });
});

describe("frames", () => {
  const frame = (sent: JsonObject) => normalized({ exception: [{ type: "E", stacktrace: { frames: [sent] } }] }).exception?.values[0]?.stacktrace?.frames?.[0];

  test.for<[string, JsonObject, JsonObject]>([
    ["the question mark", { function: "?", module: "m" }, { module: "m" }],
    ["abs_path from filename", { filename: "a.py" }, { filename: "a.py", abs_path: "a.py" }],
    ["filename from a URL", { abs_path: "https://x.io/static/a.js?v=1" }, { abs_path: "https://x.io/static/a.js?v=1", filename: "/static/a.js" }],
    ["both from a URL", { filename: "http://x.io/static/a.js#b" }, { abs_path: "http://x.io/static/a.js#b", filename: "/static/a.js" }],
    ["a file of a bundle", { filename: "app:///main.jsbundle" }, { abs_path: "app:///main.jsbundle", filename: "app:///main.jsbundle" }],
    ["both as sent", { filename: "https://x.io/a.js", abs_path: "https://x.io/b.js" }, { filename: "https://x.io/a.js", abs_path: "https://x.io/b.js" }],
    ["filename from a path", { abs_path: "/srv/a.py" }, { abs_path: "/srv/a.py", filename: "/srv/a.py" }],
    ["the root of a site", { abs_path: "https://x.io/" }, { abs_path: "https://x.io/", filename: "https://x.io/" }],
    ["numeric text", { function: "f", lineno: "12", colno: 0 }, { function: "f", lineno: 12, colno: 0 }],
    ["a negative line", { function: "f", lineno: -1 }, { function: "f" }],
    [
      "addresses",
      { instruction_addr: 4096, symbol_addr: "0xFF", image_addr: "18446744073709551615" },
      { instruction_addr: "0x1000", symbol_addr: "0xff", image_addr: "0xffffffffffffffff" },
    ],
    ["lines with null", { function: "f", pre_context: ["a", null] }, { function: "f", pre_context: ["a", null] }],
  ])("%s", ([, sent, expected]) => {
    expect(frame(sent)).toEqual(expected);
  });

  test("beyond 250 the oldest and the last one stay", () => {
    const frames = Array.from({ length: 300 }, (_, i) => ({ function: `f${i}` }));
    const kept = normalized({ exception: [{ type: "E", stacktrace: { frames } }] }).exception?.values[0]?.stacktrace?.frames;
    expect(kept?.length).toBe(250);
    expect([kept?.[248]?.function, kept?.[249]?.function]).toEqual(["f248", "f299"]);
  });

  test("beyond 50 system frames in the middle lose their details first", () => {
    const frames = Array.from({ length: 60 }, (_, i) => ({ function: `f${i}`, in_app: i % 2 === 0, vars: { i } }));
    const kept = normalized({ exception: [{ type: "E", stacktrace: { frames } }] }).exception?.values[0]?.stacktrace?.frames ?? [];
    expect(kept.filter((each) => each?.vars === undefined).length).toBe(10);
    expect(kept.every((each) => each?.vars !== undefined || each?.in_app === false || each === null)).toBe(false);
    expect(kept[0]?.vars).toEqual({ i: 0 });
    expect(kept[59]?.vars).toEqual({ i: 59 });
  });

  test("a stack trace without frames is absent", () => {
    expect(normalized({ exception: [{ type: "E", stacktrace: { frames: [] } }] }).exception?.values[0]).toEqual({ type: "E" });
  });
});

describe("request", () => {
  const request = (sent: Json) => normalized({ request: sent }).request;

  test.for<[string, JsonObject, JsonObject]>([
    [
      "query and fragment come out of the URL",
      { url: "https://x.io/a?b=1&c=#d" },
      {
        url: "https://x.io/a",
        query_string: [
          ["b", "1"],
          ["c", ""],
        ],
        fragment: "d",
      },
    ],
    ["a query of its own stays", { url: "https://x.io/a?b=1", query_string: "z=2" }, { url: "https://x.io/a", query_string: [["z", "2"]] }],
    [
      "a map as query",
      { query_string: { a: "1", b: 2 } },
      {
        query_string: [
          ["a", "1"],
          ["b", "2"],
        ],
      },
    ],
    ["methods", { method: "post" }, { method: "POST" }],
    [
      "headers of a map are sorted and spelled alike",
      { headers: { "x-b": "2", "X-A": ["1", "3"] } },
      {
        headers: [
          ["X-A", "1,3"],
          ["X-B", "2"],
        ],
      },
    ],
    [
      "pairs keep their order",
      {
        headers: [
          ["b", "2"],
          ["a", "1"],
        ],
      },
      {
        headers: [
          ["B", "2"],
          ["A", "1"],
        ],
      },
    ],
    [
      "cookies come out of the headers",
      { headers: { cookie: "a=1; b=2" } },
      {
        headers: [],
        cookies: [
          ["a", "1"],
          ["b", "2"],
        ],
      },
    ],
    ["JSON bodies", { data: '{"cart":77}' }, { data: { cart: 77 }, inferred_content_type: "application/json" }],
    ["forms", { data: "a=1&b=x%20y&a=2" }, { data: { a: ["1", "2"], b: ["x y"] }, inferred_content_type: "application/x-www-form-urlencoded" }],
    ["other text", { data: "hello world" }, { data: "hello world" }],
    ["the type that was declared counts", { headers: [["Content-Type", "text/plain"]], data: '{"a":1}' }, { data: '{"a":1}' }],
    ["an ellipsis", { url: "https://x.io/a…" }, { url: "https://x.io/a..." }],
  ])("%s", ([, sent, expected]) => {
    expect(request(sent)).toMatchObject(expected);
  });

  test("an impossible method is left out", () => {
    expect(remarks(normalized({ request: { method: "GET /", url: "/a" } }))).toEqual(["invalid_data request.method"]);
  });
});

describe("user", () => {
  test.for<[string, JsonObject, Json | undefined]>([
    ["a numeric id", { id: 7 }, { id: "7" }],
    ["members of its own", { id: "1", plan: "pro", data: { a: 1 } }, { id: "1", data: { a: 1, plan: "pro" } }],
    ["emptiness", { id: "", email: null }, undefined],
  ])("%s", ([, sent, expected]) => {
    expect(normalized({ user: sent }).user).toEqual(expected);
  });
});

describe("tags", () => {
  test.for<[string, Json, Json]>([
    [
      "a map is sorted",
      { b: "2", a: "1" },
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ],
    [
      "pairs keep their order",
      [["b", "2"], null, ["a", "1"]],
      [
        ["b", "2"],
        ["a", "1"],
      ],
    ],
    [
      "the first one wins",
      [
        ["a", "1"],
        ["a", "2"],
      ],
      [["a", "1"]],
    ],
    [
      "coercion",
      { a: true, b: 3, c: 1.9 },
      [
        ["a", "True"],
        ["b", "3"],
        ["c", "1"],
      ],
    ],
    ["spaces in keys", { "a b": "1" }, [["a-b", "1"]]],
    ["keys in other scripts stay", { "émoji 🚀": "čaj ☕" }, [["émoji 🚀", "čaj ☕"]]],
    ["reserved keys go", { release: "1", user: "x", a: "1" }, [["a", "1"]]],
    ["200 characters pass", { ["k".repeat(200)]: "v".repeat(200) }, [["k".repeat(200), "v".repeat(200)]]],
  ])("%s", ([, sent, expected]) => {
    expect(normalized({ tags: sent }).tags).toEqual(expected);
  });

  test.for<[string, Json, string]>([
    ["a long value", { a: "v".repeat(201) }, "value_too_long tags.a"],
    ["a long key", [["k".repeat(201), "v"]], "value_too_long tags.0"],
    ["a line break", { a: "x\ny" }, "invalid_data tags.a"],
    ["an object", { a: {} }, "invalid_data tags.a"],
    ["emptiness", { a: "  " }, "invalid_data tags.a"],
    ["a number beyond 2^53", { a: 1e300 }, "invalid_data tags.a"],
  ])("%s is left out with a remark", ([, sent, remark]) => {
    const event = normalized({ tags: sent });
    expect(event.tags).toBeUndefined();
    expect(remarks(event)).toEqual([remark]);
  });
});

describe("contexts", () => {
  const context = (alias: string, sent: Json) => normalized({ contexts: { [alias]: sent } }).contexts?.[alias];

  test.for<[string, string, JsonObject, JsonObject]>([
    ["unknown ones are kept as they are", "shipping", { method: "air", deep: { a: [1] } }, { type: "shipping", method: "air", deep: { a: [1] } }],
    ["a type of its own", "my_os", { type: "os", name: "Linux", version: "6" }, { type: "os", name: "Linux", version: "6" }],
    [
      "trace ids",
      "trace",
      { trace_id: "771A43A4-1926-42F0-B136-D5159A501700", span_id: "b8f6ce1d2b1a4b7c", op: "x" },
      { type: "trace", trace_id: "771a43a4192642f0b136d5159a501700", span_id: "b8f6ce1d2b1a4b7c", op: "x" },
    ],
    ["a runtime in words", "runtime", { raw_description: "CPython 3.11.4" }, { name: "CPython", version: "3.11.4" }],
    [".NET Framework builds", "runtime", { raw_description: ".NET Framework 461814" }, { name: ".NET Framework", version: "4.7.2", build: "461814" }],
    ["Windows builds", "os", { raw_description: "Microsoft Windows NT 10.0.19042" }, { name: "Windows", version: "10", build: "19042" }],
    ["macOS", "os", { raw_description: "Mac OS X 10.14.2 (18C54)" }, { name: "macOS", version: "10.14.2", build: "18C54" }],
    ["a Linux distribution", "os", { raw_description: "Linux 4.11.0 Debian 10.3" }, { name: "Debian", version: "10.3", kernel_version: "4.11.0" }],
    ["uname", "os", { raw_description: "Darwin 17.5.0 Kernel" }, { name: "Darwin", kernel_version: "17.5.0" }],
    ["Android", "os", { raw_description: "Android OS 9 / API-28 (PPR1)" }, { name: "Android", version: "9" }],
    ["words do not win over members", "os", { raw_description: "Linux 4.1 Debian 10", name: "X" }, { name: "X" }],
  ])("%s", ([, alias, sent, expected]) => {
    expect(context(alias, sent)).toMatchObject(expected);
  });

  test("a bad trace id is left out, the rest stays", () => {
    const event = normalized({ contexts: { trace: { trace_id: "0".repeat(32), span_id: "b8f6ce1d2b1a4b7c" } } });
    expect(event.contexts?.["trace"]).toEqual({ type: "trace", span_id: "b8f6ce1d2b1a4b7c" });
    expect(remarks(event)).toContain("invalid_data contexts.trace.trace_id");
  });

  test("what is no object goes, and so does reprocessing", () => {
    const event = normalized({ contexts: { a: "x", reprocessing: {}, b: { c: 1 } } });
    expect(event.contexts).toEqual({ b: { type: "b", c: 1 } });
    expect(remarks(event)).toEqual(["invalid_data contexts.a"]);
  });
});

describe("free values", () => {
  test("100 KB of text in extra stay whole", () => {
    const long = "A".repeat(102_400);
    expect(normalized({ extra: { long } }).extra).toEqual({ long });
  });

  test("beyond 256 KiB the rest is cut, with a remark", () => {
    const event = normalized({ extra: { a: "A".repeat(200_000), b: "B".repeat(100_000), c: "C" } });
    expect(JSON.stringify(event.extra).length).toBeLessThanOrEqual(262_144);
    expect(event._meta).toMatchObject({ extra: { b: { "": { len: 100_000 } } } });
  });

  test("null is a value", () => {
    expect(normalized({ extra: { nothing: null } }).extra).toEqual({ nothing: null });
  });
});

describe("debug images", () => {
  test("one that lacks its id is kept with a remark", () => {
    const event = normalized({ debug_meta: { images: [{ type: "sourcemap", code_file: "a.js" }, { type: "martian" }] } });
    expect(event.debug_meta?.images).toEqual([{ type: "sourcemap", code_file: "a.js" }, { type: "martian" }]);
    expect(remarks(event)).toEqual(["missing_attribute debug_meta.images.0.debug_id", "invalid_data debug_meta.images.1"]);
  });
});
