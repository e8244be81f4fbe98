import zlib from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ENVELOPE_PATH, EVENT, EVENT_ID, startIngest, type Answer, type IngestServer } from "./testing.ts";

const MiB = 1024 * 1024;

describe("ingest of encoded bodies", () => {
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

  const send = (body: Uint8Array, encoding: string): Promise<Answer> => server.envelope(body, { "content-encoding": encoding });
  /** Incompressible, so that it takes the way of large bodies. */
  const large = Buffer.concat([
    Buffer.from(`{"event_id":"${EVENT_ID}"}\n{"type":"attachment","length":${3 * MiB}}\n`),
    Buffer.from(Uint32Array.from({ length: (3 * MiB) / 4 }, (_, index) => Math.imul(index + 1, 2_654_435_761)).buffer),
  ]);
  const small = Buffer.from(EVENT);
  const halves = (body: Buffer): Buffer => Buffer.concat([zlib.gzipSync(body.subarray(0, 30)), zlib.gzipSync(body.subarray(30))]);

  const ways: [string, string, (body: Buffer) => Uint8Array][] = [
    ["gzip", "gzip", (body) => zlib.gzipSync(body)],
    ["gzip of two members", "gzip", halves],
    ["x-gzip", "X-GZIP", (body) => zlib.gzipSync(body)],
    ["deflate", "deflate", (body) => zlib.deflateSync(body)],
    ["deflate without zlib header", "deflate", (body) => zlib.deflateRawSync(body)],
    ["br", "br", (body) => zlib.brotliCompressSync(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } })],
    ["zstd", "zstd", (body) => zlib.zstdCompressSync(body)],
    ["gzip, then br", "gzip, br", (body) => zlib.brotliCompressSync(zlib.gzipSync(body), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } })],
    ["identity", "identity", (body) => body],
    ["an empty header", "", (body) => body],
    ["UTF-8", "UTF-8", (body) => body],
  ];

  it.each(ways)("reads %s (§20.10)", async (_, encoding, encode) => {
    for (const body of [small, large]) {
      expect(await send(encode(body), encoding)).toMatchObject({ status: 200, text: `{"id":"${EVENT_ID}"}` });
      expect(Buffer.from(server.records()[0]?.body ?? []).equals(body)).toBe(true);
    }
  });

  it.each(["snappy", "gzip, snappy", "gzip, gzip, gzip, gzip", "constructor"])("answers 415 to %j", async (encoding) => {
    const answer = await send(small, encoding);
    expect(answer.status).toBe(415);
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
  });

  it.each(["gzip", "deflate", "br", "zstd"])("answers 400 to broken and truncated %s", async (encoding) => {
    const encode = ways.find(([name]) => name === encoding)?.[2] ?? (() => Buffer.alloc(0));
    for (const body of [small, large]) {
      for (const bytes of [Buffer.from("this is not compressed at all, not in any way"), encode(body).subarray(0, -5)]) {
        const answer = await send(bytes, encoding);
        expect(answer.status).toBe(400);
        expect(answer.headers["access-control-allow-origin"]).toBe("*");
      }
    }
    expect(server.refused.every((items) => items.reason === "invalid_compression")).toBe(true);
    expect(server.records()).toEqual([]);
  });

  describe("bombs", () => {
    const bombOf = (start: string, encode: (body: Buffer) => Uint8Array): Uint8Array =>
      encode(Buffer.concat([Buffer.from(start), Buffer.alloc(200_000_000, "x")]));
    const event = '{}\n{"type":"event"}\n';
    const gzip = (body: Buffer): Buffer => zlib.gzipSync(body, { level: 1 });

    it.each<[string, string, () => Uint8Array]>([
      ["gzip of an event", "gzip", () => bombOf(event, gzip)],
      ["br of an event", "br", () => bombOf(event, (body) => zlib.brotliCompressSync(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }))],
      ["zstd of an event", "zstd", () => bombOf(event, (body) => zlib.zstdCompressSync(body))],
      ["gzip of an attachment", "gzip", () => bombOf('{}\n{"type":"attachment","length":200000000}\n', gzip)],
      ["gzip of an unknown item", "gzip", () => bombOf('{}\n{"type":"future_item"}\n', gzip)],
      ["gzip in gzip", "gzip, gzip", () => gzip(Buffer.from(bombOf(event, gzip)))],
    ])("cuts 200 MB off early: %s (§20.11)", async (_, encoding, make) => {
      const bomb = make();
      expect(bomb.length).toBeLessThan(3_000_000);
      const before = process.memoryUsage().rss;
      const answers = await Promise.all(Array.from({ length: 8 }, () => send(bomb, encoding)));
      // Whole, they would take eight times 200 MB and as much again while they grow.
      expect(process.memoryUsage().rss - before).toBeLessThan(700 * MiB);
      expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 8 }, () => 413));
      expect(answers[0]?.headers["access-control-allow-origin"]).toBe("*");
      expect(server.records()).toEqual([]);
    });

    it("cuts a header line that never ends", async () => {
      expect((await send(bombOf("", gzip), "gzip")).status).toBe(400);
    });

    it("still takes events while bombs are cut", async () => {
      const bomb = bombOf(event, gzip);
      const answers = await Promise.all([
        ...Array.from({ length: 10 }, () => send(bomb, "gzip")),
        ...Array.from({ length: 20 }, () => server.send(ENVELOPE_PATH, { body: EVENT })),
      ]);
      expect(answers.map((answer) => answer.status)).toEqual([...Array.from({ length: 10 }, () => 413), ...Array.from({ length: 20 }, () => 200)]);
    });
  });
});
