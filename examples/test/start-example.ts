import { spawn } from "node:child_process";
import path from "node:path";
import { startFakeIngest, type FakeIngest } from "@vedette/testing";

export interface RunningExample extends AsyncDisposable {
  readonly ingest: FakeIngest;
  readonly get: (path: string, init?: RequestInit) => Promise<Response>;
  /** Everything it printed so far. */
  readonly output: () => string;
  /** Its exit code, once it ended by itself. */
  readonly ended: Promise<number | null>;
}

/** Starts the application in a process of its own, as the README says, against an ingest that keeps what arrives. */
export async function startExample(name: string, env: Readonly<Record<string, string>> = {}): Promise<RunningExample> {
  const ingest = await startFakeIngest();
  const child = spawn(
    process.execPath,
    ["--conditions=@vedette/source", "--disable-warning=ExperimentalWarning", path.resolve(import.meta.dirname, "..", name, "app.ts")],
    {
      env: { PATH: process.env["PATH"], SENTRY_DSN: ingest.dsn, PORT: "0", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const listening = new Promise<string>((resolve) => {
    const read = (data: unknown): void => {
      output += String(data);
      const url = /listening on (http:\S+)/.exec(output)?.[1];
      if (url !== undefined) resolve(url.replace("[::1]", "127.0.0.1"));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
  });
  return {
    ingest,
    output: () => output,
    ended,
    async get(route, init) {
      const url = await Promise.race([listening, ended]);
      if (typeof url !== "string") throw new Error(`${name} ended: ${output}`);
      return fetch(`${url}${route}`, init);
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null) child.kill("SIGKILL");
      await ended;
      await ingest.stop();
    },
  };
}
