import { isRecord } from "../json-path.ts";
import type { Random } from "./random.ts";

const interesting = [0, 1, 0x0a, 0x0d, 0x20, 0x22, 0x2c, 0x2d, 0x30, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d, 0x7f, 0x80, 0xc0, 0xc1, 0xdf, 0xff] as const;
const words = [0, 1, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff] as const;
const values: readonly [unknown, ...unknown[]] = [
  null,
  true,
  "",
  0,
  -1,
  1e308,
  -1e-308,
  2 ** 53,
  "\u0000",
  "\ud800",
  "a".repeat(5000),
  "ﷺ\u202e💥",
  "__proto__",
  "constructor",
  "1e999",
  "0".repeat(32),
  "f".repeat(32),
  "2026-02-30T25:61:61Z",
  "{{auto}}",
  "[Filtered]",
  "javascript:alert(1)",
  "../../etc/passwd",
  "' or 1=1 --",
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  { values: null },
  { values: [null, 1, {}] },
  JSON.parse('{"__proto__":{"polluted":true},"length":-1}'),
  Array.from({ length: 200 }, (_, i) => i),
];

/** A few changes of what a body holds, by bytes: flips, cuts, copies, lengths that lie. */
export function mutateBytes(random: Random, body: Buffer, other: Buffer): Buffer<ArrayBuffer> {
  let bytes: Buffer<ArrayBuffer> = Buffer.from(body);
  for (let round = random.below(6); round >= 0; round--) bytes = mutateOnce(random, bytes, other);
  return bytes;
}

function mutateOnce(random: Random, bytes: Buffer<ArrayBuffer>, other: Buffer): Buffer<ArrayBuffer> {
  if (bytes.length === 0) return Buffer.from([random.pick(interesting)]);
  const at = random.below(bytes.length);
  const length = Math.min(1 + random.below(64), bytes.length - at);
  switch (random.below(8)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      return bytes;
    case 1:
      bytes[at] = random.pick(interesting);
      return bytes;
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    case 4:
      return bytes.subarray(0, at);
    case 5: {
      const word = random.pick(words);
      if (at + 4 <= bytes.length) bytes.writeUInt32LE(word, at);
      return bytes;
    }
    case 6: {
      const from = random.below(Math.max(other.length, 1));
      return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + 1 + random.below(256)), bytes.subarray(at)]);
    }
    default:
      return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(1 + random.below(512), random.pick(interesting)), bytes.subarray(at)]);
  }
}

/** A few changes of what JSON holds, by members: other types, hostile texts, members gone, doubled and moved. */
export function mutateJson(random: Random, value: unknown): unknown {
  let changed = value;
  for (let round = random.below(4); round >= 0; round--) changed = changeSomewhere(random, changed, 0);
  return changed;
}

function changeSomewhere(random: Random, value: unknown, depth: number): unknown {
  if (depth < 8 && Array.isArray(value) && value.length > 0 && !random.chance(5)) {
    const list: unknown[] = [...value];
    const at = random.below(list.length);
    const how = random.below(6);
    if (how === 0) list.splice(at, 1);
    else if (how === 1) list.push(list[at]);
    else list[at] = changeSomewhere(random, list[at], depth + 1);
    return list;
  }
  if (depth < 8 && isRecord(value) && !random.chance(6)) {
    const entries = Object.entries(value);
    const found = random.pick(entries);
    if (found === undefined) return random.pick(values);
    const [key, member] = found;
    const rest = entries.filter(([name]) => name !== key);
    if (random.chance(8)) return Object.fromEntries(rest);
    if (random.chance(12)) return Object.fromEntries([...rest, [someText(random).slice(0, 100), member]]);
    return Object.fromEntries([...rest, [key, changeSomewhere(random, member, depth + 1)]]);
  }
  if (typeof value === "string" && random.chance(3)) return value.slice(0, random.below(value.length + 1)) + someText(random).slice(0, 200);
  if (typeof value === "number" && random.chance(3)) return value * random.pick([-1, 0, 1e9, 0.1, 1e300]);
  return random.pick(values);
}

function someText(random: Random): string {
  const value = random.pick(values);
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
