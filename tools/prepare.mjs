// Runs before `npm start`, on whatever Node (>= 20) the machine has and before anything is installed: no dependencies.
// Installs what is missing or older than the lock file, builds what is stale, says what it does.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "..");
const stampFile = path.join(root, "node_modules", ".vedette-install.json");

/** The Node that runs the server: our own if it is new enough, else the one that the platform package brings. */
export function node24() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 7)) return process.execPath;
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const file = path.join(root, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  if (fs.existsSync(file)) return file;
  throw new Error(
    `Vedette runs on Node 24.7 or newer. This is Node ${process.versions.node}, and no Node 24 package exists for ` +
      `${process.platform}-${process.arch}. Install Node 24 (https://nodejs.org) and run the command again.`,
  );
}

const usePrefix = `vedette-${createHash("sha256").update(root).digest("hex").slice(0, 12)}-`;
const useSuffix = ".uses-node-modules";

/** Says, for as long as this process lives, that it works with node_modules: `ensureInstalled` of another one then leaves them alone. */
export function useInstalled() {
  const file = path.join(os.tmpdir(), `${usePrefix}${process.pid}${useSuffix}`);
  fs.writeFileSync(file, "");
  process.on("exit", () => fs.rmSync(file, { force: true }));
}

/** Other processes that work with node_modules. What a killed one left behind is removed. */
function users() {
  const names = fs.readdirSync(os.tmpdir()).filter((name) => name.startsWith(usePrefix) && name.endsWith(useSuffix));
  const pids = names.map((name) => Number(name.slice(usePrefix.length, -useSuffix.length)));
  return pids.filter((pid) => {
    if (pid === process.pid) return false;
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      if (error.code === "EPERM") return true;
      fs.rmSync(path.join(os.tmpdir(), `${usePrefix}${pid}${useSuffix}`), { force: true });
      return false;
    }
  });
}

/** `npm ci`, unless node_modules already is what the lock file says. `dev` adds the tools that tests need. */
async function ensureInstalled({ dev }) {
  const lock = createHash("sha256")
    .update(fs.readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  let stamp;
  try {
    stamp = JSON.parse(fs.readFileSync(stampFile, "utf8"));
  } catch {
    // never installed, or not by us
  }
  if (stamp?.lock === lock && (stamp.dev || !dev)) return;
  const others = users();
  if (others.length > 0)
    throw new Error(
      `${stamp ? "node_modules is older than package-lock.json" : "node_modules is not installed"}, and npm ci would take it away from what runs here ` +
        `(process ${others.join(", ")}). Run this again when that has ended.`,
    );
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error", ...(dev || stamp?.dev ? [] : ["--omit=dev"])];
  const npm = process.env.npm_execpath?.endsWith(".js") ? [process.execPath, process.env.npm_execpath] : [process.platform === "win32" ? "npm.cmd" : "npm"];
  await step(dev ? "Installing what tests need" : "Installing dependencies (first start only)", npm[0], [...npm.slice(1), ...args], {
    ...process.env,
    npm_config_omit: "",
    NODE_ENV: "",
  });
  fs.writeFileSync(stampFile, JSON.stringify({ lock, dev: dev || Boolean(stamp?.dev) }));
}

/** What tests and tools need, for as long as this process works with it; says why not, and ends. */
export async function installForDevelopment() {
  useInstalled();
  try {
    await ensureInstalled({ dev: true });
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** Builds the server bundle and the pages if a source is newer than they are. */
export async function ensureBuilt() {
  const fingerprint = sourcesFingerprint(serverSources);
  const stamp = path.join(root, "server", "dist", ".stamp");
  try {
    if (fs.readFileSync(stamp, "utf8") === fingerprint) return;
  } catch {
    // never built
  }
  await step("Building", node24(), [path.join(root, "tools", "build.ts")], process.env);
  fs.writeFileSync(stamp, fingerprint);
}

const serverSources = [
  "server/src",
  "web/src",
  "web/index.html",
  "web/vite.config.ts",
  "packages/protocol/src",
  "packages/api-client/src",
  "tools/build.ts",
  "package-lock.json",
];

/** Changes when a source file below `roots` is added, removed or edited. Sizes and times, not contents: it runs at every start. */
export function sourcesFingerprint(roots) {
  const hash = createHash("sha256");
  const visit = (file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat?.isDirectory()) for (const name of fs.readdirSync(file).sort()) visit(path.join(file, name));
    else if (stat && !file.endsWith(".test.ts")) hash.update(`${path.relative(root, file)} ${stat.size} ${stat.mtimeMs}\n`);
  };
  for (const name of roots) visit(path.join(root, name));
  return hash.digest("hex");
}

/** Runs a command quietly with a line that says how long it has been going; shows its output only if it fails. */
function step(title, command, args, env) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  process.stderr.write(`${title} …\n`);
  const tick = setInterval(() => process.stderr.write(`${title} … ${seconds()} s\n`), 5000);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"], shell: process.platform === "win32" });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(tick);
      if (code === 0) {
        process.stderr.write(`${title}: done in ${seconds()} s\n`);
        resolve();
      } else reject(new Error(`${title} failed (exit ${code}):\n${output.trim()}`));
    });
  });
}

if (process.argv[1] === import.meta.filename) {
  try {
    await ensureInstalled({ dev: false });
    await ensureBuilt();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
