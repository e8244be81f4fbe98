import { hash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { limits } from "../../config/limits.ts";
import { openUploadFinder } from "../../stores/uploads/files/find-upload.ts";
import { makeSecret } from "../../stores/uploads/files/signature.ts";
import { openUploadStore } from "../../stores/uploads/files/store.ts";
import type { UploadStore } from "../../stores/uploads/port.ts";
import { createPressure } from "../backpressure.ts";
import { KEY, keyAccess, startIngest, type Answer, type IngestServer } from "../testing.ts";

const OTHER_KEY = "f".repeat(32);
const create = `/api/42/upload/?sentry_key=${KEY}`;
const tus = { "tus-resumable": "1.0.0" };
const piece = { ...tus, "content-type": "application/offset+octet-stream" };

let folder: string;
let uploads: UploadStore;
let server: IngestServer;
const free = { bytes: Number.MAX_SAFE_INTEGER };
const pressure = createPressure({
  stats: () => ({ pendingRecords: 0, pendingBytes: 0, oldestPendingAt: null, lastSeq: 0, committedSeq: 0, diskBytes: 0 }),
  limits: { maxPendingBytes: 1, maxLagMs: 1, minFreeBytes: 0 },
  freeBytes: () => free.bytes,
  clock: { now: () => Date.now() },
});
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "vedette-uploads-"));
  makeSecret(folder);
  uploads = openUploadStore(folder);
  server = await startIngest({ uploads, pressure });
  free.bytes = Number.MAX_SAFE_INTEGER;
  server.keys.set(OTHER_KEY, keyAccess({ projectId: 43 }, { id: 8 }));
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
  if (server.faults.length > 0) throw new Error(`faults: ${server.faults.join(", ")}`);
});

const post = (headers: Readonly<Record<string, string>>, body?: string): Promise<Answer> =>
  server.send(create, { method: "POST", headers: { ...tus, ...headers }, ...(body !== undefined && { body }) });
const patch = (location: string, offset: number, body: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  server.send(location, { method: "PATCH", headers: { ...piece, "upload-offset": String(offset), ...more }, body });
const head = (location: string): Promise<Answer> => server.send(location, { method: "HEAD", headers: tus });
const begin = async (length: number): Promise<string> => (await post({ "upload-length": String(length) })).headers.location ?? "";
const idIn = (location: string): string => /upload\/(\w+)/.exec(location)?.[1] ?? "";
const find = (location: string, projectId = 42) => openUploadFinder(folder)(projectId, location);

describe("an upload", () => {
  test("is created, continued and complete; its address is signed and may be used by this project only", async () => {
    const created = await post({ "upload-length": "11", "upload-metadata": "sentry eyJhdHRhY2htZW50X3R5cGUiOiJldmVudC5taW5pZHVtcCJ9" });
    const location = created.headers.location ?? "";
    expect(location).toMatch(/^\/api\/42\/upload\/[0-9a-f]{32}\/\?length=11&signature=[\w-]{43}&sentry_key=0123/);
    expect(created.headers).toMatchObject({
      "tus-resumable": "1.0.0",
      "access-control-allow-origin": "*",
      "access-control-expose-headers": expect.stringMatching(/location.*upload-offset/),
    });
    expect(find(location)).toEqual({ problem: "the upload is not complete: 0 of 11 bytes are there" });
    expect(await patch(location, 0, "hello ")).toMatchObject({ status: 204, headers: { "upload-offset": "6" } });
    expect(await head(location)).toMatchObject({
      status: 200,
      headers: { "upload-offset": "6", "upload-length": "11", "upload-metadata": expect.stringMatching(/^sentry ey/), "cache-control": "no-store" },
    });
    expect(await patch(location, 6, "world")).toMatchObject({ status: 204, headers: { "upload-offset": "11" } });
    expect(find(location)).toMatchObject({ size: 11, sha1: hash("sha1", "hello world") });
    expect(find(`https://errors.example/below${location}`)).toMatchObject({ size: 11 });
    const foreign = { problem: "the location was not given out by this server for this project" };
    expect([find(location, 43), find(location.replace("length=11", "length=12")), find(location.replace(/signature=./, "signature=~"))]).toEqual([
      foreign,
      foreign,
      foreign,
    ]);
    expect([find(""), find("/etc/passwd"), find("/api/42/upload/../../x/?signature=a")]).toEqual(
      Array.from({ length: 3 }, () => ({ problem: "the location is no address of an upload" })),
    );
  });

  test("may come with its creation, in one request", async () => {
    const whole = await post({ "upload-length": "5", "content-type": piece["content-type"] }, "hello");
    expect(whole).toMatchObject({ status: 201, headers: { "upload-offset": "5" } });
    expect(find(whole.headers.location ?? "")).toMatchObject({ size: 5 });
  });

  test("may say its length later", async () => {
    const created = await post({ "upload-defer-length": "1" });
    const location = created.headers.location ?? "";
    expect(await patch(location, 0, "hello")).toMatchObject({ status: 204 });
    expect((await head(location)).headers).toMatchObject({ "upload-defer-length": "1", "upload-offset": "5" });
    expect(find(location)).toMatchObject({ problem: expect.stringMatching(/5 of an unknown number/) });
    expect((await patch(location, 5, "", { "upload-length": "3" })).status).toBe(400);
    expect(await patch(location, 5, "!", { "upload-length": "6" })).toMatchObject({ status: 204, headers: { "upload-offset": "6" } });
    expect(find(location)).toMatchObject({ size: 6 });
  });

  test("keeps what arrived when the connection breaks, and lets the next request take over from one that hangs", async () => {
    const location = await begin(1000);
    const hanging = net.connect(server.port, "127.0.0.1");
    hanging.write(
      `PATCH ${location} HTTP/1.1\r\nhost: x\r\ntus-resumable: 1.0.0\r\nupload-offset: 0\r\ncontent-type: application/offset+octet-stream\r\ncontent-length: 1000\r\n\r\n${"a".repeat(300)}`,
    );
    const isThere = async (): Promise<boolean> => (await uploads.list()).some(({ offset }) => offset === 300);
    await expect.poll(isThere).toBe(true);
    expect((await head(location)).headers["upload-offset"]).toBe("300");
    hanging.destroy();
    const breaking = net.connect(server.port, "127.0.0.1");
    breaking.write(
      `PATCH ${location} HTTP/1.1\r\nhost: x\r\ntus-resumable: 1.0.0\r\nupload-offset: 300\r\ncontent-type: application/offset+octet-stream\r\ncontent-length: 700\r\n\r\n${"b".repeat(200)}`,
    );
    await expect.poll(async () => (await uploads.list())[0]?.offset).toBe(500);
    breaking.destroy();
    expect(await patch(location, 500, "c".repeat(500))).toMatchObject({ status: 204, headers: { "upload-offset": "1000" } });
    expect(find(location)).toMatchObject({ sha1: hash("sha1", "a".repeat(300) + "b".repeat(200) + "c".repeat(500)) });
  });

  test("is discarded by its client, which is told", async () => {
    const discarded = await begin(10);
    await patch(discarded, 0, "1234");
    expect((await server.send(discarded, { method: "DELETE", headers: tus })).status).toBe(204);
    expect((await head(discarded)).status).toBe(410);
    expect(server.refused).toMatchObject([{ projectId: 42, category: "attachment", outcome: "client_discard", reason: "upload_discarded", quantity: 4 }]);
    expect(readdirSync(folder)).toEqual(["secret"]);
  });

  test("gets no address when the disk has no room for it beside what others were promised", async () => {
    free.bytes = limits.uploadBytes;
    expect((await post({ "upload-length": "600" })).status).toBe(201);
    free.bytes = 1000;
    const refused = await post({ "upload-length": "500" });
    expect([refused.status, refused.text]).toEqual([429, expect.stringMatching(/only 0 MiB of disk are free, and 1 MiB would be needed/)]);
    expect(server.refused).toMatchObject([{ category: "attachment", outcome: "rate_limited", reason: "backpressure_disk", quantity: 500 }]);
    const location = (await post({ "upload-length": "300" })).headers.location ?? "";
    expect((await patch(location, 0, "x".repeat(300))).status).toBe(204);
  });

  test("counts for quotas with the bytes it is going to have", async () => {
    const quota = { id: "q", categories: ["attachment"], limit: 1000, windowSeconds: 3600, reasonCode: "disk" };
    server.keys.set(KEY, keyAccess({ quotas: { organization: [], project: [quota] } }));
    server.ingest.invalidateKeys();
    expect((await post({ "upload-length": "900" })).status).toBe(201);
    const limited = await post({ "upload-length": "200" });
    expect(limited).toMatchObject({
      status: 429,
      headers: { "x-sentry-rate-limits": expect.stringMatching(/^\d+:attachment:project:disk$/), "retry-after": expect.any(String) },
    });
    expect(server.refused).toMatchObject([{ category: "attachment", outcome: "rate_limited", reason: "disk", quantity: 200 }]);
  });
});

describe("a request that is not right is refused with", () => {
  const cases: readonly (readonly [number, string, (location: string) => Promise<Answer>])[] = [
    [400, "without a version", () => server.send(create, { method: "POST", headers: { "upload-length": "5" } })],
    [412, "another version", () => server.send(create, { method: "POST", headers: { "tus-resumable": "0.2.0", "upload-length": "5" } })],
    [400, "no length", () => post({})],
    [400, "a length that is no number", () => post({ "upload-length": "-1" })],
    [400, "two ways to say the length", () => post({ "upload-length": "5", "upload-defer-length": "1" })],
    [413, "more than is taken", () => post({ "upload-length": String(limits.uploadBytes + 1) })],
    [400, "long metadata", () => post({ "upload-length": "5", "upload-metadata": "x".repeat(5000) })],
    [409, "another offset", (location) => patch(location, 3, "x")],
    [409, "no offset", (location) => server.send(location, { method: "PATCH", headers: piece, body: "x" })],
    [415, "another content type", (location) => patch(location, 0, "x", { "content-type": "application/octet-stream" })],
    [413, "more than was announced", (location) => patch(location, 0, "x".repeat(11))],
    [413, "more than was announced, in chunks", (location) => patch(location, 0, "x".repeat(11), { "transfer-encoding": "chunked" })],
    [
      460,
      "a wrong checksum",
      (location) => patch(location, 0, "hello", { "upload-checksum": `sha1 ${Buffer.from(hash("sha1", "other", "buffer")).toString("base64")}` }),
    ],
    [400, "an unknown checksum", (location) => patch(location, 0, "hello", { "upload-checksum": "crc9 AAAA" })],
    [403, "a forged address", (location) => head(location.replace(/signature=./, "signature=~"))],
    [403, "the key of another project", (location) => head(location.replace(KEY, OTHER_KEY))],
    [401, "no key", (location) => head(location.replace(/&sentry_key=\w+/, ""))],
    [404, "a longer path", (location) => head(location.replace("/?", "/more/?"))],
    [405, "a method of another protocol", (location) => server.send(location, { method: "PUT", headers: tus })],
    [405, "a piece without an address", () => patch(create, 0, "x")],
  ];

  test.each(cases)("%i: %s", async (status, _, request) => {
    const location = await begin(10);
    const { text, headers, ...answer } = await request(location);
    expect(answer.status).toBe(status);
    expect(headers).toMatchObject({ "access-control-allow-origin": "*", "tus-resumable": "1.0.0" });
    // HEAD has no body.
    expect(text).toMatch(/^(?:\{"detail":"[^"]+"\})?$/);
    // Nothing of it stays.
    expect((await head(location)).headers["upload-offset"]).toBe("0");
  });

  test("nothing, when all is well: a right checksum, POST in place of PATCH, OPTIONS without a key", async () => {
    const location = await begin(10);
    expect((await patch(location, 0, "hello", { "upload-checksum": `sha256 ${hash("sha256", "hello", "base64")}` })).status).toBe(204);
    const overridden = { ...piece, "upload-offset": "5", "x-http-method-override": "PATCH" };
    expect(await server.send(location, { method: "POST", headers: overridden, body: "world" })).toMatchObject({
      status: 204,
      headers: { "upload-offset": "10" },
    });
    expect(await server.send("/api/42/upload/", { method: "OPTIONS" })).toMatchObject({
      status: 204,
      headers: {
        "tus-version": "1.0.0",
        "tus-max-size": String(limits.uploadBytes),
        "tus-extension": expect.stringMatching(/creation/),
        "access-control-allow-methods": expect.stringMatching(/PATCH/),
      },
    });
    expect(idIn(location)).toHaveLength(32);
  });
});
