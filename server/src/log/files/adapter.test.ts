import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LogUnavailable, type EventLog, type LogRecord } from "../port.ts";
import { drain, recordMeta, testEventLog } from "../suite.ts";
import { openFileLog } from "./adapter.ts";
import { nodeFileOperations, type FileOperations } from "./file-operations.ts";
import { inspectLog } from "./inspect.ts";
import { readBatch } from "./read-batch.ts";
import { segmentName } from "./segment-name.ts";

const newFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), "vedette-log-"));

for (const segmentBytes of [32 * 1024 * 1024, 100]) {
  testEventLog(`files of ${segmentBytes} bytes`, () => {
    const folder = newFolder();
    return Promise.resolve({
      open: (committedSeq) => openFileLog({ folder, committedSeq, segmentBytes, onWarning: (message) => expect.fail(message) }),
      read: (batch) => readBatch(batch, (message) => expect.fail(message)),
      remove: () => fs.promises.rm(folder, { recursive: true }),
    });
  });
}

describe("log files", () => {
  let folder: string;
  let log: EventLog | undefined;
  let warnings: string[];
  beforeEach(() => {
    folder = newFolder();
    warnings = [];
    log = undefined;
  });
  afterEach(async () => {
    await log?.close();
    fs.rmSync(folder, { recursive: true });
  });
  const open = async (committedSeq = 0, more: { readonly segmentBytes?: number; readonly operations?: FileOperations } = {}): Promise<EventLog> => {
    log = await openFileLog({ folder, committedSeq, onWarning: (message) => warnings.push(message), ...more });
    return log;
  };
  const append = (target: EventLog, text: string): Promise<number> => target.append(recordMeta(), Buffer.from(text));
  const files = (): string[] => fs.readdirSync(folder).sort();
  const file = (firstSeq: number): string => path.join(folder, segmentName(firstSeq));
  const contents = (records: readonly LogRecord[]): [number, string][] => records.map((record) => [record.seq, Buffer.from(record.body).toString()]);
  /** Writes records one by one, a file for each process that wrote. */
  const write = async (...runs: readonly (readonly string[])[]): Promise<void> => {
    for (const run of runs) {
      const writer = await open();
      for (const text of run) await append(writer, text);
      await writer.close();
    }
  };
  const flipByteIn = (name: string, text: string): void => {
    const bytes = fs.readFileSync(name);
    const at = bytes.indexOf(text);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    fs.writeFileSync(name, bytes);
  };

  it("begins a new file when one is full and deletes files that are committed to their end", async () => {
    const writer = await open(0, { segmentBytes: 300 });
    for (let index = 0; index < 6; index++) await append(writer, "x".repeat(100));
    expect(files().length).toBeGreaterThan(1);
    const seqs = drain(writer, readBatch).map((record) => record.seq);
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6]);
    writer.commit(6);
    await writer.close();
    expect(files()).toEqual([]);
  });

  it("keeps a file until its last record is committed", async () => {
    await write(["one", "two"], ["three"]);
    const reader = await open();
    drain(reader, readBatch);
    reader.commit(1);
    await reader.close();
    expect(files()).toEqual([segmentName(1), segmentName(3)]);
  });

  it("leaves out an interrupted last write, keeps everything before it, and never uses its seqs", async () => {
    await write(["one", "two", "three"]);
    fs.truncateSync(file(1), fs.statSync(file(1)).size - 3);
    const reader = await open();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("the last write was interrupted");
    expect(await append(reader, "four")).toBeGreaterThan(3);
    expect(contents(drain(reader, readBatch)).map(([, text]) => text)).toEqual(["one", "two", "four"]);
    reader.commit(reader.stats().lastSeq);
    await reader.close();
    expect(files()).toEqual([]);
  });

  it("leaves out a damaged end and keeps the file aside", async () => {
    await write(["one", "two", "three"]);
    flipByteIn(file(1), "three");
    const reader = await open();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("is damaged at byte");
    expect(await append(reader, "four")).toBeGreaterThan(3);
    expect(contents(drain(reader, readBatch)).map(([, text]) => text)).toEqual(["one", "two", "four"]);
    reader.commit(reader.stats().lastSeq);
    await reader.close();
    expect(files()).toEqual([`${segmentName(1)}.damaged`]);
  });

  it("goes on with the next file after damage in an older one", async () => {
    await write(["one", "two", "three"], ["four", "five"]);
    flipByteIn(file(1), "two");
    const reader = await open();
    expect(warnings).toHaveLength(1);
    expect(contents(drain(reader, readBatch))).toEqual([
      [1, "one"],
      [4, "four"],
      [5, "five"],
    ]);
    expect(await append(reader, "six")).toBe(6);
  });

  it("tells a length that went bad from an interrupted write", async () => {
    await write(["one", "two", "three"]);
    const bytes = fs.readFileSync(file(1));
    bytes.writeUInt32BE(0x00ff_ffff, 0);
    fs.writeFileSync(file(1), bytes);
    await open();
    expect(warnings[0]).toContain("is damaged at byte 0");
    expect(files()).toContain(`${segmentName(1)}.damaged`);
  });

  it("does not use the seqs of damaged records after two more starts either", async () => {
    await write(["one", "two", "three"]);
    flipByteIn(file(1), "two");
    const reader = await open();
    drain(reader, readBatch);
    reader.commit(1);
    await reader.close();
    await (await open(1)).close();
    const writer = await open(1);
    const seq = await append(writer, "four");
    expect(seq).toBeGreaterThan(3);
    expect(contents(drain(writer, readBatch))).toEqual([[seq, "four"]]);
  });

  it.each([
    ["zeros, as power loss may leave", Buffer.alloc(5000)],
    ["noise", Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256))],
  ])("survives a file of %s", async (_, bytes) => {
    fs.writeFileSync(file(1), bytes);
    const reader = await open();
    expect(warnings).toHaveLength(1);
    expect(reader.take({ records: 1, bytes: 1 })).toBeUndefined();
    const seq = await append(reader, "fresh");
    expect(contents(drain(reader, readBatch))).toEqual([[seq, "fresh"]]);
  });

  it("leaves other people's files alone", async () => {
    fs.writeFileSync(path.join(folder, "notes.txt"), "hello");
    const writer = await open();
    await append(writer, "one");
    drain(writer, readBatch);
    writer.commit(1);
    await writer.close();
    expect(files()).toEqual(["notes.txt"]);
  });

  it("reports a record that goes bad between writing and reading, and reads the others", async () => {
    const writer = await open();
    await Promise.all(["one", "two", "three"].map((text) => append(writer, text)));
    flipByteIn(file(1), "two");
    const batch = writer.take({ records: 10, bytes: 10_000 });
    if (batch === undefined) throw new Error("nothing to take");
    const damaged: string[] = [];
    expect(contents(readBatch(batch, (message) => damaged.push(message)))).toEqual([
      [1, "one"],
      [3, "three"],
    ]);
    expect(damaged).toEqual([expect.stringContaining("record 2 is lost")]);
  });

  it("can be inspected while it is written", async () => {
    expect(inspectLog(folder)).toEqual({ lastSeq: 0, bytes: 0 });
    const writer = await open();
    await append(writer, "one");
    await append(writer, "two");
    expect(inspectLog(folder)).toEqual({ lastSeq: 2, bytes: writer.stats().diskBytes });
  });

  describe("on a failing disk", () => {
    const noSpace = (): Error => Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });

    /** Writes half of what it is given, then fails, like a disk that fills up. */
    function diskThatFillsUp(): FileOperations & { full: boolean } {
      return {
        ...nodeFileOperations,
        full: false,
        writeDurably(fd, buffers, position, done) {
          if (!this.full) return nodeFileOperations.writeDurably(fd, buffers, position, done);
          const half = Buffer.concat(buffers).subarray(0, 20);
          nodeFileOperations.writeDurably(fd, [half], position, () => done(noSpace(), 0));
        },
      };
    }

    it("refuses records while there is no space, and takes them when there is again", async () => {
      const operations = diskThatFillsUp();
      const writer = await open(0, { operations });
      expect(await append(writer, "one")).toBe(1);
      operations.full = true;
      const refused = await Promise.allSettled(["two", "three"].map((text) => append(writer, text)));
      expect(refused.map((result) => (result.status === "rejected" ? result.reason : result.value))).toEqual([
        expect.any(LogUnavailable),
        expect.any(LogUnavailable),
      ]);
      operations.full = false;
      expect(await append(writer, "four")).toBe(2);
      expect(warnings).toEqual([expect.stringContaining("ENOSPC"), expect.stringContaining("can be written again")]);
      await writer.close();
      const reader = await open();
      expect(contents(drain(reader, readBatch))).toEqual([
        [1, "one"],
        [2, "four"],
      ]);
      expect(warnings).toHaveLength(2);
    });

    it("takes a short write for a full disk", async () => {
      let short = true;
      const operations: FileOperations = {
        ...nodeFileOperations,
        writeDurably: (fd, buffers, position, done) => {
          nodeFileOperations.writeDurably(fd, short ? [Buffer.concat(buffers).subarray(0, 10)] : buffers, position, done);
        },
      };
      const writer = await open(0, { operations });
      await expect(append(writer, "one")).rejects.toBeInstanceOf(LogUnavailable);
      short = false;
      expect(await append(writer, "two")).toBe(1);
      expect(contents(drain(writer, readBatch))).toEqual([[1, "two"]]);
    });

    it.each(["sync", "sync and truncate"])("gives a file up after a failed %s, and does not hand out what was not confirmed", async (what) => {
      let failing = false;
      const eio = Object.assign(new Error("EIO: i/o error"), { code: "EIO" });
      const operations: FileOperations = {
        ...nodeFileOperations,
        // The bytes are there, but the disk says it could not keep them.
        writeDurably: (fd, buffers, position, done) =>
          nodeFileOperations.writeDurably(fd, buffers, position, (error, written) => done(failing ? eio : error, written)),
        truncate: (fd, length, done) => (failing && what !== "sync" ? done(eio) : nodeFileOperations.truncate(fd, length, done)),
      };
      const writer = await open(0, { operations });
      await append(writer, "one");
      failing = true;
      await expect(append(writer, "lost")).rejects.toBeInstanceOf(LogUnavailable);
      failing = false;
      expect(await append(writer, "two")).toBe(2);
      expect(files()).toEqual([segmentName(1), segmentName(2)]);
      await writer.close();
      const reader = await open();
      expect(contents(drain(reader, readBatch))).toEqual([
        [1, "one"],
        [2, "two"],
      ]);
    });

    it("refuses records while no file can be made", async () => {
      let failing = true;
      const operations: FileOperations = { ...nodeFileOperations, open: (name, done) => (failing ? done(noSpace(), -1) : nodeFileOperations.open(name, done)) };
      const writer = await open(0, { operations });
      await expect(append(writer, "one")).rejects.toBeInstanceOf(LogUnavailable);
      failing = false;
      expect(await append(writer, "one")).toBe(1);
    });
  });
});
