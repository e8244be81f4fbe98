import { spawn } from "node:child_process";
import path from "node:path";
import { startFakeIngest, type ReceivedEnvelope } from "@vedette/testing";

export interface Recording {
  readonly envelopes: readonly ReceivedEnvelope[];
  readonly exitCode: number | null;
  readonly stderr: string;
}

export interface RecordOptions {
  /** What the scenario imports as its SDK. */
  readonly sdk: string;
  readonly node?: string | undefined;
  readonly args?: readonly string[] | undefined;
  readonly cwd?: string | undefined;
}

/** Runs one scenario in a process of its own and returns what arrived. */
export async function record(
  scenario: string,
  { sdk, node = process.execPath, args = ["--conditions=@vedette/source", "--disable-warning=ExperimentalWarning"], cwd }: RecordOptions,
): Promise<Recording> {
  const ingest = await startFakeIngest();
  const script = path.join(cwd ?? import.meta.dirname, "run-scenario.mjs");
  const child = spawn(node, [...args, script, scenario], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env["PATH"], HOME: "/", NODE_ENV: "production", SENTRY_DSN: ingest.dsn, SDK_PACKAGE: sdk },
  });
  let stderr = "";
  child.stderr.on("data", (data) => (stderr += String(data)));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  await ingest.stop();
  return { envelopes: [...ingest.envelopes], exitCode, stderr };
}
