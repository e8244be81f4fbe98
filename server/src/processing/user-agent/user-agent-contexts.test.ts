import { describe, expect, test } from "vitest";
import { deriveEvent } from "../derive/derive-event.ts";
import type { JsonObject } from "../json/json.ts";
import { normalized } from "../normalize/normalize-kit.ts";
import { userAgentContexts } from "./user-agent-contexts.ts";

const chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36";
const onMac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36";
const reduced = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36";
const chromeContext = { type: "browser", name: "Chrome", version: "138.0.0" };

const found = (headers: JsonObject | null, more: JsonObject = {}) =>
  userAgentContexts(normalized({ platform: "javascript", ...(headers !== null && { request: { headers } }), ...more }));

describe("where the system goes", () => {
  test.for(["python", "node", "java", "other"])("%s: a server has its own, this one is the client's", (platform) => {
    expect(found({ "user-agent": chrome }, { platform })).toEqual({ browser: chromeContext, client_os: { type: "os", name: "Windows", version: ">=10" } });
  });

  test("javascript: the event happened in it", () => {
    expect(found({ "User-Agent": onMac })).toEqual({
      browser: chromeContext,
      device: { type: "device", family: "Mac", model: "Mac", brand: "Apple" },
      os: { type: "os", name: "Mac OS X", version: ">=10.15.7" },
    });
  });
});

describe("nothing is guessed", () => {
  test.for<[string, JsonObject | null, JsonObject]>([
    ["without a request", null, {}],
    ["without a user agent", { Accept: "*/*" }, {}],
    ["from a value that is null", { "User-Agent": null }, {}],
    ["from what was filtered", { "User-Agent": "[Filtered]" }, {}],
    ["where the SDK says all of it", { "User-Agent": onMac }, { contexts: { browser: { name: "Mine" }, device: { model: "X" }, os: { name: "BeOS" } } }],
  ])("%s", ([, headers, more]) => {
    expect(found(headers, more)).toBeUndefined();
  });

  test("about one context because another one is there", () => {
    expect(found({ "User-Agent": onMac }, { contexts: { os: { name: "macOS", version: "15.5" }, device: { family: "Mac" } } })).toEqual({
      browser: chromeContext,
    });
  });

  test("about os, when a server says its own", () => {
    expect(found({ "User-Agent": chrome }, { platform: "python", contexts: { os: { name: "Linux" } } })).toEqual({
      browser: chromeContext,
      client_os: { type: "os", name: "Windows", version: ">=10" },
    });
  });
});

describe("client hints", () => {
  const brands = `"Not)A;Brand";v="8", "Chromium";v="138", "Google Chrome";v="138"`;
  const hint = (more: JsonObject): JsonObject => ({ "Sec-CH-UA": brands, "Sec-CH-UA-Mobile": "?0", ...more });

  test("stand in for a user agent that is missing or unknown", () => {
    const expected = { browser: { type: "browser", name: "Google Chrome", version: "138" }, os: { type: "os", name: "Linux" } };
    expect(found(hint({ "Sec-CH-UA-Platform": '"Linux"', "Sec-CH-UA-Platform-Version": '""' }))).toEqual(expected);
    expect(found(hint({ "Sec-CH-UA-Platform": '"Linux"', "User-Agent": "shop" }))).toEqual(expected);
  });

  test.for<[string, JsonObject, JsonObject]>([
    ["Windows 11", { "Sec-CH-UA-Platform": '"Windows"', "Sec-CH-UA-Platform-Version": '"15.0.0"' }, { name: "Windows", version: "11" }],
    ["Windows 10", { "Sec-CH-UA-Platform": '"Windows"', "Sec-CH-UA-Platform-Version": '"10.0.0"' }, { name: "Windows", version: "10" }],
    ["Windows 8.1", { "Sec-CH-UA-Platform": '"Windows"', "Sec-CH-UA-Platform-Version": '"0.3.0"' }, { name: "Windows", version: "8.1" }],
    ["macOS", { "Sec-CH-UA-Platform": '"macOS"', "Sec-CH-UA-Platform-Version": '"15.5.0"' }, { name: "macOS", version: "15.5.0" }],
    ["no version", { "Sec-CH-UA-Platform": '"Windows"' }, { name: "Windows", version: ">=10" }],
    ["an unknown system", { "Sec-CH-UA-Platform": '"Unknown"', "Sec-CH-UA-Platform-Version": '"1"' }, { name: "Windows", version: ">=10" }],
  ])("tell the real version of the system: %s", ([, headers, os]) => {
    expect(found(hint({ "User-Agent": chrome, ...headers }))).toEqual({ browser: chromeContext, os: { type: "os", ...os } });
  });

  test("tell the model that a reduced user agent hides", () => {
    const headers = hint({
      "User-Agent": reduced,
      "Sec-CH-UA-Platform": '"Android"',
      "Sec-CH-UA-Platform-Version": '"15.0.0"',
      "Sec-CH-UA-Model": '"Pixel 9"',
    });
    expect(found(headers)).toEqual({
      browser: { type: "browser", name: "Chrome Mobile", version: "138.0.0" },
      device: { type: "device", family: "Pixel 9", model: "Pixel 9" },
      os: { type: "os", name: "Android", version: "15.0.0" },
    });
  });

  test.for<[string, string, JsonObject | undefined]>([
    ["the browser rather than Chromium", `"Chromium";v="138", "Brave";v="138", "Not/A)Brand";v="99"`, { name: "Brave", version: "138" }],
    ["Chromium when it is all there is", `"Not A;Brand";v="99", "Chromium";v="138"`, { name: "Chromium", version: "138" }],
    ["an older way to say nothing", `" Not A;Brand";v="99", "Microsoft Edge";v="91"`, { name: "Microsoft Edge", version: "91" }],
    ["nothing but noise", `"Not_A Brand";v="99"`, undefined],
    ["no list at all", `;;;"""v=`, undefined],
  ])("brands: %s", ([, list, browser]) => {
    expect(found({ "Sec-CH-UA": list })).toEqual(browser === undefined ? undefined : { browser: { type: "browser", ...browser } });
  });

  test("brands: full versions, where they were asked for", () => {
    expect(found(hint({ "Sec-CH-UA-Full-Version-List": `"Chromium";v="138.0.7204.50", "Google Chrome";v="138.0.7204.51"` }))).toEqual({
      browser: { type: "browser", name: "Google Chrome", version: "138.0.7204.51" },
    });
  });
});

describe("tags", () => {
  const tagsOf = (payload: JsonObject) => {
    const sent = normalized(payload);
    const guessed = userAgentContexts(sent);
    return Object.fromEntries(deriveEvent({ ...sent, contexts: { ...sent.contexts, ...guessed } }, guessed).tags);
  };
  const request = { headers: { "User-Agent": onMac } };

  test("follow from the contexts", () => {
    expect(tagsOf({ platform: "javascript", request })).toEqual({
      level: "error",
      browser: "Chrome 138.0.0",
      "browser.name": "Chrome",
      device: "Mac",
      "device.family": "Mac",
      os: "Mac OS X >=10.15.7",
      "os.name": "Mac OS X",
      user: "ip:203.0.113.9",
    });
    expect(tagsOf({ platform: "python", request })).toMatchObject({ client_os: "Mac OS X >=10.15.7", "client_os.name": "Mac OS X" });
    expect(tagsOf({ platform: "python", request })).not.toHaveProperty("os");
  });

  test("that were sent stay, unless the SDK's own context overrides them", () => {
    const tags = { browser: "mine", "os.name": "mine too", "device.family": "also mine" };
    expect(tagsOf({ platform: "javascript", request, tags, contexts: { device: { family: "Desk" } } })).toMatchObject({
      browser: "mine",
      "browser.name": "Chrome",
      os: "Mac OS X >=10.15.7",
      "os.name": "mine too",
      "device.family": "Desk",
    });
  });
});
