import { checkResponse, type HttpClient, type HttpResponse } from "./http-client.ts";
import { remove } from "./remove.ts";
import type { Scheduler } from "./scheduler.ts";

export interface PostDeps {
  readonly url: string;
  readonly scheduler: Scheduler;
  /** Milliseconds. */
  readonly requestTimeout?: number | undefined;
}

interface Post {
  readonly httpClient: HttpClient;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Called once. */
  readonly settled: (outcome: HttpResponse | Error) => void;
}

/**
 * One attempt that is on its way, and what its client gets to know about it. The controller is made when somebody looks at the signal: it costs
 * more than all the rest here. A class, because an object with a getter of its own gets a hidden class of its own, which is never young.
 */
class Attempt {
  readonly due: number;
  readonly failed: (error: Error) => void;
  #controller: AbortController | undefined;

  constructor(due: number, failed: (error: Error) => void) {
    this.due = due;
    this.failed = failed;
  }

  get signal(): AbortSignal {
    return (this.#controller ??= new AbortController()).signal;
  }

  abort(error: Error): void {
    this.#controller?.abort(error);
    this.failed(error);
  }
}

function checked(given: unknown): HttpResponse | Error {
  try {
    return checkResponse(given);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

export interface Posting {
  /** One attempt. Fails at the timeout and on abort even if the client ignores its signal: it must not hold its place for ever. */
  post(post: Post, now: number): void;
  abortAll(): void;
}

export function createPosting({ url, scheduler, requestTimeout: timeout = 10_000 }: PostDeps): Posting {
  /** The oldest first. */
  const attempts: Attempt[] = [];
  let watching: (() => void) | undefined;
  // One timer for all of them, and none to set or clear for each.
  const watch = (): void => {
    const [oldest] = attempts;
    watching = oldest && scheduler.after(Math.max(0, oldest.due - scheduler.now()), check);
  };
  const check = (): void => {
    const now = scheduler.now();
    for (const attempt of attempts.filter(({ due }) => due <= now + 1)) attempt.abort(new Error(`no answer within ${timeout} ms`));
    watch();
  };
  return {
    post({ httpClient, headers, body, settled }, now) {
      const fail = (error: unknown): void => {
        if (remove(attempts, attempt)) settled(error instanceof Error ? error : new Error(String(error)));
      };
      const answer = (given: unknown): void => {
        if (remove(attempts, attempt)) settled(checked(given));
      };
      const attempt = new Attempt(now + timeout, fail);
      attempts.push(attempt);
      if (!watching) watch();
      try {
        // Not every client answers with a promise.
        Promise.resolve(httpClient.post(url, { ...headers }, body, attempt)).then(answer, fail);
      } catch (error) {
        // What a client throws at once counts like what it rejects with.
        fail(error);
      }
    },
    abortAll() {
      // Each leaves the list as it fails.
      for (let [attempt] = attempts; attempt; [attempt] = attempts) attempt.abort(new Error("the SDK was closed"));
    },
  };
}
