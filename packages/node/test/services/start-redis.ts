import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { installDatabases, redisServer } from "../../../../tools/databases.ts";
import { freePort } from "../../../../server/test/harness.ts";

export interface Service {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** A Redis server of its own, in memory only. */
export async function startRedis(): Promise<Service> {
  installDatabases();
  const program = redisServer();
  if (program === undefined) throw new Error("redis-server is not installed");
  const folder = mkdtempSync(path.join(tmpdir(), "vedette-redis-"));
  const port = await freePort();
  const child = spawn(program, ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<void>((resolve) => child.on("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (data) => {
      if (String(data).includes("Ready to accept connections")) resolve();
    });
    child.on("error", reject);
    void exited.then(() => reject(new Error("redis-server ended at once")));
  });
  return {
    port,
    async stop() {
      child.kill("SIGKILL");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
