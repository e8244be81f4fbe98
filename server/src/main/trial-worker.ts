import { parentPort, workerData } from "node:worker_threads";
import { tryRules, type TrialRequest } from "../issues/try-rules.ts";
import { openBlobReader } from "../stores/blobs/files/adapter.ts";
import { openStateReader } from "../stores/state/sqlite/adapter.ts";
import { openTelemetryReader } from "../stores/telemetry/sqlite/adapter.ts";
import { folders } from "./folders.ts";
import { yieldToRequests } from "./threads.ts";

/** Start-up data of this thread. */
export interface TrialThreadData {
  readonly folder: string;
  readonly request: TrialRequest;
}

// The entry of a thread that tries rules once and ends: it holds no memory while nobody writes rules.

async function main({ folder, request }: TrialThreadData): Promise<void> {
  yieldToRequests();
  const at = folders(folder);
  const [state, telemetry, blobs] = await Promise.all([openStateReader(at.state), openTelemetryReader(at.telemetry), openBlobReader(at.blobs)]);
  const trial = await tryRules({ state, telemetry, blobs }, request);
  await Promise.all([state.close(), telemetry.close(), blobs.close()]);
  parentPort?.postMessage({ trial });
}

await main(workerData);
