import { setTimeout as sleep } from "node:timers/promises";
import type { MessagePort } from "node:worker_threads";
import type { ProcessedBatch } from "./batch.ts";
import type { Committer } from "./commit-batch.ts";
import type { FromWriter, Result, ToWriter } from "./job.ts";

export interface CommitsDeps {
  readonly main: MessagePort;
  readonly committer: Committer;
  /** Pause before a batch that a store refused is tried again. */
  readonly retryMs?: number;
}

/**
 * The writer's side: takes results from all processors and commits them one by one in the order of the log. A store that
 * refuses (a full disk) stops the line, and with it everything behind it, until it takes the same batch.
 */
export function serveCommits({ main, committer, retryMs = 1000 }: CommitsDeps): void {
  const waiting = new Map<number, ProcessedBatch>();
  let next: number | undefined;
  let busy = false;
  const tell = (message: FromWriter): void => main.postMessage(message, []);

  main.on("message", (message: ToWriter) => {
    if (message.kind === "start") next = message.after;
    else message.port.on("message", receive);
    void work();
  });

  /** A result may come twice: its thread can end after it was sent and before the main thread heard of it. */
  function receive({ after, processed }: Result): void {
    if (next === undefined || after >= next) waiting.set(after, processed);
    void work();
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let batch = take(); batch !== undefined; batch = take()) {
      const facts = await commit(batch);
      next = batch.lastSeq;
      tell({ kind: "committed", to: batch.lastSeq, facts });
    }
    busy = false;
  }

  function take(): ProcessedBatch | undefined {
    const batch = next === undefined ? undefined : waiting.get(next);
    if (next !== undefined) waiting.delete(next);
    return batch;
  }

  async function commit(batch: ProcessedBatch): ReturnType<Committer["commit"]> {
    for (let said = ""; ;) {
      try {
        return await committer.commit(batch);
      } catch (error) {
        const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        // Once is enough: a full disk stays full for many tries.
        if (message !== said) tell({ kind: "failed", message });
        said = message;
        await sleep(retryMs);
      }
    }
  }
}
