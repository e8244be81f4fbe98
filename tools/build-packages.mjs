// node tools/build-packages.mjs: the packages that npm publishes, as their `prepack` builds them, unless they are built from these
// sources already. Tests that need them ask at the same time: the first builds, the others wait.
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { root, sourcesFingerprint } from "./prepare.mjs";

const stamp = path.join(root, "node_modules/.vedette-packages");
const manifest = (name) => path.join(root, "packages", name, "package.json");
const names = fs
  .readdirSync(path.join(root, "packages"))
  .filter((name) => fs.existsSync(manifest(name)) && !JSON.parse(fs.readFileSync(manifest(name), "utf8")).private);

/** The lock is the operating system's, so it ends with the process however that ends. */
const lock = new DatabaseSync(path.join(root, "node_modules/.vedette-packages.lock"));
lock.exec("pragma busy_timeout = 600000; begin exclusive");
const sources = names.flatMap((name) => [`packages/${name}/src`, `packages/${name}/package.json`]);
const fingerprint = sourcesFingerprint([...sources, "tools/build-package.ts", "tools/bundle-types.ts", "tsconfig.base.json", "package-lock.json"]);
const isBuilt = names.every((name) => fs.existsSync(path.join(root, "packages", name, "dist"))) && fs.existsSync(stamp);
if (!isBuilt || fs.readFileSync(stamp, "utf8") !== fingerprint) {
  const waiting = [...names];
  const build = async () => {
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
      await promisify(execFile)(process.execPath, ["--conditions=@vedette/source", "tools/build-package.ts", name], { cwd: root });
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, build));
  fs.writeFileSync(stamp, fingerprint);
}
lock.close();
