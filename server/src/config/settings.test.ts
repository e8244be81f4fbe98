import path from "node:path";
import { expect, test } from "vitest";
import { InvalidSettings, readSettings } from "./settings.ts";

const refusal = (environment: Record<string, string>): string => {
  try {
    readSettings(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidSettings);
    return String(error);
  }
  return "accepted";
};

test("the defaults are those of the contract", () => {
  expect(readSettings({})).toMatchObject({
    port: 9000,
    host: "127.0.0.1",
    dataFolder: path.resolve("data"),
    publicUrl: null,
    stateUrl: null,
    retentionDays: 90,
    maxDiskBytes: null,
  });
});

test("an empty variable counts as unset", () => {
  expect(readSettings({ PORT: "", VEDETTE_URL: "" })).toMatchObject({ port: 9000, publicUrl: null });
});

test("the public URL loses its trailing slash", () => {
  expect(readSettings({ VEDETTE_URL: "https://errors.example.com/" }).publicUrl).toBe("https://errors.example.com");
});

test("a bad value is refused with its name, the value and what is allowed", () => {
  expect(refusal({ PORT: "80a" })).toContain('PORT is "80a", but must be a whole number from 0 to 65535');
  expect(refusal({ VEDETTE_URL: "errors.example.com" })).toContain("a URL starting with http:// or https://");
  expect(refusal({ VEDETTE_LOG_LEVEL: "loud" })).toContain("one of debug, info, warn, error, silent");
});

test("every problem is named at once, unknown names too", () => {
  const text = refusal({ PORT: "-1", VEDETTE_RETENTION_DAYS: "0", VEDETTE_PROT: "1" });
  expect(text).toContain("VEDETTE_PROT is no setting of Vedette");
  expect(text).toContain("PORT is");
  expect(text).toContain("VEDETTE_RETENTION_DAYS is");
});
