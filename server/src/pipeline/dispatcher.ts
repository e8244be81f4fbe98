import { MessageChannel, type MessagePort, type Worker } from "node:worker_threads";
import type { EventLog } from "../log/port.ts";
import type { OpenSegment, ProcessedBatch } from "./batch.ts";
import type { CommittedFacts } from "./facts.ts";
import type { FromProcessor, FromWriter, Job, Result, ToProcessor, ToWriter } from "./job.ts";
import type { SettingsChanges, SettingsFeed } from "./settings-feed.ts";

export interface DispatcherDeps {
  readonly log: EventLog;
  /** The writer's end is served by `serveCommits`. */
  readonly writer: MessagePort;
  /** Threads that run `serveProcessing`. Called again when one has ended. */
  readonly startProcessor: () => Worker;
  readonly processors: number;
  /** Without it, every project has the default settings. */
  readonly settings?: Pick<SettingsFeed, "current" | "onChange">;
  readonly onFacts: (facts: CommittedFacts) => void;
  /** Committed, and not whole. */
  readonly onOpenSegments?: (segments: readonly OpenSegment[]) => void;
  /** For the operator: a thread ended, a record could not be read, a store refused. */
  readonly onWarning: (message: string) => void;
  /** For the operator, loudly: a record was left out, by a mistake of ours. */
  readonly onFault: (message: string) => void;
}

export interface Dispatcher {
  /** Processes and commits what the log has, then ends the processing threads. */
  stop(): Promise<void>;
  stats(): { readonly inFlight: number; readonly restarts: number };
}

const batchLimit = { records: 256, bytes: 4 * 1024 * 1024 };
/** Batches of a processor that are not committed yet; more would only wait in memory. */
const maxInFlight = 2;
/** So long after a batch the next one waits to fill its blocks, unless it does already: 64 bodies in a frame shrink 3x better than single ones. An idle log waits for nothing. */
const lingerMs = 50;
const worthTaking = 64;
const restartMs = 1000;

interface PendingJob extends Job {
  readonly crashes: number;
}

interface Processor {
  readonly worker: Worker;
  /** Given to the thread, not yet done, in order. */
  readonly running: PendingJob[];
}

/**
 * Moves batches from the log to the processing threads, and on to the writer, in order and without reading ahead. A thread
 * that dies takes nothing with it: its batch is tried again in a fresh one, then in halves, until the one record that cannot be
 * processed is found and recorded as such.
 */
export function startDispatcher(deps: DispatcherDeps): Dispatcher {
  return new LogDispatcher(deps);
}

class LogDispatcher implements Dispatcher {
  readonly #deps: DispatcherDeps;
  readonly #processors: Processor[] = [];
  /** Jobs of threads that ended, before anything new. */
  readonly #retries: PendingJob[] = [];
  /** Last seqs of jobs that are not committed. */
  readonly #uncommitted = new Set<number>();
  #lastTaken: number;
  #takenAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #restarts = 0;
  #stopping: (() => void) | undefined;

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
    this.#lastTaken = deps.log.stats().committedSeq;
    deps.writer.on("message", (message: FromWriter) => this.#onWriter(message));
    this.#tellWriter({ kind: "start", after: this.#lastTaken });
    for (let i = 0; i < deps.processors; i++) this.#start();
    deps.settings?.onChange((changes) => {
      for (const { worker } of this.#processors) tellSettings(worker, changes);
    });
    deps.log.onDurable(() => this.#pump());
    this.#pump();
  }

  stats(): { readonly inFlight: number; readonly restarts: number } {
    return { inFlight: this.#uncommitted.size, restarts: this.#restarts };
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#stopping = resolve;
      this.#pump();
      this.#stopWhenDrained();
    });
    clearTimeout(this.#timer);
    this.#stopped = true;
    await Promise.all(this.#processors.splice(0).map(({ worker }) => worker.terminate()));
  }

  #stopWhenDrained(): void {
    if (this.#uncommitted.size === 0 && this.#retries.length === 0) this.#stopping?.();
  }

  #tellWriter(message: ToWriter, transfer: readonly MessagePort[] = []): void {
    this.#deps.writer.postMessage(message, [...transfer]);
  }

  #start(): void {
    const worker = this.#deps.startProcessor();
    const processor: Processor = { worker, running: [] };
    const { port1, port2 } = new MessageChannel();
    this.#tellWriter({ kind: "source", port: port2 }, [port2]);
    worker.postMessage({ kind: "writer", port: port1 } satisfies ToProcessor, [port1]);
    tellSettings(worker, [...(this.#deps.settings?.current() ?? [])]);
    worker.on("message", (message: FromProcessor) => this.#onProcessor(processor, message));
    worker.on("error", (error) => this.#deps.onWarning(`A processing thread failed: ${error instanceof Error ? error.message : String(error)}`));
    worker.on("exit", () => this.#onExit(processor));
    this.#processors.push(processor);
  }

  #onProcessor(processor: Processor, message: FromProcessor): void {
    if (message.kind === "warning") this.#deps.onWarning(message.message);
    // Not whatever else comes: under `node --watch`, Node itself sends messages from a thread.
    else if (message.kind === "done") {
      processor.running.shift();
      // What is to be tried again may be what the writer waits for: then no commit comes that would hand it out.
      this.#pump();
    }
  }

  #onWriter(message: FromWriter): void {
    if (message.kind === "failed") {
      this.#deps.onWarning(`The stores refuse what was processed; it is tried again. ${message.message}`);
      return;
    }
    if (message.kind === "givenUp") {
      this.#deps.onFault(message.message);
      return;
    }
    this.#uncommitted.delete(message.to);
    this.#deps.log.commit(message.facts.lastSeq);
    this.#deps.onFacts(message.facts);
    if (message.openSegments.length > 0) this.#deps.onOpenSegments?.(message.openSegments);
    this.#pump();
    this.#stopWhenDrained();
  }

  #onExit(processor: Processor): void {
    const index = this.#processors.indexOf(processor);
    // Ended by `stop`.
    if (index < 0) return;
    this.#processors.splice(index, 1);
    this.#restarts++;
    const [suspect, ...innocent] = processor.running;
    this.#retries.unshift(...(suspect === undefined ? [] : this.#again(suspect)), ...innocent);
    // A thread that ends before it has anything to do would end again at once.
    setTimeout(
      () => {
        if (this.#stopped) return;
        this.#start();
        this.#pump();
      },
      suspect === undefined ? restartMs : 0,
    );
  }

  /** Once as it was, then in halves, at last alone and only to be recorded. */
  #again(job: PendingJob): readonly PendingJob[] {
    if (job.crashes === 0) return [{ ...job, crashes: 1 }];
    if (job.poison) {
      this.#skip(job);
      return [];
    }
    if (job.from === job.to) {
      return [{ ...job, poison: true }];
    }
    const middle = Math.floor((job.from + job.to) / 2);
    this.#uncommitted.add(middle);
    return [
      { ...job, to: middle },
      { ...job, from: middle + 1, after: middle },
    ];
  }

  /** The last resort: without a result for this record the writer would wait for ever. */
  #skip({ from, to, after, batch }: Job): void {
    this.#deps.onWarning(`Record ${from} cannot even be recorded as one that cannot be processed. It is lost.`);
    const { port1, port2 } = new MessageChannel();
    this.#tellWriter({ kind: "source", port: port2 }, [port2]);
    const processed: ProcessedBatch = {
      firstSeq: from,
      lastSeq: to,
      events: [],
      attachments: [],
      userReports: [],
      rows: [],
      sessions: [],
      checkIns: [],
      outcomes: [],
      blocks: [],
      uploads: [],
      openSegments: [],
    };
    port1.postMessage({ after, processed, source: batch, faults: [] } satisfies Result);
    port1.close();
  }

  #pump(): void {
    for (;;) {
      const processor = this.#idlest();
      if (processor === undefined) return;
      const job = this.#retries.shift() ?? this.#next();
      if (job === undefined) return;
      processor.running.push(job);
      const { crashes: _crashes, ...sent } = job;
      processor.worker.postMessage({ kind: "job", job: sent } satisfies ToProcessor, []);
    }
  }

  #idlest(): Processor | undefined {
    // Retries are in `uncommitted` already: they must not wait for themselves.
    if (this.#retries.length === 0 && this.#uncommitted.size >= maxInFlight * this.#deps.processors) return undefined;
    let best: Processor | undefined;
    for (const processor of this.#processors) if (best === undefined || processor.running.length < best.running.length) best = processor;
    return best !== undefined && best.running.length < maxInFlight ? best : undefined;
  }

  #next(): PendingJob | undefined {
    if (this.#shouldLinger()) return undefined;
    const batch = this.#deps.log.take(batchLimit);
    if (batch === undefined) return undefined;
    const after = this.#lastTaken;
    this.#lastTaken = batch.lastSeq;
    this.#takenAt = performance.now();
    this.#uncommitted.add(batch.lastSeq);
    return { batch, from: batch.firstSeq, to: batch.lastSeq, after, poison: false, crashes: 0 };
  }

  #shouldLinger(): boolean {
    if (this.#stopping !== undefined) return false;
    const since = performance.now() - this.#takenAt;
    if (since >= lingerMs) return false;
    if (this.#deps.log.stats().lastSeq - this.#lastTaken >= worthTaking) return false;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#pump();
    }, lingerMs - since);
    return true;
  }
}

function tellSettings(worker: Worker, changes: SettingsChanges): void {
  if (changes.length > 0) worker.postMessage({ kind: "settings", changes } satisfies ToProcessor, []);
}
