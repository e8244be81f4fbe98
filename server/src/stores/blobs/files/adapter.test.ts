import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BodyRef } from "../port.ts";
import { blobSuite, block, body } from "../suite.ts";
import { openBlobReader, openBlobWriter } from "./adapter.ts";
import { capabilities } from "./capabilities.ts";
import { segmentFile } from "./layout.ts";

blobSuite(capabilities, async (segmentBytes) => {
  const folder = mkdtempSync(path.join(tmpdir(), "vedette-blobs-"));
  let writer = await openBlobWriter(folder, { segmentBytes });
  const reader = await openBlobReader(folder);
  return {
    writer,
    reader,
    restart: async () => {
      await writer.close();
      writer = await openBlobWriter(folder, { segmentBytes });
      return writer;
    },
    dispose: async () => {
      await Promise.all([writer.close(), reader.close()]);
      rmSync(folder, { recursive: true });
    },
  };
});

describe("damage", () => {
  const day = 20_583;
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "vedette-blobs-"));
    file = segmentFile(folder, day, 0);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function write(...bodies: readonly string[]): Promise<BodyRef[]> {
    const writer = await openBlobWriter(folder);
    const refs = (await Promise.all(bodies.map((text) => writer.appendBodies(day, [block(text)])))).flat(2);
    await writer.close();
    return refs;
  }

  async function read(ref: BodyRef | undefined): Promise<string | undefined> {
    const reader = await openBlobReader(folder);
    try {
      const bytes = ref === undefined ? undefined : await reader.body(ref);
      return bytes === undefined ? undefined : Buffer.from(bytes).toString();
    } finally {
      await reader.close();
    }
  }

  it("cuts off the torn tail of a crash at every byte of it, and goes on from the last whole block", async () => {
    const [first] = await write(body(1));
    const whole = readFileSync(file).byteLength;
    await write(body(2));
    const torn = readFileSync(file);
    for (let end = whole; end < torn.byteLength; end += 7) {
      writeFileSync(file, torn.subarray(0, end));
      expect(await read(first)).toBe(body(1));
      expect(await read({ day, segment: 0, ordinal: 1 })).toBeUndefined();
      const [again] = await write(body(3));
      expect(again).toEqual({ day, segment: 0, ordinal: 1 });
      expect(await read(again)).toBe(body(3));
    }
  });

  it.each([
    ["zeros, as a file system may leave them", Buffer.alloc(500)],
    ["bytes of anything", Buffer.from("VDB1".padEnd(300, "garbage"))],
  ])("takes %s at the end for a torn tail", async (_, tail) => {
    const [first] = await write(body(1));
    appendFileSync(file, tail);
    expect(await read(first)).toBe(body(1));
    const [second] = await write(body(2));
    expect(await read(second)).toBe(body(2));
    expect(await read(first)).toBe(body(1));
  });

  it("says so when a body fails its checksum, and still reads the others", async () => {
    const refs = await write(body(1), body(2));
    const bytes = readFileSync(file);
    bytes[60] = (bytes[60] ?? 0) ^ 0xff;
    writeFileSync(file, bytes);
    await expect(read(refs[0])).rejects.toThrow(/000000\.seg at 0: the block's data fails its checksum/);
    await expect(read(refs[0])).rejects.toHaveProperty("name", "CorruptBlob");
    expect(await read(refs[1])).toBe(body(2));
  });

  it("answers nothing instead of something wrong when a segment was cut short", async () => {
    const refs = await write(body(1), body(2));
    truncateSync(file, readFileSync(file).byteLength - 1);
    expect(await read(refs[0])).toBe(body(1));
    expect(await read(refs[1])).toBeUndefined();
  });

  it("leaves no temporary files behind", async () => {
    await write(...Array.from({ length: 30 }, (_, n) => body(n)));
    const writer = await openBlobWriter(folder);
    await writer.appendBodies(day + 1, [block("x")]);
    await writer.putObjects([{ key: { kind: "attachment", day, projectId: 1, id: "1" }, bytes: Buffer.from("x") }]);
    expect((await writer.compact()).segments).toBe(1);
    await writer.close();
    expect(readdirSync(folder, { recursive: true }).filter((name) => String(name).includes(".part"))).toEqual([]);
  });
});
