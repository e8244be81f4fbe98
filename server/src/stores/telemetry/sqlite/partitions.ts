import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { Database } from "../../sqlite/database.ts";
import { upgradeDatasets } from "./dataset-tables.ts";
import { schemaVersion, upgrade, version } from "./schema.ts";
import { upgradeSessions } from "./session-tables.ts";

const dayMs = 86_400_000;

export function dayOf(timestamp: number): number {
  return Math.floor(timestamp / dayMs);
}

function dayStart(day: number): number {
  return day * dayMs;
}

export function fileOf(folder: string, day: number): string {
  return path.join(folder, `${new Date(dayStart(day)).toISOString().slice(0, 10)}.db`);
}

/** Days that have a partition, newest first. */
export function listDays(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{4}-\d\d-\d\d\.db$/.test(name))
    .map((name) => dayOf(Date.parse(name.slice(0, 10))))
    .sort((a, b) => b - a);
}

/** Unlinks the files of days before `day`. Readers that hold one keep reading the unlinked file until they let go. */
export function removeBefore(folder: string, day: number): number[] {
  const gone = listDays(folder).filter((candidate) => candidate < day);
  for (const old of gone) for (const suffix of ["", "-wal", "-shm"]) rmSync(fileOf(folder, old) + suffix, { force: true });
  return gone;
}

export function folderBytes(folder: string): number {
  let bytes = 0;
  for (const day of listDays(folder)) {
    for (const suffix of ["", "-wal"]) bytes += statSync(fileOf(folder, day) + suffix, { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

/** Brings what an older program wrote up to date, since readers cannot. Costs a fraction of a millisecond for each day. */
export function upgradeAll(folder: string): void {
  const outdated = listDays(folder).filter((day) => {
    const database = new Database(fileOf(folder, day), { readOnly: true, cacheBytes: 65_536 });
    const found = version(database);
    database.close();
    return found < schemaVersion;
  });
  const partitions = new WritablePartitions(folder);
  for (const day of outdated) partitions.get(day);
  partitions.close();
}

/** Open partitions for writing, least recently used first out. Closing the last writer of a file empties its WAL. */
export class WritablePartitions {
  readonly #folder: string;
  readonly #open = new Map<number, Database>();
  readonly #used = new Set<number>();
  readonly #limit: number;

  constructor(folder: string, limit = 6) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#limit = limit;
  }

  get(day: number): Database {
    this.#used.add(day);
    const known = this.#open.get(day);
    if (known !== undefined) {
      this.#open.delete(day);
      this.#open.set(day, known);
      return known;
    }
    const database = new Database(fileOf(this.#folder, day), { readOnly: false, cacheBytes: 4 * 1024 * 1024 });
    try {
      // As a whole: a reader that opens a new file must find no tables at all or every one of them.
      database.transaction(() => {
        upgrade(database);
        upgradeDatasets(database);
        upgradeSessions(database);
      });
    } catch (error) {
      database.close();
      throw error;
    }
    this.#open.set(day, database);
    for (const [oldest] of this.#open) if (this.#open.size > this.#limit) this.release(oldest);
    return database;
  }

  /** Undefined instead of a new file when the day has none. */
  existing(day: number): Database | undefined {
    return this.#open.has(day) || existsSync(fileOf(this.#folder, day)) ? this.get(day) : undefined;
  }

  /** Empties the write-ahead logs, and closes what was not used since the last time. */
  tidy(): void {
    for (const [day, database] of this.#open) {
      if (this.#used.has(day)) database.checkpoint();
      else this.release(day);
    }
    this.#used.clear();
  }

  openDays(): number[] {
    return [...this.#open.keys()];
  }

  release(day: number): void {
    const database = this.#open.get(day);
    this.#open.delete(day);
    database?.close();
  }

  close(): void {
    for (const day of this.openDays()) this.release(day);
  }
}

/** Open partitions for reading. Notices files that retention removed, also if another file took the name since. */
export class ReadablePartitions {
  readonly #folder: string;
  readonly #open = new Map<number, { readonly database: Database; readonly inode: bigint }>();
  readonly #limit: number;

  constructor(folder: string, limit = 100) {
    this.#folder = folder;
    this.#limit = limit;
  }

  /** Newest first; partitions of other programs' versions and half-made ones are left out. */
  *within(fromDay: number, toDay: number, order: "newest" | "oldest" = "newest"): Generator<Database> {
    const days = listDays(this.#folder);
    const listed = new Set(days);
    for (const day of this.#open.keys()) if (!listed.has(day)) this.#release(day);
    if (order === "oldest") days.reverse();
    for (const day of days) {
      const database = day >= fromDay && day <= toDay ? this.#get(day) : undefined;
      if (database !== undefined) yield database;
    }
  }

  #get(day: number): Database | undefined {
    const file = fileOf(this.#folder, day);
    const inode = statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
    if (inode === undefined) return undefined;
    const known = this.#open.get(day);
    this.#open.delete(day);
    if (known?.inode === inode) {
      this.#open.set(day, known);
      return known.database;
    }
    known?.database.close();
    const database = new Database(file, { readOnly: true, cacheBytes: 512 * 1024 });
    if (version(database) === 0) {
      database.close();
      return undefined;
    }
    this.#open.set(day, { database, inode });
    for (const [oldest] of this.#open) if (this.#open.size > this.#limit) this.#release(oldest);
    return database;
  }

  #release(day: number): void {
    const known = this.#open.get(day);
    this.#open.delete(day);
    known?.database.close();
  }

  close(): void {
    for (const day of this.#open.keys()) this.#release(day);
  }
}
