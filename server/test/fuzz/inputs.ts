import zlib from "node:zlib";
import { isRecord, parse } from "../json-path.ts";
import { mutateBytes, mutateJson } from "./mutate.ts";
import { Random } from "./random.ts";
import { compressed, mutateText, structure } from "./structures.ts";
import { asSent, corpus, recordedSeeds, type ItemSeed, type Seed } from "./seeds.ts";

/** One request, to be sent as it is. */
export interface Input {
  readonly number: number;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The same inputs for the same seed: number `n` can be made without those before it. */
export function inputMaker(seed: number): (number: number) => Input {
  const all = corpus();
  const { envelopes, items } = recordedSeeds();
  return (number) => {
    const random = new Random(seed * 1_000_003 + number);
    const { address, contentType, body } = random.chance(25)
      ? structure(random)
      : random.chance(3)
        ? fromCorpus(random, all)
        : { ...envelopeAt, body: envelope(random, envelopes, items) };
    if (random.chance(20)) {
      const { encoding, body: packed } = compressed(random, body);
      return { number, address, headers: { "content-type": contentType, "content-encoding": encoding }, body: packed };
    }
    const encoded = random.chance(12);
    const headers = {
      ...(random.chance(50) ? {} : { "content-type": contentType }),
      ...(encoded && { "content-encoding": random.pick(["gzip", "deflate", "br", "", "UTF-8", "zstd", "nonsense"]) }),
    };
    return { number, address, headers, body: encoded && random.chance(2) ? zlib.gzipSync(body) : body };
  };
}

const envelopeAt = { address: "envelope/?sentry_key=KEY", contentType: "application/x-sentry-envelope" };

function fromCorpus(random: Random, all: readonly Seed[]): Seed {
  const seed = random.pick(all);
  const other = random.pick(all);
  if (seed === undefined || other === undefined) throw new Error("the corpus is empty");
  const json = tryParse(seed.body);
  const changed = json !== undefined && !random.chance(3) ? jsonBytes(random, json) : mutateBytes(random, seed.body, other.body);
  return { ...seed, body: random.chance(20) ? changed : asSent(seed, changed) };
}

function envelope(random: Random, envelopes: readonly Buffer[], items: readonly ItemSeed[]): Buffer {
  if (random.chance(4)) {
    const body = random.pick(envelopes) ?? Buffer.alloc(0);
    return mutateBytes(random, body, random.pick(envelopes) ?? body);
  }
  const header = { event_id: Buffer.from(Array.from({ length: 16 }, () => random.below(256))).toString("hex"), sent_at: "2026-11-21T21:10:40.237Z" };
  const parts: Buffer[] = [Buffer.from(JSON.stringify(random.chance(10) ? mutateJson(random, header) : header))];
  for (let count = random.below(3); count >= 0; count--) {
    const item = random.pick(items);
    if (item !== undefined) parts.push(...itemBytes(random, item, items));
  }
  return Buffer.concat(parts.flatMap((part) => [part, Buffer.from("\n")]));
}

function itemBytes(random: Random, { headers, payload }: ItemSeed, items: readonly ItemSeed[]): readonly Buffer[] {
  const json = tryParse(payload);
  const other = random.pick(items)?.payload ?? payload;
  const changed = json !== undefined && !random.chance(5) ? jsonBytes(random, json) : mutateBytes(random, payload, other);
  const kept = { ...headers, length: changed.length };
  const wanted = random.chance(8) ? mutateJson(random, kept) : kept;
  // Entries announce their number: containers whose number is wrong go no further than that.
  const entries = json !== undefined && isRecord(tryParse(changed)) ? entriesIn(tryParse(changed)) : undefined;
  const fixed = isRecord(wanted) && entries !== undefined && "item_count" in wanted && !random.chance(6) ? { ...wanted, item_count: entries } : wanted;
  return [Buffer.from(JSON.stringify(fixed) ?? "{}"), changed];
}

function jsonBytes(random: Random, json: unknown): Buffer {
  const changed = Buffer.from(JSON.stringify(mutateJson(random, json)) ?? "null");
  return random.chance(10) ? mutateText(random, changed) : changed;
}

function entriesIn(value: unknown): number | undefined {
  const items = isRecord(value) ? value["items"] : undefined;
  return Array.isArray(items) ? items.length : undefined;
}

function tryParse(bytes: Buffer): unknown {
  if (bytes.length === 0 || (bytes[0] !== 0x7b && bytes[0] !== 0x5b)) return undefined;
  try {
    return parse(bytes.toString());
  } catch {
    return undefined;
  }
}
