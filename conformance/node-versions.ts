import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** Lines of Node that the SDK supports, and the newest there is. */
const LINES = ["20", "22", "24", "latest"];

const root = path.resolve(import.meta.dirname, "..");
const platform = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const program = process.platform === "win32" ? "bin/node.exe" : "bin/node";

/** Runs the tests of the packed SDK on one Node of each line, installed from the registry. Says whether all passed. */
export async function checkNodeVersions(): Promise<boolean> {
  const work = path.join(import.meta.dirname, "work", "nodes");
  fs.mkdirSync(work, { recursive: true });
  fs.writeFileSync(path.join(work, "package.json"), '{"private":true}');
  const wanted = LINES.map((line) => `node-${line}@npm:${platform}@${line}`);
  const installed = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--force", ...wanted], { cwd: work, encoding: "utf8" });
  if (installed.status !== 0) {
    process.stderr.write(`Node ${LINES.join(", ")} cannot be installed, so the SDK was not tried on them: ${installed.stderr.slice(-500)}\n`);
    return false;
  }
  const nodes = LINES.map((line) => path.join(work, "node_modules", `node-${line}`, program));
  const tests = ["packages/node/test/process.test.ts", "packages/node/test/built.test.ts"];
  const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--project", "process", ...tests], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, VEDETTE_TEST_NODES: nodes.join(path.delimiter) },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0));
  });
}
