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

/** Strapi requires plugins by files that end in `.js`: there CommonJS has the plain name, and a package.json in `dist` says so. */
const PLAIN_COMMONJS = new Set(["strapi"]);

/** Entries that are the package itself, each for other platforms. */
const MAINS = new Set(["index", "edge"]);

/** What the files of each format end in. */
interface Endings {
  readonly esm: string;
  readonly cjs: string;
}

interface Entry {
  /** Of its files in `dist`. Several subpaths may lead to the same. */
  readonly name: string;
  readonly source: string;
}

interface Manifest {
  readonly entries: readonly Entry[];
  readonly external: readonly string[];
}

function readManifest(folder: string): Manifest {
  const manifest: unknown = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const table = (name: string): [string, unknown][] => {
    const value: unknown = typeof manifest === "object" && manifest !== null ? Reflect.get(manifest, name) : undefined;
    return typeof value === "object" && value !== null ? Object.entries(value) : [];
  };
  const entries = table("exports").flatMap(([name, conditions]): Entry[] => {
    const read = (condition: string): unknown => (typeof conditions === "object" && conditions !== null ? Reflect.get(conditions, condition) : undefined);
    const [source, esm] = [read("@vedette/source"), read("import")];
    const file: unknown = typeof esm === "object" && esm !== null ? Reflect.get(esm, "default") : undefined;
    if (typeof source !== "string") return [];
    const output = typeof file === "string" ? path.basename(file).replace(/\.m?js$/, "") : name === "." ? "index" : name.slice(2);
    return [{ name: output, source: path.join(folder, source) }];
  });
  const unique = [...new Map(entries.map((entry) => [entry.name, entry])).values()];
  return { entries: unique, external: [...table("dependencies"), ...table("peerDependencies")].map(([name]) => name) };
}

/** Subpaths load the package itself for what they share with it: one client, one set of scopes, one copy of the code. */
async function bundle(folder: string, { entries, external }: Manifest, selfContained: boolean, { esm, cjs }: Endings): Promise<void> {
  const build = await rolldown({
    cwd: folder,
    input: Object.fromEntries(entries.map(({ name, source }) => [name, source])),
    platform: "neutral",
    external: [/^node:/, ...external.map((name) => new RegExp(`^${name}(/|$)`))],
    resolve: { conditionNames: ["@vedette/source", "import", "default"] },
    transform: { target: "es2022" },
    logLevel: "warn",
  });
  const out = path.join(folder, "dist");
  // The types carry the documentation; comments here would only be loaded with every start.
  // V8 reads every character of a function before it may skip it: a third less to read is 6 ms of a start on Node 20.
  // Elsewhere names stay as they are, for whoever reads a stack; without white space a fifth less lies on the disk.
  // What is compressed here is smaller in every page, whichever bundler makes it: esbuild gains 0.1 kB of 7.
  const minify = selfContained ? true : { compress: true, mangle: false, codegen: { removeWhitespace: true } };
  const comments = { annotation: true, jsdoc: false, legal: true };
  await build.write({ dir: out, format: "esm", entryFileNames: `[name].${esm}`, chunkFileNames: `chunks/[name].${esm}`, comments, minify });
  await build.write({ dir: out, format: "cjs", entryFileNames: `[name].${cjs}`, chunkFileNames: `chunks/[name].${cjs}`, comments, minify });
  await build.close();
}

/**
 * Types of each entry in one file, for `require`; those for `import` refer to it, since twice the text is a tenth of a megabyte. A default export
 * has another meaning in each and is written twice.
 */
async function declarations(folder: string, entries: readonly Entry[], endings: Endings): Promise<void> {
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
    const text = bundleTypes(entry.source.replace(root, staging).replace(/\.tsx?$/, ".d.ts"));
    fs.mkdirSync(path.dirname(path.join(folder, "dist", entry.name)), { recursive: true });
    const write = (ending: string, content: string): void =>
      fs.writeFileSync(path.join(folder, "dist", `${entry.name}.d.${ending.replace("js", "ts")}`), content);
    write(endings.cjs, text);
    const hasDefault = /\b(?:as default\b|export default\b|export = )/.test(text);
    write(endings.esm, hasDefault ? text : `export * from "./${path.basename(entry.name)}.${endings.cjs}";\n`);
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
const { entries, external } = readManifest(folder);
const endings = PLAIN_COMMONJS.has(name) ? { esm: "mjs", cjs: "js" } : { esm: "js", cjs: "cjs" };
const selfContained = SELF_CONTAINED.has(name);
const [mains, subpaths] = [entries.filter((entry) => MAINS.has(entry.name)), entries.filter((entry) => !MAINS.has(entry.name))];
if (selfContained && subpaths.length > 0) {
  // Apart from each other, so that the package itself stays one file.
  // The edge is reached through a bundler, which puts the family's packages together itself.
  for (const main of mains) await bundle(folder, { entries: [main], external: main.name === "edge" ? external : [] }, true, endings);
  await bundle(folder, { entries: subpaths, external: [`@vedette/${name}`] }, true, endings);
} else await bundle(folder, { entries, external: selfContained ? [] : external }, selfContained, endings);
await declarations(folder, entries, endings);
if (endings.cjs === "js") fs.writeFileSync(path.join(folder, "dist/package.json"), '{ "type": "commonjs" }\n');
