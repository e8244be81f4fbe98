import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { envelopeUrl, envelopeUrlWithAuth, formatDsn, organizationIdOf, parseDsn, reportDialogUrl, type Dsn } from "./dsn.ts";

function read(text: string): Dsn {
  const dsn = parseDsn(text);
  if (dsn === undefined) throw new Error(`not a DSN: ${text}`);
  return dsn;
}

describe("parseDsn", () => {
  it.each([
    ["http://abc@localhost:9000/1", "http://localhost:9000/api/1/envelope/"],
    ["https://abc:secret@sentry.example.com/42", "https://sentry.example.com/api/42/envelope/"],
    ["https://abc@example.com/a/b/42", "https://example.com/a/b/api/42/envelope/"],
    ["http://abc@[::1]:9000/7", "http://[::1]:9000/api/7/envelope/"],
    ["http://abc@127.0.0.1/7", "http://127.0.0.1/api/7/envelope/"],
    ["https://abc@example.com/42-project", "https://example.com/api/42/envelope/"],
  ])("%s", (text, url) => {
    expect(envelopeUrl(read(text))).toBe(url);
  });

  it.each([
    "",
    "abc",
    "ftp://abc@example.com/1",
    "http://example.com/1",
    "http://abc@example.com",
    "http://abc@example.com/",
    "http://a-b@example.com/1",
    "http://abc@/1",
    "http://abc@h/1?x=1",
  ])("refuses %j", (text) => {
    expect(parseDsn(text)).toBeUndefined();
  });

  it("derives the other addresses and the organization", () => {
    const dsn = read("https://abc@o123.ingest.example.com/4");
    expect(organizationIdOf(dsn)).toBe("123");
    expect(reportDialogUrl(dsn)).toBe("https://o123.ingest.example.com/api/embed/error-page/");
    expect(envelopeUrlWithAuth(dsn, "vedette.node/1.0")).toBe(
      "https://o123.ingest.example.com/api/4/envelope/?sentry_key=abc&sentry_version=7&sentry_client=vedette.node%2F1.0",
    );
  });

  it("never puts the secret into text", () => {
    expect(formatDsn(read("https://abc:secret@example.com/42"))).toBe("https://abc@example.com/42");
  });

  it("reads back what it wrote", () => {
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map((address) => `[${address}]`),
    );
    const segment = fc.stringMatching(/^[\w.~-]{1,8}$/);
    const dsn = fc.record({
      protocol: fc.constantFrom("http" as const, "https" as const),
      publicKey: fc.stringMatching(/^[0-9a-f]{32}$/),
      host,
      port: fc.oneof(fc.constant(""), fc.integer({ min: 1, max: 65_535 }).map(String)),
      path: fc.array(segment, { maxLength: 3 }).map((segments) => segments.map((text) => `/${text}`).join("")),
      projectId: fc.integer({ min: 1 }).map(String),
    });
    fc.assert(
      fc.property(dsn, (value) => {
        expect(parseDsn(formatDsn(value))).toEqual(value);
      }),
    );
  });

  it("never throws and is quick about it", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `http://a@${text}`),
        ),
        (text) => {
          expect(() => parseDsn(text)).not.toThrow();
        },
      ),
    );
    expect(parseDsn(`http://a@${"/a".repeat(50_000)}?`)).toBeUndefined();
  });
});
