import zlib from "node:zlib";
import type { Random } from "./random.ts";
import type { Seed } from "./seeds.ts";

/** Bodies that changing others would hardly ever lead to: texts that are JSON to some parsers only, and structures in structures. */

const tokens = [
  "1e400",
  "-1e400",
  "NaN",
  "-Infinity",
  "-0",
  "0.1e-999",
  "9".repeat(400),
  '"\\ud83d"',
  '"\\udc00\\ud800"',
  '"\\u0000"',
  "[".repeat(20_000) + "]".repeat(20_000),
  '{"a":'.repeat(20_000) + "1" + "}".repeat(20_000),
  '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}',
  "'single'",
  "undefined",
] as const;

/** What no serializer writes: values that overflow, members twice, a byte order mark, bytes that are no UTF-8. */
export function mutateText(random: Random, json: Buffer): Buffer {
  const text = json.toString();
  switch (random.below(6)) {
    case 0:
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), json]);
    case 1:
      return Buffer.from(text.replace(/^\s*\{("[^"]*":)/, (_, member: string) => `{${member}${random.pick(tokens)},${member}`));
    case 2:
      return Buffer.concat([json.subarray(0, json.length >> 1), Buffer.from([0xc3, 0x28, 0xed, 0xa0, 0x80, 0xff]), json.subarray(json.length >> 1)]);
    default: {
      const values = [...text.matchAll(/(?<=[:[,])(?:-?\d[\d.eE+-]*|"(?:[^"\\]|\\.)*"|true|false|null)(?=[,\]}])/g)];
      const found = values[random.below(Math.max(values.length, 1))];
      if (found === undefined) return json;
      return Buffer.from(`${text.slice(0, found.index)}${random.pick(tokens)}${text.slice(found.index + found[0].length)}`);
    }
  }
}

const encoders = {
  gzip: (body: Buffer) => zlib.gzipSync(body, { level: 1 }),
  deflate: (body: Buffer) => zlib.deflateSync(body, { level: 1 }),
  br: (body: Buffer) => zlib.brotliCompressSync(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
  zstd: (body: Buffer) => zlib.zstdCompressSync(body),
} as const;

const codecs = ["gzip", "deflate", "br", "zstd"] as const;

/** Really compressed, and now and then to a thousandth. */
export function compressed(random: Random, body: Buffer): { readonly encoding: string; readonly body: Buffer } {
  const encoding = random.pick(codecs);
  const sent = random.chance(20) ? Buffer.concat([body, Buffer.alloc(1 << (18 + random.below(6)), random.pick(["\n", " ", "{", "\0"]))]) : body;
  const once = encoders[encoding](sent);
  return random.chance(10) ? { encoding: `${encoding}, gzip`, body: zlib.gzipSync(once) } : { encoding, body: once };
}

const depths = [1, 3, 63, 64, 65, 500, 20_000] as const;

/** A request out of nothing: messages within messages, maps within maps, parts within parts. */
export function structure(random: Random): Seed {
  return random.pick([protobuf, msgpack, multipart, dumpStreams])(random);
}

function protobuf(random: Random): Seed {
  const varint = (value: number): Buffer => {
    const bytes: number[] = [];
    let left = value;
    for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
    return Buffer.from([...bytes, left]);
  };
  const field = (number: number, body: Buffer): Buffer =>
    Buffer.concat([varint(number * 8 + 2), varint(random.chance(60) ? random.below(2 ** 31) : body.length), body]);
  let value = field(1, Buffer.from("leaf"));
  // Lists in lists (field 5) or maps in maps (field 6 with a key and a value).
  for (let depth = random.pick(depths); depth > 0 && value.length < 200_000; depth--) {
    value = random.chance(2) ? field(5, field(1, value)) : field(6, field(1, Buffer.concat([field(1, Buffer.from("k")), field(2, value)])));
  }
  const attribute = Buffer.concat([field(1, Buffer.from(random.pick(["a", "", "__proto__", "service.name"]))), field(2, value)]);
  const id = (length: number): Buffer => Buffer.alloc(random.chance(6) ? random.below(40) : length, 7);
  const nanoseconds = Buffer.alloc(8);
  nanoseconds.writeBigUInt64LE(random.chance(4) ? 2n ** 64n - 1n : 1_795_000_000_000_000_000n);
  const fixed = (number: number): Buffer => Buffer.concat([varint(number * 8 + 1), nanoseconds]);
  const span = Buffer.concat([field(1, id(16)), field(2, id(8)), field(5, Buffer.from("GET /")), fixed(7), fixed(8), field(9, attribute)]);
  const log = Buffer.concat([fixed(1), field(5, value), field(6, attribute), field(9, id(16)), field(10, id(8))]);
  const traces = random.chance(2);
  const scope = field(2, field(2, traces ? span : log));
  const body = field(1, Buffer.concat([field(1, field(1, attribute)), ...Array.from({ length: 1 + random.below(3) }, () => scope)]));
  return { address: `integration/otlp/v1/${traces ? "traces" : "logs"}?sentry_key=KEY`, contentType: "application/x-protobuf", body };
}

function msgpack(random: Random): Seed {
  const nested = Buffer.concat([Buffer.alloc(random.pick(depths), random.pick([0x91, 0x81, 0xc4])), Buffer.from([0xc0])]);
  const lying = Buffer.from([...random.pick([[0xdd], [0xdf], [0xc6], [0xdb]]), 0xff, 0xff, 0xff, 0xff]);
  const key = (name: string): Buffer => Buffer.concat([Buffer.from([0xa0 + name.length]), Buffer.from(name)]);
  const value = random.chance(2) ? nested : lying;
  const type = random.pick(["replay_video", "attachment"]);
  const payload =
    type === "replay_video"
      ? Buffer.concat([Buffer.from([0x83]), key("replay_event"), value, key("replay_recording"), value, key("replay_video"), value])
      : Buffer.concat([Buffer.from([0x81]), key("exception"), value]);
  const header = { type, length: payload.length, attachment_type: "event.minidump", filename: "__sentry-event" };
  const head = `{"event_id":"${"c".repeat(32)}"}\n${JSON.stringify(header)}\n`;
  return { address: "envelope/?sentry_key=KEY", contentType: "application/x-sentry-envelope", body: Buffer.concat([Buffer.from(head), payload]) };
}

function multipart(random: Random): Seed {
  const names = [
    "upload_file_minidump",
    "sentry",
    "sentry[a][b]",
    `sentry${"[x]".repeat(random.pick(depths) % 5000)}`,
    "sentry__1",
    "__sentry-event",
    "__proto__",
    "",
  ] as const;
  const part = (): string => {
    const file = random.chance(2) ? `; filename="${random.pick(["a.dmp", "../../etc/passwd", '\\"', "", "\r\n", "é".repeat(300)])}"` : "";
    const body = random.pick(["MDMP", "{}", '{"event_id":"nonsense","contexts":1}', "--fuzz", "\r\n--fuzz\r\n", "x".repeat(5000), ""]);
    return `--fuzz\r\nContent-Disposition: form-data; name="${random.pick(names)}"${file}\r\n${random.chance(3) ? "Content-Type: multipart/form-data; boundary=fuzz\r\n" : ""}\r\n${body}\r\n`;
  };
  const body = Array.from({ length: 1 + random.below(40) }, part).join("") + (random.chance(4) ? "" : "--fuzz--\r\n");
  const address = random.pick(["minidump/?sentry_key=KEY", `events/${"a".repeat(32)}/attachments/?sentry_key=KEY`]);
  return {
    address,
    contentType: random.pick(["multipart/form-data; boundary=fuzz", "multipart/form-data", 'multipart/form-data; boundary=""']),
    body: Buffer.from(body),
  };
}

/** The head of a minidump, and a directory of streams that lie about where they are and how long. */
function dumpStreams(random: Random): Seed {
  const streams = random.below(20);
  const dump = Buffer.alloc(32 + streams * 12 + random.below(512));
  dump.write("MDMP");
  dump.writeUInt32LE(0xa793, 4);
  dump.writeUInt32LE(random.pick([streams, 0, 0xffffffff, 0x10000]), 8);
  dump.writeUInt32LE(random.pick([32, 0, 0xfffffff0, dump.length]), 12);
  for (let i = 0; i < streams; i++) {
    const at = 32 + i * 12;
    // Threads, modules, memory, exception, system, 64-bit memory, names of threads, Linux' maps.
    dump.writeUInt32LE(random.pick([3, 4, 5, 6, 7, 9, 24, 0x47670009]), at);
    dump.writeUInt32LE(random.pick([0, 4, 168, 0xffffffff]), at + 4);
    dump.writeUInt32LE(random.pick([0, 32, dump.length - 4, 0xfffffffc, random.below(dump.length)]), at + 8);
  }
  return { address: "minidump/?sentry_key=KEY", contentType: "application/x-dmp", body: dump };
}
