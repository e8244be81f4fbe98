import {
  createRateLimits,
  type ClientReports,
  type HttpClient,
  type HttpResponse,
  type OutgoingEnvelope,
  type OutgoingItem,
  type SendResult,
} from "@vedette/core";
import { serializeEnvelope } from "@vedette/protocol";
import type { Pending } from "../client/pending.ts";
import type { Forget, PageSpool } from "./page-spool.ts";

export interface TransportParts {
  readonly url: string;
  readonly httpClient: HttpClient;
  readonly pending: Pending;
  readonly reports: ClientReports;
  /** Waits between attempts, milliseconds. */
  readonly delays: readonly number[];
  /** Envelopes that may wait; the oldest make room. */
  readonly capacity: number;
  readonly requestTimeout: number;
  readonly spool: PageSpool | undefined;
  /** Whose envelopes the spool keeps. */
  readonly dsn: string;
  readonly log: (message: string) => void;
}

export interface BrowserTransport {
  send(envelope: OutgoingEnvelope): void;
  /** The page goes away: everything that is not under way is handed to the browser to deliver, or kept for the next page. */
  leave(): void;
  close(): Promise<void>;
  /** The spool holds something of this page or of one before. */
  readonly holds: boolean;
  bodies(): Uint8Array[];
}

interface Job {
  readonly envelope: OutgoingEnvelope;
  items: readonly OutgoingItem[];
  /** Where it is on its way to. */
  going: "server" | "spool" | undefined;
  /** In the spool, in case that the page is gone before the answer comes. */
  copy?: Promise<Forget | undefined> | undefined;
  /** Attempts that failed. */
  tries: number;
  /** Undefined as soon as its fate is decided. */
  done: (() => void) | undefined;
  wake?: (() => void) | undefined;
}

/** Requests at the same time; browsers keep six connections per host, and the page needs them. */
const MAX_FLYING = 4;
/** What the browser takes from a page that goes away, for all its requests together (Fetch standard: 64 KiB). */
const KEEPALIVE_BYTES = 60_000;

type Loss = Parameters<ClientReports["drop"]>[0];

/** Queues envelopes in memory, tries again, waits while the browser is offline, and never throws. */
export function createBrowserTransport({
  url,
  httpClient,
  pending,
  reports,
  delays,
  capacity,
  requestTimeout,
  spool,
  dsn,
  log,
}: TransportParts): BrowserTransport {
  const jobs = new Set<Job>();
  const limits = createRateLimits(Date.now);
  let flying = 0;

  const settle = (job: Job, result: SendResult): void => {
    if (!job.done) return;
    jobs.delete(job);
    job.envelope.settle?.(result);
    job.done();
    job.done = undefined;
    void job.copy?.then((forget) => forget?.());
    job.wake?.();
  };
  const lose = (job: Job, reason: Loss, why: string, status: "failed" | "rateLimited" = "failed"): void => {
    if (!job.done) return;
    for (const { counts } of job.items) reports.drop(reason, counts, why);
    settle(job, { status, error: new Error(why) });
  };
  /** Text where no payload needs bytes: the browser turns it into bytes faster, and Jest's jsdom cannot. */
  const bodyOf = ({ envelope, items }: Job): string | Uint8Array<ArrayBuffer> => {
    const headers = { ...envelope.headers, sent_at: new Date().toISOString() };
    return items.every(({ payload }) => typeof payload === "string")
      ? [headers, ...items.flatMap(({ header, payload }) => [header, payload]), ""]
          .map((part) => (typeof part === "string" ? part : JSON.stringify(part)))
          .join("\n")
      : serializeEnvelope(
          headers,
          items.map(({ header, payload }) => ({ headers: header, payload })),
        );
  };
  const post = async (client: HttpClient, body: string | Uint8Array): Promise<HttpResponse> => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), requestTimeout);
    flying++;
    try {
      const late = new Promise<never>((_, reject) => {
        abort.signal.addEventListener("abort", () => reject(new Error(`no answer within ${requestTimeout} ms`)));
      });
      const response = await Promise.race([client.post(url, {}, body, { signal: abort.signal }), late]);
      limits.update(response);
      return response;
    } finally {
      clearTimeout(timer);
      flying--;
      wakeAll();
    }
  };
  const wakeAll = (): void => {
    for (const job of jobs) job.wake?.();
  };
  const kept = spool?.open({
    dsn,
    log,
    drop: reports.drop,
    limited: (counts) => limits.limited(counts),
    post: (body) => post(httpClient, body),
    begin: () => pending.begin(),
  });
  const copy = (job: Job, leased?: number): Promise<Forget | undefined> | undefined =>
    (job.copy ??= kept?.keep({ body: bodyOf(job), counts: job.items.flatMap(({ counts }) => counts), leased }));
  /** True: it waits in the spool, and is no business of this page any more. */
  const putAside = async (job: Job, why: string): Promise<boolean> => {
    if (!kept || job.going) return false;
    job.going = "spool";
    const done = await copy(job);
    job.going = undefined;
    job.copy = undefined;
    if (done) settle(job, { status: "failed", error: new Error(`${why}; it is kept and sent later`) });
    return done !== undefined;
  };
  /** Resolves to the reason to try again. */
  const attempt = async (job: Job): Promise<["network_error" | "send_error", string] | undefined> => {
    job.items = job.items.filter(({ header, counts }) => {
      const limited = header.type === "attachment" && limits.limited(counts);
      if (limited) reports.drop("ratelimit_backoff", counts, `the server limits ${limited}`);
      return !limited;
    });
    const limited = job.items.map(({ counts }) => limits.limited(counts)).find(Boolean);
    if (limited) {
      lose(job, "ratelimit_backoff", `the server limits ${limited}`, "rateLimited");
      return undefined;
    }
    let response: HttpResponse;
    job.going = "server";
    try {
      response = await post(job.envelope.httpClient ?? httpClient, bodyOf(job));
    } catch (error) {
      return ["network_error", String(error)];
    } finally {
      job.going = undefined;
    }
    const { status } = response;
    const answered = `the server answered ${status}`;
    if (status >= 500 || status === 408) return ["send_error", answered];
    if (status < 300) {
      settle(job, { status: "sent" });
      if (kept?.holds) kept.resend();
    }
    // The server counts what it refuses with 429 itself.
    else if (status === 429) settle(job, { status: "rateLimited", error: new Error(answered) });
    else lose(job, "send_error", answered);
    return undefined;
  };
  const giveUp = async (job: Job, reason: Loss, why: string): Promise<void> => {
    if (!(kept && (await putAside(job, why)))) lose(job, reason, why);
  };
  const mustWait = ({ done }: Job): boolean => done !== undefined && (flying >= MAX_FLYING || !navigator.onLine);
  const deliver = async (job: Job): Promise<void> => {
    while (job.done) {
      while (mustWait(job)) {
        if (!navigator.onLine && (await putAside(job, "the browser is offline"))) return;
        if (mustWait(job)) await woken(job);
      }
      if (!job.done) return;
      const again = await attempt(job);
      if (!again) return;
      const delay = delays[job.tries++];
      if (delay === undefined) return giveUp(job, ...again);
      await sleep(delay * (1 - Math.random() / 4));
    }
  };
  addEventListener("online", wakeAll);
  return {
    send(envelope) {
      const job: Job = { envelope, items: envelope.items, going: undefined, tries: 0, done: pending.begin() };
      jobs.add(job);
      const oldest = jobs.size > capacity ? [...jobs].find(({ going }) => !going) : undefined;
      if (oldest) void giveUp(oldest, "queue_overflow", "too many envelopes wait");
      void deliver(job);
    },
    leave() {
      for (const job of jobs) {
        // Servers know by its id what comes twice; sessions and logs would count twice.
        if (job.going === "server" && "event_id" in job.envelope.headers) void copy(job, requestTimeout);
        if (job.going) continue;
        // The tab may only be hidden: offline it can still wait. What failed before may fail again, which a beacon would not tell.
        const failedBefore = kept && job.tries > 0;
        if (navigator.onLine && !failedBefore && "sendBeacon" in navigator && navigator.sendBeacon(url, bodyOf(job))) settle(job, { status: "sent" });
        else void putAside(job, "the page went away");
      }
    },
    async close() {
      removeEventListener("online", wakeAll);
      kept?.stop();
      await Promise.all([...jobs].map((job) => giveUp(job, "queue_overflow", "the SDK was closed")));
    },
    get holds() {
      return kept?.holds ?? false;
    },
    bodies: () =>
      [...jobs].map((job) => {
        const body = bodyOf(job);
        return typeof body === "string" ? new TextEncoder().encode(body) : body;
      }),
  };
}

const sleep = (delay: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delay));
const woken = (job: Job): Promise<void> =>
  new Promise((resolve) => {
    job.wake = () => {
      job.wake = undefined;
      resolve();
    };
  });

/** Posts with the page's own `fetch` of the moment, before anything patches it. */
export function createPageHttpClient(): HttpClient {
  const { fetch: nativeFetch } = globalThis;
  let kept = 0;
  return {
    async post(url, _headers, body, { signal }) {
      const bytes = typeof body === "string" ? body : body.slice();
      const { size } = new Blob([bytes]);
      const keepalive = kept + size <= KEEPALIVE_BYTES;
      if (keepalive) kept += size;
      try {
        const response = await nativeFetch(url, { method: "POST", body: bytes, signal, keepalive, referrerPolicy: "strict-origin" });
        return { status: response.status, headers: Object.fromEntries(response.headers), body: "" };
      } finally {
        if (keepalive) kept -= size;
      }
    },
  };
}
