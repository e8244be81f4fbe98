import fs from "node:fs";
import path from "node:path";
import { rolldown } from "rolldown";
import { build as viteBuild } from "vite";

// node tools/build.ts [server|web]: the production bundle of the server (with its worker entries) and of the pages.

const root = path.resolve(import.meta.dirname, "..");

/** One bundle per thread: worker entries stay apart so that they load nothing they do not run. */
const entries = {
  cli: "server/src/main/cli.ts",
  serve: "server/src/main/serve.ts",
  "process-worker": "server/src/main/process-worker.ts",
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

async function buildWeb(): Promise<void> {
  await viteBuild({ root: path.join(root, "web"), logLevel: "warn" });
}

const only = process.argv[2];
await Promise.all([only === "web" ? undefined : buildServer(), only === "server" ? undefined : buildWeb()]);
