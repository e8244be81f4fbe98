import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../../../server/test/harness.ts";
import { buildPackages } from "../../node/test/built-app.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const app = path.join(root, "examples/strapi");

/** Installs the example application and puts the packages into it as npm would. */
export function installStrapi(): void {
  const { status, stderr } = spawnSync(process.execPath, ["tools/install-strapi.mjs"], { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  buildPackages();
  for (const name of ["node", "strapi"]) {
    const target = path.join(app, "node_modules/@vedette", name);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    for (const part of ["dist", "package.json"]) cpSync(path.join(root, "packages", name, part), path.join(target, part), { recursive: true });
  }
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
