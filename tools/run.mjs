// node tools/run.mjs SCRIPT.ts [ARG …]: installs what development needs, then runs the script from its TypeScript source under Node 24.
import { spawn } from "node:child_process";
import { installForDevelopment, node24 } from "./prepare.mjs";

const [script, ...args] = process.argv.slice(2);
await installForDevelopment();
const child = spawn(node24(), ["--conditions=@vedette/source", "--disable-warning=ExperimentalWarning", script, ...args], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("close", (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
