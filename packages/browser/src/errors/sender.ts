/** What became of envelopes that did not arrive, for the client report. */
export type Loss = "ratelimit_backoff" | "network_error" | "send_error" | "queue_overflow";

export interface Sender {
  /** Resolves when its fate is known. A report of what was lost is never limited, and not missed when it is lost itself. */
  send(body: string, isReport?: boolean): Promise<void>;
  /** The page goes away: what waits is handed to the browser. */
  leave(): void;
}

interface Waiting {
  readonly body: string;
  readonly isReport: boolean;
  readonly end: (loss?: Loss) => void;
}

const MAX_WAITING = 30;
const MAX_TRIES = 5;
/**
 * What browsers take from a page that goes away (Fetch standard: 64 KiB), less what else may be under way. In UTF-16 units: text that is not
 * Latin may be three times as long in bytes.
 */
const KEEPALIVE_LENGTH = 20_000;

/** One request at a time; tries again after 1, 2, 4 and 8 seconds, waits while offline, and keeps to rate limits. */
export function createSender(url: string, lose: (reason: Loss) => void): Sender {
  // Where there is none (Jest's jsdom), each attempt fails.
  const { fetch: post } = globalThis;
  const waiting: Waiting[] = [];
  let limitedUntil = 0;
  let tries = 0;
  /** It is being sent, or waits for the next try. */
  let busy = false;
  let flying = false;

  const attempt = async ({ body, isReport }: Waiting): Promise<Loss | undefined> => {
    if (!isReport && Date.now() < limitedUntil) return "ratelimit_backoff";
    const signal = AbortSignal.timeout(10_000);
    const { status, headers } = await post(url, {
      method: "POST",
      body,
      signal,
      keepalive: body.length < KEEPALIVE_LENGTH,
    });
    const limits = headers.get("x-sentry-rate-limits") ?? (status === 429 ? (headers.get("retry-after") ?? "60") : "");
    for (const limit of limits.split(",")) {
      const [seconds, categories = ""] = limit.trim().split(":");
      if (limit && (!categories || categories.split(";").includes("error"))) limitedUntil = Math.max(limitedUntil, Date.now() + (Number(seconds) || 60) * 1000);
    }
    tries += status < 500 && status !== 408 ? MAX_TRIES : 0;
    return status < 300 || status === 429 ? undefined : "send_error";
  };
  const next = async (): Promise<void> => {
    const [first] = waiting;
    if (busy || !first || !navigator.onLine) return;
    busy = true;
    flying = true;
    const loss = await attempt(first).catch(() => "network_error" as const);
    flying = false;
    if (loss && loss !== "ratelimit_backoff" && ++tries < MAX_TRIES) await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries));
    else {
      tries = 0;
      // It may have left with the page meanwhile.
      if (waiting[0] === first) {
        waiting.shift();
        first.end(loss);
      }
    }
    busy = false;
    await next();
  };
  addEventListener("online", () => void next());
  return {
    send: (body, isReport = false) =>
      new Promise((resolve) => {
        const end = (loss?: Loss): void => {
          if (loss && !isReport) lose(loss);
          resolve();
        };
        waiting.push({ body, isReport, end });
        // The first one may be on its way.
        for (const pushedOut of waiting.splice(1, waiting.length - MAX_WAITING)) pushedOut.end("queue_overflow");
        void next();
      }),
    leave() {
      // What the browser does not take, and everything while offline, stays: the tab may only be hidden.
      const from = flying ? 1 : 0;
      for (const left of waiting.slice(from)) {
        if (!navigator.onLine || !navigator.sendBeacon(url, left.body)) return;
        waiting.splice(from, 1);
        left.end();
      }
    },
  };
}
