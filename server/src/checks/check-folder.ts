import { checkBodies } from "./check-bodies.ts";
import { checkCounters } from "./check-counters.ts";
import { checkLog } from "./check-log.ts";
import { checkRows } from "./check-rows.ts";
import { checkState } from "./check-state.ts";
import { parts, type Finding, type Part } from "./finding.ts";
import { look, type CheckedFolder, type Looked } from "./folder.ts";

const checks = {
  log: checkLog,
  state: checkState,
  rows: checkRows,
  counters: checkCounters,
  bodies: checkBodies,
} satisfies Record<Part, (folder: Looked, thorough: boolean) => readonly Finding[]>;

/** Everything that can be told about a data folder without changing it. */
export function checkFolder(folder: CheckedFolder, thorough: boolean): readonly Finding[] {
  const looked = look(folder, thorough);
  return parts.flatMap((part) => checks[part](looked, thorough));
}
