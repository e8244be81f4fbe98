import { hash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { Database } from "../../sqlite/database.ts";
import { number } from "../../sqlite/row.ts";
import { datasets } from "../datasets.ts";
import { upgradeDatasets } from "./dataset-tables.ts";
import { defineReleaseFunctions } from "./release-functions.ts";
import { schemaVersion, upgrade, version } from "./schema.ts";
import { sessionTables, upgradeSessions } from "./session-tables.ts";

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

/**
 * Names the tables, columns and indexes that this program wants, in a place of the file's header: whether a file has them all takes
 * looking into each of its tables otherwise.
 */
const schemaMark = hash("sha1", JSON.stringify([schemaVersion, datasets, sessionTables]), "buffer").readUInt32BE(0) >>> 1;

export function isCurrent(database: Database): boolean {
  return version(database) === schemaVersion && number(database.get("pragma application_id") ?? {}, "application_id") === schemaMark;
}

function bringUpToDate(database: Database): void {
  if (isCurrent(database)) return;
  // As a whole: a reader that opens a new file must find no tables at all or every one of them.
  database.transaction(() => {
    upgrade(database);
    upgradeDatasets(database);
    upgradeSessions(database);
    database.exec(`pragma application_id = ${schemaMark}`);
  });
}

/** What one look into a file tells that nobody has written to since. */
interface Surveyed {
  /** The highest log record that has rows there. */
  readonly appliedSeq: number;
  /** No removal is left to be counted, and no body to be taken off the disk. */
  readonly isSettled: boolean;
}

/** `unready`: there is something to do before anybody reads it, an older schema or what a crash left in the write-ahead log. */
function survey(file: string): Surveyed | "unready" | "newer" {
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return "unready";
  const database = new Database(file, { readOnly: true, cacheBytes: 65_536 });
  try {
    if (!isCurrent(database)) return version(database) > schemaVersion ? "newer" : "unready";
    const row = database.get("select seq, exists (select 1 from receipts) + exists (select 1 from graves) as left from applied");
    return row === undefined ? "unready" : { appliedSeq: number(row, "seq"), isSettled: number(row, "left") === 0 };
  } finally {
    database.close();
  }
}

/** Open partitions for writing, least recently used first out. Closing the last writer of a file empties its WAL. */
export class WritablePartitions {
  readonly #folder: string;
  readonly #open = new Map<number, Database>();
  readonly #used = new Set<number>();
  readonly #surveyed = new Map<number, Surveyed>();
  readonly #limit: number;

  constructor(folder: string, limit = 6) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#limit = limit;
  }

  /**
   * Looks once into every day's file, and brings up to date what an older program wrote, since readers cannot. Of a start with 90 days
   * it is nearly all: opening each of them for writing, once for each question, took ten times as long.
   */
  survey(): void {
    for (const day of listDays(this.#folder)) {
      const found = survey(fileOf(this.#folder, day));
      if (found === "unready") this.get(day);
      // A newer one is refused when somebody is about to write to it.
      else if (found !== "newer") this.#surveyed.set(day, found);
    }
  }

  /** What the survey found of a day; undefined once it was opened for writing. */
  surveyed(day: number): Surveyed | undefined {
    return this.#surveyed.get(day);
  }

  get(day: number): Database {
    this.#surveyed.delete(day);
    this.#used.add(day);
    const known = this.#open.get(day);
    if (known !== undefined) {
      this.#open.delete(day);
      this.#open.set(day, known);
      return known;
    }
    const database = new Database(fileOf(this.#folder, day), { readOnly: false, cacheBytes: 4 * 1024 * 1024 });
    try {
      bringUpToDate(database);
      defineReleaseFunctions(database);
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
    defineReleaseFunctions(database);
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
