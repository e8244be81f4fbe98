import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { newProject, type Project, type Server, startServer, tempFolder, until } from "./harness.ts";
import { countedEvents, envelopeUrl, eventEnvelope, missing, newEventId, post, pump } from "./load.ts";

// What a power cut leaves behind: a log whose last segment ends in garbage, in zeros or in the middle of a record.

const logFiles = (data: string): readonly string[] => {
  const folder = path.join(data, "log");
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile() && fs.statSync(file).size > 0)
    .sort((a, b) => fs.statSync(a).mtimeMs - fs.statSync(b).mtimeMs || (a < b ? -1 : 1));
};

const newest = (data: string): string => {
  const file = logFiles(data).at(-1);
  if (file === undefined) throw new Error("the log has no segment");
  return file;
};

const damages: readonly (readonly [name: string, damage: (file: string) => void])[] = [
  ["garbage after the last record", (file) => fs.appendFileSync(file, Buffer.from(Array.from({ length: 777 }, (_, i) => (i * 31 + 7) % 256)))],
  ["zeros after the last record", (file) => fs.appendFileSync(file, Buffer.alloc(4096))],
  ["half a record repeated at the end", (file) => fs.appendFileSync(file, fs.readFileSync(file).subarray(-900, -100))],
];

async function killedUnderLoad(server: Server, project: Project): Promise<ReadonlySet<string>> {
  const load = pump(server, project, 8, () => ({ message: "before the cut", extra: { pad: "z".repeat(3000) } }));
  await until("some events", () => load.accepted.size > 150);
  await server.kill("SIGKILL");
  await load.stop();
  return load.accepted;
}

async function worksOn(server: Server, project: Project): Promise<void> {
  const id = newEventId();
  expect((await post(envelopeUrl(server, project), eventEnvelope(id, { message: "afterwards" }))).status).toBe(200);
  expect(await missing(server, project, [id])).toEqual([]);
}

test.each(damages)("%s: starts, says so, and has every accepted event", async (_name, damage) => {
  const data = tempFolder("tail");
  await using first = await startServer({ data });
  const project = await newProject(first, "tail");
  const accepted = await killedUnderLoad(first, project);
  damage(newest(data));

  await using second = await startServer({ data });
  expect(await missing(second, project, accepted)).toEqual([]);
  expect(await countedEvents(second, project)).toBeGreaterThanOrEqual(accepted.size);
  expect(second.log()).toMatch(/log.*(?:interrupted|damaged)/);
  await worksOn(second, project);
});

test("a tail cut in the middle of a record: starts, and has everything before the cut", async () => {
  const data = tempFolder("cut");
  await using first = await startServer({ data });
  const project = await newProject(first, "cut");
  const accepted = await killedUnderLoad(first, project);
  const file = newest(data);
  const { size } = fs.statSync(file);
  const cut = Math.min(1700, size - 1);
  fs.truncateSync(file, size - cut);

  await using second = await startServer({ data });
  // In order: once this one is processed, so is everything before it.
  await worksOn(second, project);
  // A record of this load is above 3,000 bytes, so 1,700 bytes can have been part of at most two.
  expect((await missing(second, project, accepted, 0)).length).toBeLessThanOrEqual(2);
  expect(second.log()).toMatch(/log.*(?:interrupted|damaged)/);
});
