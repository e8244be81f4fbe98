import type { Clock } from "../platform/clock.ts";
import type { Quota } from "../project-settings/options.ts";

/** What ingest needs to know of a project key. The state store's answer has more and fits. */
export interface KeyAccess {
  readonly key: {
    readonly id: number;
    readonly isActive: boolean;
    /** At most `count` error events in `window` seconds. */
    readonly rateLimit: { readonly count: number; readonly window: number } | null;
  };
  readonly projectId: number;
  readonly projectStatus: "active" | "disabled";
  readonly allowedDomains: readonly string[];
  readonly organizationId?: number;
  /** None when left out. */
  readonly quotas?: { readonly organization: readonly Quota[]; readonly project: readonly Quota[] };
}

export type LookUpKey = (publicKey: string) => Promise<KeyAccess | undefined>;

interface Entry {
  readonly access: KeyAccess | undefined;
  readonly staleAt: number;
}

const KNOWN_MS = 5000;
/** Short, so that a key made a moment ago works; long enough that a client with a wrong key costs no look-ups. */
const UNKNOWN_MS = 1000;
const MAX_ENTRIES = 10_000;

/** Key look-ups, remembered for seconds. Concurrent look-ups of one key share one call. */
export class KeyCache {
  readonly #lookUp: LookUpKey;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  readonly #underWay = new Map<string, Promise<KeyAccess | undefined>>();
  /** Counts invalidations. */
  #changes = 0;

  constructor(lookUp: LookUpKey, clock: Clock) {
    this.#lookUp = lookUp;
    this.#clock = clock;
  }

  /** What is known without asking: `{ access }`, or undefined when it must be looked up. */
  peek(publicKey: string): { readonly access: KeyAccess | undefined } | undefined {
    const entry = this.#entries.get(publicKey);
    return entry !== undefined && entry.staleAt > this.#clock.now() ? entry : undefined;
  }

  /** Rejects only when the store cannot be asked and there is no former answer to go by. */
  async get(publicKey: string): Promise<KeyAccess | undefined> {
    const known = this.peek(publicKey);
    if (known !== undefined) return known.access;
    const underWay = this.#underWay.get(publicKey) ?? this.#ask(publicKey);
    this.#underWay.set(publicKey, underWay);
    return underWay;
  }

  /** Forgets one key, or all of them, after a change of keys, projects or their settings. */
  invalidate(publicKey?: string): void {
    this.#changes++;
    if (publicKey === undefined) {
      this.#entries.clear();
    } else {
      this.#entries.delete(publicKey);
    }
    this.#underWay.clear();
  }

  async #ask(publicKey: string): Promise<KeyAccess | undefined> {
    const former = this.#entries.get(publicKey);
    const changes = this.#changes;
    try {
      const access = await this.#lookUp(publicKey);
      // An answer from before a change must not outlive it.
      if (changes === this.#changes) this.#remember(publicKey, access);
      return access;
    } catch (error) {
      if (former?.access !== undefined) return former.access;
      throw error;
    } finally {
      if (changes === this.#changes) this.#underWay.delete(publicKey);
    }
  }

  #remember(publicKey: string, access: KeyAccess | undefined): void {
    this.#entries.delete(publicKey);
    if (this.#entries.size >= MAX_ENTRIES) {
      const oldest = this.#entries.keys().next();
      if (oldest.done !== true) this.#entries.delete(oldest.value);
    }
    this.#entries.set(publicKey, { access, staleAt: this.#clock.now() + (access === undefined ? UNKNOWN_MS : KNOWN_MS) });
  }
}
