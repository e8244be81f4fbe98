import fs from "node:fs";
import type { CheckedFolder } from "../checks/folder.ts";
import type { Settings } from "../config/settings.ts";
import { openDeadLetters } from "../log/files/dead-letters.ts";
import { checkLog } from "../log/files/inspect.ts";
import { inspectBlobs } from "../stores/blobs/files/adapter.ts";
import { isFolderLocked } from "../stores/sqlite/folder-lock.ts";
import { inspectState } from "../stores/state/sqlite/adapter.ts";
import { inspectTelemetry } from "../stores/telemetry/sqlite/adapter.ts";
import { folders } from "./folders.ts";
import { requireEmbedded } from "./require-embedded.ts";

/** The data folder for a check, which neither makes nor migrates anything. Undefined: there is none. */
export function inspectFolder(settings: Settings): CheckedFolder | undefined {
  requireEmbedded(settings);
  const at = folders(settings.dataFolder);
  if (!fs.existsSync(at.state)) return undefined;
  return {
    state: inspectState(at.state),
    telemetry: inspectTelemetry(at.telemetry),
    blobs: inspectBlobs(at.blobs),
    log: () => checkLog(at.log),
    letters: openDeadLetters(at.deadLetters),
    isServed: isFolderLocked(settings.dataFolder),
  };
}
