import fs from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { rolldown } from "rolldown";
import { build as viteBuild } from "vite";

// node tools/build.ts [server|web]: the production bundle of the server (with its worker entries) and of the pages.

const root = path.resolve(import.meta.dirname, "..");

/** One bundle per thread: worker entries stay apart so that they load nothing they do not run. */
const entries = {
  cli: "server/src/main/cli.ts",
  serve: "server/src/main/serve.ts",
  "process-worker": "server/src/main/process-worker.ts",
  "trial-worker": "server/src/main/trial-worker.ts",
  "unpack-worker": "server/src/main/unpack-worker.ts",
  "store-worker": "server/src/main/store-worker.ts",
};

async function buildServer(): Promise<void> {
  const out = path.join(root, "server/dist");
  fs.rmSync(out, { recursive: true, force: true });
  const bundle = await rolldown({
    cwd: root,
    input: entries,
    platform: "node",
    external: [/^node:/, "pino"],
    resolve: { conditionNames: ["@vedette/source", "node", "import", "default"] },
    transform: { target: "node24" },
    logLevel: "warn",
  });
  await bundle.write({
    dir: out,
    format: "esm",
    sourcemap: true,
    minify: { mangle: false, compress: true, codegen: true },
    entryFileNames: "[name].js",
    chunkFileNames: "[name]-[hash].js",
  });
  await bundle.close();
}

/** What the loader script of a key loads: the browser SDK with tracing, as one script for any browser. */
async function buildBrowserSdk(): Promise<void> {
  const file = path.join(root, "server/dist/browser-sdk/vedette.min.js");
  const bundle = await rolldown({
    cwd: root,
    input: "packages/browser/src/loader-bundle.ts",
    platform: "browser",
    resolve: { conditionNames: ["@vedette/source", "import", "default"] },
    transform: { target: "es2022" },
    logLevel: "warn",
  });
  await bundle.write({ file, format: "iife", name: "VedetteBrowser", exports: "named", minify: true });
  await bundle.close();
}

async function buildWeb(): Promise<void> {
  await viteBuild({ root: path.join(root, "web"), logLevel: "warn" });
  const assets = path.join(root, "web/dist/assets");
  for (const name of fs.readdirSync(assets)) if (/\.(?:js|css)$/.test(name)) compress(path.join(assets, name));
}

/** Compressed once, beside the file: the pages' server hands it out as it is. Quality 5 takes 80 ms and leaves 31 %, quality 11 over a second for 28 %. */
function compress(file: string): void {
  fs.writeFileSync(`${file}.br`, brotliCompressSync(fs.readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }));
}

const only = process.argv[2];
await Promise.all([only === "web" ? undefined : buildServer().then(buildBrowserSdk), only === "server" ? undefined : buildWeb()]);
