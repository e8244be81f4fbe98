import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

// npm run dev: the server from its sources (restarts on change), the pages from theirs (reload on change), and a program
// that throws every few seconds. One terminal, Ctrl-C ends all.

const root = path.resolve(import.meta.dirname, "..");
const port = process.env["PORT"] ?? "9000";
const children: ChildProcess[] = [];

function start(name: string, args: readonly string[], options: { readonly cwd?: string; readonly env?: Record<string, string> } = {}): ChildProcess {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    cwd: options.cwd ?? root,
    env: { ...process.env, PORT: port, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", (line) => console.log(`${name.padEnd(7)} ${line}`));
  child.on("exit", (code) => {
    console.log(`${name.padEnd(7)} ended (${code ?? "signal"})`);
    stop();
  });
  children.push(child);
  return child;
}

const stopping = new AbortController();
function stop(): void {
  stopping.abort();
  for (const child of children.splice(0)) child.kill();
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);

const source = ["--conditions=@vedette/source"];
const vedette = path.join(root, "server/src/main/cli.ts");
start("server", [...source, "--watch", "--watch-preserve-output", vedette, "serve"]);
start("pages", [path.join(root, "node_modules/vite/bin/vite.js"), "--clearScreen=false"], {
  cwd: path.join(root, "web"),
  env: { VEDETTE_DEV_SERVER: `http://127.0.0.1:${port}` },
});

while (!stopping.signal.aborted) {
  const ready = await fetch(`http://127.0.0.1:${port}/_health/`).then(
    (answer) => answer.ok,
    () => false,
  );
  if (ready) {
    start("thrower", [...source, path.join(root, "examples/thrower/thrower.ts")]);
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
}
