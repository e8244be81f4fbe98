import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { publint } from "publint";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildPackages } from "../../node/test/built-app.ts";

// What npm would publish: built as `prepack` builds it (`tools/build-packages.mjs`), packed, then read by tools that know how Node, bundlers and TypeScript resolve packages.

const root = path.resolve(import.meta.dirname, "../../..");
const folder = mkdtempSync(path.join(tmpdir(), "vedette-pack-"));
beforeAll(buildPackages);
afterAll(() => rmSync(folder, { recursive: true }));

type Json = Record<string, unknown>;
const json = (value: unknown): Json => (typeof value === "object" && value !== null ? { ...value } : {});
const manifest = (name: string): Json => json(JSON.parse(readFileSync(path.join(root, "packages", name, "package.json"), "utf8")));

const published = readdirSync(path.join(root, "packages"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && manifest(entry.name)["private"] !== true)
  .map(({ name }) => name);

/** A plugin of Strapi is loaded by its CommonJS loader, which takes `module.exports` for the plugin itself; programs do not import it. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = { strapi: ["NoResolution", "FalseExportDefault"] };

function pack(name: string): string {
  const packed = spawnSync("npm", ["pack", "-w", `packages/${name}`, "--ignore-scripts", "--pack-destination", folder], { cwd: root, encoding: "utf8" });
  if (packed.status !== 0) throw new Error(packed.stderr);
  const file = readdirSync(folder).find((entry) => entry.startsWith(`vedette-${name}-`));
  if (file === undefined) throw new Error(`npm pack made no file for ${name}`);
  return path.join(folder, file);
}

/** Kinds of problems, for every way in which TypeScript finds modules. */
function typeProblems(tarball: string): string[] {
  const attw = path.join(root, "node_modules/@arethetypeswrong/cli/dist/index.js");
  // Through a file: it ends before a pipe has taken all of it.
  const report = openSync(`${tarball}.json`, "w");
  spawnSync(process.execPath, [attw, tarball, "--format", "json", "--no-definitely-typed"], { stdio: ["ignore", report, "inherit"] });
  closeSync(report);
  const stdout = readFileSync(`${tarball}.json`, "utf8");
  const problems: unknown = json(json(JSON.parse(stdout))["analysis"])["problems"];
  if (!Array.isArray(problems)) throw new Error(`attw says ${stdout.slice(0, 300)}`);
  return problems.map(json).map(({ kind }) => String(kind));
}

test.each(published)("%s", async (name) => {
  expect(json(manifest(name)["scripts"])["prepack"]).toBe(`node ../../tools/run.mjs ../../tools/build-package.ts ${name}`);
  const tarball = pack(name);
  const { messages } = await publint({ strict: true, pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer } });
  expect(messages.map(({ code, path: where }) => `${code} at ${where.join(".")}`)).toEqual([]);
  expect([...new Set(typeProblems(tarball))]).toEqual(EXPECTED[name] ?? []);
});

test("what is installed for Node takes at most a megabyte of a disk", () => {
  const files = ["protocol", "core", "node"].flatMap((name) => {
    const own = path.join(root, "packages", name);
    const built = readdirSync(path.join(own, "dist"), { recursive: true, encoding: "utf8" }).map((file) => path.join("dist", file));
    return ["package.json", "README.md", "dist", ...built].map((file) => statSync(path.join(own, file)).size);
  });
  // In blocks of 4 KiB.
  expect(files.reduce((sum, size) => sum + Math.ceil(size / 4096) * 4, 0)).toBeLessThanOrEqual(1000);
});

test("bundlers leave alone how the SDK finds modules of Node", () => {
  // webpack computes `createRequire(…)` of a named import when it makes ESM, and what it cannot compute is undefined.
  expect(readFileSync(path.join(root, "packages/node/dist/index.js"), "utf8")).not.toMatch(/import\s*\{[^}]*createRequire[^}]*\}/);
});

test("nothing outside the family is needed at run time", () => {
  for (const name of published)
    expect(Object.keys(json(manifest(name)["dependencies"])).filter((dependency) => !dependency.startsWith("@vedette/"))).toEqual([]);
});
