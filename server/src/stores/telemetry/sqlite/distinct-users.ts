import type { SessionNumbers } from "../sessions.ts";
import { userFlags } from "./session-tables.ts";

/** Users of one set that are kept one by one; beyond, the counts are estimates within about 1 %. */
const exactUpTo = 65_536;

/**
 * Distinct users of many days, with what happened to them. When there are more than can be held, every other one is let go
 * of, by the last bits of the hash: what remains is a sample that is the same on every day.
 */
export class DistinctUsers {
  readonly #flags = new Map<number, number>();
  #share = 1;

  /** Only hashes that are a multiple of it are of interest. */
  get share(): number {
    return this.#share;
  }

  add(hash: number, flags: number): void {
    if (hash % this.#share !== 0) return;
    this.#flags.set(hash, (this.#flags.get(hash) ?? 0) | flags);
    while (this.#flags.size > exactUpTo) this.keepEvery(this.#share * 2);
  }

  /** What is added from now on is a sample already: what is here becomes one. `share` is a power of two. */
  keepEvery(share: number): void {
    if (share <= this.#share) return;
    this.#share = share;
    for (const known of this.#flags.keys()) if (known % share !== 0) this.#flags.delete(known);
  }

  counts(): SessionNumbers["users"] {
    const { errored, unhandled, abnormal, crashed, anrForeground, anrBackground } = userFlags;
    const counts = { total: 0, errored: 0, unhandled: 0, abnormal: 0, crashed: 0, anrForeground: 0, anr: 0 };
    for (const flags of this.#flags.values()) {
      counts.total += this.#share;
      if ((flags & errored) !== 0) counts.errored += this.#share;
      if ((flags & unhandled) !== 0) counts.unhandled += this.#share;
      if ((flags & abnormal) !== 0) counts.abnormal += this.#share;
      if ((flags & crashed) !== 0) counts.crashed += this.#share;
      if ((flags & anrForeground) !== 0) counts.anrForeground += this.#share;
      if ((flags & (anrForeground | anrBackground)) !== 0) counts.anr += this.#share;
    }
    return counts;
  }
}
