import zlib from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ENVELOPE_PATH, EVENT, EVENT_ID, KEY, keyAccess, startIngest, type Answer, type IngestServer } from "./testing.ts";

const OTHER_KEY = "f".repeat(32);
const bodyOf = (answer: Answer): unknown => JSON.parse(answer.text);

function expectCors(answer: Answer): void {
  expect(answer.headers["access-control-allow-origin"]).toBe("*");
  expect(answer.headers["access-control-expose-headers"]).toContain("x-sentry-rate-limits");
  expect(answer.headers["access-control-expose-headers"]).toContain("retry-after");
}

describe("ingest", () => {
  let server: IngestServer;
  beforeAll(async () => {
    server = await startIngest();
  });
  afterEach(() => {
    if (server.faults.length > 0) throw new Error(String(server.faults[0]));
    server.records();
    server.refused.length = 0;
  });
  afterAll(() => server.stop());

  const stored = (): { eventId: string | null; body: string }[] =>
    server.records().map((record) => ({ eventId: record.meta.eventId, body: Buffer.from(record.body).toString() }));

  describe("addresses", () => {
    it.each([
      `/api/42/envelope/?sentry_key=${KEY}`,
      `/api/42/envelope?sentry_key=${KEY}`,
      `//api/42//envelope//?sentry_key=${KEY}`,
      `/api/42/store/?sentry_key=${KEY}`,
      `/api/store/?sentry_key=${KEY}`,
      `/api/store?sentry_key=${KEY}`,
    ])("%s", async (path) => {
      const answer = await server.send(path, { body: path.includes("envelope") ? EVENT : `{"event_id":"${EVENT_ID}"}` });
      expect([answer.status, bodyOf(answer)]).toEqual([200, { id: EVENT_ID }]);
      expect(answer.headers["content-type"]).toBe("application/json");
      expectCors(answer);
      expect(server.records()).toHaveLength(1);
    });

    it.each(["/", "/api/0/projects/", "/api/0/envelope/", "/api/42", "/other/api/42/envelope/"])("leaves %s to others", (path) => {
      expect(server.ingest.matches(path)).toBe(false);
    });

    it.each([
      ["/api/42/nothing/", 404],
      ["/api/abc/envelope/", 400],
      ["/api/007/envelope/", 400],
      [`/api/${"9".repeat(30)}/envelope/`, 400],
    ])("answers %s with %i", async (path, status) => {
      const answer = await server.send(`${path}?sentry_key=${KEY}`, { body: EVENT });
      expect(answer.status).toBe(status);
      expect(bodyOf(answer)).toEqual({ detail: expect.any(String) });
      expectCors(answer);
    });

    it("answers other methods with 405", async () => {
      const answer = await server.send(ENVELOPE_PATH, { method: "PUT", body: EVENT });
      expect([answer.status, answer.headers.allow]).toEqual([405, "POST, OPTIONS"]);
      expectCors(answer);
    });

    it("answers a preflight without authentication (§20.15)", async () => {
      const headers = {
        origin: "https://shop.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-encoding, x-sentry-auth",
      };
      const answer = await server.send("/api/42/envelope/", { method: "OPTIONS", headers });
      expect(answer.status).toBe(204);
      expectCors(answer);
      expect(answer.headers["access-control-allow-methods"]).toContain("POST");
      expect(answer.headers["access-control-allow-headers"]).toMatch(/x-sentry-auth.*content-encoding/);
      expect(answer.headers["access-control-max-age"]).toBe("3600");
    });
  });

  describe("authentication", () => {
    it.each<[string, Record<string, string>]>([
      ["X-Sentry-Auth with spaces", { "x-sentry-auth": `Sentry sentry_version=7, sentry_client=x/1, sentry_key=${KEY}` }],
      ["X-Sentry-Auth without spaces", { "x-sentry-auth": `Sentry sentry_version=7,sentry_client=x/1,sentry_key=${KEY},sentry_secret=s` }],
      ["Authorization: Sentry", { authorization: `sentry sentry_client=x/1, sentry_key=${KEY}` }],
      ["a bearer token of some proxy beside it", { authorization: "Bearer abc", "x-sentry-auth": `Sentry sentry_client=x/1,sentry_key=${KEY}` }],
    ])("%s", async (_, headers) => {
      expect((await server.send("/api/42/envelope/", { body: EVENT, headers })).status).toBe(200);
      expect(server.records()[0]?.meta).toMatchObject({ projectId: 42, keyId: 7, authClient: "x/1" });
    });

    it("takes basic authentication", async () => {
      const headers = { authorization: `Basic ${Buffer.from(`${KEY}:`).toString("base64")}` };
      expect((await server.send("/api/42/envelope/", { body: EVENT, headers })).status).toBe(200);
    });

    it("takes the query first when several carriers speak", async () => {
      const headers = { "x-sentry-auth": `Sentry sentry_key=${OTHER_KEY}, sentry_client=x/1` };
      expect((await server.send(ENVELOPE_PATH, { body: EVENT, headers })).status).toBe(200);
    });

    it("takes the DSN of a tunnelled envelope (§20.13)", async () => {
      const body = `{"dsn":"https://${KEY}@errors.example/42"}\n{"type":"event"}\n{}`;
      expect((await server.send("/api/42/envelope/", { body })).status).toBe(200);
      expect(server.records()).toHaveLength(1);
    });

    it.each([
      ["wrong project in the DSN", "/api/42/envelope/", `https://${KEY}@errors.example/43`],
      ["DSN that cannot be read", "/api/42/envelope/", "nonsense"],
      ["DSN key that is not the request's", ENVELOPE_PATH, `https://${OTHER_KEY}@errors.example/42`],
      ["malformed key in the DSN", "/api/42/envelope/", "https://abc@errors.example/42"],
    ])("answers 400 for a %s", async (_, path, dsn) => {
      const answer = await server.send(path, { body: `{"dsn":"${dsn}"}\n{"type":"event"}\n{}` });
      expect(answer.status).toBe(400);
      expectCors(answer);
      expect(server.records()).toEqual([]);
    });

    it.each<[string, Record<string, string>]>([
      ["nothing", {}],
      ["a bearer token alone", { authorization: `Bearer ${KEY}` }],
      ["a header without a key", { "x-sentry-auth": "Sentry sentry_version=7" }],
      ["a header that is too long", { "x-sentry-auth": `Sentry ${"x=1,".repeat(1000)}sentry_key=${KEY}` }],
    ])("answers 401 for %s", async (_, headers) => {
      const answer = await server.send("/api/42/envelope/", { body: EVENT, headers });
      expect([answer.status, bodyOf(answer)]).toEqual([401, { detail: "missing authorization information" }]);
      expectCors(answer);
      expect((await server.send("/api/42/store/", { body: "{}", headers })).status).toBe(401);
    });

    it.each(["abc", `${KEY}0`, "%00".repeat(32), "ü".repeat(32)])("answers 400 for the malformed key %j", async (key) => {
      expect((await server.send(`/api/42/envelope/?sentry_key=${encodeURIComponent(key)}`, { body: EVENT })).status).toBe(400);
    });

    it("receives no body for a key that may not send", async () => {
      const answer = await server.send(`/api/42/envelope/?sentry_key=${"e".repeat(32)}`, { headers: { "content-length": 100_000_000 }, body: EVENT });
      expect(answer.status).toBe(403);
    });

    it("answers 403 for an unknown key and for a key of another project (§20.14)", async () => {
      for (const path of [`/api/42/envelope/?sentry_key=${OTHER_KEY}`, `/api/43/envelope/?sentry_key=${KEY}`]) {
        const answer = await server.send(path, { body: EVENT });
        expect([answer.status, bodyOf(answer)]).toEqual([403, { detail: "event submission rejected with_reason: ProjectId" }]);
        expectCors(answer);
      }
      expect(server.refused).toEqual([]);
      expect(server.records()).toEqual([]);
    });
  });

  describe("disabled and restricted projects", () => {
    const use = (access: ReturnType<typeof keyAccess>): void => {
      server.keys.set(KEY, access);
      server.ingest.invalidateKeys(KEY);
    };
    afterEach(() => use(keyAccess()));

    it("refuses a disabled key and a disabled project, and counts what was refused", async () => {
      for (const access of [keyAccess({}, { isActive: false }), keyAccess({ projectStatus: "disabled" })]) {
        use(access);
        expect((await server.envelope(EVENT)).status).toBe(403);
        expect(server.refused.splice(0)).toMatchObject([
          { projectId: 42, keyId: 7, category: "default", outcome: "invalid", reason: "project_id", quantity: 1 },
        ]);
      }
    });

    it.each([
      ["https://shop.example", 200],
      ["https://www.shop.example", 403],
      ["https://a.b.wild.example:8443", 200],
      ["https://wild.example", 200],
      ["https://notwild.example", 403],
      ["http://secure.example", 403],
      ["https://port.example:8080", 200],
      ["https://port.example", 403],
      ["http://path.example", 200],
      ["null", 200],
      ["chrome-extension://abc", 200],
    ])("answers a page of %s with %i", async (origin, status) => {
      use(keyAccess({ allowedDomains: ["shop.example", "*.wild.example", "https://secure.example", "port.example:8080", "http://path.example/app/*"] }));
      const answer = await server.envelope(EVENT, { origin });
      expect(answer.status).toBe(status);
      expectCors(answer);
    });

    it("goes by the referrer when there is no origin, and lets servers pass", async () => {
      use(keyAccess({ allowedDomains: ["shop.example"] }));
      expect((await server.envelope(EVENT, { referer: "https://evil.example/page" })).status).toBe(403);
      expect((await server.envelope(EVENT, { referer: "https://shop.example/page" })).status).toBe(200);
      expect((await server.envelope(EVENT)).status).toBe(200);
      expect(server.refused).toMatchObject([{ reason: "cors" }]);
    });
  });

  describe("envelopes", () => {
    it.each([
      ["headers only (§20.1)", "{}"],
      ["no event (session)", '{}\n{"type":"session"}\n{}'],
      ["only unknown types (§20.5)", '{}\n{"type":"future_item"}\nx'],
      [
        "logs as Elixir sends them (§20.32)",
        '{}\n{"type":"log","item_count":1,"content_type":"application/vnd.sentry.items.log+json","length":12}\n{"items":[]}\n',
      ],
    ])("answers an id for %s, and keeps it", async (_, body) => {
      const answer = await server.envelope(body);
      const [record] = stored();
      expect(answer.status).toBe(200);
      expect(bodyOf(answer)).toEqual({ id: expect.stringMatching(/^[0-9a-f]{32}$/) });
      expect(bodyOf(answer)).toEqual({ id: record?.eventId });
      expect(record?.body).toBe(body);
    });

    it.each([
      ["the header's id wins", `{"event_id":"${EVENT_ID}"}\n{"type":"event"}\n{"event_id":"${"a".repeat(32)}"}`, EVENT_ID],
      ["dashes and capitals go", '{"event_id":"9EC79C33-EC99-42AB-8353-589FCB2E04DC"}\n{"type":"event"}\n{}', EVENT_ID],
      ["the payload's id serves when the header has none", `{}\n{"type":"event"}\n{"event_id":"${EVENT_ID}"}`, EVENT_ID],
    ])("%s", async (_, body, id) => {
      expect(bodyOf(await server.envelope(body))).toEqual({ id });
      expect(stored()).toMatchObject([{ eventId: id }]);
    });

    it.each(["nonsense", 7, null])("makes an id where the header says %j", async (id) => {
      const answer = await server.envelope(`{"event_id":${JSON.stringify(id)}}\n{"type":"event"}\nnot even json`);
      expect(bodyOf(answer)).toEqual({ id: stored()[0]?.eventId });
    });

    it.each([undefined, "text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "garbage"])(
      "does not care for content type %j (§20.17)",
      async (type) => {
        expect((await server.envelope(EVENT, type === undefined ? {} : { "content-type": type })).status).toBe(200);
      },
    );

    it("keeps every byte (§20.8, §20.30)", async () => {
      const payload = Buffer.from([0, 10, 13, 10, 255, 254, 0]);
      const body = Buffer.concat([Buffer.from(`{"event_id":"${EVENT_ID}"}\n{"type":"attachment","length":${payload.length}}\n`), payload, Buffer.from("\n")]);
      expect((await server.envelope(body)).status).toBe(200);
      expect(Buffer.from(server.records()[0]?.body ?? []).equals(body)).toBe(true);
    });

    it.each([
      ["an empty body", "", "no_data"],
      ["no JSON", "hello", "invalid_envelope"],
      ["a blank first line", "\n{}", "invalid_envelope"],
      ["length shorter than the payload (§20.3)", '{}\n{"type":"event","length":3}\n{"message":"x"}', "invalid_envelope"],
      ["length beyond the body (§20.4)", '{}\n{"type":"event","length":300}\n{"message":"x"}', "invalid_envelope"],
      ["a broken item header", '{}\n{"type":"event"', "invalid_envelope"],
      ["a transaction beside an event", '{}\n{"type":"event"}\n{}\n{"type":"transaction"}\n{}', "duplicate_item"],
    ])("answers 400 for %s and counts it", async (_, body, reason) => {
      const answer = await server.envelope(body);
      expect(answer.status).toBe(400);
      expect(bodyOf(answer)).toMatchObject({ detail: expect.any(String) });
      expectCors(answer);
      expect(server.refused[0]).toMatchObject({ projectId: 42, outcome: "invalid", reason });
      expect(server.records()).toEqual([]);
    });

    it("says where an envelope is broken", async () => {
      expect(bodyOf(await server.envelope('{}\n{"type":"event","length":300}\n{}'))).toEqual({
        detail: "invalid envelope",
        causes: ["An item announces 300 bytes, but only 2 follow. (unexpected_eof at byte 33)"],
      });
    });

    it("notes who sent it", async () => {
      await server.envelope(EVENT, { "user-agent": "sentry/1", origin: "https://a.example", "x-forwarded-for": "9.9.9.9" });
      expect(server.records()[0]?.meta).toMatchObject({ endpoint: "envelope", clientIp: "127.0.0.1", userAgent: "sentry/1", origin: "https://a.example" });
    });
  });

  describe("sizes", () => {
    const envelopeOf = (type: string, bytes: number): Buffer =>
      Buffer.concat([Buffer.from(`{"event_id":"${EVENT_ID}"}\n{"type":"${type}","length":${bytes}}\n`), Buffer.alloc(bytes, "x"), Buffer.from("\n")]);
    const MiB = 1024 * 1024;

    it.each([
      ["event", MiB],
      ["session", 10 * MiB],
      ["check_in", 100 * 1024],
      ["client_report", 100 * 1024],
    ])("takes a %s of its largest size and not a byte more (§20.12)", async (type, bytes) => {
      expect((await server.envelope(envelopeOf(type, bytes))).status).toBe(200);
      const answer = await server.envelope(envelopeOf(type, bytes + 1));
      expect([answer.status, bodyOf(answer)]).toEqual([413, { detail: `${type} is larger than the ${bytes} bytes that are allowed` }]);
      expectCors(answer);
      expect(server.refused).toMatchObject([{ outcome: "invalid", reason: `too_large:${type}`, quantity: 1 }]);
    });

    it("takes no more attachments than 30", async () => {
      const item = '{"type":"attachment","length":1}\nx\n';
      expect((await server.envelope(`{}\n${item.repeat(30)}`)).status).toBe(200);
      expect((await server.envelope(`{}\n${item.repeat(31)}`)).status).toBe(413);
    });

    it("answers 413 to an announced length that is too large, without waiting for it", async () => {
      const answer = await server.send(ENVELOPE_PATH, { headers: { "content-length": 300 * MiB }, body: EVENT });
      expect(answer.status).toBe(413);
      expectCors(answer);
    });

    it("cuts off a chunked body at the item that is too large", async () => {
      const body = Buffer.concat([Buffer.from('{}\n{"type":"event"}\n'), Buffer.alloc(8 * MiB, "x")]);
      const answer = await server.send(ENVELOPE_PATH, { headers: { "transfer-encoding": "chunked" }, body });
      expect(answer.status).toBe(413);
    });
  });

  describe("the store endpoint", () => {
    const store = (body: string | Uint8Array, headers = {}): Promise<Answer> => server.send(`/api/42/store/?sentry_key=${KEY}`, { body, headers });
    const json = `{"event_id":"${EVENT_ID}","message":"x"}`;

    it.each([
      ["JSON", json],
      ["JSON after blanks", ` \n${json}`],
      ["base64", Buffer.from(json).toString("base64")],
      ["base64 of zlib", zlib.deflateSync(json).toString("base64")],
    ])("takes %s", async (_, body) => {
      expect(bodyOf(await store(body))).toEqual({ id: EVENT_ID });
      expect(stored().map((record) => record.body.trim())).toEqual([json]);
    });

    it("answers with the id it made up", async () => {
      expect(bodyOf(await store('{"message":NaN}'))).toEqual({ id: stored()[0]?.eventId });
    });

    it("takes an envelope that says it is one", async () => {
      expect((await store(EVENT, { "content-type": "application/x-sentry-envelope" })).status).toBe(200);
      expect(server.records()[0]?.meta.endpoint).toBe("envelope");
    });

    it("answers GET with a pixel", async () => {
      const answer = await server.send(`/api/42/store/?sentry_key=${KEY}&sentry_data=${Buffer.from(json).toString("base64")}`, { method: "GET" });
      expect([answer.status, answer.headers["content-type"]]).toEqual([200, "image/gif"]);
      expect(stored()).toEqual([{ eventId: EVENT_ID, body: json }]);
    });

    it.each(["", "nonsense!", "nonsense", "[1]", '"x"', "{", `{"a":${"[".repeat(10_000)}`])("answers 400 to %j", async (body) => {
      const answer = await store(body);
      expect(answer.status).toBe(400);
      expectCors(answer);
    });

    it("answers 413 above the event's size, inflated or not", async () => {
      expect((await store(`{"a":"${"x".repeat(1024 * 1024)}"}`)).status).toBe(413);
      expect((await store(zlib.deflateSync(Buffer.alloc(50_000_000, "x")).toString("base64"))).status).toBe(413);
    });
  });
});
