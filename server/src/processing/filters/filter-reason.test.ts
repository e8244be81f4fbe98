import { describe, expect, it, test } from "vitest";
import { defaultFilters, defaultLegacyBrowsers, type FilterOptions } from "../../project-settings/filter-options.ts";
import type { JsonObject } from "../json/json.ts";
import { normalized } from "../normalize/normalize-kit.ts";
import { filterReason } from "./filter-reason.ts";
import { eventSubject, type FilterSubject } from "./subject.ts";

function reasonOf(subject: FilterSubject, options: FilterOptions) {
  return filterReason(subject, { ...defaultFilters, ...options });
}

function eventReason(payload: JsonObject, options: FilterOptions = {}, clientIp: string | null = "203.0.113.9") {
  return reasonOf(eventSubject(normalized(payload, { clientIp }), clientIp), options);
}

const exception = (value: string, more: JsonObject = {}): JsonObject => ({ exception: { values: [{ type: "Error", value, ...more }] } });
const at = (...paths: string[]): JsonObject => ({ stacktrace: { frames: paths.map((path) => ({ abs_path: path, function: "f" })) } });
const agent = (userAgent: string): JsonObject => ({ request: { headers: { "User-Agent": userAgent } } });

test("nothing is left out of a project that chose nothing, but health checks, hydration and chunk errors", () => {
  expect(eventReason({ message: "hello", user: { ip_address: "127.0.0.1" }, ...agent("Googlebot/2.1") })).toBeUndefined();
  expect(eventReason(exception("Minified React error #418; visit https://react.dev/errors/418?args[]= for the full message"))).toBe("react-hydration-errors");
  expect(eventReason(exception("Minified React error #4180; visit https://react.dev/errors/4180"))).toBeUndefined();
  expect(eventReason(exception("Hydration failed because the initial UI does not match what was rendered on the server."))).toBe("react-hydration-errors");
  expect(eventReason({ exception: { values: [{ type: "ChunkLoadError", value: "Loading chunk 7 failed.\n(missing: /7.js)" }] } })).toBe("chunk-load-error");
  expect(eventReason(exception("Uncaught (in promise) x: ChunkLoadError: Loading chunk 3 failed."))).toBe("chunk-load-error");
  expect(eventReason(exception("Loading chunk 7 failed"))).toBeUndefined();
});

describe("browser extensions", () => {
  const on = { browserExtensions: true };
  it.each(["conduitPage is not defined", "Error: Can't find variable: ZiteReader", "EXTENSION CONTEXT INVALIDATED."])("knows the text %s", (value) =>
    expect(eventReason(exception(value), on)).toBe("browser-extensions"),
  );
  it.each(["chrome-extension://abc/x.js", "safari-web-extension://x/y.js", "https://graph.facebook.com/1.js"])("knows the source %s", (path) => {
    expect(eventReason(exception("boom", at("https://shop.test/a.js", path)), on)).toBe("browser-extensions");
    expect(eventReason(exception("boom", at(path, "<anonymous>", "[native code]")), on)).toBe("browser-extensions");
  });
  it("looks at the last frame of the first exception only", () => {
    expect(eventReason(exception("boom", at("chrome-extension://abc/x.js", "https://shop.test/a.js")), on)).toBeUndefined();
    const second = {
      exception: {
        values: [
          { type: "Error", value: "boom" },
          { type: "Error", value: "conduitPage" },
        ],
      },
    };
    expect(eventReason(second, on)).toBeUndefined();
  });
});

describe("legacy browsers", () => {
  const ie = (version: number) => agent(`Mozilla/5.0 (compatible; MSIE ${version}.0; Windows NT 6.0)`);
  const chrome = (version: number) => agent(`Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`);
  it.each([
    ["ie", ie(10), true],
    ["ie9", ie(9), true],
    ["ie9", ie(10), false],
    ["ie_pre_9", ie(8), true],
    ["ie_pre_9", ie(9), false],
    ["chrome", chrome(62), true],
    ["chrome", chrome(63), false],
    ["firefox", chrome(1), false],
  ] as const)("%s in %o: %s", (name, payload, left) => expect(eventReason(payload, { legacyBrowsers: [name] })).toBe(left ? "legacy-browsers" : undefined));
  it("means the oldest ones when it is only switched on", () => {
    expect(eventReason(ie(9), { legacyBrowsers: defaultLegacyBrowsers })).toBe("legacy-browsers");
    expect(eventReason(ie(10), { legacyBrowsers: defaultLegacyBrowsers })).toBeUndefined();
  });
});

it.each([
  ["Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", true],
  ["facebookexternalhit/1.1", true],
  ["SomeBot/1.0", true],
  ["Mozilla/5.0 (compatible; my spider)", true],
  ["Slack-ImgProxy 0.19", true],
  ["Slackbot 1.0(+https://api.slack.com/robots)", false],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", false],
  ["CubotPhone", false],
])("web crawlers: %s", (userAgent, left) => expect(eventReason(agent(userAgent), { webCrawlers: true })).toBe(left ? "web-crawlers" : undefined));

it.each([
  [{ user: { ip_address: "127.0.0.1" } }, true],
  [{ user: { ip_address: "::1" } }, true],
  [{ request: { url: "http://localhost:3000/cart?x=1" } }, true],
  [{ request: { url: "https://127.0.0.1/" } }, true],
  [{ request: { url: "https://localhost.example.com/" } }, false],
  [{ request: { url: "https://shop.test/localhost" } }, false],
])("localhost: %o", (payload, left) => expect(eventReason(payload, { localhost: true })).toBe(left ? "localhost" : undefined));

it.each([
  ["/api/healthcheck/deep", "filtered-transaction"],
  ["GET /HEALTH", "filtered-transaction"],
  ["/healthz", "filtered-transaction"],
  ["app/livez", "filtered-transaction"],
  ["/ready", "filtered-transaction"],
  ["worker.HeartBeat.send", "filtered-transaction"],
  ["/ping", "filtered-transaction"],
  ["/shipping", undefined],
  ["/healthy-food", undefined],
  ["healthz", undefined],
])("health checks: %s", (transaction, reason) => {
  expect(reasonOf({ transaction }, {})).toBe(reason);
  expect(reasonOf({ transaction }, { healthChecks: false })).toBeUndefined();
  expect(eventReason({ transaction, message: "an error there" })).toBeUndefined();
});

describe("error messages", () => {
  const options = (...errorMessages: string[]) => ({ errorMessages });
  it("match the whole message, whatever its case, with stars for anything", () => {
    expect(eventReason({ message: "Connection LOST" }, options("connection lost"))).toBe("error-message");
    expect(eventReason({ message: "Connection lost again" }, options("connection lost"))).toBeUndefined();
    expect(eventReason({ message: "Connection lost again" }, options("x", "*LOST*"))).toBe("error-message");
    expect(eventReason({ logentry: { message: "lost %s", params: ["it"] } }, options("lost it"))).toBe("error-message");
  });
  it("match any exception, as type and value or the one that is there", () => {
    const two = { exception: { values: [{ type: "TypeError", value: "x is null" }, { type: "Abort" }] } };
    expect(eventReason(two, options("TypeError: x is*"))).toBe("error-message");
    expect(eventReason(two, options("Abort"))).toBe("error-message");
    expect(eventReason(two, options("x is null"))).toBeUndefined();
  });
});

it("leaves out releases by globs", () => {
  expect(eventReason({ release: "shop@1.2.3" }, { releases: ["shop@1.*"] })).toBe("release-version");
  expect(eventReason({ release: "shop@2.0.0" }, { releases: ["shop@1.*"] })).toBeUndefined();
  expect(eventReason({}, { releases: ["*"] })).toBeUndefined();
});

describe("addresses", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9", true],
    ["203.0.113.0/24", "203.0.113.200", true],
    ["203.0.113.0/25", "203.0.113.200", false],
    ["10.0.0.0/8", "11.0.0.1", false],
    ["0.0.0.0/0", "8.8.8.8", true],
    ["2001:db8::/32", "2001:db8:1::5", true],
    ["2001:db8::/33", "2001:db8:8000::5", false],
    ["2001:db8::1", "2001:0db8:0:0::1", true],
    ["203.0.113.0/24", "::ffff:203.0.113.7", true],
    ["203.0.113.0/24", "2001:db8::1", false],
  ])("%s and %s: %s", (range, address, left) => {
    const reason = left ? "ip-address" : undefined;
    expect(reasonOf({ clientIp: address }, { ipAddresses: [range] })).toBe(reason);
    expect(reasonOf({ clientIp: null, userIp: address }, { ipAddresses: [range] })).toBe(reason);
  });
});

it.each([
  ["chrome-extension://abcdef", {}, true],
  ["about", {}, true],
  ["https://cdn.example.com/x.js", {}, false],
  ["https://cdn.example.com/x.js", { cspSources: ["*.example.com"] }, true],
  ["https://example.com/x.js", { cspSources: ["*.example.com"] }, false],
  ["https://cdn.example.com:444/x.js", { cspSources: ["https://cdn.example.com:443"] }, false],
  ["http://cdn.example.com/x.js", { cspSources: ["https://*"] }, false],
  ["chrome-extension://abcdef", { cspDefaults: false }, false],
  ["inline", {}, false],
])("policy violations by %s with %o: %s", (uri, options, left) => {
  expect(reasonOf({ csp: { blockedUri: uri, sourceFile: undefined } }, options)).toBe(left ? "invalid-csp" : undefined);
  expect(reasonOf({ csp: { blockedUri: "inline", sourceFile: uri } }, options)).toBe(left ? "invalid-csp" : undefined);
});

it("names the first filter in the order of the protocol", () => {
  const all = { releases: ["*"], localhost: true, errorMessages: ["*"] };
  expect(eventReason({ message: "x", release: "1", user: { ip_address: "127.0.0.1" } }, all)).toBe("release-version");
  expect(eventReason({ message: "x", user: { ip_address: "127.0.0.1" } }, all)).toBe("error-message");
});
