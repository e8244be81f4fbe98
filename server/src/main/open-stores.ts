import type { CliStores } from "../cli/define-command.ts";
import type { Settings } from "../config/settings.ts";
import { openDeadLetters } from "../log/files/dead-letters.ts";
import { inspectLog } from "../log/files/inspect.ts";
import { openBlobReader } from "../stores/blobs/files/adapter.ts";
import { migrateState, openStateReader, openStateWriter } from "../stores/state/sqlite/adapter.ts";
import { openTelemetryReader } from "../stores/telemetry/sqlite/adapter.ts";
import { openWaitingUploads } from "../stores/uploads/files/waiting.ts";
import { folders, makeDataFolder } from "./folders.ts";
import { requireEmbedded } from "./require-embedded.ts";

/** The data folder in this process, for a command. SQLite lets a server work on it at the same time. */
export async function openStores(settings: Settings): Promise<CliStores> {
  requireEmbedded(settings);
  makeDataFolder(settings.dataFolder);
  const at = folders(settings.dataFolder);
  await migrateState(at.state);
  const [state, writer, telemetry, blobs] = await Promise.all([
    openStateReader(at.state),
    openStateWriter(at.state),
    openTelemetryReader(at.telemetry),
    openBlobReader(at.blobs),
  ]);
  return {
    state,
    writer,
    telemetry,
    blobs,
    log: () => inspectLog(at.log),
    deadLetters: openDeadLetters(at.deadLetters),
    uploads: openWaitingUploads(at.uploads),
    close: async () => {
      await Promise.all([state.close(), writer.close(), telemetry.close(), blobs.close()]);
    },
  };
}
