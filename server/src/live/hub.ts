import type { CommittedFacts, IssueFact, RowsFact } from "../pipeline/facts.ts";

/** How far processing is behind accepting, as it is this moment. */
export interface LiveStatus {
  readonly lagMs: number;
  readonly pendingRecords: number;
  readonly pendingBytes: number;
}

/** What changed since the message before, for the projects of one subscriber. */
export interface LiveBatch {
  /** Log position that the batch reaches; rises from message to message. */
  readonly id: number;
  readonly events: number;
  readonly issues: readonly IssueFact[];
  readonly rows: readonly RowsFact[];
  /** Too many issues changed to name them all: read the list again. */
  readonly incomplete: boolean;
}

export interface LiveListener {
  /** Whether the listener may hear of a project; undefined when that is being found out: then it is asked again. */
  sees(projectId: number): boolean | undefined;
  /** False while earlier messages wait to be sent: then changes are gathered further. */
  ready(): boolean;
  batch(batch: LiveBatch): void;
  status(status: LiveStatus): void;
  heartbeat(): void;
  /** The server stops. */
  end(): void;
}

export interface LiveHub {
  /** Takes what a commit changed; costs next to nothing while nobody listens. */
  publish(facts: CommittedFacts): void;
  /** Returns how to leave. */
  subscribe(listener: LiveListener): () => void;
  close(): void;
}

/** At most five messages a second to each listener. */
const tickMs = 200;
const statusMs = 2_000;
const heartbeatMs = 15_000;
/** Issues named in one message. Reading the list again is cheaper than more of them. */
const mostIssues = 500;

/** `status` is asked while somebody listens. */
export function createLiveHub({ status }: { readonly status: () => LiveStatus }): LiveHub {
  const subscriptions = new Set<Subscription>();
  let timers: readonly NodeJS.Timeout[] = [];
  const start = () => {
    const every = (ms: number, work: (subscription: Subscription) => void) => setInterval(() => subscriptions.forEach(work), ms).unref();
    timers = [
      every(tickMs, (subscription) => subscription.flush()),
      every(heartbeatMs, ({ listener }) => listener.ready() && listener.heartbeat()),
      setInterval(() => {
        const now = status();
        for (const { listener } of subscriptions) if (listener.ready()) listener.status(now);
      }, statusMs).unref(),
    ];
  };
  const stop = () => {
    timers.forEach(clearInterval);
    timers = [];
  };
  return {
    publish(facts) {
      for (const subscription of subscriptions) subscription.add(facts);
    },
    subscribe(listener) {
      const subscription = new Subscription(listener);
      if (subscriptions.size === 0) start();
      subscriptions.add(subscription);
      listener.status(status());
      return () => {
        subscriptions.delete(subscription);
        if (subscriptions.size === 0) stop();
      };
    },
    close() {
      stop();
      for (const { listener } of subscriptions) listener.end();
      subscriptions.clear();
    },
  };
}

/** Gathers changes for one listener, in bounded space, until they can be sent. */
class Subscription {
  readonly listener: LiveListener;
  readonly #issues = new Map<number, IssueFact>();
  readonly #rows = new Map<string, RowsFact>();
  /** Events of issues that there was no room to name. */
  #unnamed = 0;
  #lastSeq = 0;
  #incomplete = false;

  constructor(listener: LiveListener) {
    this.listener = listener;
  }

  add(facts: CommittedFacts): void {
    this.#lastSeq = facts.lastSeq;
    for (const fact of facts.issues) {
      if (this.listener.sees(fact.projectId) === false) continue;
      const known = this.#issues.get(fact.issueId);
      if (known === undefined && this.#issues.size >= mostIssues) {
        this.#unnamed += fact.events;
        this.#incomplete = true;
      } else this.#issues.set(fact.issueId, known === undefined ? fact : join(known, fact));
    }
    for (const fact of facts.rows) {
      if (this.listener.sees(fact.projectId) === false) continue;
      const key = `${fact.projectId} ${fact.dataset}`;
      this.#rows.set(key, { ...fact, rows: fact.rows + (this.#rows.get(key)?.rows ?? 0) });
    }
  }

  flush(): void {
    if ((this.#issues.size === 0 && this.#rows.size === 0) || !this.listener.ready()) return;
    const issues = this.#take(this.#issues);
    const rows = this.#take(this.#rows);
    if (issues.length === 0 && rows.length === 0 && !this.#incomplete) return;
    const events = issues.reduce((sum, fact) => sum + fact.events, this.#unnamed);
    this.listener.batch({ id: this.#lastSeq, events, issues, rows, incomplete: this.#incomplete });
    this.#unnamed = 0;
    this.#incomplete = false;
  }

  /** What the listener may hear of; what is not known yet stays. */
  #take<Key, Fact extends { readonly projectId: number }>(facts: Map<Key, Fact>): readonly Fact[] {
    const taken: Fact[] = [];
    for (const [key, fact] of facts) {
      const sees = this.listener.sees(fact.projectId);
      if (sees === undefined) continue;
      facts.delete(key);
      if (sees) taken.push(fact);
    }
    return taken;
  }
}

function join(a: IssueFact, b: IssueFact): IssueFact {
  return { ...a, isNew: a.isNew || b.isNew, isRegression: a.isRegression || b.isRegression, events: a.events + b.events };
}
