import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { block } from "./blobs/suite.ts";
import { openReaders, openWriters } from "./embedded-test/commits.ts";
import { firstDayKept, retain } from "./retention.ts";
import { day, event, firstDay } from "./telemetry/suite-data.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "vedette-retention-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it("keeps the current day and as many full days before it", () => {
  expect(firstDayKept(firstDay * day, 0)).toBe(firstDay);
  expect(firstDayKept(firstDay * day + day - 1, 7)).toBe(firstDay - 7);
  expect(firstDayKept((firstDay + 1) * day, 7)).toBe(firstDay - 6);
});

it("drops rows and bodies of the days before, under readers, and says how much that freed", async () => {
  const writers = await openWriters(folder);
  const readers = await openReaders(folder);
  const refs = [];
  for (const age of [0, 1, 2]) {
    const [[ref] = []] = await writers.blobs.appendBodies(firstDay - age, [block(`body ${age}`)]);
    if (ref === undefined) throw new Error("nothing was written");
    refs.push(ref);
    await writers.telemetry.append({ events: [event(age + 1, { timestamp: (firstDay - age) * day, body: ref })], attachments: [], rows: [], outcomes: [] });
  }
  const query = { projectIds: [1], filter: [], limit: 10 };
  expect(await readers.telemetry.events(query)).toHaveLength(3);
  const { freedBytes } = await retain({ ...writers, now: firstDay * day + 1, days: 1 });
  expect(freedBytes).toBeGreaterThan(0);
  expect((await readers.telemetry.events(query)).map(({ seq }) => seq)).toEqual([1, 2]);
  expect(await Promise.all(refs.map(async (ref) => (await readers.blobs.body(ref)) !== undefined))).toEqual([true, true, false]);
  await Promise.all([writers.close(), readers.close()]);
});
