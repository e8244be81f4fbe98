import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json/json.ts";
import { cspEvent } from "./csp-event.ts";
import { readCspReport, type CspReport } from "./csp-report.ts";
import { cspCulprit, cspMessage, normalizeUri } from "./csp-text.ts";

function read(sent: JsonObject): CspReport {
  const report = readCspReport(sent);
  if (report === undefined) throw new Error("no report");
  return report;
}

const canonical = {
  effective_directive: "script-src-elem",
  blocked_uri: "https://evil.example/a.js",
  violated_directive: "script-src-elem",
  document_uri: "https://shop.example/",
  source_file: "https://shop.example/app.js",
  script_sample: "alert(1)",
  original_policy: "default-src 'self'",
  disposition: "enforce",
  status_code: 200,
  line_number: 7,
  column_number: 28,
};

test.for<[string, JsonObject]>([
  [
    "report-uri",
    {
      "effective-directive": "script-src-elem",
      "blocked-uri": "https://evil.example/a.js",
      "violated-directive": "script-src-elem",
      "document-uri": "https://shop.example/",
      "source-file": "https://shop.example/app.js",
      "script-sample": "alert(1)",
      "original-policy": "default-src 'self'",
      disposition: "enforce",
      "status-code": 200,
      "line-number": 7,
      "column-number": 28,
    },
  ],
  [
    "the Reporting API",
    {
      effectiveDirective: "script-src-elem",
      blockedURL: "https://evil.example/a.js",
      violatedDirective: "script-src-elem",
      documentURL: "https://shop.example/",
      sourceFile: "https://shop.example/app.js",
      sample: "alert(1)",
      originalPolicy: "default-src 'self'",
      disposition: "enforce",
      statusCode: 200,
      lineNumber: 7,
      columnNumber: 28,
    },
  ],
  ["nobody, with numbers as text", { ...canonical, status_code: "200", line_number: "7", column_number: "28" }],
])("a report in the spelling of %s", ([, sent]) => {
  expect(readCspReport(sent)).toEqual(canonical);
});

test("what is missing or wrong does not cost the report", () => {
  expect(read({ "violated-directive": "img-src https://a.io", "line-number": "x", "status-code": -1, referrer: 7, extra: { kept: true } })).toEqual({
    effective_directive: "img-src",
    blocked_uri: "self",
    violated_directive: "img-src https://a.io",
    extra: { kept: true },
  });
});

test.for<[JsonObject, string | undefined]>([
  [{ "effective-directive": "img-src https://a.io", "violated-directive": "font-src" }, "img-src"],
  [{ "effective-directive": "made-up", "violated-directive": "font-src 'self'" }, "font-src"],
  [{ "effective-directive": "made-up", "violated-directive": "" }, undefined],
  [{ "effective-directive": "constructor" }, undefined],
  [{}, undefined],
])("%j is about %s", ([sent, directive]) => {
  expect(readCspReport(sent)?.effective_directive).toBe(directive);
});

test.for([
  ["", "'self'"],
  ["self", "'self'"],
  ["'self'", "'self'"],
  ["data", "data:"],
  ["inline", "inline:"],
  ["https", "https://"],
  ["https://cdn.example/lib.js?v=1", "cdn.example"],
  ["http://localhost:8027/x", "localhost:8027"],
  ["https://cdn.example:443/lib.js", "cdn.example"],
  ["data:text/html,hi", "data:"],
  ["blob:https://x.io/1", "blob:"],
  ["wss://live.example/socket", "wss://live.example"],
  ["chrome-extension://abcdef/x.js", "chrome-extension://abcdef"],
  ["http://", "http://"],
])("%j is shown as %s", ([uri = "", shown]) => {
  expect(normalizeUri(uri)).toBe(shown);
});

describe("messages", () => {
  test.for([
    ["img-src", "", "Blocked inline 'image'"],
    ["connect-src", "self", "Blocked inline 'connect'"],
    ["style-src", "'self'", "Blocked inline 'style'"],
    ["frame-src", "", "Blocked inline 'frame-src'"],
    ["script-src", "", "Blocked unsafe (eval() or inline) 'script'"],
    ["script-src", "inline", "Blocked unsafe inline 'script'"],
    ["script-src", "eval", "Blocked unsafe eval() 'script'"],
    ["script-src-elem", "self", "Blocked inline script attribute"],
    ["script-src-attr", "self", "Blocked unsafe 'script' element"],
    ["style-src-elem", "", "Blocked 'style' or 'link' element"],
    ["style-src-attr", "", "Blocked style attribute"],
    ["img-src", "https://x.io/a.png", "Blocked 'image' from 'x.io'"],
    ["script-src", "https://x.io:8080/a.js", "Blocked 'script' from 'x.io:8080'"],
    ["script-src-elem", "inline", "Blocked 'script' from 'inline:'"],
    ["script-src-attr", "inline", "Blocked inline script attribute from 'inline:'"],
    ["style-src-elem", "https://x.io/", "Blocked 'style' from 'x.io'"],
    ["style-src-attr", "inline", "Blocked style attribute from 'inline:'"],
    ["form-action", "https://x.io/pay", "Blocked 'form' action to 'x.io'"],
    ["worker-src", "blob", "Blocked 'worker-src' from 'blob:'"],
  ])("%s of %j: %s", ([directive = "", blocked = "", message]) => {
    expect(cspMessage(read({ "effective-directive": directive, "blocked-uri": blocked }))).toBe(message);
  });
});

describe("culprits", () => {
  test.for<[string, string | undefined, string]>([
    ["style-src cdn.example", "https://shop.example/cart", "style-src cdn.example"],
    ["style-src https://cdn.example", "https://shop.example/cart", "style-src https://cdn.example"],
    ["style-src https://shop.example 'unsafe-inline'", "https://shop.example/cart", "style-src 'self' 'unsafe-inline'"],
    ["style-src shop.example  data:", "https://shop.example/cart", "style-src 'self' data:"],
    ["style-src cdn.example", "file:///index.html", "style-src file://cdn.example"],
    ["img-src x.io", undefined, "img-src x.io"],
    ["", "https://shop.example/", ""],
  ])("%j on %s: %s", ([violated, document, culprit]) => {
    const report = read({ "effective-directive": "img-src", "violated-directive": violated, ...(document !== undefined && { "document-uri": document }) });
    expect(cspCulprit(report)).toBe(culprit);
  });
});

test("the event of a report", () => {
  const report = read({ ...canonical, referrer: "https://search.example/" });
  expect(cspEvent(report)).toEqual({
    type: "csp",
    csp: report,
    logger: "csp",
    logentry: { message: "Blocked 'script' from 'evil.example'", formatted: "Blocked 'script' from 'evil.example'" },
    culprit: "script-src-elem",
    tags: [
      ["effective-directive", "script-src-elem"],
      ["blocked-uri", "https://evil.example/a.js"],
      ["blocked-host", "evil.example"],
    ],
    request: { url: "https://shop.example/", headers: [["Referer", "https://search.example/"]] },
  });
});

test("payments keep their secrets", () => {
  const { tags } = cspEvent(read({ "effective-directive": "connect-src", "blocked-uri": "https://api.stripe.com/v1/x?card=4242#y" }));
  expect(tags).toContainEqual(["blocked-uri", "https://api.stripe.com/v1/x"]);
});
