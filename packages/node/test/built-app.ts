import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../..");

/** A folder outside the repository with the packages as npm would install them, and the programs of the tests. */
export function installBuilt(): string {
  buildPackages();
  const app = mkdtempSync(path.join(tmpdir(), "vedette-sdk-"));
  for (const name of ["protocol", "core", "node"]) {
    const target = path.join(app, "node_modules/@vedette", name);
    mkdirSync(target, { recursive: true });
    cpSync(path.join(root, "packages", name, "dist"), path.join(target, "dist"), { recursive: true });
    cpSync(path.join(root, "packages", name, "package.json"), path.join(target, "package.json"));
  }
  for (const name of ["programs", "scenarios", "run-scenario.mjs", "requests.mjs"])
    cpSync(path.join(import.meta.dirname, name), path.join(app, name), { recursive: true });
  writeFileSync(path.join(app, "package.json"), '{"name":"app","version":"3.2.1","private":true,"type":"module"}');
  return app;
}

export function buildPackages(): void {
  const { status, stderr } = spawnSync(process.execPath, ["tools/build-packages.mjs"], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`the packages do not build:\n${stderr}`);
}
