import { StoreUnavailable } from "../../store-unavailable.ts";
import type { Database } from "../../sqlite/database.ts";

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

  async #transaction<T>(work: () => Promise<T>): Promise<T> {
    try {
      this.#database.begin();
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
