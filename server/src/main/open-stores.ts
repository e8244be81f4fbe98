import fs from "node:fs";
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
export async function openStores(settings: Settings, mayMake: boolean): Promise<CliStores> {
  requireEmbedded(settings);
  const at = folders(settings.dataFolder);
  if (!mayMake && !fs.existsSync(at.state))
    throw new Error(
      `${settings.dataFolder} holds no data of Vedette. Name the server's folder in VEDETTE_DATA, start the server, or begin with: vedette org create NAME`,
    );
  makeDataFolder(settings.dataFolder);
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
