import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { AppOptions } from "../api/app.ts";
import { setUpFirstRun, type FirstRun } from "../auth/first-run.ts";
import { publicUrlOf } from "../cli/public-url.ts";
import type { Settings } from "../config/settings.ts";
import { createPressure } from "../ingest/backpressure.ts";
import { createEmbed } from "../embed/routes.ts";
import { createIngest, type Ingest } from "../ingest/handler.ts";
import { createLiveHub, type LiveHub } from "../live/hub.ts";
import { openDeadLetters } from "../log/files/dead-letters.ts";
import { openFileLog } from "../log/files/adapter.ts";
import type { EventLog } from "../log/port.ts";
import { startDispatcher, type Dispatcher } from "../pipeline/dispatcher.ts";
import { openSettingsFeed, type SettingsFeed } from "../pipeline/settings-feed.ts";
import { systemClock } from "../platform/clock.ts";
import { createFreeDiskProbe } from "../platform/disk-space.ts";
import { openGeoDatabase } from "../platform/geo/geo-database.ts";
import type { Logger } from "../platform/logging/logger.ts";
import { makeSecret } from "../stores/uploads/files/signature.ts";
import { openUploadStore } from "../stores/uploads/files/store.ts";
import { lockFolder } from "../stores/sqlite/folder-lock.ts";
import { folders, makeDataFolder } from "./folders.ts";
import { createHealth, type Health } from "./health.ts";
import { createHttpServer } from "./http-server.ts";
import { createLazyApplication } from "./lazy-application.ts";
import { startSegmentClock, type SegmentClock } from "./segment-clock.ts";
import { startMonitorClock, type MonitorClock } from "./monitor-clock.ts";
import type { ProcessThreadData } from "./process-worker.ts";
import { createRefusedOutcomes, type RefusedOutcomes } from "./refused-outcomes.ts";
import { retryLetters } from "./retry-letters.ts";
import { requireEmbedded } from "./require-embedded.ts";
import { createRuleTrials } from "./rule-trials.ts";
import { startReaderThread, startWriterThread, type ReaderThread, type WriterThread } from "./store-threads.ts";
import { startThread } from "./threads.ts";
import { createUnpacker } from "./unpack-in-thread.ts";
import { version } from "./version.ts";

export interface RunningServer {
  readonly publicUrl: string;
  /** Given once in the life of a data folder. */
  readonly firstRun: FirstRun | undefined;
  /** Accepts nothing more, processes what was accepted (for a while; the log keeps the rest), closes everything. */
  stop(): Promise<void>;
}

interface Deps {
  readonly settings: Settings;
  readonly logger: Logger;
  /** A thread that holds the stores is gone: nothing can go on in this process. */
  readonly onFatal: (what: string) => void;
}

const clock = systemClock;
const requestPatienceMs = 5_000;
const drainPatienceMs = 12_000;
/** Built beside the server, for the loader script. */
const sdkFile = path.join(import.meta.dirname, import.meta.filename.endsWith(".ts") ? "../../dist" : ".", "browser-sdk/vedette.min.js");

/** Puts the server together from its parts and starts it. The one place, with the thread entries beside it, that names adapters. */
export async function compose({ settings, logger, onFatal }: Deps): Promise<RunningServer> {
  requireEmbedded(settings);
  // A thread that cannot open it would be started again and again.
  if (settings.geoDatabase !== null) openGeoDatabase(settings.geoDatabase, () => undefined).close();
  makeDataFolder(settings.dataFolder);
  const lock = lockFolder(settings.dataFolder);
  const stores = await openStores(settings, onFatal);
  const health = createHealth();
  const accepting = await startAccepting(settings, stores, logger);
  stores.onSettingsChanged(() => {
    accepting.ingest.invalidateKeys();
    void accepting.settings.refresh();
  });

  let publicUrl = publicUrlOf(settings);
  const options: AppOptions = {
    stores: {
      state: stores.reader.state,
      writer: stores.writer.state,
      telemetry: stores.reader.telemetry,
      moves: stores.writer.moves,
      blobs: stores.reader.blobs,
    },
    tryRules: createRuleTrials(settings.dataFolder),
    clock,
    live: accepting.live,
    version,
    publicUrl: () => publicUrl,
    trustProxy: settings.trustProxy,
    onError: (error, id) => logger.error("a request failed", { id, error: error instanceof Error ? error.stack : String(error) }),
  };
  const application = createLazyApplication(
    async () => {
      const { createApplication } = await import("./application.ts");
      return createApplication(options);
    },
    (error) => logger.error("the API could not be loaded", { error: String(error) }),
  );
  const { state, telemetry } = stores.reader;
  const embed = createEmbed({ state, telemetry, writer: stores.writer.state, clock, publicUrl: () => publicUrl, sdkFile });
  const server = createHttpServer(accepting.ingest, (request, env) =>
    isHealthCheck(request) ? answerHealth(health) : (embed(request) ?? application(request, env)),
  );
  publicUrl = publicUrlOf({ ...settings, port: await server.listen(settings) });
  const firstRun = await setUpFirstRun({ state: stores.reader.state, writer: stores.writer.state, clock, publicUrl });
  const monitors = await startMonitorClock({
    clock,
    log: accepting.log,
    reader: stores.reader.state,
    events: stores.reader.telemetry,
    writer: stores.writer.state,
  });
  const stopTimers = startTimers(accepting, { writer: stores.writer, monitors, logger });
  health.set("server", null);

  return {
    publicUrl,
    firstRun,
    async stop() {
      health.set("server", "stopping");
      stopTimers();
      accepting.live.close();
      await server.close(requestPatienceMs);
      await Promise.race([accepting.dispatcher.stop(), pause(drainPatienceMs)]);
      // A store that refuses these counts, on a full disk say, must not keep the log from being closed.
      await accepting.refused.flush().catch((error: unknown) => logger.warn("refused requests of the last second are not counted", { error: String(error) }));
      await accepting.saveQuotas().catch((error: unknown) => logger.warn("what quotas counted in the last second is forgotten", { error: String(error) }));
      await accepting.log.close();
      await stores.close();
      lock.release();
    },
  };
}

interface Stores {
  readonly writer: WriterThread;
  readonly reader: ReaderThread;
  /** Keys, projects or settings, by this process. */
  onSettingsChanged(listener: () => void): void;
  close(): Promise<void>;
}

async function openStores({ dataFolder: folder, retentionDays, maxDiskBytes }: Settings, onFatal: Deps["onFatal"]): Promise<Stores> {
  let settingsChanged = (): void => undefined;
  const writer = await startWriterThread({
    folder,
    retentionDays,
    maxDiskBytes,
    onStateChange: (method) => (/Key|Project|Organization/.test(method) ? settingsChanged() : undefined),
  });
  const reader = await startReaderThread(folder);
  const workers = Object.entries({ writer: writer.worker, reader: reader.worker });
  for (const [name, worker] of workers) {
    worker.on("error", (error) => onFatal(`the ${name} thread failed: ${String(error)}`));
    worker.on("exit", () => onFatal(`the ${name} thread ended`));
  }
  return {
    writer,
    reader,
    onSettingsChanged: (listener) => {
      settingsChanged = listener;
    },
    close: async () => {
      for (const [, worker] of workers) worker.removeAllListeners("exit");
      // Readers first: the last connection that closes empties the write-ahead logs.
      await Promise.all([reader.state.close(), reader.telemetry.close(), reader.blobs.close()]);
      await writer.upkeep.close();
      await Promise.all(workers.map(([, worker]) => worker.terminate()));
    },
  };
}

interface Accepting {
  readonly log: EventLog;
  readonly live: LiveHub;
  readonly dispatcher: Dispatcher;
  readonly ingest: Ingest;
  readonly refused: RefusedOutcomes;
  readonly settings: SettingsFeed;
  readonly segments: SegmentClock;
  readonly retryLetters: () => Promise<void>;
  /** What quotas counted goes on after a restart; a crash forgets a second. */
  readonly saveQuotas: () => Promise<void>;
}

async function startAccepting(settings: Settings, { writer, reader }: Stores, logger: Logger): Promise<Accepting> {
  const onWarning = (message: string): void => logger.warn(message);
  const at = folders(settings.dataFolder);
  makeSecret(at.uploads);
  const log = await openFileLog({ folder: at.log, committedSeq: await reader.state.logPosition(), onWarning });
  const settingsFeed = await openSettingsFeed(reader.state, onWarning);
  const live = createLiveHub({ status: () => lag(log) });
  const segments = await startSegmentClock({ clock, log, telemetry: reader.telemetry, state: reader.state, writer: writer.state });
  const dispatcher = startDispatcher({
    log,
    writer: writer.commits,
    startProcessor: () => startThread("process-worker", { uploads: at.uploads, geoDatabase: settings.geoDatabase } satisfies ProcessThreadData),
    processors: settings.workers > 0 ? settings.workers : Math.max(1, os.availableParallelism() - 1),
    settings: settingsFeed,
    onFacts: (facts) => live.publish(facts),
    onOpenSegments: (open) => segments.note(open),
    onWarning,
    onFault: (message) => logger.error(message),
  });
  const refused = createRefusedOutcomes({ store: (totals, rows) => writer.upkeep.addOutcomes(totals, rows), now: () => clock.now() });
  const freeBytes = createFreeDiskProbe(settings.dataFolder, clock);
  const uploads = openUploadStore(at.uploads, settings.publicUrl === null ? "" : new URL(settings.publicUrl).pathname.replace(/\/$/, ""));
  const ingest = createIngest({
    log,
    uploads,
    clock,
    quotaCounters: await reader.state.quotaCounters(clock.now()),
    keyAccess: async (publicKey) => {
      const access = await reader.state.keyAccess(publicKey);
      // What is sent after a change of settings was answered is processed by them.
      await settingsFeed.settled();
      return access;
    },
    pressure: createPressure({ stats: () => log.stats(), limits: settings, freeBytes, clock }),
    onRefused: (items) => refused.add(items),
    onFault: (error) => logger.error("ingest failed to answer a request", { error: String(error) }),
    trustProxy: settings.trustProxy,
    unpackInThread: createUnpacker(),
  });
  settingsFeed.onChange(() => ingest.invalidateKeys());
  const letters = openDeadLetters(at.deadLetters);
  const saveQuotas = async (): Promise<void> => {
    const counters = ingest.unsavedQuotas();
    if (counters.length > 0) await writer.state.saveQuotaCounters(counters, clock.now());
  };
  return {
    log,
    live,
    dispatcher,
    ingest,
    refused,
    settings: settingsFeed,
    segments,
    retryLetters: () => retryLetters(letters, log, onWarning),
    saveQuotas,
  };
}

function lag(log: EventLog): ReturnType<Parameters<typeof createLiveHub>[0]["status"]> {
  const { pendingRecords, pendingBytes, oldestPendingAt } = log.stats();
  return { lagMs: oldestPendingAt === null ? 0 : clock.now() - oldestPendingAt, pendingRecords, pendingBytes };
}

/** With its trailing slash or without, as the API answers both forms. */
function isHealthCheck({ method, url }: Request): boolean {
  return (method === "GET" || method === "HEAD") && /^\/_health\/?$/.test(new URL(url).pathname);
}

function answerHealth(health: Health): Response {
  const reasons = health.reasons();
  return reasons.length === 0 ? Response.json({ status: "ok" }) : Response.json({ status: "unavailable", reasons }, { status: 503 });
}

interface Upkeep {
  readonly writer: WriterThread;
  readonly monitors: MonitorClock;
  readonly logger: Logger;
}

function startTimers({ refused, settings, segments, saveQuotas, retryLetters: retry }: Accepting, { writer, monitors, logger }: Upkeep): () => void {
  const every = (ms: number, what: string, work: () => Promise<void>): NodeJS.Timeout =>
    setInterval(() => void work().catch((error: unknown) => logger.warn(`${what} failed; it is tried again`, { error: String(error) })), ms);
  const timers = [
    every(1000, "counting refused requests", () => refused.flush()),
    every(1000, "keeping what quotas counted", saveQuotas),
    every(1000, "looking for changed settings", () => settings.refresh()),
    every(1000, "trying dead letters again", retry),
    every(1000, "looking at segments that came in parts", () => segments.tick()),
    every(1000, "watching monitors", () => monitors.tick()),
    every(1000, "a background job", () => writer.upkeep.runJobs()),
    every(10_000, "looking at disk budgets", () => writer.upkeep.watchBudgets(clock.now())),
    every(60_000, "ageing issues", () => writer.upkeep.ageIssues(clock.now())),
    every(3_600_000, "removing what is past the retention", () => writer.upkeep.tidy(clock.now())),
  ];
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
