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
}

export interface BrowserTransport {
  send(envelope: OutgoingEnvelope): void;
  /** The page goes away: everything that is not under way is handed to the browser to deliver. */
  leave(): void;
  close(): void;
  bodies(): Uint8Array[];
}

interface Job {
  readonly envelope: OutgoingEnvelope;
  items: readonly OutgoingItem[];
  flying: boolean;
  /** Undefined as soon as its fate is decided. */
  done: (() => void) | undefined;
  wake?: (() => void) | undefined;
}

/** Requests at the same time; browsers keep six connections per host, and the page needs them. */
const MAX_FLYING = 4;
/** What the browser takes from a page that goes away, for all its requests together (Fetch standard: 64 KiB). */
const KEEPALIVE_BYTES = 60_000;

/** Queues envelopes in memory, tries again, waits while the browser is offline, and never throws. */
export function createBrowserTransport({ url, httpClient, pending, reports, delays, capacity, requestTimeout }: TransportParts): BrowserTransport {
  const jobs = new Set<Job>();
  const limits = createRateLimits(Date.now);
  let flying = 0;

  const settle = (job: Job, result: SendResult): void => {
    if (!job.done) return;
    jobs.delete(job);
    job.envelope.settle?.(result);
    job.done();
    job.done = undefined;
    job.wake?.();
  };
  const lose = (job: Job, reason: Parameters<ClientReports["drop"]>[0], why: string, status: "failed" | "rateLimited" = "failed"): void => {
    if (!job.done) return;
    for (const { counts } of job.items) reports.drop(reason, counts, why);
    settle(job, { status, error: new Error(why) });
  };
  const bytesOf = ({ envelope, items }: Job): Uint8Array<ArrayBuffer> =>
    serializeEnvelope(
      { ...envelope.headers, sent_at: new Date().toISOString() },
      items.map(({ header, payload }) => ({ headers: header, payload })),
    );
  const post = async (job: Job): Promise<HttpResponse> => {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), requestTimeout);
    job.flying = true;
    flying++;
    try {
      const late = new Promise<never>((_, reject) => {
        abort.signal.addEventListener("abort", () => reject(new Error(`no answer within ${requestTimeout} ms`)));
      });
      return await Promise.race([(job.envelope.httpClient ?? httpClient).post(url, {}, bytesOf(job), { signal: abort.signal }), late]);
    } finally {
      clearTimeout(timer);
      job.flying = false;
      flying--;
      for (const other of jobs) if (!other.flying) other.wake?.();
    }
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
    try {
      response = await post(job);
      limits.update(response);
    } catch (error) {
      return ["network_error", String(error)];
    }
    const { status } = response;
    const answered = `the server answered ${status}`;
    if (status >= 500 || status === 408) return ["send_error", answered];
    if (status < 300) settle(job, { status: "sent" });
    // The server counts what it refuses with 429 itself.
    else if (status === 429) settle(job, { status: "rateLimited", error: new Error(answered) });
    else lose(job, "send_error", answered);
    return undefined;
  };
  const mustWait = ({ done }: Job): boolean => done !== undefined && (flying >= MAX_FLYING || !navigator.onLine);
  const deliver = async (job: Job): Promise<void> => {
    for (let tries = 0; job.done; tries++) {
      while (mustWait(job)) await woken(job);
      if (!job.done) return;
      const again = await attempt(job);
      if (!again) return;
      const delay = delays[tries];
      if (delay === undefined) return lose(job, ...again);
      await sleep(delay * (1 - Math.random() / 4));
    }
  };
  const onOnline = (): void => {
    for (const job of jobs) job.wake?.();
  };
  addEventListener("online", onOnline);
  return {
    send(envelope) {
      const job: Job = { envelope, items: envelope.items, flying: false, done: pending.begin() };
      jobs.add(job);
      const oldest = jobs.size > capacity ? [...jobs].find((waiting) => !waiting.flying) : undefined;
      if (oldest) lose(oldest, "queue_overflow", "too many envelopes wait");
      void deliver(job);
    },
    leave() {
      // The tab may only be hidden: offline it can still wait.
      if (!navigator.onLine) return;
      for (const job of jobs) if (!job.flying && "sendBeacon" in navigator && navigator.sendBeacon(url, bytesOf(job))) settle(job, { status: "sent" });
    },
    close() {
      removeEventListener("online", onOnline);
      for (const job of jobs) lose(job, "queue_overflow", "the SDK was closed");
    },
    bodies: () => [...jobs].map(bytesOf),
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
  const nativeFetch = fetch.bind(globalThis);
  let kept = 0;
  return {
    async post(url, _headers, body, { signal }) {
      const bytes = typeof body === "string" ? body : body.slice();
      const size = body.length;
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
