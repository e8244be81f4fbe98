import { setTimeout } from "node:timers/promises";
import { StoreUnavailable } from "../../store-unavailable.ts";
import type { Database } from "../../sqlite/database.ts";

/** Longest wait for another process (the command line) to end its transaction. */
const lockTimeoutMs = 10_000;
const lockRetryMs = 3;

/** Runs one piece of work at a time in a write transaction: a connection has only one, and `work` may wait for other stores. */
export class Transactions {
  readonly #database: Database;
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: Database) {
    this.#database = database;
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(
      () => this.#transaction(work),
      () => this.#transaction(work),
    );
    this.#last = turn;
    return turn;
  }

  /** Resolves when everything asked for so far is done. */
  async idle(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  /** Waits without blocking the thread: the other connection may be one of the same thread. */
  async #begin(): Promise<void> {
    const deadline = performance.now() + lockTimeoutMs;
    for (;;) {
      try {
        this.#database.begin();
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error;
      }
      await setTimeout(lockRetryMs);
    }
  }

  async #transaction<T>(work: () => Promise<T>): Promise<T> {
    try {
      await this.#begin();
      const result = await work();
      this.#database.commit();
      return result;
    } catch (error) {
      this.#database.rollback();
      throw StoreUnavailable.from(error, `writing to ${this.#database.file}`);
    }
  }
}

export type Write = <T>(work: () => Promise<T>) => Promise<T>;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === sqliteBusy;
}

const sqliteBusy = 5;
