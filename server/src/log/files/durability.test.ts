import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LogUnavailable } from "../port.ts";
import { drain, recordMeta } from "../suite.ts";
import { openFileLog } from "./adapter.ts";
import { readBatch } from "./read-batch.ts";

/** Appends from 16 sides at once, for ever, and prints `seq name` for each record that is durable. */
const WRITER = `
  import fs from "node:fs";
  import { openFileLog } from ${JSON.stringify(new URL("adapter.ts", import.meta.url).href)};
  const [folder, run] = process.argv.slice(1);
  const log = await openFileLog({ folder, committedSeq: 0, segmentBytes: 200_000, onWarning: () => undefined });
  const meta = ${JSON.stringify(recordMeta())};
  let count = 0;
  await Promise.all(Array.from({ length: 16 }, async () => {
    for (;;) {
      const name = run + "-" + ++count;
      const seq = await log.append({ ...meta, eventId: name }, Buffer.alloc(count * 37 % 5000, name));
      fs.writeSync(1, seq + " " + name + "\\n");
    }
  }));
`;

describe("log files over crashes", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "vedette-log-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it("has every confirmed record exactly once after the writer was killed, five times over", async () => {
    const confirmed = new Map<number, string>();
    for (let run = 1; run <= 5; run++) {
      const writer = spawn(process.execPath, ["--conditions=@vedette/source", "--input-type=module", "--eval", WRITER, folder, String(run)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      for (const [seq, name] of await killAfter(writer, 300)) confirmed.set(seq, name);
    }
    const log = await openFileLog({ folder, committedSeq: 0, onWarning: () => undefined });
    const records = drain(log, readBatch);
    await log.close();
    const bySeq = new Map(records.map((record) => [record.seq, record]));
    expect(confirmed.size).toBeGreaterThanOrEqual(1500);
    expect([...confirmed].filter(([seq, name]) => bySeq.get(seq)?.meta.eventId !== name)).toEqual([]);
    expect(new Set(records.map((record) => record.meta.eventId)).size).toBe(records.length);
    expect(records.map((record) => record.seq).every((seq, index, seqs) => index === 0 || seq > (seqs[index - 1] ?? 0))).toBe(true);
  });

  // A real full disk needs a file system of its own, which only root may mount; elsewhere the failing file operations of
  // adapter.test.ts stand for it.
  it.runIf(canMount())("survives a disk that is really full", async () => {
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder]);
    try {
      const log = await openFileLog({ folder, committedSeq: 0, onWarning: () => undefined });
      const results = await Promise.allSettled(
        Array.from({ length: 100 }, (_, index) => index).map((index) => log.append(recordMeta(), Buffer.alloc(1000, index))),
      );
      expect(results.every((result) => result.status === "fulfilled")).toBe(true);
      await expect(log.append(recordMeta(), Buffer.alloc(500_000))).rejects.toBeInstanceOf(LogUnavailable);
      expect(await log.append(recordMeta(), Buffer.from("small enough"))).toBe(101);
      expect(drain(log, readBatch).map((record) => record.seq)).toEqual(Array.from({ length: 101 }, (_, index) => index + 1));
      await log.close();
    } finally {
      execFileSync("/bin/umount", ["-l", folder]);
    }
  });
});

function canMount(): boolean {
  const probe = fs.mkdtempSync(path.join(os.tmpdir(), "vedette-mount-"));
  try {
    execFileSync("/bin/mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", probe], { stdio: "ignore" });
    execFileSync("/bin/umount", [probe], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  } finally {
    fs.rmdirSync(probe);
  }
}

/** Reads confirmations and kills the writer in the middle of its work; what it still said before it died counts too. */
async function killAfter(writer: ChildProcess, confirmations: number): Promise<[number, string][]> {
  const confirmed: [number, string][] = [];
  if (writer.stdout === null) throw new Error("the writer has no output");
  for await (const line of createInterface(writer.stdout)) {
    const [seq, name] = line.split(" ");
    // The last line may have been cut by the kill.
    if (seq !== undefined && name !== undefined && /^\d+-\d+$/.test(name) && !writer.killed) confirmed.push([Number(seq), name]);
    if (confirmed.length === confirmations) writer.kill("SIGKILL");
  }
  return confirmed;
}
