import { parentPort, workerData } from "node:worker_threads";
import { openDeadLetters } from "../log/files/dead-letters.ts";
import { readBatch } from "../log/files/read-batch.ts";
import type { LogBatch } from "../log/port.ts";
import { createIssueMoves } from "../issues/issue-moves.ts";
import { createCommitter } from "../pipeline/commit-batch.ts";
import { serveCommits } from "../pipeline/serve-commits.ts";
import { systemClock } from "../platform/clock.ts";
import { createTurns } from "../platform/turns.ts";
import { serve } from "../platform/workers/rpc.ts";
import { openBlobReader, openBlobWriter } from "../stores/blobs/files/adapter.ts";
import { firstDayKept, retain } from "../stores/retention.ts";
import { migrateState, openStateReader, openStateWriter } from "../stores/state/sqlite/adapter.ts";
import { openSpentUploads } from "../stores/uploads/files/find-upload.ts";
import { openWaitingUploads } from "../stores/uploads/files/waiting.ts";
import { openTelemetryReader, openTelemetryWriter } from "../stores/telemetry/sqlite/adapter.ts";
import { watchBudgets } from "../upkeep/evict.ts";
import { reconcile } from "../stores/reconcile.ts";
import { createJobRunner } from "../upkeep/run-jobs.ts";
import { tendUploads } from "../upkeep/uploads.ts";
import { folders } from "./folders.ts";
import type { StoreThreadData, StoreUpkeep } from "./store-threads.ts";
import { yieldToRequests } from "./threads.ts";

// The entry of a store thread: SQLite's calls block, so they run here and never on the thread that answers HTTP.

async function main(data: StoreThreadData): Promise<void> {
  await (data.role === "writer" ? serveWriter(data) : serveReader(data));
  parentPort?.postMessage("open");
}

async function serveWriter({ folder, retentionDays, maxDiskBytes, ...ports }: Extract<StoreThreadData, { role: "writer" }>): Promise<void> {
  yieldToRequests();
  const at = folders(folder);
  await migrateState(at.state);
  const [state, telemetry, blobs] = await Promise.all([openStateWriter(at.state), openTelemetryWriter(at.telemetry), openBlobWriter(at.blobs)]);
  await reconcile({ state, telemetry });
  const turns = createTurns();
  const moves = createIssueMoves({ state, telemetry, turns });
  await moves.resume();
  const letters = openDeadLetters(at.deadLetters);
  const uploads = openWaitingUploads(at.uploads);
  const jobs = createJobRunner({ state, telemetry, blobs, letters, uploads }, systemClock, turns);
  const upkeep: StoreUpkeep = {
    runJobs: async () => {
      await jobs.runAll();
    },
    watchBudgets: async (now) => {
      await tendUploads({ state, telemetry, uploads }, now);
      await watchBudgets({ state }, now, maxDiskBytes);
    },
    addOutcomes: async (totals, rows) => {
      await state.ingest((transaction) => transaction.addOutcomes(totals));
      await telemetry.addOutcomes(rows);
    },
    ageIssues: async (now) => {
      await state.ageIssues(now);
      await moves.resume();
    },
    tidy: async (now) => {
      await retain({ telemetry, blobs, now, days: retentionDays });
      await state.forgetBefore(firstDayKept(now, retentionDays));
      await state.forgetCheckIns(now - retentionDays * 86_400_000);
    },
    close: async () => {
      await state.close();
      await telemetry.close();
      await blobs.close();
    },
  };
  serve(ports.state, state);
  serve(ports.moves, moves);
  serve(ports.upkeep, upkeep);
  const keepLetter = (seq: number, source: LogBatch, fault: string): string | undefined => {
    const record = readBatch(source).find((candidate) => candidate.seq === seq);
    return record === undefined ? undefined : letters.keep(record, fault, systemClock.now());
  };
  serveCommits({
    main: ports.commits,
    committer: createCommitter({ state, telemetry, blobs, uploads: openSpentUploads(at.uploads), clock: systemClock }),
    keepLetter,
    removeLetter: (id) => letters.remove(id),
  });
}

async function serveReader({ folder, ...ports }: Extract<StoreThreadData, { role: "reader" }>): Promise<void> {
  const at = folders(folder);
  serve(ports.state, await openStateReader(at.state));
  serve(ports.telemetry, await openTelemetryReader(at.telemetry));
  serve(ports.blobs, await openBlobReader(at.blobs));
}

await main(workerData);
