import { describe, expect, test } from "vitest";
import type { LogRecord } from "../../log/port.ts";
import { processBatch } from "../../pipeline/process-batch.ts";
import { batchOf, envelopeRecord, eventId, expectAccounted } from "../../pipeline/record-kit.ts";

const csp = (uri: string) => ({ "csp-report": { "effective-directive": "img-src", "blocked-uri": uri, "document-uri": "https://shop.example/cart?id=1" } });
const reported = (type: string, body: object = {}) => ({ type, age: 10, url: "https://shop.example/", user_agent: "x", body });

function run(records: readonly LogRecord[]) {
  const batch = processBatch(batchOf(records), records);
  expectAccounted(records, batch);
  return batch;
}

const one = (payload: unknown, headers: Readonly<Record<string, unknown>> = {}, meta = {}) =>
  run([envelopeRecord(1, [{ type: "raw_security", payload, headers }], meta)]);

test("a report becomes an event", () => {
  const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  const { events, outcomes } = one(csp("https://evil.example/a.png"), { sentry_release: "shop@1", sentry_environment: "staging" }, { userAgent });
  expect(outcomes).toEqual([]);
  expect(events).toMatchObject([
    {
      eventId: eventId(1),
      type: "csp",
      category: "security",
      level: "error",
      platform: "other",
      title: "Blocked 'image' from 'evil.example'",
      culprit: "https://shop.example/cart",
      location: "evil.example",
      metadata: { directive: "img-src", uri: "evil.example", message: "Blocked 'image' from 'evil.example'" },
      logger: "csp",
      release: "shop@1",
      environment: "staging",
      user: { ip: "203.0.113.9" },
    },
  ]);
  expect(Object.fromEntries(events[0]?.tags ?? [])).toMatchObject({
    "effective-directive": "img-src",
    "blocked-uri": "https://evil.example/a.png",
    "blocked-host": "evil.example",
    "browser.name": "Firefox",
    url: "https://shop.example/cart",
  });
});

test("a list becomes one event for each report, with ids that a second run makes again", () => {
  const list = [
    reported("csp-violation", { effectiveDirective: "img-src", blockedURL: "https://a.example/" }),
    reported("deprecation"),
    reported("csp-violation", { effectiveDirective: "img-src", blockedURL: "https://b.example/" }),
    reported("csp-violation", { effectiveDirective: "nothing-src" }),
    7,
  ];
  const { events, outcomes } = one(list);
  expect(events.map(({ title }) => title)).toEqual(["Blocked 'image' from 'a.example'", "Blocked 'image' from 'b.example'"]);
  expect(events[0]?.eventId).toBe(eventId(1));
  expect(new Set(events.map((event) => event.eventId)).size).toBe(2);
  expect(new Set(events.flatMap(({ hashes }) => hashes)).size).toBe(2);
  expect(outcomes).toMatchObject([
    { outcome: "filtered", reason: "unsupported_security_report", category: "security", quantity: 1, detail: expect.stringContaining("deprecation") },
    { outcome: "invalid", reason: "security_report" },
    { outcome: "invalid", reason: "security_report_type" },
  ]);
  expect(one(list).events.map((event) => event.eventId)).toEqual(events.map((event) => event.eventId));
});

test("of a flood the first hundred count", () => {
  const { seq, meta } = envelopeRecord(1, []);
  const flood = envelopeRecord(seq, [{ type: "raw_security", payload: Array.from({ length: 250 }, () => csp("https://x.io/")) }], meta);
  const { events, outcomes } = processBatch(batchOf([flood]), [flood]);
  expect(events).toHaveLength(100);
  expect(outcomes).toMatchObject([{ outcome: "invalid", reason: "too_many_reports", quantity: 150 }]);
});

describe("is left out with a reason", () => {
  test.for<[string, unknown, string, string]>([
    ["a deprecation", reported("deprecation", { id: "x" }), "filtered", "unsupported_security_report"],
    ["an Expect-CT report", { "expect-ct-report": {} }, "filtered", "unsupported_security_report"],
    ["public key pinning", { "known-pins": [], hostname: "x" }, "filtered", "unsupported_security_report"],
    ["something else", { hello: 1 }, "invalid", "security_report_type"],
    ["a violation without a body", { type: "csp-violation" }, "invalid", "security_report_type"],
    ["an empty list", [], "invalid", "no_data"],
    ["nothing", "", "invalid", "no_data"],
    ["no JSON", "{", "invalid", "invalid_json"],
    ["no directive", { "csp-report": {} }, "invalid", "security_report"],
  ])("%s", ([, payload, outcome, reason]) => {
    const { events, outcomes } = one(payload);
    expect(events).toEqual([]);
    expect(outcomes).toMatchObject([{ itemType: "raw_security", category: "security", outcome, reason, quantity: 1 }]);
  });
});

test("reports of one directive and host are one issue, others are not", () => {
  const hashes = ["https://a.example/1.png", "https://a.example/2.png", "https://b.example/1.png"].map((uri) => one(csp(uri)).events[0]?.hashes);
  expect(hashes[0]).toEqual(hashes[1]);
  expect(hashes[0]).not.toEqual(hashes[2]);
});

test.for(["security", "event"])("a report that was taken out of its request comes as %s", (type) => {
  const payload = {
    type: "csp",
    platform: "javascript",
    release: "shop@2",
    request: { url: "https://shop.example/" },
    csp: { effective_directive: "font-src", blocked_uri: "data" },
  };
  const { events } = run([envelopeRecord(1, [{ type, payload }])]);
  expect(events).toMatchObject([
    { type: "csp", category: "security", title: "Blocked 'font' from 'data:'", platform: "javascript", release: "shop@2", culprit: "https://shop.example/" },
  ]);
});
