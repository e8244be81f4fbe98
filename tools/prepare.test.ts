import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

// A tree of its own with a stand-in for npm, which says that it was called: npm itself would take node_modules away.
let tree: string;
let user: ChildProcess | undefined;
beforeEach(() => {
  tree = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "vedette-prepare-")));
  for (const folder of ["tools", "node_modules"]) fs.mkdirSync(path.join(tree, folder));
  for (const name of ["prepare.mjs", "run.mjs"]) fs.copyFileSync(path.join(import.meta.dirname, name), path.join(tree, "tools", name));
  fs.writeFileSync(path.join(tree, "package-lock.json"), "{}");
  fs.writeFileSync(path.join(tree, "npm.js"), 'require("node:fs").appendFileSync("called", process.argv.slice(2, 3).join(" ") + "\\n")');
  fs.writeFileSync(path.join(tree, "script.mjs"), 'console.log("runs"); process.stdin.resume();');
});
afterEach(() => {
  user?.stdin?.destroy();
  user?.kill("SIGKILL");
  user = undefined;
  fs.rmSync(tree, { recursive: true });
});

const environment = (): NodeJS.ProcessEnv => ({ ...process.env, npm_execpath: path.join(tree, "npm.js") });
const build = () =>
  spawnSync(process.execPath, [path.join(tree, "tools/run.mjs"), "script.mjs"], { cwd: tree, env: environment(), encoding: "utf8", input: "" });
const calls = (): string => fs.readFileSync(path.join(tree, "called"), { encoding: "utf8", flag: "a+" });

test("what is missing or old is installed, once", () => {
  expect(build()).toMatchObject({ status: 0, stdout: "runs\n" });
  expect(build()).toMatchObject({ status: 0, stdout: "runs\n", stderr: "" });
  expect(calls()).toBe("ci\n");
  fs.writeFileSync(path.join(tree, "package-lock.json"), '{"changed":true}');
  expect(build()).toMatchObject({ status: 0, stdout: "runs\n" });
  expect(calls()).toBe("ci\nci\n");
});

test("nothing is installed under what runs, until it has ended, however it ends", async () => {
  expect(build().status).toBe(0);
  user = spawn(process.execPath, [path.join(tree, "tools/run.mjs"), "script.mjs"], { cwd: tree, env: environment(), stdio: ["pipe", "pipe", "inherit"] });
  if (user.stdout === null) throw new Error("no output");
  await once(user.stdout, "data");
  expect(build()).toMatchObject({ status: 0, stdout: "runs\n" });
  fs.writeFileSync(path.join(tree, "package-lock.json"), '{"changed":true}');
  expect(build()).toMatchObject({
    status: 1,
    stdout: "",
    stderr: `node_modules is older than package-lock.json, and npm ci would take it away from what runs here (process ${user.pid}). Run this again when that has ended.\n`,
  });
  expect(calls()).toBe("ci\n");
  const ended = once(user, "exit");
  user.kill("SIGKILL");
  await ended;
  expect(build()).toMatchObject({ status: 0, stdout: "runs\n" });
  expect(calls()).toBe("ci\nci\n");
});
