// npm test [-- VITEST ARGUMENTS]: installs what tests need, checks the code, builds, runs every test.
// With arguments (npm test -- server/src/log) only vitest runs, on what they name.
import { spawn } from "node:child_process";
import path from "node:path";
import { ensureBuilt, installForDevelopment, node24, root } from "./prepare.mjs";

const args = process.argv.slice(2);
await installForDevelopment();
const run = (...command) =>
  new Promise((resolve) => {
    const child = spawn(node24(), command, {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, PATH: `${path.dirname(node24())}${path.delimiter}${process.env.PATH}` },
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
const source = ["--conditions=@vedette/source", "--disable-warning=ExperimentalWarning"];
// Mostly waits for the registry, which the checks need not wait for. Should it fail, the test of the plugin tries again and tells why.
const strapi = args.length === 0 ? run("tools/install-strapi.mjs") : undefined;
if (args.length === 0 && (await run(...source, "tools/check.ts")) !== 0) process.exit(1);
await ensureBuilt();
for (const ensure of ["tools/ensure-chromium.ts", "tools/ensure-databases.ts"]) if ((await run(...source, ensure)) !== 0) process.exit(1);
await strapi;
process.exit(await run("node_modules/vitest/vitest.mjs", "run", ...args));
