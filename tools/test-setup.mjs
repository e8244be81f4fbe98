// Before the first test that starts a program: what several of them need is built once, so that none builds while another reads.
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { ensureBuilt, root, sourcesFingerprint } from "./prepare.mjs";

const stamp = path.join(root, "node_modules", ".vedette-packages");

/** The packages that npm publishes, as their `prepack` builds them. */
function published() {
  const names = fs.readdirSync(path.join(root, "packages")).filter((name) => fs.existsSync(path.join(root, "packages", name, "package.json")));
  return names.filter((name) => !JSON.parse(fs.readFileSync(path.join(root, "packages", name, "package.json"), "utf8")).private);
}

async function ensurePackagesBuilt() {
  const names = published();
  const sources = names.flatMap((name) => [`packages/${name}/src`, `packages/${name}/package.json`]);
  const fingerprint = sourcesFingerprint([...sources, "tools/build-package.ts", "tools/bundle-types.ts", "tsconfig.base.json", "package-lock.json"]);
  const isBuilt = names.every((name) => fs.existsSync(path.join(root, "packages", name, "dist")));
  if (isBuilt && fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === fingerprint) return;
  const waiting = [...names];
  const build = async () => {
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
      await promisify(execFile)(process.execPath, ["--conditions=@vedette/source", "tools/build-package.ts", name], { cwd: root });
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, build));
  fs.writeFileSync(stamp, fingerprint);
}

export default async function setup() {
  await ensureBuilt();
  await ensurePackagesBuilt();
}
