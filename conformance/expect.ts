import type { RunResult } from "../server/test/harness.ts";
import { preview } from "../server/test/json-path.ts";

/** Each lists what is wrong: nothing when it is as wanted. */

export function expectEqual(what: string, actual: unknown, wanted: unknown): readonly string[] {
  return JSON.stringify(actual) === JSON.stringify(wanted) ? [] : [`${what}: ${preview(actual)} instead of ${preview(wanted)}`];
}

export const expectTrue = (what: string, holds: boolean): readonly string[] => (holds ? [] : [what]);

/** A program's end with `code` after it printed all that is wanted. */
export function expectRun(what: string, { code, stdout, stderr }: RunResult, wanted: readonly RegExp[], wantedCode = 0): readonly string[] {
  const output = `${stdout}\n${stderr}`.trim();
  const missing = wanted.filter((pattern) => !pattern.test(output));
  if (code === wantedCode && missing.length === 0) return [];
  return [`${what}: exit ${code}${missing.map((pattern) => `, no ${pattern.source}`).join("")} in:\n${output.slice(0, 1000)}`];
}
