import { describe, expect, test } from "vitest";
import { decodeJsonText } from "../json/decode.ts";
import { isObject, type Json, type JsonObject } from "../json/json.ts";
import { normalized, receivedAt, remarks } from "./normalize-kit.ts";

const seconds = receivedAt / 1000;

describe("the event itself", () => {
  test.for<[string, JsonObject, JsonObject]>([
    ["an empty payload is an event, too", {}, { type: "default", level: "error", platform: "other", timestamp: seconds, received: seconds }],
    ["the answered id wins over the payload's", { event_id: "b".repeat(32) }, { event_id: "a".repeat(32) }],
    ["numbers are release names", { release: 42 }, { release: "42" }],
    ["an unknown platform is other", { platform: "crystal" }, { platform: "other" }],
    ["exceptions make an error, whatever it calls itself", { type: "default", exception: [{ type: "E", value: "x" }] }, { type: "error" }],
    ["an error without exceptions is default", { type: "error", message: "x" }, { type: "default" }],
    ["a csp report is one", { csp: { effective_directive: "img-src" } }, { type: "csp" }],
    [
      "server_name and site are tags",
      { server_name: "web-1", site: "x" },
      {
        tags: [
          ["server_name", "web-1"],
          ["site", "x"],
        ],
      },
    ],
    ["a tag of that name is not overwritten", { server_name: "web-1", tags: { server_name: "own" } }, { tags: [["server_name", "own"]] }],
    ["the tag environment is the environment", { tags: { environment: "prod" } }, { environment: "prod" }],
    ["but not where there is one", { environment: "staging", tags: { environment: "prod" } }, { environment: "staging" }],
    ["an emptied fingerprint is the default", { fingerprint: [null, {}, []] }, { fingerprint: ["{{ default }}"] }],
    ["so is an empty one", { fingerprint: [] }, { fingerprint: ["{{ default }}"] }],
    ["scalars in a fingerprint are text", { fingerprint: [true, 1.9, "a", {}] }, { fingerprint: ["True", "1", "a"] }],
    ["the sdk of the authentication stands in", {}, { sdk: { name: "sentry.python", version: "2.1" } }],
  ])("%s", ([, payload, expected]) => {
    expect(normalized(payload, { authClient: "sentry.python/2.1" })).toMatchObject(expected);
  });

  test.for<[string, JsonObject, keyof ReturnType<typeof normalized>, string]>([
    ["a release with a slash", { release: "a/b" }, "release", "invalid_data release"],
    ["the release latest", { release: "Latest" }, "release", "invalid_data release"],
    ["a release that is a list", { release: ["1"] }, "release", "invalid_data release"],
    ["an environment with a slash", { environment: "a/b" }, "environment", "invalid_data environment"],
    ["an environment that is too long", { environment: "e".repeat(65) }, "environment", "value_too_long environment"],
    ["a dist with a space", { dist: "a b" }, "dist", "invalid_data dist"],
    ["a logger with a line break", { logger: "a\nb" }, "logger", "invalid_data logger"],
    ["tags that are text", { tags: "a=b" }, "tags", "invalid_data tags"],
    ["a user that is text", { user: "ada" }, "user", "invalid_data user"],
    ["extra that is a list", { extra: [1] }, "extra", "invalid_data extra"],
    ["an unknown attribute", { colour: "red" }, "extra", "invalid_attribute colour"],
    ["breadcrumbs that are a number", { breadcrumbs: 7 }, "breadcrumbs", "invalid_data breadcrumbs"],
  ])("%s is left out with a remark", ([, payload, member, remark]) => {
    const event = normalized(payload);
    expect(event[member]).toBeUndefined();
    expect(remarks(event)).toContain(remark);
    expect(event._meta).toBeDefined();
  });

  test("remnants of older protocols go without a remark", () => {
    expect(remarks(normalized({ repos: {}, device: {}, metadata: {}, hashes: [], query: "x" }))).toEqual([]);
  });

  test("remarks are bounded, and say so", () => {
    const event = normalized({ tags: Array.from({ length: 450 }, () => ["k", {}]) });
    expect(event.errors?.length).toBe(201);
    expect(event.errors?.at(-1)?.reason).toBe("250 more remarks were left out");
  });

  test("what an SDK remarked itself is kept beside ours", () => {
    const sent = { message: { "": { len: 10 } } };
    expect(normalized({ message: "x", release: "a/b", _meta: sent, errors: [{ type: "js_no_source", url: "u" }] })).toMatchObject({
      _meta: { ...sent, release: { "": { err: [["invalid_data", {}]], val: "a/b" } } },
      errors: [
        { type: "js_no_source", url: "u" },
        { type: "invalid_data", name: "release", value: "a/b" },
      ],
    });
  });
});

test("the replay of the trace header is a context, unless there is one", () => {
  const replayId = "c".repeat(32);
  expect(normalized({}, { replayId }).contexts).toEqual({ replay: { type: "replay", replay_id: replayId } });
  expect(normalized({ contexts: { replay: { replay_id: "d".repeat(32) } } }, { replayId }).contexts?.["replay"]).toMatchObject({ replay_id: "d".repeat(32) });
});

describe("levels", () => {
  test.for<[Json, string, number]>([
    ["fatal", "fatal", 0],
    ["log", "info", 0],
    ["WARN", "warning", 0],
    ["critical", "fatal", 0],
    [30, "warning", 0],
    ["50", "fatal", 0],
    [35, "error", 1],
    ["loud", "error", 1],
    [null, "error", 0],
  ])("%j is %s", ([sent, level, problems]) => {
    const event = normalized({ level: sent });
    expect(event.level).toBe(level);
    expect(remarks(event).length).toBe(problems);
  });
});

describe("time", () => {
  const day = 86_400;
  test.for<[string, JsonObject, number | null, number, readonly string[]]>([
    ["float seconds", { timestamp: seconds - 5.5 }, null, seconds - 5.5, []],
    ["RFC 3339", { timestamp: "2026-10-01T14:29:00.25+02:00" }, null, seconds - 59.75, []],
    ["without a zone", { timestamp: "2026-10-01 12:29:00" }, null, seconds - 60, []],
    ["nonsense", { timestamp: "soon" }, null, seconds, ["invalid_data timestamp"]],
    ["40 days old", { timestamp: seconds - 40 * day }, null, seconds, ["past_timestamp timestamp"]],
    ["2 minutes ahead", { timestamp: seconds + 120 }, null, seconds, ["future_timestamp timestamp"]],
    ["30 s ahead", { timestamp: seconds + 30 }, null, seconds + 30, []],
    ["a clock 2 h behind", { timestamp: seconds - 7205 }, receivedAt - 7_200_000, seconds - 5, ["clock_drift timestamp"]],
    ["a clock 10 min behind", { timestamp: seconds - 605 }, receivedAt - 600_000, seconds - 605, []],
  ])("%s", ([, payload, sentAt, timestamp, expected]) => {
    const event = normalized(payload, { sentAt });
    expect(event.timestamp).toBeCloseTo(timestamp, 5);
    expect(remarks(event)).toEqual(expected);
  });

  test("times within the payload move with the event", () => {
    const event = normalized({ timestamp: seconds - 7200, breadcrumbs: [{ timestamp: seconds - 7260, message: "a" }] }, { sentAt: receivedAt - 7_200_000 });
    expect(event.breadcrumbs?.values[0]?.timestamp).toBeCloseTo(seconds - 60, 5);
  });
});

describe("the user's address", () => {
  const conn = "203.0.113.9";
  test.for<[string, JsonObject, string | undefined]>([
    ["auto fills in", { sdk: { settings: { infer_ip: "auto" } } }, conn],
    ["auto replaces {{auto}}", { user: { ip_address: "{{auto}}" }, sdk: { settings: { infer_ip: "auto" } } }, conn],
    ["never takes {{auto}} away", { user: { id: "1", ip_address: "{{auto}}" }, sdk: { settings: { infer_ip: "never" } } }, undefined],
    ["never infers nothing", { platform: "javascript", sdk: { settings: { infer_ip: "never" } } }, undefined],
    ["an invalid setting counts as never", { platform: "javascript", sdk: { settings: { infer_ip: 7 } } }, undefined],
    ["without a setting, browsers have the connection's", { platform: "javascript" }, conn],
    ["and servers do not", { platform: "python" }, undefined],
    ["but asking works everywhere", { platform: "python", user: { ip_address: "{{auto}}" } }, conn],
    ["REMOTE_ADDR comes first", { platform: "javascript", request: { env: { REMOTE_ADDR: "192.0.2.1" } } }, "192.0.2.1"],
    ["an address that was sent stays", { platform: "javascript", user: { ip_address: "2001:db8::1" } }, "2001:db8::1"],
    ["an invalid one does not", { platform: "python", user: { id: "1", ip_address: "999.1.1.1" } }, undefined],
  ])("%s", ([, payload, ip]) => {
    expect(normalized(payload).user?.ip_address).toBe(ip);
  });
});

describe("hostile payloads", () => {
  test("10,000-deep JSON is cut where it is free, and dropped elsewhere", () => {
    const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
    const decoded = decodeJsonText(
      `{"extra":{"a":${deep}},"contexts":{"c":{"d":${deep}}},"tags":${deep},"message":${deep},"exception":${deep},"request":{"data":${deep}},"user":{"x":${deep}},"spans":${deep},"unknown":${deep},"_meta":${deep},"errors":${deep},"fingerprint":${deep}}`,
    );
    if (!("value" in decoded) || !isObject(decoded.value)) throw new Error("not decoded");
    const event = normalized(decoded.value);
    expect(JSON.stringify(event).length).toBeLessThan(10_000);
    expect(event.extra).toBeDefined();
  });

  test("an exception value that is deep is a short text", () => {
    const decoded = decodeJsonText(`{"exception":[{"type":"E","value":${"[".repeat(10_000)}${"]".repeat(10_000)}}]}`);
    if (!("value" in decoded) || !isObject(decoded.value)) throw new Error("not decoded");
    expect(normalized(decoded.value).exception?.values[0]?.value?.length).toBeLessThan(9000);
  });

  test("tags, frames, breadcrumbs and exceptions are bounded", () => {
    const event = normalized({
      tags: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, "v"])),
      exception: Array.from({ length: 1000 }, (_, i) => ({
        type: `E${i}`,
        value: "x",
        stacktrace: { frames: Array.from({ length: 20 }, () => ({ function: "f" })) },
      })),
      breadcrumbs: Array.from({ length: 20_000 }, (_, i) => ({ message: String(i) })),
    });
    expect(event.tags?.length).toBe(500);
    expect(event.exception?.values.length).toBe(100);
    expect(event.exception?.values.at(-1)?.type).toBe("E999");
    expect(event.breadcrumbs?.values.length).toBe(1000);
    expect(event.breadcrumbs?.values.at(-1)?.message).toBe("19999");
  });

  test("__proto__ is a key like any other", () => {
    const decoded = decodeJsonText(
      `{"__proto__":{"polluted":1},"tags":{"__proto__":"x"},"contexts":{"__proto__":{"a":1}},"extra":{"__proto__":{"b":1}},"user":{"__proto__":{"c":1}}}`,
    );
    if (!("value" in decoded) || !isObject(decoded.value)) throw new Error("not decoded");
    const event = normalized(decoded.value);
    expect("polluted" in event).toBe(false);
    expect(Object.getPrototypeOf(event.user?.data ?? {})).toBe(Object.prototype);
    expect(event.tags).toEqual([["__proto__", "x"]]);
  });
});
