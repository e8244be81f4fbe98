import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { newProject, startServer, tempFolder, until } from "./harness.ts";
import { countedEvents, envelopeUrl, eventEnvelope, missing, newEventId, post, pump } from "./load.ts";

// A real full disk: the data folder is a small file system of its own. Needs root on Linux; elsewhere the test says so and ends.

const mount = (folder: string, megabytes: number): string | undefined => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "mounting a small file system needs root on Linux";
  const result = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder], { encoding: "utf8" });
  return result.status === 0 ? undefined : `mount failed: ${result.stderr.trim()}`;
};

test("a full disk is refused clearly, loses nothing and ends when space is back", async ({ skip }) => {
  const disk = tempFolder("disk");
  const reason = mount(disk, 96);
  if (reason !== undefined) {
    console.warn(`disk-full.test.ts did not run: ${reason}`);
    skip(reason);
    return;
  }
  try {
    const data = path.join(disk, "data");
    const ballast = path.join(disk, "ballast");
    {
      await using server = await startServer({ data, env: { VEDETTE_MIN_FREE_MB: "0" } });
      const project = await newProject(server, "full");
      const pad = (): string => Array.from({ length: 6 }, () => Math.random().toString(36).repeat(400)).join();
      const load = pump(server, project, 8, () => ({ message: "before the end", extra: { pad: pad() } }));
      await until("some events", () => load.accepted.size > 100);
      fillUp(disk, ballast);
      await until("a refusal", () => [...load.refused.values()].reduce((a, b) => a + b, 0) > 20);
      await load.stop();
      expect([...load.refused.keys()].filter((status) => status !== 429 && status !== 503)).toEqual([]);
      for (const answer of load.samples.values()) expect(answer.body).toMatch(/cannot be stored|disk|space/);
      expect(server.log()).toMatch(/disk|space|ENOSPC/i);

      fs.rmSync(ballast);
      const id = newEventId();
      await until(
        "ingest works again",
        async () => (await post(envelopeUrl(server, project), eventEnvelope(id, { message: "space is back" }))).status === 200,
        60_000,
        200,
      );
      expect(await missing(server, project, [...load.accepted, id])).toEqual([]);
      expect(await countedEvents(server, project)).toBeGreaterThanOrEqual(load.accepted.size + 1);
      expect(await server.stop()).toEqual({ code: 0, signal: null });
    }
  } finally {
    spawnSync("umount", ["-l", disk]);
  }
});

/** Takes all that is left of the file system that holds `folder`. */
function fillUp(folder: string, file: string): void {
  const descriptor = fs.openSync(file, "w");
  const megabyte = Buffer.alloc(1024 * 1024);
  try {
    for (;;) fs.writeSync(descriptor, megabyte);
  } catch (error) {
    const free = fs.statfsSync(folder);
    if (!(error instanceof Error) || !("code" in error) || error.code !== "ENOSPC" || free.bavail * free.bsize > megabyte.length) throw error;
  } finally {
    fs.closeSync(descriptor);
  }
}
