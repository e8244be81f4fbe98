import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createUnpacker } from "../main/unpack-in-thread.ts";
import { attachedBytes, batchOf } from "../pipeline/record-kit.ts";
import { processBatch } from "../pipeline/process-batch.ts";
import type { ProcessedBatch } from "../pipeline/batch.ts";
import { decodeJson } from "../processing/json/decode.ts";
import type { Json } from "../processing/json/json.ts";
import { appBase, minidump } from "../processing/minidump/minidump-kit.ts";
import { pick } from "../../test/json-path.ts";
import { KEY, startIngest, type Answer, type IngestServer } from "./testing.ts";
import { zstdDecompressSync } from "node:zlib";

let server: IngestServer;
beforeAll(async () => {
  server = await startIngest();
});
afterAll(() => server.stop());

interface File {
  readonly name: string;
  readonly filename?: string;
  readonly type?: string;
  readonly data: Uint8Array | string;
}

/** With a boundary as short as RFC 2046 allows. */
function multipart(files: readonly File[], boundary = "x"): Buffer {
  const parts = files.flatMap(({ name, filename, type, data }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? "" : `; filename="${filename}"`}\r\n`,
    `${type === undefined ? "" : `Content-Type: ${type}\r\n`}\r\n`,
    data,
    "\r\n",
  ]);
  return Buffer.concat([...parts, `--${boundary}--\r\n`].map((part) => Buffer.from(part)));
}

const post = (body: Uint8Array, contentType: string, address = `/api/42/minidump/?sentry_key=${KEY}`): Promise<Answer> =>
  server.send(address, { method: "POST", body, headers: { "content-type": contentType } });
const upload = (...files: readonly File[]) => post(multipart(files), "multipart/form-data; boundary=x");
const dump = (data: Uint8Array, filename = "crash.dmp"): File => ({ name: "upload_file_minidump", filename, data });

function processed(): { readonly batch: ProcessedBatch; readonly event: Json } {
  const records = server.records();
  const batch = processBatch(batchOf(records), records);
  const [event] = batch.events;
  const block = event === undefined ? undefined : batch.blocks[event.body.block];
  const start = block?.lengths.slice(0, event?.body.index).reduce((sum, length) => sum + length, 0) ?? 0;
  const bytes =
    block === undefined ? Buffer.from("null") : zstdDecompressSync(block.compressed).subarray(start, start + (block.lengths[event?.body.index ?? 0] ?? 0));
  const decoded = decodeJson(bytes);
  return { batch, event: "value" in decoded ? decoded.value : null };
}

test("a minidump becomes an event with the crash, the thread's frames and the modules, and stays beside it", async () => {
  const files = [
    dump(minidump()),
    { name: "log", filename: "app.log", type: "text/plain", data: "started\r\n--xis no boundary" },
    { name: "view", filename: "view-hierarchy.json", data: "{}" },
    { name: "sentry", data: JSON.stringify({ release: "game@1", environment: "beta", event_id: "a".repeat(32) }) },
    { name: "sentry[tags][level]", data: "7" },
    { name: "guid", data: "0-1-2" },
  ];
  const answer = await upload(...files);
  expect([answer.status, answer.text, answer.headers["content-type"]]).toEqual([200, "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa", "text/plain"]);
  const { batch, event } = processed();
  expect(event).toMatchObject({
    event_id: "a".repeat(32),
    platform: "native",
    level: "fatal",
    release: "game@1",
    environment: "beta",
    extra: { guid: "0-1-2" },
  });
  const exception = pick(event, "exception", "values", 0);
  expect(exception).toMatchObject({
    type: "EXCEPTION_ACCESS_VIOLATION_WRITE",
    value: "Fatal Error: EXCEPTION_ACCESS_VIOLATION_WRITE / 0xbad",
    mechanism: { type: "minidump", handled: false, synthetic: true },
  });
  expect(pick(exception, "stacktrace", "frames")).toMatchObject([
    { instruction_addr: "0x7ff800000042", trust: "scan", package: "C:\\windows\\ntdll.dll" },
    { instruction_addr: `0x${(appBase + 0x2000n).toString(16)}`, trust: "fp" },
    { instruction_addr: `0x${(appBase + 0x1234n).toString(16)}`, trust: "context", package: "C:\\game\\app.exe", image_addr: "0x140000000" },
  ]);
  expect(pick(event, "debug_meta", "images", 0)).toMatchObject({
    type: "pe",
    debug_id: "33221100-5544-7766-8899-aabbccddeeff-2",
    code_id: "5f00000010000",
    debug_file: "app.pdb",
  });
  expect(pick(event, "contexts")).toMatchObject({ os: { name: "Windows", version: "10.0.19045" }, device: { arch: "x86_64" } });
  expect(pick(event, "threads", "values", 0)).toMatchObject({ id: 77, name: "main loop", crashed: true });
  expect(batch.attachments.map(({ name, type, eventId }) => [name, type, eventId === "a".repeat(32)])).toEqual([
    ["crash.dmp", "event.minidump", true],
    ["app.log", "event.attachment", true],
    ["view-hierarchy.json", "event.view_hierarchy", true],
  ]);
  expect(attachedBytes(batch, 1).toString()).toBe("started\r\n--xis no boundary");
  expect(batch.outcomes.map(({ itemType, outcome }) => [itemType, outcome])).toEqual([["form_data", "accepted"]]);
});

test("dumps come raw, compressed by themselves, and in a body within the body", async () => {
  const plain = minidump({ platform: 0x8201, code: 11, servicePack: "Linux 6.1.0-18-amd64 #1 SMP" });
  for (const send of [
    () => post(plain, "application/octet-stream"),
    () => post(plain, "application/x-dmp", `/api/42/minidump?sentry_key=${KEY}`),
    () => upload(dump(gzipSync(plain), "crash.dmp.gz")),
    () => upload(dump(zstdCompressSync(plain), "crash.dmp.zst")),
    () => upload(dump(multipart([dump(plain)], "inner"))),
  ]) {
    expect((await send()).status).toBe(200);
    const { batch, event } = processed();
    expect(pick(event, "exception", "values", 0, "type")).toBe("SIGSEGV");
    expect(pick(event, "contexts", "os")).toMatchObject({ name: "Linux", version: "6.1.0" });
    expect(attachedBytes(batch, 0).equals(plain)).toBe(true);
    expect(batch.attachments[0]?.name).toMatch(/\.dmp$/);
  }
});

/** A dump of Linux, packed by the programs of these names. */
const packed = {
  xz: "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4AjxAS1dACaRBd2oWOoHPCJPOf7utM4PI2VQnv5La+C8ogncZ65ivA/EHV1NI2IfmCftN6kTWcwSs6lYhQ6mkZmubxn1UzCaJvuv3wztoDQfhqQ9gzCqd6bWAxcXPd4EWUu8Hxzoa6BX61+n47eNxpKaRHfNpsS6RGs+o/2i6eEdx8mhQYE0mgcPQUnn/NwOoK6VMmqxl64LOCAwvr2kcoAq/JiQjOLMxboYj3tiG8w4IgZeyHdk/z7IG53CuYdid2Z2EuDFmd2FNl3h6yxsHm+McFL1HmXKpbSA+mLSWl3gjf71ZmhyoQioi2O5XFSI3MA81imUmkdYGv7TlTe/Flqb4GPSh4hOU+k85XaGFFEzsHNhzS6D8j8mhzLXh+N1ADEojfjzOr7/7zEAY8/4R23yt3AAAAAAyqeEZGzMsIkAAckC8hEAAKrf+b6xxGf7AgAAAAAEWVo=",
  bz2: "QlpoOTFBWSZTWWt8m4oAAM9////4cklZQ21QXBZaJLe33sCQUAggAdIBCAEEUAchEQJJsAEWUYip+kgAaAABpoAAAAA0NAAZDTaQip+qeUyZDTQNDQAAAAGgDRoAAAAGJImp4oaBpkaNNGgDT1DCABoAeoyAyA0VXif1YBgmoGoM16IomZuCFhNGd8OEggeaAABE75FwKCljThRteMQVkMtU6s+hTq0aHl8xVLtZxNjFYARoXE2SzyIqIEpECVEB0QYAl5HgRGJLY7HsZCzPfo5+dZrqzCJiitNDcAsMq4GwwxAohJU0DnaLKmlR0u3hSmLa1TnoJA2IYGgGIkM8IFRgfiwxDMlnTCQMHrr6LC70yB6AitfYYCJvBD9Ru/jWk7H+I3hDeYiRAbfpbcLaPiiBSRFtDnRM5DfQhk2o6T7kB2oPplcTIibaYjUQE1HI82ABdV1nA+qF8rBFqL4KZPY/HPUwPogoKgh+mMjABUpLAgBSkW/i7kinChINb5NxQA==",
} as const;

test.each(Object.entries(packed))("a dump may be packed with %s; what is broken or inflates too much is refused", async (ending, base64) => {
  const bytes = Buffer.from(base64, "base64");
  expect((await upload(dump(bytes, `crash.dmp.${ending}`))).status).toBe(200);
  const { batch, event } = processed();
  expect(pick(event, "exception", "values", 0, "type")).toBe("SIGSEGV");
  expect(batch.attachments).toMatchObject([{ name: "crash.dmp", type: "event.minidump" }]);
  expect(attachedBytes(batch, 0).toString("latin1", 0, 4)).toBe("MDMP");
  const broken = Buffer.from(bytes).fill(0x55, 200);
  expect(await upload(dump(broken))).toMatchObject({ status: 400, text: expect.stringMatching(/cannot be read/) });
  expect((await upload(dump(bytes.subarray(0, 40)))).status).toBe(400);
  const unpack = createUnpacker();
  const format = ending === "xz" ? "xz" : "bzip2";
  expect(await unpack(format, bytes, 100)).toBe("large");
  expect((await Promise.all(Array.from({ length: 3 }, () => unpack(format, bytes, 10_000)))).filter((result) => result === "busy")).toHaveLength(1);
});

test("fields in chunks, an event and breadcrumbs in MessagePack are put together", async () => {
  const event = Buffer.from([0x81, 0xa7, ...Buffer.from("release"), 0xa6, ...Buffer.from("game@2")]);
  const crumb = Buffer.from([0x82, 0xa7, ...Buffer.from("message"), 0xa3, ...Buffer.from("one"), 0xa9, ...Buffer.from("timestamp"), 0x01]);
  await upload(
    dump(minidump()),
    { name: "sentry__2", data: 'shop"}}' },
    { name: "sentry__1", data: '{"tags":{"area":"' },
    { name: "a", filename: "__sentry-event", data: event },
    { name: "b", filename: "__sentry-breadcrumb1", data: crumb },
  );
  const { batch, event: made } = processed();
  expect(made).toMatchObject({ release: "game@2", tags: [["area", "shop"]], breadcrumbs: { values: [{ message: "one" }] } });
  expect(batch.attachments.map(({ name }) => name)).toEqual(["crash.dmp"]);
});

test("what is no minidump is refused, and a broken one still makes an event", async () => {
  expect((await post(Buffer.from("hello"), "application/octet-stream")).status).toBe(400);
  expect((await upload({ name: "other", filename: "x.dmp", data: minidump() })).status).toBe(400);
  expect((await post(Buffer.from("--x\r\nrubbish"), "multipart/form-data; boundary=x")).status).toBe(400);
  expect((await upload(dump(Buffer.from("\x1f\x8bnope", "latin1")))).status).toBe(400);
  expect(server.records()).toEqual([]);
  await upload(dump(minidump().subarray(0, 90)));
  expect(pick(processed().event, "exception", "values", 0, "mechanism", "type")).toBe("minidump");
});

const ansi = (text: string): Buffer => {
  const bytes = Buffer.alloc(260 + 4);
  bytes.writeUInt32LE(260);
  bytes.write(text, 4);
  return bytes;
};
const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

function unrealCrash(files: readonly (readonly [name: string, data: Uint8Array])[]): Buffer {
  const header = (count: number) => Buffer.concat([ansi("UE4CC"), ansi("UE4CC.ue4crash"), number(0), number(count)]);
  const all = files.flatMap(([name, data], index) => [number(index), ansi(name), number(data.length), data]);
  return deflateSync(Buffer.concat([header(0), ...all, header(files.length)]));
}

test("a crash of Unreal Engine is unpacked: context, log, dump and files", async () => {
  const xml =
    "<?xml version='1.0'?><FGenericCrashContext><RuntimeProperties><GameName>Shooter &amp; Co</GameName><EngineVersion>5.4.1</EngineVersion><ErrorMessage>boom</ErrorMessage></RuntimeProperties><GameData><__sentry>{&quot;release&quot;:&quot;shooter@3&quot;}</__sentry></GameData></FGenericCrashContext>";
  const log = "[2026.10.29-16.56.38:332][  0]LogCore: Warning: low memory\nplain line\n";
  const crash = unrealCrash([
    ["UE4Minidump.dmp", minidump()],
    ["CrashContext.runtime-xml", Buffer.from(xml)],
    ["Shooter.log", Buffer.from(log)],
  ]);
  const answer = await post(crash, "application/octet-stream", `/api/42/unreal/${KEY}/?UserID=login|7`);
  expect([answer.status, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(answer.text)]).toEqual([200, true]);
  const { batch, event } = processed();
  expect(event).toMatchObject({ release: "shooter@3", user: { id: "login|7" }, contexts: { unreal: { game_name: "Shooter & Co", engine_version: "5.4.1" } } });
  expect(pick(event, "exception", "values", 0, "type")).toBe("EXCEPTION_ACCESS_VIOLATION_WRITE");
  expect(pick(event, "breadcrumbs", "values")).toMatchObject([{ category: "LogCore", level: "warning", message: "low memory" }, { message: "plain line" }]);
  expect(batch.attachments.map(({ name, type }) => [name, type])).toEqual([
    ["UE4Minidump.dmp", "event.minidump"],
    ["CrashContext.runtime-xml", "unreal.context"],
    ["Shooter.log", "unreal.logs"],
  ]);
  await post(deflateSync(Buffer.from("no crash")), "application/octet-stream", `/api/42/unreal/${KEY}/`);
  expect(processed().batch.outcomes).toMatchObject([{ itemType: "unreal_report", outcome: "invalid", reason: "process_unreal" }]);
  expect((await post(Buffer.from("x"), "application/octet-stream", `/api/42/unreal/${KEY}/`)).status).toBe(400);
  expect((await post(crash, "application/octet-stream", `/api/42/unreal/${"f".repeat(32)}/`)).status).toBe(403);
});

test("files are added to an event by its id, and NEL reports become logs", async () => {
  const id = "b".repeat(32);
  const address = `/api/42/events/${id}/attachments/?sentry_key=${KEY}`;
  const answer = await post(multipart([{ name: "f", filename: "late.txt", type: "text/plain", data: "late" }]), "multipart/form-data; boundary=x", address);
  expect(answer.status).toBe(201);
  expect(processed().batch.attachments).toMatchObject([{ eventId: id, name: "late.txt", contentType: "text/plain", type: "event.attachment" }]);
  expect((await post(Buffer.from("x"), "multipart/form-data; boundary=x", address.replace(id, "zzz"))).status).toBe(400);
  const report = {
    age: 10,
    type: "network-error",
    url: "https://shop.example:8443/a",
    body: { type: "http.error", status_code: 502, method: "GET", protocol: "h2", phase: "application" },
  };
  const nel = await post(Buffer.from(JSON.stringify([report, { type: "other", body: {} }])), "application/reports+json", `/api/42/nel/?sentry_key=${KEY}`);
  expect([nel.status, nel.text]).toEqual([200, ""]);
  const { batch } = processed();
  expect(batch.rows.map(({ dataset }) => dataset)).toEqual(["logs"]);
  const cells = JSON.stringify(batch.rows[0]?.cells);
  for (const part of ["had a 502 status code", "warn", "shop.example", "http.response.status_code", "nel.phase"]) expect(cells).toContain(part);
  expect(batch.outcomes.find(({ outcome }) => outcome === "invalid")?.detail).toContain("other");
});
