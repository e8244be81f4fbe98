import { spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { installDatabases, postgresFolder } from "../../../../tools/databases.ts";
import { freePort } from "../../../../server/test/harness.ts";
import type { Service } from "./start-redis.ts";

/** PostgreSQL refuses to run as root; its packages bring a user for it. */
function owner(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const ids = ["-u", "-g"].map((flag) => Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout));
  const [uid, gid] = ids;
  if (!uid || !gid) throw new Error("there is no user postgres to run the server as");
  return { uid, gid };
}

/** A PostgreSQL server of its own, user and database `postgres`, no password. */
export async function startPostgres(): Promise<Service> {
  installDatabases();
  const programs = postgresFolder();
  if (programs === undefined) throw new Error("PostgreSQL is not installed");
  const user = owner();
  const folder = mkdtempSync(path.join(tmpdir(), "vedette-postgres-"));
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, "data");
  const made = spawnSync(path.join(programs, "initdb"), ["-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"], {
    ...user,
    cwd: folder,
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const args = ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=${folder}`, "-c", "fsync=off"];
  const child = spawn(path.join(programs, "postgres"), args, { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const exited = new Promise<void>((resolve) => child.on("close", () => resolve()));
  let log = "";
  await new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (text) => {
      log += String(text);
      if (log.includes("ready to accept connections")) resolve();
    });
    child.on("error", reject);
    void exited.then(() => reject(new Error(`postgres ended at once: ${log}`)));
  });
  return {
    port,
    async stop() {
      child.kill("SIGQUIT");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
