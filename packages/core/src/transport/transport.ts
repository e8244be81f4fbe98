import { bytesOf, textOrBytes } from "./envelope-body.ts";
import { createPosting, type Posting } from "./post-envelope.ts";
import type { HttpClient, HttpResponse } from "./http-client.ts";
import { readAnswer, type Attempt } from "./read-answer.ts";
import { createDrain, type Drain } from "./drain.ts";
import { createLanes } from "./lanes.ts";
import { createRateLimits } from "./rate-limits.ts";
import type { ClientReports, DropReason } from "./client-reports.ts";
import type { Lane, OutgoingEnvelope, OutgoingItem, SendResult } from "./outgoing.ts";
import { remove } from "./remove.ts";
import { createSendNow, type PostAll } from "./send-now.ts";
import type { Spool } from "./spool.ts";
import type { Scheduler } from "./scheduler.ts";
import { LATE, within } from "./within.ts";

/** Waits before the second, third, … attempt, in milliseconds; each is shortened by up to a quarter at random. */
const RETRY_DELAYS: readonly number[] = [1000, 2000, 4000, 8000];

export interface TransportDeps {
  readonly url: string;
  /** Authentication and user agent. */
  readonly headers: Readonly<Record<string, string>>;
  readonly httpClient: HttpClient;
  readonly scheduler: Scheduler;
  readonly reports: ClientReports;
  readonly log: (message: string) => void;
  readonly retryDelays?: readonly number[] | undefined;
  /** Milliseconds for one attempt. */
  readonly requestTimeout?: number | undefined;
  /** Envelopes on their way at the same time. */
  readonly maxInFlight?: number | undefined;
  readonly capacities?: Partial<Record<Lane, number>> | undefined;
  /** Above this many waiting envelopes, new ones are dropped. */
  readonly discardThreshold?: number | undefined;
  /** At this many waiting envelopes, `postAll` empties the queue before `send` returns. */
  readonly syncThreshold?: number | undefined;
  readonly postAll?: PostAll | undefined;
  /** Takes what no attempt could deliver. */
  readonly spool?: Spool | undefined;
  /** Bodies of at least this many bytes are compressed. */
  readonly gzipThreshold?: number | undefined;
  readonly gzip?: ((bytes: Uint8Array) => Promise<Uint8Array>) | undefined;
}

export interface Transport {
  send(envelope: OutgoingEnvelope): void;
  /** Resolves to true when nothing of what waits or travels now does so any more, to false at the timeout (milliseconds). */
  flush(timeout: number): Promise<boolean>;
  /** Flushes, then gives up what is left and releases the HTTP client. */
  close(timeout: number): Promise<boolean>;
  /** How full the fullest queue is (0 to 1), or 1 while a rate limit is active: reason to sample less. */
  readonly pressure: number;
  readonly idle: boolean;
  /** Everything that waits or is on its way, encoded. For a process that ends. */
  undelivered(): Uint8Array[];
}

interface State {
  readonly deps: TransportDeps;
  readonly lanes: ReturnType<typeof createLanes>;
  readonly limits: ReturnType<typeof createRateLimits>;
  // Arrays, not sets: everything passes through them, and the old tables of a Set chain what is long gone into the old generation.
  readonly posting: Posting;
  readonly travelling: OutgoingEnvelope[];
  readonly drain: Drain<object>;
  readonly sendNow: (() => void) | undefined;
  /** Something went to the spool since the server answered last. */
  spooled: boolean;
  /** What the spool holds is being sent, or will be as soon as the current task is over. */
  resending: boolean;
  starting: Promise<void> | undefined;
  /** The HTTP client has started. */
  started: boolean;
  closed: boolean;
}

/** Queues envelopes by lane and posts a few at a time; tries again where it makes sense. Never throws. */
export function createTransport(deps: TransportDeps): Transport {
  const state: State = {
    deps,
    sendNow: deps.postAll && deps.syncThreshold !== undefined ? sendNowOf(deps.postAll, () => state) : undefined,
    spooled: false,
    resending: deps.spool !== undefined,
    lanes: createLanes(deps.capacities),
    limits: createRateLimits(deps.scheduler.now),
    posting: createPosting(deps),
    travelling: [],
    drain: createDrain(deps.scheduler),
    starting: undefined,
    started: false,
    closed: false,
  };
  const flush = (timeout: number): Promise<boolean> =>
    state.drain.wait([...(state.resending ? [RESEND] : []), ...state.travelling, ...state.lanes.waiting], timeout);
  if (deps.spool) deps.scheduler.after(0, () => void resend(state));
  return {
    send: (envelope) => enqueue(state, envelope),
    flush,
    async close(timeout) {
      const done = await flush(timeout);
      state.closed = true;
      for (const left of state.lanes.clear())
        if (spool(state, left, left.items)) left.settle?.({ status: "failed", error: new Error("the SDK was closed; it is kept on disk and sent later") });
        else giveUp(state, left, "queue_overflow", new Error("the SDK was closed before it could be sent"));
      state.posting.abortAll();
      if (state.starting) await guarded(state, () => deps.httpClient.stop?.());
      return done;
    },
    get pressure() {
      return state.limits.anyActive ? 1 : state.lanes.pressure;
    },
    get idle() {
      return isIdle(state);
    },
    undelivered: () => [...state.travelling, ...state.lanes.clear()].map((envelope) => bytesOf(textOrBytes(deps.scheduler.now(), envelope))),
  };
}

/** Among envelopes that somebody waits for: what the spool holds. */
const RESEND = {};

const isIdle = (state: State): boolean => !state.resending && state.travelling.length === 0 && state.lanes.size === 0;

function enqueue(state: State, envelope: OutgoingEnvelope): void {
  const { deps } = state;
  const { discardThreshold } = deps;
  if (state.closed) return giveUp(state, envelope, "queue_overflow", new Error("the SDK is closed"));
  const full = discardThreshold !== undefined && envelope.lane !== "report" && state.lanes.size >= discardThreshold;
  if (full) return giveUp(state, envelope, "backpressure", new Error(`more than ${discardThreshold} envelopes wait (discardThreshold)`));
  if (state.lanes.size === 0 && hasRoom(state) && !state.sendNow && deps.capacities?.[envelope.lane] !== 0) return depart(state, envelope);
  const pushedOut = state.lanes.push(envelope);
  if (pushedOut) giveUp(state, pushedOut, "queue_overflow", new Error(`the ${pushedOut.lane} queue is full`));
  if (state.sendNow && state.lanes.size >= (deps.syncThreshold ?? Number.POSITIVE_INFINITY)) state.sendNow();
  pump(state);
}

function sendNowOf(postAll: PostAll, state: () => State): () => void {
  return createSendNow({
    now: () => state().deps.scheduler.now(),
    postAll,
    take: () =>
      state()
        .lanes.clear()
        .flatMap((envelope) => {
          const allowed = withoutLimited(state(), envelope.items);
          if ("items" in allowed) return [{ envelope, bytes: bytesOf(textOrBytes(state().deps.scheduler.now(), envelope, allowed.items)) }];
          envelope.settle?.(allowed);
          state().drain.done(envelope);
          return [];
        }),
    answered(envelope, status) {
      const outcome = readAnswer({ status, headers: {}, body: "" });
      if (status === 429) state().limits.update({ status, headers: {}, body: "" });
      envelope.settle?.(outcome.kind === "done" ? outcome.result : fail(state(), envelope.items, outcome));
      state().drain.done(envelope);
    },
    putBack: (envelope) => void state().lanes.push(envelope),
  });
}

function pump(state: State): void {
  while (!state.closed && hasRoom(state)) {
    const envelope = state.lanes.next();
    if (!envelope) return;
    depart(state, envelope);
  }
}

const hasRoom = ({ travelling, deps: { maxInFlight = 4 } }: State): boolean => travelling.length < maxInFlight;

function depart(state: State, envelope: OutgoingEnvelope): void {
  state.travelling.push(envelope);
  deliver(state, envelope, envelope.items, 0);
}

function delivered(state: State, envelope: OutgoingEnvelope, result: SendResult): void {
  remove(state.travelling, envelope);
  envelope.settle?.(result);
  pump(state);
  state.drain.done(envelope);
}

/** Makes one attempt, which decides whether there is another. Callbacks, not promises: this runs for every traced request. */
function deliver(state: State, envelope: OutgoingEnvelope, items: readonly OutgoingItem[], attempt: number): void {
  // Read again before each attempt: a limit may have come with an answer to another envelope meanwhile.
  const allowed = withoutLimited(state, items);
  // Later, since whoever settles the next one would come back here.
  if ("error" in allowed) return queueMicrotask(() => delivered(state, envelope, allowed));
  const now = state.deps.scheduler.now();
  const body = textOrBytes(now, envelope, allowed.items);
  post(state, envelope.httpClient ?? state.deps.httpClient, body, now, (answer) =>
    attempted(state, envelope, allowed.items, attempt, outcomeOf(state, answer)),
  );
}

function attempted(state: State, envelope: OutgoingEnvelope, items: readonly OutgoingItem[], attempt: number, outcome: Attempt): void {
  if (outcome.kind === "done") {
    if (state.spooled && outcome.result.status === "sent") void resend(state);
    return delivered(state, envelope, outcome.result);
  }
  const delays = state.deps.retryDelays ?? RETRY_DELAYS;
  const delay = delays[attempt];
  if (outcome.kind === "retry" && (delay === undefined || state.closed) && spool(state, envelope, items)) {
    const error = new Error(`${outcome.error.message}; it is kept on disk and sent later`);
    return delivered(state, envelope, { status: "failed", error });
  }
  if (outcome.kind === "final" || delay === undefined || state.closed) return delivered(state, envelope, fail(state, items, outcome));
  state.deps.log(`sending failed (${outcome.error.message}); attempt ${attempt + 2} of ${delays.length + 1} follows in about ${delay} ms`);
  state.deps.scheduler.after(delay * (1 - Math.random() / 4), () => deliver(state, envelope, items, attempt + 1));
}

function spool(state: State, envelope: OutgoingEnvelope, items: readonly OutgoingItem[]): boolean {
  const kept = state.deps.spool?.keep(textOrBytes(state.deps.scheduler.now(), envelope, items)) ?? false;
  state.spooled ||= kept;
  return kept;
}

/** What earlier processes could not deliver, or this one before the server came back. */
async function resend(state: State): Promise<void> {
  const { deps } = state;
  state.spooled = false;
  state.resending = true;
  await deps.spool?.resend(async (body) => {
    if (state.closed || state.limits.anyActive) return "later";
    const outcome = outcomeOf(state, await new Promise<Answer>((resolve) => post(state, deps.httpClient, body, deps.scheduler.now(), resolve)));
    if (outcome.kind === "done") return outcome.result.status === "sent" ? "sent" : "later";
    if (outcome.kind === "final") deps.log(`an envelope from the spool was refused: ${outcome.error.message}`);
    return outcome.kind === "final" ? "refused" : "later";
  });
  state.resending = false;
  state.drain.done(RESEND);
}

/** A limit on attachments takes only them out; a limit on anything else drops the envelope. */
function withoutLimited(state: State, items: readonly OutgoingItem[]): { items: readonly OutgoingItem[] } | (SendResult & { status: "rateLimited" }) {
  if (!state.limits.anyActive) return { items };
  const kept: OutgoingItem[] = [];
  for (const item of items) {
    const category = state.limits.limited(item.counts);
    if (category === undefined) {
      kept.push(item);
      continue;
    }
    const why = `the server limits ${category} at the moment`;
    if (item.header.type === "attachment") state.deps.reports.drop("ratelimit_backoff", item.counts, why);
    else {
      for (const { counts } of items) state.deps.reports.drop("ratelimit_backoff", counts, why);
      return { status: "rateLimited", error: new Error(why) };
    }
  }
  return { items: kept };
}

type Answer = HttpResponse | Error;

function outcomeOf(state: State, answer: Answer): Attempt {
  if (answer instanceof Error) return { kind: "retry", reason: "network_error", error: answer };
  state.limits.update(answer);
  return readAnswer(answer);
}

function post(state: State, httpClient: HttpClient, body: string | Uint8Array, now: number, settled: (answer: Answer) => void): void {
  const { gzip, gzipThreshold = 32 * 1024, headers } = state.deps;
  if (!state.started) postFirst(state, httpClient, body, settled);
  else if (gzip && body.length >= gzipThreshold) postCompressed(state, httpClient, gzip(bytesOf(body)), settled);
  else state.posting.post({ httpClient, headers, body, settled }, now);
}

function postFirst(state: State, httpClient: HttpClient, body: string | Uint8Array, settled: (answer: Answer) => void): void {
  const begin = (): void => {
    // Said by the first that waited, as it goes on: whoever comes later must not overtake it.
    state.started = true;
    post(state, httpClient, body, state.deps.scheduler.now(), settled);
  };
  state.starting ??= startClient(state);
  state.starting.then(begin, settled);
}

function postCompressed(state: State, httpClient: HttpClient, compressed: Promise<Uint8Array>, settled: (answer: Answer) => void): void {
  const headers = { ...state.deps.headers, "content-encoding": "gzip" };
  compressed.then((body) => state.posting.post({ httpClient, headers, body, settled }, state.deps.scheduler.now()), settled);
}

async function startClient(state: State): Promise<void> {
  await guarded(state, () => state.deps.httpClient.start?.());
}

/** Neither throws nor waits for ever: the application's client may do both. */
async function guarded(state: State, action: () => void | Promise<void>): Promise<void> {
  const { scheduler, requestTimeout = 10_000, log } = state.deps;
  try {
    const done = action();
    if (done !== undefined && (await within(scheduler, done, requestTimeout)) === LATE) throw new Error(`not done within ${requestTimeout} ms`);
  } catch (error) {
    log(`the HTTP client failed to start or stop: ${String(error)}`);
  }
}

function fail(state: State, items: readonly OutgoingItem[], { reason, error }: { reason: DropReason; error: Error }): SendResult {
  for (const { counts } of items) state.deps.reports.drop(reason, counts, error.message);
  return { status: "failed", error };
}

function giveUp(state: State, envelope: OutgoingEnvelope, reason: DropReason, error: Error): void {
  envelope.settle?.(fail(state, envelope.items, { reason, error }));
  state.drain.done(envelope);
}
