const NAME = "vedette-spool";
/** What an envelope is, and its bytes apart from it: who looks for room need not read them. */
export const [FACTS, BODIES] = ["facts", "bodies"] as const;
/** Milliseconds. Some browsers never answer when they may not store anything. */
const PATIENCE = 5000;

export interface Database {
  /** As it is at this moment: what a page does while it goes away cannot wait. */
  readonly current: IDBDatabase | undefined;
  /** Undefined: the browser does not let this page store anything. */
  open(): Promise<IDBDatabase | undefined>;
}

/** The database of this origin, open as long as nobody deletes it. */
export function createDatabase(log: (message: string) => void): Database {
  let current: IDBDatabase | undefined;
  let opening: Promise<IDBDatabase | undefined> | undefined;
  const opened = async (): Promise<IDBDatabase | undefined> => {
    try {
      const late = new Promise<never>((_, reject) => setTimeout(reject, PATIENCE, new Error("no answer")));
      current = await Promise.race([request(), late]);
      // Deleted from outside, or cleared with the data of the site: the next one asks anew.
      const forget = (): void => {
        current?.close();
        [current, opening] = [undefined, undefined];
      };
      current.addEventListener("versionchange", forget);
      current.addEventListener("close", forget);
      return current;
    } catch (error) {
      log(`nothing can be kept for later here: ${String(error)}`);
      return undefined;
    }
  };
  return {
    get current() {
      return current;
    },
    open: () => (opening ??= opened()),
  };
}

function request(): Promise<IDBDatabase> {
  const opening = indexedDB.open(NAME, 1);
  opening.addEventListener("upgradeneeded", () => {
    for (const store of [FACTS, BODIES]) opening.result.createObjectStore(store);
  });
  return answerOf(opening);
}

export const answerOf = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.addEventListener("success", () => resolve(asked.result));
    asked.addEventListener("error", () => reject(asked.error ?? new Error("refused")));
  });

/** Rejects if it came to nothing. */
export const endOf = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("aborted")));
  });
