import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assign, request } from "../state/suite-data.ts";
import { block } from "../blobs/suite.ts";
import { event, eventId } from "../telemetry/suite-data.ts";
import { openReaders, openWriters } from "./commits.ts";

const disk = mkdtempSync(path.join(tmpdir(), "vedette-full-"));
// Mounting a small file system takes root; there is no honest disk to fill without one.
const isMounted = spawnSync("/bin/mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", disk]).status === 0;
const filler = path.join(disk, "filler");
const noise = (n: number) => Array.from({ length: 400 }, (_, index) => ((n * 7919 + index * 104_729) % 999_983).toString(36)).join("");

describe.runIf(isMounted)("on a full disk", () => {
  let writers: Awaited<ReturnType<typeof openWriters>>;
  let readers: Awaited<ReturnType<typeof openReaders>>;
  beforeAll(async () => {
    const folder = path.join(disk, "data");
    mkdirSync(folder);
    writers = await openWriters(folder);
    readers = await openReaders(folder);
  });
  afterAll(async () => {
    await Promise.all([writers.close(), readers.close()]);
  });

  /** Leaves no byte, runs `write` until it is refused, then makes room again. Returns how often it was accepted, and the refusal. */
  async function fillAnd(write: (n: number) => Promise<unknown>): Promise<{ readonly accepted: number; readonly error: Error }> {
    try {
      writeFileSync(filler, Buffer.alloc(16 * 1024 * 1024));
    } catch {
      // Expected: what fits was written.
    }
    try {
      for (let n = 1; n < 5000; n++) {
        try {
          await write(n);
        } catch (error) {
          return { accepted: n - 1, error: error instanceof Error ? error : new Error(String(error)) };
        }
      }
      throw new Error("the disk was never full");
    } finally {
      rmSync(filler, { force: true });
    }
  }

  it("state says so, keeps what it had and works again", async () => {
    const { accepted, error } = await fillAnd((n) => assign(writers.state, request([`hash ${n}`], { latest: { title: noise(n) } })));
    expect(error).toMatchObject({ name: "StoreUnavailable", message: expect.stringMatching(/state\.db: the disk is full/) });
    expect((await readers.state.counts()).issues).toBe(accepted);
    expect(await assign(writers.state, request(["after"]))).toMatchObject([{ issueId: accepted + 1, isNew: true }]);
    expect(await readers.state.issue([1], accepted + 1)).toBeDefined();
  });

  it("telemetry says so, keeps what it had and takes the same batch again", async () => {
    const write = (n: number) =>
      writers.telemetry.append({ events: [event(n, { message: noise(n), timestamp: event(1).timestamp })], attachments: [], rows: [], outcomes: [] });
    const { accepted, error } = await fillAnd(write);
    expect(error).toMatchObject({ name: "StoreUnavailable", message: expect.stringMatching(/the disk is full/) });
    const stored = () => readers.telemetry.events({ projectIds: [1], filter: [], limit: 10_000 });
    expect(await stored()).toHaveLength(accepted);
    await write(accepted + 1);
    expect(await stored()).toHaveLength(accepted + 1);
    expect(await readers.telemetry.event([1], eventId(accepted + 1))).toMatchObject({ message: noise(accepted + 1) });
  });

  it("blobs say so, keep what they had and go on where they were", async () => {
    const { accepted, error } = await fillAnd((n) => writers.blobs.appendBodies(20_000, [block(noise(n))]));
    expect(error).toMatchObject({ name: "StoreUnavailable", message: expect.stringMatching(/blobs: the disk is full/) });
    const [[ref] = []] = await writers.blobs.appendBodies(20_000, [block("after")]);
    expect(ref).toEqual({ day: 20_000, segment: 0, ordinal: accepted });
    expect(Buffer.from((ref && (await readers.blobs.body(ref))) ?? []).toString()).toBe("after");
    const key = { kind: "attachment", day: 20_000, projectId: 1, id: "1" } as const;
    const object = await fillAnd(() => writers.blobs.putObjects([{ key, bytes: Buffer.alloc(100_000) }]));
    expect(object.error.name).toBe("StoreUnavailable");
    expect(await readers.blobs.object(key)).toBeUndefined();
  });
});

afterAll(() => {
  if (isMounted) spawnSync("/bin/umount", [disk]);
  rmSync(disk, { recursive: true, force: true });
});
