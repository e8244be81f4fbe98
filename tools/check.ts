import { spawn } from "node:child_process";
import path from "node:path";
import { checkDocs } from "./check-docs.ts";
import { checkLayers, sourceFiles } from "./check-layers.ts";

// npm run check: everything that needs no running program. `--fix` formats and applies safe lint fixes.

const root = path.resolve(import.meta.dirname, "..");
const bin = (name: string): string => path.join(root, "node_modules", ".bin", name);
const code = ["server", "web", "packages", "tools", "bench", "conformance", "vitest.config.ts"];

interface Check {
  readonly name: string;
  run(): Promise<{ readonly ok: boolean; readonly output: string }>;
}

const command = (name: string, program: string, ...args: string[]): Check => ({
  name,
  run: () =>
    new Promise((resolve, reject) => {
      const child = spawn(bin(program), args, { cwd: root });
      let output = "";
      child.stdout.on("data", (data: Buffer) => (output += data.toString()));
      child.stderr.on("data", (data: Buffer) => (output += data.toString()));
      child.on("error", reject);
      child.on("close", (status) => resolve({ ok: status === 0, output }));
    }),
});

const findings = (name: string, find: () => readonly string[]): Check => ({
  name,
  run: () => {
    const lines = find();
    return Promise.resolve({ ok: lines.length === 0, output: lines.join("\n") });
  },
});

const checks: readonly Check[] = [
  command("types: server, SDKs for Node, tools", "tsc", "-p", "tsconfig.check.json"),
  command("types: pages", "tsc", "-p", "web/tsconfig.json"),
  command("types: SDKs for browsers", "tsc", "-p", "packages/tsconfig.browser.json"),
  command("types: tests of the SDKs", "tsc", "-p", "packages/tsconfig.tests.json"),
  command("lint", "oxlint", ...code),
  command("format", "oxfmt", "--check", ...code),
  command("unused code", "knip", "--no-progress"),
  findings("layers", () => checkLayers(root, sourceFiles(root)).map((violation) => `${violation.file} ${violation.what}`)),
  findings("docs", () => checkDocs(root)),
];

const fixes: readonly Check[] = [command("format", "oxfmt", ...code), command("lint", "oxlint", "--fix", ...code)];

let failed = 0;
for (const check of process.argv.includes("--fix") ? fixes : checks) {
  const began = performance.now();
  const { ok, output } = await check.run();
  if (!ok) failed++;
  console.log(`${ok ? "ok  " : "FAIL"} ${check.name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  if (!ok) console.log(output.trim());
}
if (failed > 0) {
  console.log(`${failed} of ${checks.length} checks failed`);
  process.exitCode = 1;
}
