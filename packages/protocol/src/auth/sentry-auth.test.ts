import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAuthHeader, parseAuthHeader, parseAuthQuery, parseBasicAuth } from "./sentry-auth.ts";

const KEY = "0123456789abcdef0123456789abcdef";

describe("parseAuthHeader", () => {
  it.each([
    `Sentry sentry_version=7, sentry_client=raven/1, sentry_key=${KEY}`,
    `Sentry sentry_version=7,sentry_client=raven/1,sentry_key=${KEY}`,
    `sentry sentry_key=${KEY} , sentry_client=raven%2F1`,
    `SENTRY  sentry_timestamp=1, sentry_key=${KEY}, sentry_client=raven/1, sentry_secret=x`,
  ])("%s", (header) => {
    expect(parseAuthHeader(header)).toEqual({ publicKey: KEY, version: "7", client: "raven/1" });
  });

  it("cuts the flag that may follow the key", () => {
    expect(parseAuthHeader(`Sentry sentry_key=${KEY}.no-cache`)?.publicKey).toBe(KEY);
  });

  it.each(["", `Bearer ${KEY}`, "Sentry", "Sentry sentry_version=7", "Sentry sentry_key=", `sentry_key=${KEY}`])("finds nothing in %j", (header) => {
    expect(parseAuthHeader(header)).toBeUndefined();
  });

  it("reads back what it wrote, whatever the client is called", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{32}$/), fc.string({ minLength: 1, unit: "grapheme" }), (publicKey, client) => {
        expect(parseAuthHeader(formatAuthHeader({ publicKey, client }))).toEqual({ publicKey, version: "7", client });
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => [
          parseAuthHeader(text),
          parseAuthHeader(`Sentry ${text}`),
          parseAuthQuery(`sentry_key=${text}`),
          parseBasicAuth(`Basic ${text}`),
        ]).not.toThrow();
      }),
    );
  });
});

describe("other carriers", () => {
  it("reads the query of a browser SDK", () => {
    expect(parseAuthQuery(`sentry_key=${KEY}&sentry_version=7&sentry_client=sentry.javascript.browser%2F10.63.0`)).toEqual({
      publicKey: KEY,
      version: "7",
      client: "sentry.javascript.browser/10.63.0",
    });
    expect(parseAuthQuery("x=1")).toBeUndefined();
  });

  it("reads basic authentication", () => {
    expect(parseBasicAuth(`Basic ${btoa(`${KEY}:`)}`)?.publicKey).toBe(KEY);
    expect(parseBasicAuth("Basic !!!")).toBeUndefined();
    expect(parseBasicAuth("Bearer abc")).toBeUndefined();
  });
});
