#!/usr/bin/env node
// The `vedette` command. Runs the built bundle under Node 24; builds it first where that was never done.
import { spawn } from "node:child_process";
import { ensureBuilt, node24 } from "../../tools/prepare.mjs";

const bundle = new URL("../dist/cli.js", import.meta.url);
// V8 would take up to 100 MB for the garbage of the main thread's last milliseconds (server/src/main/threads.ts: of the others).
const young = "--max-semi-space-size=8";
// The C library would give each thread a heap of its own: 2 to 4 MB of an idle server.
const env = { MALLOC_ARENA_MAX: "2", ...process.env };
try {
  await ensureBuilt();
  const node = node24();
  const command = [young, bundle.pathname, ...process.argv.slice(2)];
  const mayReplace = process.platform !== "win32" && !process.execArgv.includes(young);
  // The same process with another limit: it can only be set before V8 starts.
  if (node === process.execPath && process.argv[2] === "serve" && mayReplace) process.execve(node, [node, ...process.execArgv, ...command], env);
  else if (node === process.execPath) await import(bundle.href);
  else {
    const child = spawn(node, command, { stdio: "inherit", env });
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
    child.on("close", (code, signal) => {
      process.exitCode = code ?? (signal ? 1 : 0);
    });
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
