import { useEffect, useSyncExternalStore } from "react";

import { useNewest } from "../ui/use-newest.ts";
import { apiUrl } from "./client.ts";
import { isObject, listOf, numberOf, textOf } from "./json.ts";

interface LiveIssue {
  readonly id: string;
  readonly projectId: string;
  readonly isNew: boolean;
  readonly isRegression: boolean;
  readonly events: number;
}

/** How many rows came to a table besides the events: `spans`, `logs`. */
interface LiveRows {
  readonly projectId: string;
  readonly dataset: string;
  readonly rows: number;
}

export interface LiveBatch {
  readonly issues: readonly LiveIssue[];
  readonly rows: readonly LiveRows[];
}

export type LiveState =
  | { readonly kind: "connecting" }
  | { readonly kind: "live"; readonly lagMs: number }
  | { readonly kind: "offline"; readonly since: number };

/** The server ends each stream after ten minutes, to look again who listens; the browser is back after two seconds. Not worth a word. */
const unspokenBreakMs = 4000;

/** One stream per page, shared by everything on it. Browsers allow six connections per host, so a stream per list would starve requests. */
class LiveStream {
  #source: EventSource | undefined;
  #organization: string | undefined;
  #state: LiveState = { kind: "connecting" };
  /** When the stream broke; undefined while it is whole. */
  #brokenAt: number | undefined;
  #speakOut: ReturnType<typeof setTimeout> | undefined;
  readonly #batchListeners = new Set<(batch: LiveBatch) => void>();
  readonly #stateListeners = new Set<() => void>();
  readonly #openListeners = new Set<(isFirst: boolean) => void>();

  get state(): LiveState {
    return this.#state;
  }

  open(organization: string): void {
    if (this.#organization === organization) return;
    this.close();
    this.#organization = organization;
    const source = new EventSource(apiUrl("organizations", organization, "live"));
    this.#source = source;
    source.addEventListener("status", (event) => {
      const lagMs = numberOf(parse(event)["lagMs"]) ?? 0;
      const isFirst = this.#state.kind === "connecting";
      const wasBroken = this.#brokenAt !== undefined;
      this.#mend();
      this.#become({ kind: "live", lagMs });
      // What happened meanwhile, or since the page was first read, was not told: let the lists read again.
      if (wasBroken || isFirst) for (const listener of this.#openListeners) listener(isFirst);
    });
    source.addEventListener("batch", (event) => {
      const batch = liveBatch(parse(event));
      for (const listener of this.#batchListeners) listener(batch);
    });
    source.addEventListener("error", () => {
      this.#break();
      // A stream that was refused is not tried again by the browser itself.
      if (source.readyState === EventSource.CLOSED && this.#source === source) this.#retry(organization);
    });
  }

  close(): void {
    this.#source?.close();
    this.#source = undefined;
    this.#organization = undefined;
    this.#mend();
    this.#become({ kind: "connecting" });
  }

  #break(): void {
    if (this.#brokenAt !== undefined) return;
    const since = Date.now();
    this.#brokenAt = since;
    this.#speakOut = setTimeout(() => this.#become({ kind: "offline", since }), unspokenBreakMs);
  }

  #mend(): void {
    clearTimeout(this.#speakOut);
    this.#brokenAt = undefined;
  }

  onBatch(listener: (batch: LiveBatch) => void): () => void {
    this.#batchListeners.add(listener);
    return () => this.#batchListeners.delete(listener);
  }

  onState(listener: () => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  /** The stream is there, for the first time or after a break. */
  onOpen(listener: (isFirst: boolean) => void): () => void {
    this.#openListeners.add(listener);
    return () => this.#openListeners.delete(listener);
  }

  #retry(organization: string): void {
    setTimeout(() => {
      if (this.#organization !== organization) return;
      const state = this.#state;
      const brokenAt = this.#brokenAt;
      this.close();
      this.open(organization);
      this.#brokenAt = brokenAt;
      this.#become(state);
    }, 5000);
  }

  #become(state: LiveState): void {
    this.#state = state;
    for (const listener of this.#stateListeners) listener();
  }
}

function parse(event: MessageEvent<unknown>): Readonly<Record<string, unknown>> {
  const data: unknown = typeof event.data === "string" ? JSON.parse(event.data) : null;
  return isObject(data) ? data : {};
}

function liveBatch(data: Readonly<Record<string, unknown>>): LiveBatch {
  return {
    issues: listOf(data["issues"]).flatMap((each) => {
      if (!isObject(each)) return [];
      const id = textOf(each["id"]);
      const projectId = textOf(each["projectId"]);
      if (id === null || projectId === null) return [];
      return [{ id, projectId, isNew: each["isNew"] === true, isRegression: each["isRegression"] === true, events: numberOf(each["events"]) ?? 0 }];
    }),
    rows: listOf(data["rows"]).flatMap((each) => {
      if (!isObject(each)) return [];
      const [projectId, dataset] = [textOf(each["projectId"]), textOf(each["dataset"])];
      return projectId === null || dataset === null ? [] : [{ projectId, dataset, rows: numberOf(each["rows"]) ?? 0 }];
    }),
  };
}

export const live = new LiveStream();

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (listener) => live.onState(listener),
    () => live.state,
  );
}

/** Calls `handle` with each committed batch, always its newest version. */
export function useLiveBatches(handle: (batch: LiveBatch) => void): void {
  const newest = useNewest(handle);
  useEffect(() => live.onBatch((batch) => newest.current(batch)), [newest]);
}
