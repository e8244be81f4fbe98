import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { constants, zstdCompressSync } from "node:zlib";
import type { BlobReader, BlobWriter, BodyRef, ObjectKey } from "./port.ts";

export interface BlobStores {
  readonly writer: BlobWriter;
  readonly reader: BlobReader;
  /** Closes the writer and opens another, as a restart does. */
  restart(): Promise<BlobWriter>;
  dispose(): Promise<void>;
}

export interface BlobCapabilities {
  /** Whether `compact` makes small blocks into large ones. */
  readonly compacts: boolean;
}

const day = 20_583;

/** A block of bodies as the pipeline makes them. */
export function block(...bodies: readonly string[]): { readonly compressed: Uint8Array; readonly lengths: readonly number[] } {
  const bytes = bodies.map((body) => Buffer.from(body));
  return {
    compressed: zstdCompressSync(Buffer.concat(bytes), { params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
    lengths: bytes.map((body) => body.byteLength),
  };
}

export function body(n: number): string {
  return JSON.stringify({ event_id: n, message: `number ${n}`, frames: Array.from({ length: 10 }, (_, line) => ({ line, text: `return ${line * n};` })) });
}

/** What every adapter of the blob port must do. `open` makes an empty store with segments of at most `segmentBytes`. */
export function blobSuite(capabilities: BlobCapabilities, open: (segmentBytes: number) => Promise<BlobStores>): void {
  let stores: BlobStores;
  beforeEach(async () => {
    stores = await open(4096);
  });
  afterEach(() => stores.dispose());
  const read = async (ref: BodyRef | undefined): Promise<string | undefined> => {
    const bytes = ref === undefined ? undefined : await stores.reader.body(ref);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString();
  };
  const append = async (count: number, from = 0, on = day, writer = stores.writer): Promise<BodyRef[]> => {
    const refs: BodyRef[] = [];
    for (let n = from; n < from + count; n++) refs.push(...(await writer.appendBodies(on, [block(body(n))])).flat());
    return refs;
  };

  it("gives every body back, in the order of its block; an empty one is none", async () => {
    const refs = await stores.writer.appendBodies(day, [block("a", "", "\u{1f600}"), block("d")]);
    expect(refs.map((inner) => inner.length)).toEqual([3, 1]);
    expect(await Promise.all(refs.flat().map(read))).toEqual(["a", undefined, "\u{1f600}", "d"]);
    expect(await stores.writer.appendBodies(day, [])).toEqual([]);
  });

  it("answers nothing for what it does not have", async () => {
    const [ref] = await append(1);
    if (ref === undefined) throw new Error("nothing was written");
    for (const missing of [
      { ...ref, day: day + 1 },
      { ...ref, segment: 99 },
      { ...ref, ordinal: 1 },
      { ...ref, ordinal: -1 },
    ])
      expect(await read(missing)).toBeUndefined();
  });

  it("lets a reader follow a store that grows over many segments and restarts", async () => {
    const refs = await append(30);
    expect(await Promise.all(refs.map(read))).toEqual(Array.from({ length: 30 }, (_, n) => body(n)));
    const writer = await stores.restart();
    refs.push(...(await append(30, 30, day, writer)));
    expect(await Promise.all(refs.map(read))).toEqual(Array.from({ length: 60 }, (_, n) => body(n)));
    expect(new Set(refs.map(({ segment, ordinal }) => `${segment}/${ordinal}`)).size).toBe(60);
  });

  it("answers bytes that the caller may keep and move", async () => {
    const [ref] = (await stores.writer.appendBodies(day, [block("first", "second")])).flat();
    const bytes = ref === undefined ? undefined : await stores.reader.body(ref);
    expect(bytes?.buffer.byteLength).toBe(5);
    structuredClone(bytes, { transfer: bytes === undefined ? [] : [bytes.buffer] });
    expect(await read(ref)).toBe("first");
  });

  it("writes, replaces and deletes objects", async () => {
    const key: ObjectKey = { kind: "attachment", day, projectId: 1, id: "1000" };
    expect(await stores.reader.object(key)).toBeUndefined();
    await stores.writer.putObjects([{ key, bytes: Buffer.from("one") }]);
    await stores.writer.putObjects([
      { key, bytes: Buffer.from("two!") },
      { key: { ...key, id: "empty" }, bytes: new Uint8Array() },
      ...Array.from({ length: 9 }, (_, n) => ({ key: { ...key, projectId: 3, id: `many${n}` }, bytes: Buffer.from(`${n}`) })),
    ]);
    expect(Buffer.from((await stores.reader.object({ ...key, projectId: 3, id: "many8" })) ?? []).toString()).toBe("8");
    expect(Buffer.from((await stores.reader.object(key)) ?? []).toString()).toBe("two!");
    expect(await stores.reader.object({ ...key, id: "empty" })).toHaveLength(0);
    expect(await stores.reader.object({ ...key, projectId: 2 })).toBeUndefined();
    expect((await stores.reader.usage()).objects).toBe(13);
    await stores.writer.deleteObject(key);
    await stores.writer.deleteObject(key);
    expect(await stores.reader.object(key)).toBeUndefined();
  });

  it("makes a file an object without touching it, once and again", async () => {
    const key: ObjectKey = { kind: "attachment", day, projectId: 1, id: "2000" };
    const folder = mkdtempSync(path.join(tmpdir(), "vedette-adopted-"));
    const file = path.join(folder, "upload");
    writeFileSync(file, "uploaded");
    expect(await stores.writer.adoptObject(key, path.join(folder, "missing"))).toBe(false);
    expect([await stores.writer.adoptObject(key, file), await stores.writer.adoptObject(key, file)]).toEqual([true, true]);
    expect(readFileSync(file, "utf8")).toBe("uploaded");
    rmSync(folder, { recursive: true });
    expect(await stores.writer.adoptObject(key, file)).toBe(true);
    expect(Buffer.from((await stores.reader.object(key)) ?? []).toString()).toBe("uploaded");
  });

  it.each(["", ".", "..", "a/b", "../../escape", "x".repeat(200), "nul\u0000"])("refuses %j as the id of an object", async (id) => {
    const key: ObjectKey = { kind: "attachment", day, projectId: 1, id };
    await expect(stores.writer.putObjects([{ key, bytes: Buffer.from("x") }])).rejects.toThrow("cannot be the id of an object");
    await expect(stores.reader.object(key)).rejects.toThrow("cannot be the id of an object");
  });

  it("drops whole days with bodies and objects while a reader has them open", async () => {
    const old = await append(5);
    const kept = await append(5, 100, day + 1);
    const key: ObjectKey = { kind: "attachment", day, projectId: 1, id: "1000" };
    await stores.writer.putObjects([{ key, bytes: Buffer.from("one") }]);
    expect(await read(old[0])).toBe(body(0));
    const before = await stores.reader.usage();
    const freed = await stores.writer.dropBefore(day + 1);
    const after = await stores.reader.usage();
    expect(freed).toBe(before.bodies + before.objects - after.bodies - after.objects);
    expect(await Promise.all(old.map(read))).toEqual(old.map(() => undefined));
    expect(await stores.reader.object(key)).toBeUndefined();
    expect(await read(kept[4])).toBe(body(104));
    const again = await append(1, 7);
    expect(await read(again[0])).toBe(body(7));
  });

  it.runIf(capabilities.compacts)("compacts sealed segments and keeps every reference, also for readers that were there before", async () => {
    const refs = await append(100);
    const next = await append(1, 500, day + 1);
    expect(await read(refs[0])).toBe(body(0));
    const before = await stores.reader.usage();
    const { segments, bytesSaved } = await stores.writer.compact();
    expect(segments).toBeGreaterThan(0);
    expect(bytesSaved).toBeGreaterThan(0);
    expect((await stores.reader.usage()).bodies).toBe(before.bodies - bytesSaved);
    expect(await Promise.all([...refs, ...next].map(read))).toEqual([...refs.map((_, n) => body(n)), body(500)]);
    expect(await stores.writer.compact()).toEqual({ segments: 0, bytesSaved: 0 });
    const late = await append(3, 200);
    expect(await Promise.all(late.map(read))).toEqual([200, 201, 202].map(body));
    expect(await read(refs[99])).toBe(body(99));
  });

  it("wipes single bodies out of segments that are written to and of others, and keeps every other reference", async () => {
    const refs = await append(40);
    expect(await read(refs[3])).toBe(body(3));
    const doomed = refs.filter((_, n) => n % 3 === 0);
    const before = (await stores.reader.usage()).bodies;
    let freed = 0;
    for (const [segment, gone] of Map.groupBy(doomed, (ref) => ref.segment)) {
      const wiping = stores.writer.wipe(day, segment, new Set(gone.map(({ ordinal }) => ordinal)));
      refs.push(...(await append(1, refs.length)));
      freed += await wiping;
    }
    const added = (await stores.reader.usage()).bodies - before;
    expect(freed).toBeGreaterThan(0);
    expect(added).toBeLessThan(before);
    const left = (n: number) => (n < 40 && n % 3 === 0 ? undefined : body(n));
    expect(await Promise.all(refs.map(read))).toEqual(refs.map((_, n) => left(n)));
    const writer = await stores.restart();
    expect(await writer.wipe(day, 0, new Set([0]))).toBe(0);
    await writer.compact();
    expect(await writer.wipe(day + 9, 0, new Set([0]))).toBe(0);
    expect(await Promise.all(refs.map(read))).toEqual(refs.map((_, n) => left(n)));
  });

  it.runIf(capabilities.compacts)("loses nothing that is appended to a day while it is being compacted", async () => {
    const refs = await append(60);
    await append(1, 500, day + 1);
    const writer = await stores.restart();
    const compacting = writer.compact();
    refs.push(...(await append(10, 60, day, writer)));
    await compacting;
    expect(await Promise.all(refs.map(read))).toEqual(refs.map((_, n) => body(n)));
  });
}
