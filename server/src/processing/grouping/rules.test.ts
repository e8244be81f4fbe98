import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json/json.ts";
import { normalized } from "../normalize/normalize-kit.ts";
import { compileGlob, type GlobMode } from "./glob.ts";
import { groupEvent, type GroupingComponent, type GroupingConfig } from "./grouping.ts";
import { hashValues } from "./hash.ts";
import { parseFingerprintRules } from "./fingerprint-rules/parse-fingerprint-rules.ts";
import { newestRules, readRuleRows } from "./stack-rules/built-in-stack-rules.ts";
import { parseStackRules } from "./stack-rules/parse-stack-rules.ts";
import { userAgentContexts } from "../user-agent/user-agent-contexts.ts";

describe("patterns", () => {
  test.for<[GlobMode, string, string, boolean]>([
    ["text", "foo", "foo", true],
    ["text", "foo", "food", false],
    ["text", "foo*", "foo/bar", true],
    ["text", "*b*d", "abcd", true],
    ["text", "a*a", "a", false],
    ["text", "f?o", "fxo", true],
    ["text", "Foo", "foo", false],
    ["textIgnoringCase", "Foo*", "fOOd", true],
    ["text", String.raw`-\[NSISEngine*`, "-[NSISEngine solve]", true],
    ["text", "?[[]KSCrash*", "+[KSCrash run]", true],
    ["text", "[!a]b", "cb", true],
    ["text", "[!a]b", "ab", false],
    ["text", "{one,two}*", "twofold", true],
    ["text", String.raw`*::\{dtor\}`, "a::{dtor}", true],
    ["text", "[a", "[a", false],
    ["text", "a(b", "a(b", true],
    ["path", "**/node_modules/**", "/app/node_modules/x/y.js", true],
    ["path", "**/node_modules/**", "node_modules/x.js", true],
    ["path", "**/node_modules/**", "/app/my_node_modules/x.js", false],
    ["path", "/usr/lib/**", "usr/lib/a/b", true],
    ["path", "/usr/lib/**", "/opt/usr/lib/a", false],
    ["path", "/usr/*/x", "/usr/a/x", true],
    ["path", "/usr/*/x", "/usr/a/b/x", false],
    ["path", "/a/**/b", "/a/b", true],
    ["path", "C:/Windows/**", "c:/windows/system32/a.dll", true],
    ["path", "**.app/Contents/**", "/Applications/X.app/Contents/y", false],
    ["text", "**/packages/flutter/**", "packages/flutter/src/a", true],
    ["text", "**/packages/flutter/**", "a/packages/flutter/src/a", true],
    ["text", "**/packages/flutter/**", "my_packages/flutter/a", false],
    ["text", "a/**/b", "a/b", true],
    ["path", String.raw`C:\Program Files\**`, "c:/program files/x/a.dll", true],
    ["path", String.raw`**/\[id\]/*.tsx`, "/app/[id]/page.tsx", true],
    ["path", "UIKit", "uikit", true],
    ["path", "lib*", "libobjc.a.dylib", true],
  ])("%s: %s and %s", ([mode, pattern, value, fits]) => {
    expect(compileGlob(pattern, mode)(mode === "path" ? value.toLowerCase() : value)).toBe(fits);
  });
});

describe("the language of stack trace rules", () => {
  test("all 337 built-in rules can be read", () => {
    expect(readRuleRows(newestRules)).toHaveLength(337);
  });

  test("matchers, neighbours and actions", () => {
    const parsed = parseStackRules(
      '\n# a comment\n[ function:a ] | path:"C:/My Files/**" !app:yes | [category:x] ^-group v+app -app category=mine max-frames=3 # why\n',
    );
    expect(parsed).toEqual({
      rules: [
        {
          text: '[ function:a ] | path:"C:/My Files/**" !app:yes | [category:x] ^-group v+app -app category=mine max-frames=3',
          line: 3,
          caller: { on: "frame", key: "function", negated: false, argument: "a" },
          matchers: [
            { on: "frame", key: "path", negated: false, argument: "C:/My Files/**" },
            { on: "frame", key: "app", negated: true, argument: "yes" },
          ],
          callee: { on: "frame", key: "category", negated: false, argument: "x" },
          actions: [
            { kind: "flag", flag: "group", value: false, range: "above" },
            { kind: "flag", flag: "app", value: true, range: "below" },
            { kind: "flag", flag: "app", value: false, range: "self" },
            { kind: "category", category: "mine" },
            { kind: "maxFrames", count: 3 },
          ],
        },
      ],
    });
  });

  test.for<[string, number, number, string]>([
    ["function:a +app\nfunktion:b +app", 2, 1, 'there is no matcher "funktion"'],
    ["function:a", 1, 11, "expected an action"],
    ["+app", 1, 5, "expected a matcher"],
    ["function:a +app nonsense", 1, 17, "expected an action"],
    ['function:"a +app', 1, 10, "this quote is never closed"],
    ["function:a max-frames=many", 1, 23, "expected a number"],
    ["app:perhaps +app", 1, 5, '"app" is yes or no'],
    ["family:cobol +app", 1, 8, '"family" is'],
    ["[ function:a module:b ] | function:c +app", 1, 14, "only one matcher"],
    ["[ function:a ] function:c +app", 1, 16, 'expected "|"'],
    ["[ type:a ] | function:c +app", 1, 9, "has no exception"],
    ["function:a | [ function:b ] | [ function:c ] +app", 1, 31, "only one callee"],
    ["function:a +app category=", 1, 26, "expected the name"],
  ])("%j: the mistake is at %i:%i", ([text, line, column, message]) => {
    expect(parseStackRules(text)).toEqual({ mistake: { line, column, message: expect.stringContaining(message) } });
  });
});

describe("the language of fingerprint rules", () => {
  test("parts, variables and a title", () => {
    expect(parseFingerprintRules('error.type:"My Error" !tags.tenant:acme -> my-error, logger-{{ logger }} "a b" title="Oh {{ type }}"')).toEqual({
      rules: [
        {
          text: 'error.type:"My Error" !tags.tenant:acme -> my-error, logger-{{ logger }} "a b" title="Oh {{ type }}"',
          line: 1,
          matchers: [
            { key: { of: "exception", member: "type" }, negated: false, pattern: "My Error" },
            { key: { of: "tags", member: "tag", tag: "tenant" }, negated: true, pattern: "acme" },
          ],
          fingerprint: ["my-error", "logger-", "{{ logger }}", "a b"],
          title: "Oh {{ type }}",
        },
      ],
    });
  });

  test.for<[string, number, number, string]>([
    ["type:A -> a\n\ntype:B", 3, 7, 'expected "->"'],
    ["-> a", 1, 3, "expected a matcher"],
    ["type:A ->", 1, 10, "expected a fingerprint"],
    ["colour:red -> a", 1, 1, 'there is no matcher "colour"'],
    ['type:"A -> a', 1, 6, "this quote is never closed"],
    ['type:A -> a title="x" b title="y"', 1, 25, "only one title"],
    ['type:A -> a color="red"', 1, 13, 'there is no attribute "color"'],
    ["type:A -> {{ }", 1, 11, "expected text or a variable"],
  ])("%j: the mistake is at %i:%i", ([text, line, column, message]) => {
    expect(parseFingerprintRules(text)).toEqual({ mistake: { line, column, message: expect.stringContaining(message) } });
  });
});

const app = (name: string, more: JsonObject = {}): JsonObject => ({ module: `shop.${name}`, function: name, in_app: true, ...more });
const library = (name: string, more: JsonObject = {}): JsonObject => ({ module: `lib.${name}`, function: name, in_app: false, ...more });

function grouped(frames: readonly JsonObject[], config: Partial<GroupingConfig>, more: JsonObject = {}) {
  return groupEvent(normalized({ platform: "python", exception: [{ type: "E", value: "v", stacktrace: { frames } }], ...more }), {
    version: "newstyle:2026-01-20",
    ...config,
  });
}

/** Per frame whether it counts, `a` for the variant. */
function counted(frames: readonly JsonObject[], stackRules: string, more: JsonObject = {}) {
  const { variants } = grouped(frames, { stackRules }, more);
  const frameParts = (component: GroupingComponent | null | undefined): readonly GroupingComponent[] =>
    component?.values.flatMap((value) => (typeof value === "string" ? [] : value.id === "frame" ? [value] : frameParts(value))) ?? [];
  const of = (name: string) => frameParts(variants.find((variant) => variant.name === name)?.component);
  const marks = (name: string): string =>
    of(name)
      .map(({ contributes }) => (contributes ? "1" : "0"))
      .join("");
  return { app: marks("app"), system: marks("system"), hints: of("app").map(({ hint }) => hint), variants };
}

describe("stack trace rules", () => {
  const frames = [library("run"), app("cart"), library("db"), app("total"), library("raise")];

  test.for<[string, string, string, string]>([
    ["none", "", "01010", "11111"],
    ["one frame", "function:cart -group", "00010", "10111"],
    ["not in-app", "function:cart -app", "00010", "11111"],
    ["in-app", "function:db +app", "01110", "11111"],
    ["towards the crash", "function:db ^-group", "01000", "11100"],
    ["away from the crash", "function:db v-group", "00010", "00111"],
    ["switched on by rule, but not in app", "module:lib.* -group\nfunction:db +group", "01010", "01110"],
    ["the caller", "[ function:cart ] | function:db +app", "01110", "11111"],
    ["another caller", "[ function:total ] | function:db +app", "01010", "11111"],
    ["the callee", "function:db | [ function:total ] -group", "01010", "11011"],
    ["no neighbour never fits, even negated", "[ !function:x ] | function:run +app", "01010", "11111"],
    ["later rules see categories", "function:db category=mine\ncategory:mine +app", "01110", "11111"],
    ["earlier rules do not", "category:mine +app\nfunction:db category=mine", "01010", "11111"],
    ["all frames are found before any is changed", "[ app:yes ] | module:lib.* +app", "01111", "11111"],
    ["two frames", "function:cart max-frames=2", "01010", "00011"],
    ["negated", "!function:cart -group", "01000", "01000"],
    ["the exception", "type:E function:cart -group", "00010", "10111"],
    ["another exception", "type:F function:cart -group", "01010", "11111"],
    ["flutter's modules", "module:**/shop.cart -group", "00010", "10111"],
    ["spaces around the equals sign", "function:cart max-frames = 2", "01010", "00011"],
    ["the family", "family:other function:cart -group", "00010", "10111"],
    ["another family", "family:native,javascript function:cart -group", "01010", "11111"],
    ["a mistake: no rule of the project counts", "function:cart -group\nnonsense", "01010", "11111"],
  ])("%s", ([, rules, inApp, system]) => {
    expect(counted(frames, rules)).toMatchObject({ app: inApp, system });
  });

  test("too few frames: the stack trace is off, type and value count", () => {
    expect(grouped([app("cart")], { stackRules: "family:all min-frames=2" }).hashes).toEqual([hashValues(["E", "v"])]);
  });

  test("explanations name the rule", () => {
    expect(counted(frames, "function:cart -app\nfunction:total -group").hints).toEqual([
      "non app frame",
      "marked out of app by project's stack trace rule in line 1 (function:cart -app)",
      "non app frame",
      "ignored by project's stack trace rule in line 2 (function:total -group)",
      "non app frame",
    ]);
  });

  test("the event is returned as it was grouped, and grouped again it is the same", () => {
    const first = grouped(frames, { stackRules: "function:cart -app\nfunction:db +app" });
    expect(first.event.exception?.values[0]?.stacktrace?.frames).toMatchObject([
      { in_app: false },
      { in_app: false, data: { client_in_app: true } },
      { in_app: true, data: { client_in_app: false } },
      { in_app: true },
      { in_app: false },
    ]);
    const second = groupEvent(first.event, { version: "newstyle:2026-01-20", stackRules: "function:cart -app\nfunction:db +app" });
    expect(second).toEqual(first);
    expect(groupEvent(first.event).hashes).toEqual(grouped(frames, {}).hashes);
  });
});

describe("built-in stack trace rules", () => {
  test.for<[string, string, JsonObject, "app" | "library"]>([
    ["node_modules", "node", { filename: "/app/node_modules/x/a.js", in_app: true }, "library"],
    ["site-packages", "python", { abs_path: "/v/lib/python3.12/site-packages/x.py", in_app: true }, "library"],
    ["vendor", "php", { abs_path: "/var/www/vendor/laravel/a.php", in_app: true }, "library"],
    ["Go's modules", "go", { abs_path: "/root/go/pkg/mod/x/a.go", in_app: true }, "library"],
    ["Spring", "java", { module: "org.springframework.web.X", in_app: true }, "library"],
    ["Kotlin", "java", { module: "kotlin.coroutines.X", in_app: true }, "library"],
    ["a CDN", "javascript", { abs_path: "https://unpkg.com/react.js", module: "unpkg/react", in_app: true }, "library"],
    ["Rust's standard library", "native", { function: "core::result::unwrap_failed", in_app: true }, "library"],
    ["iOS frameworks", "cocoa", { function: "f", package: "/System/Library/Frameworks/UIKit", in_app: true }, "library"],
    ["an iOS app", "cocoa", { function: "f", package: "/private/var/containers/Bundle/Application/1/App" }, "app"],
    ["Flutter", "native", { function: "f", abs_path: "package:flutter/src/widgets.dart", in_app: true }, "library"],
    ["a Dart app on Android", "native", { function: "f", package: "/data/app/x/lib.so", abs_path: "/src/lib/main.dart" }, "app"],
    ["the program itself", "node", { filename: "/app/src/a.js", in_app: true }, "app"],
  ])("%s", ([, platform, frame, expected]) => {
    const { event } = groupEvent(normalized({ platform, exception: [{ type: "E", stacktrace: { frames: [{ function: "f", ...frame }] } }] }));
    expect(event.exception?.values[0]?.stacktrace?.frames?.[0]?.in_app ?? false).toBe(expected === "app");
  });

  test.for(["processTicksAndRejections", "runMicrotasks", "queueMicrotask"])("%s does not count", (name) => {
    const node = { platform: "node" };
    const inner = app("cart");
    expect(grouped([{ module: "internal", function: name }, inner], {}, node).hashes).toEqual(grouped([inner], {}, node).hashes);
  });

  test("what a panic goes through does not count", () => {
    const native = { platform: "native" };
    const crash = { function: "shop::cart::total", in_app: true };
    const panic = [{ function: "core::panicking::panic_fmt" }, { function: "rust_begin_unwind" }, { function: "std::panicking::begin_panic" }];
    expect(grouped([crash, ...panic], {}, native).hashes[0]).toEqual(grouped([crash], {}, native).hashes[0]);
  });
});

describe("fingerprint rules", () => {
  const event: JsonObject = {
    transaction: "/pay",
    logger: "shop",
    release: "shop@1.2.0",
    tags: { tenant: "acme" },
    sdk: { name: "sentry.python", version: "2.0.0" },
  };
  const frames = [library("run", { abs_path: "/srv/lib/run.py" }), app("cart", { filename: "shop/cart.py" })];
  const matches = (rule: string): boolean => grouped(frames, { fingerprintRules: `${rule} -> hit` }, event).hashes[0] === hashValues(["hit"]);

  test.for<[string, boolean]>([
    ["type:E", true],
    ["type:e", false],
    ["error.value:V", true],
    ["message:v", true],
    ["type:E value:v", true],
    ["type:E value:w", false],
    ["logger:shop level:ERROR", true],
    ["tags.tenant:ac*", true],
    ["tags.other:*", false],
    ["!tags.other:x", true],
    ["function:cart module:shop.cart", true],
    ["function:cart module:lib.run", false],
    ["function:cart app:no", false],
    ["function:cart app:perhaps", false],
    ["function:cart !app:perhaps", true],
    ["!message:v", false],
    ["!message:w", true],
    ['"error.type":E', true],
    ['error.value:"\\"v\\""', false],
    ["path:**/run.py app:no", true],
    ["path:shop/*.py", true],
    ["family:other", true],
    ["family:native,javascript", false],
    ["sdk:sentry.python", true],
    ["release:shop@1.*", true],
    ["!type:E", false],
  ])("%s: %s", ([rule, expected]) => {
    expect(matches(rule)).toBe(expected);
  });

  test("the first that matches replaces the SDK's fingerprint and may give a title", () => {
    const rules = 'type:F -> f\ntype:E -> {{ transaction }} cart title="Cart of {{ tags.tenant }}: {{ type }}"\ntype:E -> never';
    const result = grouped(frames, { fingerprintRules: rules }, { ...event, fingerprint: ["mine"] });
    expect(result.hashes).toEqual([hashValues(["/pay", "cart"])]);
    expect(result.variants[0]).toMatchObject({ name: "custom_server_fingerprint", fingerprint: ["/pay", "cart"] });
    expect(result.event.title).toBe("Cart of acme: E");
    expect(result.rule).toEqual({ origin: "project", text: rules.split("\n")[1], line: 2 });
  });

  test("tags are those of the event's page: what it says itself comes before what its user agent tells, fresh or stored", () => {
    const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    const said = normalized({ platform: "javascript", tags: { browser: "kiosk" }, request: { headers: { "User-Agent": agent } }, message: "x" });
    const fresh = { ...said, contexts: { ...said.contexts, ...userAgentContexts(said) } };
    expect(fresh.contexts["browser"]).toMatchObject({ name: "Firefox" });
    const config: GroupingConfig = { version: "newstyle:2026-01-20", fingerprintRules: "tags.browser:kiosk tags.browser.name:Firefox -> kiosk" };
    const first = groupEvent(fresh, config);
    expect(first.hashes).toEqual([hashValues(["kiosk"])]);
    expect(groupEvent(first.event, config).hashes).toEqual(first.hashes);
  });

  test("a rule can salt", () => {
    expect(grouped(frames, { fingerprintRules: "type:E -> {{ default }} {{ transaction }}" }, event).hashes).toEqual([
      hashValues(["E", "shop.cart", "cart", "/pay"]),
      hashValues(["E", "lib.run", "run", "shop.cart", "cart", "/pay"]),
    ]);
  });

  test("a chunk that fails to load is one issue, before any fingerprint of the SDK", () => {
    const result = grouped(
      [app("cart")],
      {},
      { platform: "javascript", fingerprint: ["{{ default }}", "x"], exception: [{ type: "ChunkLoadError", value: "Loading chunk 7 failed" }] },
    );
    expect(result.hashes).toEqual(["5d731dcf8ecc4f042eeacf528d8d8da9"]);
    expect(result.variants[0]?.name).toBe("built_in_fingerprint");
  });

  test("hydration errors are told apart by transaction", () => {
    const of = (transaction: string) =>
      grouped([], {}, { platform: "javascript", transaction, exception: [{ type: "Error", value: "Text content does not match server-rendered HTML." }] })
        .hashes;
    expect(of("/a")).toEqual([hashValues(["hydrationerror", "/a"])]);
    expect(of("/b")).not.toEqual(of("/a"));
  });

  test("the project's rules come before those", () => {
    const chunk = { platform: "javascript", exception: [{ type: "ChunkLoadError", value: "x" }] };
    expect(grouped([], { fingerprintRules: "type:ChunkLoadError -> mine" }, chunk).hashes).toEqual([hashValues(["mine"])]);
  });

  test("a message that is copied into the fingerprint is taken without what varies", () => {
    const of = (value: string) => groupEvent(normalized({ exception: [{ type: "E", value }], fingerprint: [value, "x"] })).hashes;
    expect(of("order 17 failed")).toEqual(of("order 18 failed"));
    expect(of("order 17 failed")).toEqual([hashValues(["order <int> failed", "x"])]);
  });
});
