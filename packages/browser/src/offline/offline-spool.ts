import { readdressed, type Counts, type Resent } from "@vedette/core";
import type { Forget, KeptEnvelope, PageSpool, SpoolOwner } from "../transport/page-spool.ts";
import { answerOf, BODIES, createDatabase, endOf, FACTS, type Database } from "./database.ts";
import { isFacts, type Facts, type Kept } from "./facts.ts";
import { forgetLastWords, leaveLastWords, readLastWords } from "./last-words.ts";
import { createResending } from "./resending.ts";

export interface OfflineSpoolOptions {
  /** Envelopes that may wait; the oldest make room. Default 100. */
  readonly maxEnvelopes?: number | undefined;
  /** Bytes that they may have together. Default 5 MB. */
  readonly maxBytes?: number | undefined;
  /** Milliseconds after which one is of no use any more. Default 7 days. */
  readonly maxAge?: number | undefined;
}

/** A page that sends an envelope has it to itself for so long, in milliseconds: longer than a request may take. */
const LEASE = 60_000;
const WEEK = 7 * 24 * 3600 * 1000;

type Limits = Required<{ readonly [K in keyof OfflineSpoolOptions]: number }>;

/**
 * Keeps what could not be delivered in IndexedDB and sends it later: when the browser is online again, when the server answers again, or when the
 * next page of this origin starts. Pages that are open at the same time share it, and each envelope is sent by one of them. Where nothing may
 * be stored, delivery is as without it.
 *
 * @example
 * init({ dsn, spool: offlineSpool() });
 */
export function offlineSpool({ maxEnvelopes = 100, maxBytes = 5_000_000, maxAge = WEEK }: OfflineSpoolOptions = {}): PageSpool {
  return {
    open: (owner) => createResending(openStore(owner, createDatabase(owner.log), { maxEnvelopes, maxBytes, maxAge }), owner),
  };
}

export interface Store {
  keep(envelope: KeptEnvelope): Promise<Forget | undefined>;
  /**
   * Hands out what waits and `mayGo`, oldest first and each to one page at a time, until `send` answers `later`. Resolves to the milliseconds
   * after which there may be something left to do; undefined when nothing is kept any more.
   */
  resend(mayGo: (counts: Counts) => boolean, send: (envelope: KeptEnvelope) => Promise<Resent>): Promise<number | undefined>;
}

function openStore(owner: SpoolOwner, database: Database, limits: Limits): Store {
  const quietly = async <T>(action: (db: IDBDatabase) => Promise<T>): Promise<T | undefined> => {
    try {
      const db = database.current ?? (await database.open());
      return db && (await action(db));
    } catch (error) {
      owner.log(`the spool failed: ${String(error)}`);
      return undefined;
    }
  };
  let counter = 0;
  return {
    async keep({ body: given, counts, leased = 0 }: KeptEnvelope) {
      const body = bytesOf(given);
      if (!body) return undefined;
      const at = Date.now();
      const facts: Facts = { dsn: owner.dsn, at, leased: leased && at + leased, bytes: body.length, counts };
      // In the order of their time, and of no other page.
      const id = `${String(at).padStart(15, "0")} ${String(counter++).padStart(6, "0")} ${Math.random()}`;
      if (body.length > limits.maxBytes || limits.maxEnvelopes < 1) return undefined;
      leaveLastWords({ id, facts, body });
      const kept = await quietly(async (db) => {
        await put(db, { id, facts }, body);
        return true;
      });
      forgetLastWords(id);
      if (!kept) return undefined;
      await quietly((db) => makeRoom(db, owner, limits));
      return () => void quietly((db) => remove(db, [id]));
    },
    async resend(mayGo, send) {
      let next: number | undefined;
      await quietly(async (db) => {
        for (const { body, ...kept } of readLastWords()) {
          await put(db, kept, body);
          forgetLastWords(kept.id);
        }
        let result: Resent = "sent";
        do {
          const taken = await take(db, owner, limits, mayGo);
          next = taken.next;
          if (!taken.kept) return;
          const { id, facts, body } = taken.kept;
          const current = readdressed(body, Date.now());
          result = current ? await send({ body: current, counts: facts.counts }) : "refused";
          await (result === "later" ? write(db, id, { ...facts, leased: 0 }) : remove(db, [id]));
        } while (result !== "later");
        next = 0;
      });
      return next;
    },
  };
}

/** Undefined in Jest's jsdom, which has neither `TextEncoder` nor IndexedDB. */
const bytesOf = (body: string | Uint8Array): Uint8Array | undefined =>
  typeof body !== "string" ? body : typeof TextEncoder === "function" ? new TextEncoder().encode(body) : undefined;

async function put(db: IDBDatabase, { id, facts }: Kept, body: Uint8Array): Promise<void> {
  const transaction = db.transaction([FACTS, BODIES], "readwrite");
  transaction.objectStore(FACTS).put(facts, id);
  transaction.objectStore(BODIES).put(body, id);
  // The page may be gone before its next task.
  transaction.commit();
  await endOf(transaction);
}

async function readFacts(transaction: IDBTransaction): Promise<Kept[]> {
  const store = transaction.objectStore(FACTS);
  const [ids, all] = await Promise.all([answerOf(store.getAllKeys()), answerOf<unknown[]>(store.getAll())]);
  return ids.flatMap((id, index) => {
    const facts = all[index];
    return typeof id === "string" && isFacts(facts) ? [{ id, facts }] : [];
  });
}

function forget(transaction: IDBTransaction, ids: readonly string[]): void {
  for (const store of [FACTS, BODIES]) for (const id of ids) transaction.objectStore(store).delete(id);
}

async function remove(db: IDBDatabase, ids: readonly string[]): Promise<void> {
  const transaction = db.transaction([FACTS, BODIES], "readwrite");
  forget(transaction, ids);
  await endOf(transaction);
}

async function write(db: IDBDatabase, id: string, facts: Facts): Promise<void> {
  const transaction = db.transaction(FACTS, "readwrite");
  const store = transaction.objectStore(FACTS);
  // Another page may have needed its room.
  if ((await answerOf(store.getKey(id))) !== undefined) store.put(facts, id);
  await endOf(transaction);
}

/** A lease that ends much later than one can is of a clock that was put back. A little later is one that began while this page waited for its turn. */
const isLeased = ({ leased }: Facts, now: number): boolean => leased > now && leased <= now + 2 * LEASE;

/** What is too old, and the oldest of what is too much. Of other applications on this origin only what is too old, which nobody else may come for. */
function surplus(kept: readonly Kept[], { dsn }: SpoolOwner, { maxEnvelopes, maxBytes, maxAge }: Limits): [Kept, string][] {
  const now = Date.now();
  let [count, bytes] = [0, 0];
  return kept.toReversed().flatMap((one): [Kept, string][] => {
    const { facts } = one;
    const mine = facts.dsn === dsn;
    if (mine) [count, bytes] = [count + 1, bytes + facts.bytes];
    // Another page sends it at this moment.
    if (isLeased(facts, now)) return [];
    if (now - facts.at > maxAge) return [[one, "it waited too long"]];
    return mine && (count > maxEnvelopes || bytes > maxBytes) ? [[one, "too much waits for the server"]] : [];
  });
}

async function dropSurplus(transaction: IDBTransaction, owner: SpoolOwner, limits: Limits): Promise<Kept[]> {
  const kept = await readFacts(transaction);
  const gone = surplus(kept, owner, limits);
  const ids = gone.map(([{ id }]) => id);
  forget(transaction, ids);
  // Nobody could tell the other application's server.
  for (const [{ facts }, why] of gone) if (facts.dsn === owner.dsn) owner.drop("cache_overflow", facts.counts, why);
  return kept.filter(({ id, facts }) => facts.dsn === owner.dsn && !ids.includes(id));
}

async function makeRoom(db: IDBDatabase, owner: SpoolOwner, limits: Limits): Promise<void> {
  const transaction = db.transaction([FACTS, BODIES], "readwrite");
  await dropSurplus(transaction, owner, limits);
  await endOf(transaction);
}

interface Taken {
  readonly kept: (Kept & { readonly body: Uint8Array }) | undefined;
  readonly next: number | undefined;
}

/** Transactions that write come one after the other in all pages: nobody else takes the same. */
async function take(db: IDBDatabase, owner: SpoolOwner, limits: Limits, mayGo: (counts: Counts) => boolean): Promise<Taken> {
  const now = Date.now();
  const transaction = db.transaction([FACTS, BODIES], "readwrite");
  const own = await dropSurplus(transaction, owner, limits);
  const free = own.filter(({ facts }) => !isLeased(facts, now));
  const first = free.find(({ facts }) => mayGo(facts.counts));
  let body: unknown;
  if (first) {
    transaction.objectStore(FACTS).put({ ...first.facts, leased: now + LEASE }, first.id);
    body = await answerOf(transaction.objectStore(BODIES).get(first.id));
  }
  await endOf(transaction);
  const leased = own.filter((one) => !free.includes(one)).map(({ facts }) => facts.leased - now);
  const next = own.length === 0 ? undefined : free.length > 0 ? 0 : Math.min(...leased);
  return { kept: first && { ...first, body: body instanceof Uint8Array ? body : new Uint8Array() }, next };
}
