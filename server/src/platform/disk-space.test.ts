import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { createFreeDiskProbe } from "./disk-space.ts";

it("tells free bytes once it has looked, and nothing about a folder that is gone", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "vedette-disk-"));
  let now = 0;
  const probe = createFreeDiskProbe(folder, { now: () => now });
  await expect.poll(probe).toBeGreaterThan(0);
  fs.rmdirSync(folder);
  now = 2999;
  expect(probe()).toBeGreaterThan(0);
  now = 3000;
  await expect.poll(probe).toBeUndefined();
});
