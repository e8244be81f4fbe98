import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { rolldown } from "rolldown";

// node tools/build-package.ts NAME: what npm publishes of packages/NAME. `prepack` runs it, so a clean clone can be packed.
// dist/<entry>.js (ESM), <entry>.cjs and their types. One file per entry and format: each further file costs a program start-up time.

const root = path.resolve(import.meta.dirname, "..");
const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");

interface Manifest {
  readonly entries: readonly string[];
  readonly external: readonly string[];
}

function readManifest(folder: string): Manifest {
  const manifest: unknown = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const keys = (name: string): string[] => {
    const value: unknown = typeof manifest === "object" && manifest !== null ? Reflect.get(manifest, name) : undefined;
    return typeof value === "object" && value !== null ? Object.keys(value) : [];
  };
  const subpaths = keys("exports").filter((name) => name !== "./package.json");
  return { entries: subpaths.map((name) => (name === "." ? "index" : name.slice(2))), external: [...keys("dependencies"), ...keys("peerDependencies")] };
}

/** `src/index.ts` for the package itself, `src/<entry>.ts` or `src/<entry>/index.ts` for a subpath. */
function sourceOf(folder: string, entry: string): string {
  const found = [`${entry}.ts`, `${entry}.tsx`, `${entry}/index.ts`].map((name) => path.join(folder, "src", name)).find((file) => fs.existsSync(file));
  if (!found) throw new Error(`no source for the entry ${entry} of ${folder}`);
  return found;
}

async function bundle(folder: string, { entries, external }: Manifest): Promise<void> {
  const build = await rolldown({
    cwd: folder,
    input: Object.fromEntries(entries.map((entry) => [entry, sourceOf(folder, entry)])),
    platform: "neutral",
    external: [/^node:/, ...external.map((name) => new RegExp(`^${name}(/|$)`))],
    transform: { target: "es2022" },
    logLevel: "warn",
  });
  const out = path.join(folder, "dist");
  await build.write({ dir: out, format: "esm", entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js" });
  await build.write({ dir: out, format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "chunks/[name].cjs" });
  await build.close();
}

/** The declarations of each file, found by `node16` and `bundler` resolution; the copies for `require` differ only in their endings. */
async function declarations(folder: string): Promise<void> {
  const out = path.join(folder, "dist");
  const config = path.join(folder, "dist", "tsconfig.json");
  const isBrowser = fs.existsSync(path.join(folder, "src")) && /"@vedette\/(browser|react)"/.test(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const compilerOptions = {
    declaration: true,
    emitDeclarationOnly: true,
    noEmit: false,
    rootDir: path.join(folder, "src"),
    outDir: out,
    stripInternal: true,
    ...(isBrowser ? { lib: ["es2024", "dom", "dom.iterable"], jsx: "react-jsx", types: [] } : {}),
  };
  const base = path.join(root, "tsconfig.base.json");
  fs.writeFileSync(
    config,
    JSON.stringify({
      extends: base,
      compilerOptions: { ...compilerOptions, rootDir: root },
      include: [path.join(folder, "src")],
      exclude: [`${path.join(folder, "src")}/**/*.test.ts`],
    }),
  );
  await run(process.execPath, [tsc, "-p", config], folder);
  fs.rmSync(config);
  flatten(out, path.join(out, path.relative(root, path.join(folder, "src"))));
  for (const file of filesUnder(out)) {
    if (!file.endsWith(".d.ts")) continue;
    const text = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, text.replaceAll(/(from\s+|import\()"(\.{1,2}\/[^"]+)\.tsx?"/g, '$1"$2.js"'));
    fs.writeFileSync(file.replace(/\.d\.ts$/, ".d.cts"), text.replaceAll(/(from\s+|import\()"(\.{1,2}\/[^"]+)\.tsx?"/g, '$1"$2.cjs"'));
  }
}

/** tsc mirrors the folders below the common root, which is the repository because sources of other packages are read too. */
function flatten(out: string, own: string): void {
  const staging = `${out}-types`;
  fs.renameSync(own, staging);
  fs.rmSync(path.join(out, "packages"), { recursive: true, force: true });
  fs.cpSync(staging, out, { recursive: true });
  fs.rmSync(staging, { recursive: true });
}

function filesUnder(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [path.join(entry.parentPath, entry.name)] : []));
}

function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`${path.basename(args[0] ?? command)} ended with ${code}`))));
  });
}

const name = process.argv[2];
if (!name) throw new Error("usage: node tools/build-package.ts NAME");
const folder = path.join(root, "packages", name);
fs.rmSync(path.join(folder, "dist"), { recursive: true, force: true });
fs.mkdirSync(path.join(folder, "dist"));
const manifest = readManifest(folder);
await bundle(folder, manifest);
await declarations(folder);
