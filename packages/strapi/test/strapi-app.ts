import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../../../server/test/harness.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const app = path.join(root, "examples/strapi");

/**
 * Installs the example application and puts the packages into it as npm would. Strapi is 1,400 packages: they stay until the
 * application's lock file changes.
 */
export function installStrapi(): void {
  const stamp = path.join(app, "node_modules/.installed");
  const lock = createHash("sha256")
    .update(readFileSync(path.join(app, "package-lock.json")))
    .digest("hex");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
    // Not `npm ci`: it refuses a lock without the binaries of other systems, which not every registry has.
    const install = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
    succeed("npm install of examples/strapi", spawnSync("npm", install, { cwd: app, encoding: "utf8" }));
    writeFileSync(stamp, lock);
  }
  for (const name of ["node", "strapi"]) {
    const build = ["--conditions=@vedette/source", "tools/build-package.ts", name];
    succeed(`building ${name}`, spawnSync(process.execPath, build, { cwd: root, encoding: "utf8" }));
    const target = path.join(app, "node_modules/@vedette", name);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    for (const part of ["dist", "package.json"]) cpSync(path.join(root, "packages", name, part), path.join(target, part), { recursive: true });
  }
}

function succeed(what: string, { status, stdout, stderr }: { readonly status: number | null; readonly stdout: string; readonly stderr: string }): void {
  if (status !== 0) throw new Error(`${what} failed:\n${stderr}${stdout}`);
}

export interface StrapiApp extends AsyncDisposable {
  /** Status and JSON of a GET, or of a POST with a body. */
  ask(route: string, body?: unknown): Promise<{ readonly status: number; readonly json: unknown }>;
  output(): string;
}

/** The example, on a database of its own. Settings as in its `config/plugins.js`. */
export async function startStrapi(settings: Readonly<Record<string, string>>): Promise<StrapiApp> {
  const data = mkdtempSync(path.join(tmpdir(), "vedette-strapi-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, NODE_ENV: "development", NODE_OPTIONS: "", PORT: String(port), DATABASE_FILENAME: path.join(data, "data.db"), ...settings };
  mkdirSync(path.join(app, "public/uploads"), { recursive: true });
  const child = spawn(process.execPath, ["start.js"], { cwd: app, stdio: ["ignore", "pipe", "pipe"], env });
  let output = "";
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes("Strapi started successfully")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("close", (code) => reject(new Error(`Strapi ended with ${code}:\n${output}`)));
  });
  return {
    output: () => output,
    async ask(route, body) {
      const init = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
      const answer = await fetch(url + route, init);
      const json: unknown = await answer.json();
      return { status: answer.status, json };
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), 20_000);
      await ended;
      clearTimeout(impatience);
      rmSync(data, { recursive: true, force: true });
    },
  };
}
