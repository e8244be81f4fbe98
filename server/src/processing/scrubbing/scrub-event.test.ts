import { describe, expect, it, test } from "vitest";
import type { ProjectOptions } from "../../project-settings/options.ts";
import { mergeSettings } from "../../project-settings/project-settings.ts";
import type { JsonObject } from "../json/json.ts";
import { normalized } from "../normalize/normalize-kit.ts";
import { scrubEvent } from "./scrub-event.ts";

function scrubbed(payload: JsonObject, options: ProjectOptions = {}) {
  return scrubEvent(normalized(payload), mergeSettings({}, options).scrubbing);
}

/** What became of a text, by a rule of one's own for all texts. */
function byRule(rule: string, text: string) {
  const config = { applications: { $string: [rule] } };
  const { extra, _meta: meta } = scrubbed({ extra: { it: text } }, { dataScrubber: false, relayPiiConfig: JSON.stringify(config) });
  return { text: extra?.["it"], meta: meta?.["extra"] };
}

describe("without a choice of the project", () => {
  test("secrets go by the names that they have, with a remark that tells the rule and the length", () => {
    const { extra, _meta: meta } = scrubbed({ extra: { my_password: "hunter2", note: "fine", Tokens: [1, 2], deep: { apiKey: 5, otp: true } } });
    expect(extra).toEqual({ my_password: "[Filtered]", note: "fine", Tokens: null, deep: { apiKey: null, otp: null } });
    expect(meta).toEqual({
      extra: {
        my_password: { "": { rem: [["@password:filter", "s", 0, 10]], len: 7 } },
        Tokens: { "": { rem: [["@password:filter", "x"]] } },
        deep: { apiKey: { "": { rem: [["@password:filter", "x"]] } }, otp: { "": { rem: [["@password:filter", "x"]] } } },
      },
    });
  });

  test.each([
    ["card 4571 2345 6789 0111 used", "card [Filtered] used", "@creditcard:filter", 5, 15],
    ["378282246310005", "[Filtered]", "@creditcard:filter", 0, 10],
    ["ssn 078-05-1120", "ssn [Filtered]", "@usssn:filter", 4, 14],
    ["DE89 3704 0044 0532 0130 00", "[Filtered]", "@iban:filter", 0, 10],
    ["https://me:hunter2@db.test/x", "https://[Filtered]@db.test/x", "@urlauth:legacy", 8, 18],
    ["/home/ada/app.js", "/home/[Filtered]/app.js", "@userpath:filter", 6, 16],
    [String.raw`C:\Users\ada\app.js`, String.raw`C:\Users\[Filtered]\app.js`, "@userpath:filter", 9, 19],
    ["my password is x", "[Filtered]", "@password:filter", 0, 10],
    ["😀 4571234567890111", "😀 [Filtered]", "@creditcard:filter", 2, 12],
  ])("%s becomes %s", (sent, kept, rule, from, to) => {
    const { extra, _meta: meta } = scrubbed({ extra: { it: sent } });
    expect(extra).toEqual({ it: kept });
    expect(meta).toMatchObject({ extra: { it: { "": { rem: [[rule, "s", from, to]], len: Array.from(sent).length } } } });
  });

  test.each(["1234567890123456", "order 4571-2345", "DE00370400440532013000", "078051120", "ABCD1234EFGH5678IJKL", "a:b@c", "/homes/ada"])("%s stays", (text) =>
    expect(scrubbed({ extra: { it: text } }).extra).toEqual({ it: text }),
  );

  test("what is between the lines of a private key goes", () => {
    const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----";
    expect(scrubbed({ extra: { it: key } }).extra).toEqual({ it: "-----BEGIN RSA PRIVATE KEY-----[Filtered]-----END RSA PRIVATE KEY-----" });
  });

  test("every place of an event that holds data of the program is looked at", () => {
    const secret = { password: "x", ok: "y" };
    const kept = { password: "[Filtered]", ok: "y" };
    const event = scrubbed({
      tags: { secret_tag: "x", ok: "y" },
      user: { id: "7", data: secret },
      contexts: { mine: secret, trace: { trace_id: "a".repeat(32), span_id: "b".repeat(16), data: secret } },
      breadcrumbs: [{ message: "ok", data: secret }],
      request: {
        url: "https://shop.test/auth",
        data: secret,
        headers: { Authorization: "Basic abc", Accept: "*/*", "User-Agent": "AuthBot/1.0" },
        cookies: "sessionid=abc; theme=dark",
        query_string: "token=abc&page=2",
        env: secret,
      },
      exception: {
        values: [{ type: "TokenError", value: "token is bad", stacktrace: { frames: [{ function: "authenticate", filename: "auth.js", vars: secret }] } }],
      },
      spans: [{ description: "GET /auth", data: secret }],
    });
    expect(event.tags).toContainEqual(["secret_tag", "[Filtered]"]);
    expect(event.tags).toContainEqual(["ok", "y"]);
    expect(event.user).toEqual({ id: "7", data: kept });
    expect(event.contexts).toMatchObject({ mine: { ...kept, type: "mine" }, trace: { trace_id: "a".repeat(32), data: kept } });
    expect(event.breadcrumbs?.values[0]).toMatchObject({ message: "ok", data: kept });
    expect(event.request).toEqual({
      url: "https://shop.test/auth",
      data: kept,
      headers: [
        ["Accept", "*/*"],
        ["Authorization", "[Filtered]"],
        ["User-Agent", "AuthBot/1.0"],
      ],
      cookies: [
        ["sessionid", "[Filtered]"],
        ["theme", "dark"],
      ],
      query_string: [
        ["token", "[Filtered]"],
        ["page", "2"],
      ],
      env: kept,
    });
    expect(event.exception?.values[0]).toMatchObject({ type: "TokenError", value: "token is bad" });
    expect(event.exception?.values[0]?.stacktrace?.frames?.[0]).toMatchObject({ function: "authenticate", filename: "auth.js", vars: kept });
    expect(event.spans?.[0]).toMatchObject({ description: "GET /auth", data: kept });
    expect(event._meta).toMatchObject({
      request: {
        headers: { 1: { 1: { "": { rem: [["@password:filter", "s", 0, 10]], len: 9 } } } },
        cookies: { 0: { 1: { "": { rem: [["@anything:filter", "s", 0, 10]] } } } },
      },
    });
  });

  test("the address of a request loses its credentials and keeps its words", () => {
    const { request } = scrubbed({ request: { url: "https://me:hunter2@shop.test/auth/reset-password?token=x" } });
    expect(request).toEqual({ url: "https://[Filtered]@shop.test/auth/reset-password", query_string: [["token", "[Filtered]"]] });
  });

  test("a message keeps its words and loses only what has the form of a secret", () => {
    const { logentry, _meta: meta } = scrubbed({ message: "bad password of ada@example.com, card 4571234567890111, Bearer abcdef123" });
    expect(logentry?.formatted).toBe("bad password of [email], card [creditcard], Bearer [token]");
    expect(meta).toMatchObject({
      logentry: {
        formatted: {
          "": {
            rem: [
              ["@email", "s", 16, 23],
              ["@creditcard", "s", 30, 42],
              ["@bearer", "s", 51, 58],
            ],
          },
        },
      },
    });
  });

  test("an event without secrets stays the same object", () => {
    const event = normalized({ message: "hello", extra: { a: 1, b: "two" }, tags: { c: "d" } });
    expect(scrubEvent(event, mergeSettings({}, {}).scrubbing)).toBe(event);
  });

  test("a second pass changes nothing", () => {
    const once = scrubbed({ extra: { password: "x", path: "/home/ada/x", card: "4571234567890111" } });
    expect(scrubEvent(once, mergeSettings({}, {}).scrubbing).extra).toEqual(once.extra);
  });
});

describe("a project's choices", () => {
  const extra = { password: "x", my_pin: "1234", ip: "from 203.0.113.9", "safe token": "kept" };
  it("may switch everything off", () => expect(scrubbed({ extra }, { dataScrubber: false }).extra).toEqual(extra));
  it("may switch off the built-in rules and keep names of its own", () =>
    expect(scrubbed({ extra }, { dataScrubberDefaults: false, sensitiveFields: ["PIN"] }).extra).toEqual({ ...extra, my_pin: "[Filtered]" }));
  it("name fields that are safe, with all that is in them", () => {
    const nested = { token: { password: "x" }, other: { password: "x" } };
    expect(scrubbed({ extra: nested }, { safeFields: ["Token"] }).extra).toEqual({ ...nested, other: { password: "[Filtered]" } });
  });
  it("take addresses out of fields and texts", () => {
    const payload = { user: { id: "1", ip_address: "203.0.113.9" }, extra, request: { env: { REMOTE_ADDR: "203.0.113.9" } }, tags: { from: "::1" } };
    const event = scrubbed(payload, { scrubIPAddresses: true, dataScrubber: false });
    expect(event.user).toEqual({ id: "1" });
    expect(event.extra).toMatchObject({ ip: "from [ip]" });
    expect(event.request?.env).toEqual({ REMOTE_ADDR: null });
    expect(event._meta).toMatchObject({ user: { ip_address: { "": { rem: [["@anything:remove", "x"]] } } } });
  });
  it("hold as well as those of the organization, which cannot be taken back", () => {
    const { scrubbing } = mergeSettings({ dataScrubber: true, sensitiveFields: ["pin"] }, { dataScrubber: false, sensitiveFields: ["ip"] });
    expect(scrubEvent(normalized({ extra }), scrubbing).extra).toEqual({
      password: "[Filtered]",
      my_pin: "[Filtered]",
      ip: "[Filtered]",
      "safe token": "[Filtered]",
    });
  });
});

describe("rules of one's own", () => {
  it.each([
    ["@ip", "before 127.0.0.1 after", "before [ip] after"],
    ["@ip", "at 2001:db8::1, too", "at [ip], too"],
    ["@ip:remove", "before 127.0.0.1 after", "before  after"],
    ["@email:mask", "to a@b.de", "to ******"],
    ["@mac", "is 4a:00:04:10:9b:50!", "is *****************!"],
    ["@uuid:replace", "id ceee0822-ed8f-4622-b2a3-789e73e75cd1", "id [uuid]"],
    ["@imei", "356938035643809", "[imei]"],
    ["@usssn", "078-05-1120", "***********"],
    ["@userpath", "/Users/ada/x", "/Users/[user]/x"],
    ["@anything", "what ever", "[redacted]"],
    ["@anything:mask", "ab", "**"],
  ])("%s: %s becomes %s", (rule, text, kept) => {
    expect(byRule(rule, text).text).toBe(kept);
  });
  it("leave a mark of their kind", () => {
    expect(byRule("@ip", "to 127.0.0.1").meta).toEqual({ it: { "": { rem: [["@ip", "s", 3, 7]], len: 12 } } });
    expect(byRule("@email:mask", "a@b.de").meta).toEqual({ it: { "": { rem: [["@email:mask", "m", 0, 6]], len: 6 } } });
    expect(byRule("@email:hash", "a@b.de").text).toMatch(/^[\dA-F]{40}$/);
    expect(byRule("@email:hash", "a@b.de").meta).toMatchObject({ it: { "": { rem: [["@email:hash", "p", 0, 40]] } } });
    expect(byRule("@anything:remove", "x")).toEqual({ text: null, meta: { it: { "": { rem: [["@anything:remove", "x"]] } } } });
  });

  const config = (rules: object, applications: object) => ({ dataScrubber: false, relayPiiConfig: JSON.stringify({ rules, applications }) });
  it("find patterns and their groups", () => {
    const rules = {
      plates: { type: "pattern", pattern: "(?i)plate ([a-z]{1,3}-\\d+)", replaceGroups: [1], redaction: { method: "replace", text: "[plate]" } },
    };
    const event = scrubbed({ extra: { it: "PLATE hh-123 gone" } }, config(rules, { "extra.**": ["plates"] }));
    expect(event.extra).toEqual({ it: "PLATE [plate] gone" });
    expect(event._meta).toEqual({ extra: { it: { "": { rem: [["plates", "s", 6, 13]], len: 17 } } } });
  });
  it("find names, and other rules together", () => {
    const rules = {
      named: { type: "redact_pair", keyPattern: "^customer", redaction: { method: "mask" } },
      both: { type: "multiple", rules: ["named", "@ip"], hideInner: true },
    };
    const event = scrubbed({ extra: { customer: "Ada", at: "1.2.3.4", customers: [1] } }, config(rules, { "**": ["both"] }));
    expect(event.extra).toEqual({ customer: "***", at: "[ip]", customers: null });
    expect(event._meta).toMatchObject({ extra: { at: { "": { rem: [["both", "s", 0, 4]] } } } });
  });
  it("reach what is only scrubbed when it is named, and nothing that the server needs", () => {
    const payload = {
      transaction: "GET /me",
      exception: { values: [{ type: "E", value: "v", stacktrace: { frames: [{ function: "f", abs_path: "/p/f.js", vars: { a: "b" } }] } }] },
    };
    const everything = scrubbed(payload, config({}, { "**": ["@anything:remove"] }));
    expect(everything).toMatchObject({ event_id: "a".repeat(32), transaction: "GET /me", exception: { values: [{ type: "E" }] } });
    expect(everything.exception?.values[0]?.value).toBeUndefined();
    const named = scrubbed(payload, config({}, { "$frame.abs_path": ["@anything:remove"], transaction: ["@anything:mask"], "$event.exception": ["@ip"] }));
    expect(named.transaction).toBe("*******");
    expect(named.exception?.values[0]?.stacktrace?.frames).toEqual([{ function: "f", filename: "/p/f.js", vars: { a: "b" } }]);
  });
  it("come before the built-in ones, which leave alone what was put there", () => {
    const rules = { a: { type: "pattern", pattern: "hunter2", redaction: { method: "replace", text: "token" } } };
    const event = scrubbed({ extra: { it: "is hunter2" } }, { relayPiiConfig: JSON.stringify({ rules, applications: { $string: ["a"] } }) });
    expect(event.extra).toEqual({ it: "is token" });
  });
});
