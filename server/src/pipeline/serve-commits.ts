import { setTimeout as sleep } from "node:timers/promises";
import type { MessagePort } from "node:worker_threads";
import type { LogBatch } from "../log/port.ts";
import { StoreUnavailable } from "../stores/store-unavailable.ts";
import type { ProcessedBatch } from "./batch.ts";
import type { Committer } from "./commit-batch.ts";
import type { CommittedFacts } from "./facts.ts";
import type { FromWriter, Result, ToWriter } from "./job.ts";
import { sliceBatch } from "./slice-batch.ts";

export interface CommitsDeps {
  readonly main: MessagePort;
  readonly committer: Committer;
  /** Keeps a record of the log that could not be processed or stored, durably. Answers its id, or undefined when there is no room. */
  readonly keepLetter: (seq: number, source: LogBatch, fault: string) => string | undefined;
  readonly removeLetter: (id: string) => void;
  /** Pause before a batch that a store refused is tried again. */
  readonly retryMs?: number;
}

type Waiting = Omit<Result, "after">;

/** What a store says that is not just unavailable. */
class Refusal {
  readonly message: string;
  /** With its stack. */
  readonly fault: string;
  constructor(error: unknown) {
    this.message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.fault = error instanceof Error ? (error.stack ?? this.message) : this.message;
  }
}

/**
 * The writer's side: takes results from all processors and commits them one by one in the order of the log.
 *
 * A store that is unavailable (a full disk) stops the line, and with it everything behind it, until it takes the same batch.
 * Any other refusal would come again for ever: the batch is halved until the record is found that the stores do not take. Its
 * items get an outcome, its bytes are kept as a dead letter, and the line goes on. A store that does not even take the
 * outcome refuses everything, whatever it says, and stops the line, too.
 */
export function serveCommits({ main, committer, keepLetter, removeLetter, retryMs = 1000 }: CommitsDeps): void {
  const waiting = new Map<number, Waiting>();
  let next: number | undefined;
  let busy = false;
  let said = "";
  const tell = (message: FromWriter): void => main.postMessage(message, []);

  main.on("message", (message: ToWriter) => {
    if (message.kind === "start") next = message.after;
    else message.port.on("message", receive);
    void work();
  });

  /** A result may come twice: its thread can end after it was sent and before the main thread heard of it. */
  function receive({ after, ...result }: Result): void {
    if (next === undefined || after >= next) waiting.set(after, result);
    void work();
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let taken = take(); taken !== undefined; taken = take()) {
      for (const { seq, message } of taken.faults) tellGivenUp(seq, message, await keep(seq, taken.source, message));
      await commit(taken.processed, taken.source);
      next = taken.processed.lastSeq;
    }
    busy = false;
  }

  function take(): Waiting | undefined {
    const taken = next === undefined ? undefined : waiting.get(next);
    if (next !== undefined) waiting.delete(next);
    return taken;
  }

  async function commit(batch: ProcessedBatch, source: LogBatch): Promise<void> {
    for (;;) {
      const facts = await attempt(() => committer.commit(batch));
      if (!(facts instanceof Refusal)) return committed(batch, facts);
      const [seq, middle] = records(batch);
      if (middle !== undefined) {
        await commit(sliceBatch(batch, batch.firstSeq, middle), source);
        await commit(sliceBatch(batch, middle + 1, batch.lastSeq), source);
        return;
      }
      if (seq !== undefined) {
        const kept = await keep(seq, source, facts.fault);
        for (const bare of [false, true]) {
          const recorded = await attempt(() => committer.giveUp(batch, bare));
          if (recorded instanceof Refusal) continue;
          tellGivenUp(seq, facts.fault, kept);
          return committed(batch, recorded);
        }
        if (typeof kept === "string") removeLetter(kept);
      }
      await pause(facts.message);
    }
  }

  /** Waits as long as a store is unavailable. */
  async function attempt<T>(work: () => Promise<T>): Promise<T | Refusal> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) return new Refusal(error);
        await pause(`${error.name}: ${error.message}`);
      }
    }
  }

  function keep(seq: number, source: LogBatch, fault: string): Promise<string | undefined | Refusal> {
    return attempt(async () => keepLetter(seq, source, fault));
  }

  function tellGivenUp(seq: number, fault: string, kept: string | undefined | Refusal): void {
    const bytes =
      kept instanceof Refusal
        ? `could not be kept (${kept.message})`
        : kept === undefined
          ? "are not kept: there is no room"
          : `are kept as dead letter ${kept}`;
    tell({ kind: "givenUp", message: `Record ${seq} could not be processed or stored. Its items have the outcome "internal", its bytes ${bytes}. ${fault}` });
  }

  function committed(batch: ProcessedBatch, facts: CommittedFacts): void {
    said = "";
    tell({ kind: "committed", to: batch.lastSeq, facts, openSegments: batch.openSegments });
  }

  /** Once is enough to be told: a full disk stays full for many tries. */
  async function pause(message: string): Promise<void> {
    if (message !== said) tell({ kind: "failed", message });
    said = message;
    await sleep(retryMs);
  }
}

/** The first of the records that a batch holds something of, and the one in the middle when there are more. */
function records(batch: ProcessedBatch): readonly [first: number | undefined, middle: number | undefined] {
  const seqs = new Set<number>();
  for (const list of [batch.events, batch.attachments, batch.userReports, batch.rows, batch.checkIns, batch.outcomes])
    for (const { seq } of list) seqs.add(seq);
  const sorted = [...seqs].sort((a, b) => a - b);
  return [sorted[0], sorted.length > 1 ? sorted[Math.ceil(sorted.length / 2) - 1] : undefined];
}
