import net from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { LogUnavailable } from "../log/port.ts";
import { createPressure } from "./backpressure.ts";
import { ENVELOPE_PATH, EVENT, EVENT_ID, KEY, keyAccess, startIngest, type IngestServer } from "./testing.ts";

let server: IngestServer;
afterEach(async () => {
  await server.stop();
});

const bodies = (target: IngestServer): string[] => target.records().map((record) => Buffer.from(record.body).toString());

describe("the rate limit of a key", () => {
  const now = 1_700_000_010_000;
  const clock = { now: () => now };
  const limited = keyAccess({}, { rateLimit: { count: 2, window: 60 } });

  it("answers 429 with both headers once the window is full (§20.16)", async () => {
    server = await startIngest({ clock });
    server.keys.set(KEY, limited);
    expect((await server.envelope(EVENT)).status).toBe(200);
    expect((await server.envelope(EVENT)).status).toBe(200);
    const answer = await server.envelope(EVENT);
    expect(answer.status).toBe(429);
    // The window of 60 s began at 1 699 999 980.
    expect(answer.headers).toMatchObject({
      "retry-after": "30",
      "x-sentry-rate-limits": "30:default;error;security:key:key_quota",
      "access-control-allow-origin": "*",
    });
    expect(answer.headers["access-control-expose-headers"]).toContain("x-sentry-rate-limits");
    expect(JSON.parse(answer.text)).toEqual({ detail: "this key accepts 2 events in 60 seconds" });
    const counted = { projectId: 42, keyId: 7, category: "error", outcome: "rate_limited", reason: "key_quota", quantity: 1 };
    expect(server.refused).toEqual([
      { ...counted, endpoint: "envelope", eventId: expect.stringMatching(/^[0-9a-f]{32}$/), detail: expect.stringMatching(/\(answered 429\)$/) },
    ]);
    expect(bodies(server)).toHaveLength(2);
  });

  it("opens again with the next window", async () => {
    let time = now;
    server = await startIngest({ clock: { now: () => time } });
    server.keys.set(KEY, limited);
    for (const status of [200, 200, 429]) expect((await server.envelope(EVENT)).status).toBe(status);
    time += 30_000;
    expect((await server.envelope(EVENT)).status).toBe(200);
  });

  it("keeps what is not limited, and drops what belongs to a dropped event", async () => {
    server = await startIngest({ clock });
    server.keys.set(KEY, keyAccess({}, { rateLimit: { count: 0, window: 60 } }));
    const answer = await server.envelope(
      `{"event_id":"${EVENT_ID}"}\n{"type":"event"}\n{}\n{"type":"attachment","length":5}\nab\nde\n{"type":"session"}\n{"s":1}\n{"type":"client_report"}\n{"c":1}`,
    );
    expect(answer.status).toBe(429);
    expect(bodies(server)).toEqual([`{"event_id":"${EVENT_ID}"}\n{"type":"session"}\n{"s":1}\n{"type":"client_report"}\n{"c":1}\n`]);
    expect(server.refused).toMatchObject([
      { category: "error", quantity: 1 },
      { category: "attachment", quantity: 5 },
    ]);
  });

  it("does not concern sessions and client reports", async () => {
    server = await startIngest({ clock });
    server.keys.set(KEY, keyAccess({}, { rateLimit: { count: 0, window: 60 } }));
    expect((await server.envelope('{}\n{"type":"client_report"}\n{}')).status).toBe(200);
    expect((await server.envelope('{}\n{"type":"session"}\n{}')).status).toBe(200);
  });
});

describe("backpressure", () => {
  const stats = { pendingRecords: 1, pendingBytes: 0, oldestPendingAt: null, lastSeq: 1, committedSeq: 0, diskBytes: 0 };
  const limits = { maxPendingBytes: 1000, maxLagMs: 5000, minFreeBytes: 1000 };
  const clock = { now: () => 100_000 };

  it.each([
    ["too many bytes", { ...stats, pendingBytes: 1001 }, 1e9, "backpressure_bytes"],
    ["too long a lag", { ...stats, oldestPendingAt: 94_999 }, 1e9, "backpressure_lag"],
    ["too little disk", stats, 999, "backpressure_disk"],
    ["nothing", { ...stats, pendingBytes: 1000, oldestPendingAt: 95_000 }, 1000, undefined],
    ["an unknown disk", stats, undefined, undefined],
  ])("for %s", async (_, current, free, reason) => {
    const pressure = createPressure({ stats: () => current, limits, freeBytes: () => free, clock });
    server = await startIngest({ pressure });
    const answer = await server.envelope(EVENT);
    expect(answer.status).toBe(reason === undefined ? 200 : 429);
    expect(server.refused.map((items) => items.reason)).toEqual(reason === undefined ? [] : [reason]);
    expect(Number(answer.headers["retry-after"] ?? 1)).toBeGreaterThanOrEqual(1);
    expect(bodies(server)).toHaveLength(reason === undefined ? 1 : 0);
  });

  it("sends away what would hold too much memory, and forgets it", async () => {
    server = await startIngest({ maxInFlightBytes: 1000 });
    const attachment = `{}\n{"type":"attachment","length":2000}\n${"x".repeat(2000)}`;
    const answer = await server.envelope(attachment);
    expect([answer.status, answer.headers["retry-after"], answer.headers["access-control-allow-origin"]]).toEqual([429, "5", "*"]);
    for (let index = 0; index < 20; index++) expect((await server.envelope(EVENT)).status).toBe(200);
    expect(server.refused).toMatchObject([{ projectId: 42, keyId: 7, category: "default", outcome: "rate_limited", reason: "busy", quantity: 1 }]);
  });
});

describe("faults behind the edge", () => {
  it("answers 503 with Retry-After while the log cannot be written", async () => {
    server = await startIngest({ log: { append: () => Promise.reject(new LogUnavailable("ENOSPC")) } });
    const answer = await server.envelope(EVENT);
    expect([answer.status, answer.headers["retry-after"], answer.headers["access-control-allow-origin"]]).toEqual([503, "10", "*"]);
    expect(answer.text).not.toContain("ENOSPC");
    expect(server.refused).toMatchObject([{ category: "error", reason: "log_unavailable" }]);
    expect(server.faults).toEqual([]);
  });

  it("answers a mistake of ours with 500, tells of it, and goes on", async () => {
    let broken = true;
    server = await startIngest({
      pressure: () => {
        if (broken) throw new TypeError("a bug");
        return undefined;
      },
    });
    const answers = [await server.envelope(EVENT), await server.send("/api/42/envelope/", { body: `{"dsn":"http://${KEY}@localhost/42"}` })];
    expect(answers.map((answer) => [answer.status, answer.headers["access-control-allow-origin"]])).toEqual([
      [500, "*"],
      [500, "*"],
    ]);
    expect(answers[0]?.text).not.toContain("a bug");
    expect(server.faults).toEqual([expect.any(TypeError), expect.any(TypeError)]);
    broken = false;
    expect((await server.envelope(EVENT)).status).toBe(200);
  });

  it("answers 503 when keys cannot be looked up, and goes by what it knew before", async () => {
    let failing = true;
    let time = 0;
    const lookUp = (): Promise<ReturnType<typeof keyAccess>> => (failing ? Promise.reject(new Error("gone")) : Promise.resolve(keyAccess()));
    server = await startIngest({ keyAccess: lookUp, clock: { now: () => time } });
    expect((await server.envelope(EVENT)).status).toBe(503);
    expect(server.faults).toHaveLength(1);
    failing = false;
    expect((await server.envelope(EVENT)).status).toBe(200);
    failing = true;
    time += 60_000;
    expect((await server.envelope(EVENT)).status).toBe(200);
  });

  it("asks for a key once, however many want it, and again when told to", async () => {
    let asked = 0;
    server = await startIngest({
      keyAccess: () => {
        asked++;
        return Promise.resolve(keyAccess());
      },
    });
    await Promise.all(Array.from({ length: 20 }, () => server.envelope(EVENT)));
    expect(asked).toBe(1);
    server.ingest.invalidateKeys();
    await server.envelope(EVENT);
    expect(asked).toBe(2);
  });
});

describe("slow and hostile clients", () => {
  /** Says `text` and collects what comes back until the connection ends or an answer is complete. */
  function raw(text: string, until: (received: string) => boolean = (received) => received.includes("\r\n\r\n")): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = net.connect(server.port, "127.0.0.1", () => socket.write(text, "latin1"));
      let received = "";
      socket.on("data", (chunk) => {
        received += chunk.toString("latin1");
        if (until(received)) socket.destroy();
      });
      socket.on("close", () => resolve(received));
      socket.on("error", reject);
    });
  }
  const head = (more: string): string => `POST ${ENVELOPE_PATH} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;

  it("gives up on a hundred bodies that stop coming, and serves others meanwhile", async () => {
    server = await startIngest({ bodyTimes: { idleMs: 200, totalMs: 10_000 } });
    const slow = Array.from({ length: 100 }, () => raw(`${head("Content-Length: 1000\r\n")}{}`));
    const answers = await Promise.all(Array.from({ length: 50 }, () => server.envelope(EVENT)));
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    const given = await Promise.all(slow);
    expect(given.every((answer) => answer.startsWith("HTTP/1.1 408 ") && answer.includes("access-control-allow-origin: *"))).toBe(true);
  });

  it("forgets clients that go away in the middle", async () => {
    server = await startIngest({ maxInFlightBytes: 20_000 });
    for (let index = 0; index < 10; index++) {
      const socket = net.connect(server.port, "127.0.0.1");
      await new Promise<void>((resolve) => socket.write(`${head("Content-Length: 100000\r\n")}${"x".repeat(5000)}`, () => resolve()));
      socket.destroy();
    }
    await expect.poll(() => server.ingest.activeRequests()).toBe(0);
    expect((await server.envelope(EVENT)).status).toBe(200);
    expect(server.records()).toHaveLength(1);
  });

  it("forgets a client that goes away while its key is looked up", async () => {
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    server = await startIngest({ keyAccess: () => asked.then(() => keyAccess()) });
    const socket = net.connect(server.port, "127.0.0.1");
    await new Promise<void>((resolve) => socket.write(`${head("Content-Length: 1000\r\n")}{}`, () => resolve()));
    await expect.poll(() => server.ingest.activeRequests()).toBe(1);
    socket.destroy();
    await expect.poll(() => server.ingest.activeRequests()).toBe(0);
    answer();
    expect((await server.envelope(EVENT)).status).toBe(200);
    expect(server.records()).toHaveLength(1);
  });

  it.each([
    ["a header that would start another", `X-Sentry-Auth: Sentry sentry_key=${KEY}%0d%0aSet-Cookie: a=b\r\n`],
    ["an origin with control characters", "Origin: https://a.example/%0d%0aX: y\r\n"],
    ["a user agent in latin1", "User-Agent: \u00fc\u00ff\r\n"],
  ])("reflects nothing of %s", async (_, header) => {
    server = await startIngest();
    const received = await raw(`${head(`${header}Content-Length: 2\r\n`)}{}`);
    expect(received).toMatch(/^HTTP\/1\.1 (200|400) /);
    expect(received.toLowerCase()).not.toContain("set-cookie");
    expect(received).not.toContain("X: y");
  });

  it.each([
    ["NUL bytes", '{"event_id":"\u0000"}\n{"type":"event\u0000"}\n\u0000\u0000'],
    ["lone surrogates", '{"x":"\\ud800"}\n{"type":"\\udfff"}\n{"message":"\\ud83d"}'],
    ["10,000-deep JSON", `{"a":${"[".repeat(10_000)}${"]".repeat(10_000)}}\n{"type":"event"}\n{}`],
    ["10,000-deep JSON in a payload", `{}\n{"type":"event"}\n${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
    ["members of Object.prototype", '{"__proto__":{"event_id":1},"constructor":1}\n{"type":"__proto__"}\n{}\n{"type":"constructor"}\n{}'],
    ["a thousand items", `{}\n${'{"type":"session"}\n{}\n'.repeat(1001)}`],
    ["a type as long as allowed", `{}\n{"type":"${"x".repeat(16_000)}"}\n{}`],
  ])("never answers 5xx to %s", async (_, body) => {
    server = await startIngest();
    const answer = await server.envelope(body);
    expect([200, 400, 413]).toContain(answer.status);
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(server.faults).toEqual([]);
    expect((await server.envelope(EVENT)).status).toBe(200);
  });

  it("takes the client's address from a proxy only when told to", async () => {
    server = await startIngest({ trustProxy: true });
    const addressFor = async (header: string): Promise<string | null | undefined> => {
      await server.envelope(EVENT, { "x-forwarded-for": header });
      return server.records()[0]?.meta.clientIp;
    };
    expect(await addressFor("203.0.113.7, 10.0.0.1")).toBe("203.0.113.7");
    expect(await addressFor("203.0.113.7:4711")).toBe("203.0.113.7");
    expect(await addressFor("[2001:db8::1]:4711")).toBe("2001:db8::1");
    expect(await addressFor("::ffff:203.0.113.7")).toBe("203.0.113.7");
    expect(await addressFor("<script>")).toBe("127.0.0.1");
  });
});
