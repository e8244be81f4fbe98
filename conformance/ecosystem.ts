import type { RunResult } from "../server/test/harness.ts";
import type { FeatureName } from "./features.ts";

/** One ecosystem: a folder under `sdks/` with a program, and how to install and run it. Listed in `ecosystems.ts`. */
export interface Ecosystem {
  /** Column of the table. */
  readonly sdk: string;
  /** Scenario of the program that shows a feature. Features that are not listed do not exist in this SDK. */
  readonly scenarios: Readonly<Partial<Record<FeatureName, string>>>;
  /** Installs the SDK from its registry into `work` (made, kept between runs). Throws with the tool's words when it cannot. */
  readonly prepare: (work: string) => Promise<Program>;
}

export interface Program {
  /** Of the SDK, as installed. */
  readonly version: string;
  /** Runs one scenario; the program prints {"id", "what"} for each event it sends. */
  readonly run: (scenario: string, dsn: string) => Promise<RunResult>;
}

/** The output of a tool that must succeed. */
export function succeeded(what: string, { code, stdout, stderr }: RunResult): string {
  if (code !== 0) throw new Error(`${what}: exit ${code}\n${stderr || stdout}`);
  return stdout;
}
