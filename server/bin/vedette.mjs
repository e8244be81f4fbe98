#!/usr/bin/env node
// The `vedette` command. Runs the built bundle under Node 24; builds it first where that was never done.
import { spawn } from "node:child_process";
import { ensureBuilt, node24 } from "../../tools/prepare.mjs";

const bundle = new URL("../dist/cli.js", import.meta.url);
try {
  await ensureBuilt();
  const node = node24();
  if (node === process.execPath) await import(bundle.href);
  else {
    const child = spawn(node, [bundle.pathname, ...process.argv.slice(2)], { stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
    child.on("close", (code, signal) => {
      process.exitCode = code ?? (signal ? 1 : 0);
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
