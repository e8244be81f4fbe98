// node tools/install-strapi.mjs: installs examples/strapi, unless it is what its lock file says. Strapi is 1,400 packages: they stay.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const app = path.resolve(import.meta.dirname, "../examples/strapi");
const stamp = path.join(app, "node_modules/.installed");
const lock = createHash("sha256")
  .update(fs.readFileSync(path.join(app, "package-lock.json")))
  .digest("hex");
if (!fs.existsSync(stamp) || fs.readFileSync(stamp, "utf8") !== lock) {
  // Not `npm ci`: it refuses a lock without the binaries of other systems, which not every registry has.
  const args = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: app, encoding: "utf8", shell: process.platform === "win32" });
  if (status === 0) fs.writeFileSync(stamp, lock);
  else {
    process.stderr.write(`npm install of examples/strapi failed:\n${stderr}${stdout}`);
    process.exitCode = 1;
  }
}
