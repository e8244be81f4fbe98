import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { FolderInUse, lockFolder } from "./folder-lock.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lock-"));
afterEach(() => fs.rmSync(path.join(folder, "server.lock"), { force: true }));

test("a second holder is refused until the first lets go", () => {
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(FolderInUse);
  lock.release();
  lockFolder(folder).release();
});

test("a lock ends with its process, even when that is killed", async () => {
  const holder = spawn(process.execPath, [
    "--input-type=module",
    "-e",
    `import { lockFolder } from ${JSON.stringify(path.join(import.meta.dirname, "folder-lock.ts"))}; lockFolder(${JSON.stringify(folder)}); console.log("held"); setInterval(() => {}, 1000);`,
  ]);
  await once(holder.stdout, "data");
  expect(() => lockFolder(folder)).toThrow(FolderInUse);
  holder.kill("SIGKILL");
  await once(holder, "exit");
  lockFolder(folder).release();
});
