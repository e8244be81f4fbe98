import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** Where Debian and others keep what is not on the path. */
const FOLDERS = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

function find(name: string, folders: readonly string[]): string | undefined {
  const all = [...(process.env["PATH"] ?? "").split(path.delimiter), ...folders];
  return all.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
}

/** `redis-server`, for tests of the SDK. */
export const redisServer = (): string | undefined => find("redis-server", FOLDERS);

/** The folder with `initdb` and `postgres`, newest version first. */
export function postgresFolder(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = fs.existsSync(root) ? fs.readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => path.join(root, version, "bin"));
  const file = folders.map((folder) => path.join(folder, "initdb")).find((candidate) => fs.existsSync(candidate)) ?? find("initdb", FOLDERS);
  return file === undefined ? undefined : path.dirname(file);
}

/** Installs what is missing where that is possible without asking. */
export function installDatabases(): void {
  const missing = [...(redisServer() === undefined ? ["redis-server"] : []), ...(postgresFolder() === undefined ? ["postgresql"] : [])];
  const possible = process.platform === "linux" && process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
  if (missing.length === 0 || !possible) return;
  console.error(`Installing ${missing.join(" and ")} for the tests of the SDK …`);
  spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
  spawnSync("apt-get", ["install", "-y", "-qq", ...missing], { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
}
