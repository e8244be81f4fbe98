import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { rolldown } from "rolldown";
import { bundleTypes } from "./bundle-types.ts";

// node tools/build-package.ts NAME: what npm publishes of packages/NAME. `prepack` runs it, so a clean clone can be packed.
// dist/<entry>.js (ESM), <entry>.cjs and their types. One file per entry and format: each further file costs a program start-up time.

const root = path.resolve(import.meta.dirname, "..");
const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");

/**
 * Packages that carry the code of the family's other packages in their own file instead of loading it. Measured with @vedette/node on
 * Node 20 and 24: three files cost a start 12 ms, one file of what is used 4 ms. Two copies share one state (current-scopes.ts).
 */
const SELF_CONTAINED = new Set(["node"]);

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

async function bundle(folder: string, { entries, external }: Manifest, selfContained: boolean): Promise<void> {
  const build = await rolldown({
    cwd: folder,
    input: Object.fromEntries(entries.map((entry) => [entry, sourceOf(folder, entry)])),
    platform: "neutral",
    external: [/^node:/, ...(selfContained ? [] : external).map((name) => new RegExp(`^${name}(/|$)`))],
    resolve: { conditionNames: ["@vedette/source", "import", "default"] },
    transform: { target: "es2022" },
    logLevel: "warn",
  });
  const out = path.join(folder, "dist");
  // The types carry the documentation; comments here would only be loaded with every start.
  // V8 reads every character of a function before it may skip it: a third less to read is 6 ms of a start on Node 20.
  const minify = selfContained;
  const comments = { annotation: true, jsdoc: false, legal: true };
  await build.write({ dir: out, format: "esm", entryFileNames: "[name].js", chunkFileNames: "chunks/[name].js", comments, minify });
  await build.write({ dir: out, format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "chunks/[name].cjs", comments, minify });
  await build.close();
}

/** Types of each entry in one file, the same text for `import` and for `require`. */
async function declarations(folder: string, { entries }: Manifest): Promise<void> {
  const staging = path.join(folder, "dist", "types");
  const config = path.join(folder, "dist", "tsconfig.json");
  const usesDom = /"@vedette\/(browser|react)"/.test(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const compilerOptions = {
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: root,
    outDir: staging,
    typeRoots: [path.join(root, "node_modules/@types")],
    ...(usesDom ? { lib: ["es2024", "dom", "dom.iterable"], jsx: "react-jsx", types: [] } : {}),
  };
  const source = path.join(folder, "src");
  fs.writeFileSync(
    config,
    JSON.stringify({
      extends: path.join(root, "tsconfig.base.json"),
      compilerOptions,
      include: [source],
      exclude: [`${source}/**/*.test.ts`, `${source}/**/*.test.tsx`],
    }),
  );
  await run(process.execPath, [tsc, "-p", config], folder);
  for (const entry of entries) {
    const declared = sourceOf(folder, entry)
      .replace(root, staging)
      .replace(/\.tsx?$/, ".d.ts");
    const text = bundleTypes(declared);
    fs.mkdirSync(path.dirname(path.join(folder, "dist", entry)), { recursive: true });
    fs.writeFileSync(path.join(folder, "dist", `${entry}.d.ts`), text);
    fs.writeFileSync(path.join(folder, "dist", `${entry}.d.cts`), text);
  }
  fs.rmSync(staging, { recursive: true });
  fs.rmSync(config);
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
await bundle(folder, manifest, SELF_CONTAINED.has(name));
await declarations(folder, manifest);
