import type { Database } from "../../sqlite/database.ts";
import { bytes, number } from "../../sqlite/row.ts";
import { StoreUnavailable } from "../../store-unavailable.ts";
import type { CountedPerson, EventEviction, EventRemoval, EvictionStep, Grave, Receipt, RemovalStep, RemovalWriter, RowRemoval } from "../removals.ts";
import type { EventRow } from "../port.ts";
import { selectEvents, toEventRow } from "./event-row.ts";
import { dayOf, listDays, WritablePartitions } from "./partitions.ts";
import { receiptsIn, settle } from "./receipts.ts";
import { busyIssues, type FileRemoval, evictEvents, fillGrave, gravesIn, removeAttachments, removeEvents, shrink } from "./removals.ts";
import { removeIssueRollups, subtractFromProject } from "./rollups.ts";
import { forgetPerson, removeDayRows, rowsToRemove } from "./row-removals.ts";
import { TagRollups } from "./tag-rollups.ts";
import { undoRows } from "./undo-rows.ts";

const none: RemovalStep = { receipt: null, next: null };

/** The part of the writer that takes rows out again. */
export class SqliteRemovalWriter implements RemovalWriter {
  protected readonly folder: string;
  protected readonly partitions: WritablePartitions;
  /** Forgotten after a failure: what was counted as written was rolled back. */
  protected tags = new TagRollups();
  /** No day has rows of a later record. What a run before this one wrote is not known. */
  #written = Infinity;

  constructor(folder: string) {
    this.folder = folder;
    this.partitions = new WritablePartitions(folder);
  }

  /** To be called once, before anything else. */
  survey(): void {
    this.partitions.survey();
  }

  removalDays(): Promise<readonly number[]> {
    return Promise.resolve(listDays(this.folder));
  }

  undoAfter(seq: number): Promise<void> {
    return this.attempt(() => {
      if (this.#written <= seq) return;
      for (const day of listDays(this.folder)) {
        if ((this.partitions.surveyed(day)?.appliedSeq ?? Infinity) <= seq) continue;
        const database = this.partitions.get(day);
        if (number(database.get("select seq from applied") ?? {}, "seq") > seq) database.transaction(() => undoRows(database, seq));
      }
      this.#written = seq;
      this.tags = new TagRollups();
    });
  }

  protected wrote(seq: number): void {
    this.#written = Math.max(this.#written, seq);
  }

  removeEvents(removal: EventRemoval): Promise<RemovalStep> {
    return this.#remove(removal.day, none, (database) => removeEvents(database, removal, this.#filesOf()));
  }

  removeIssueCounters(day: number, projectId: number, issueId: number): Promise<void> {
    return this.#remove(day, undefined, (database) => {
      subtractFromProject(database, projectId, issueId, this.tags);
      removeIssueRollups(database, projectId, issueId, this.tags);
    });
  }

  evictEvents(eviction: EventEviction): Promise<EvictionStep> {
    return this.#remove(eviction.day, { receipt: null, cursor: null }, (database) => evictEvents(database, eviction, this.#filesOf()));
  }

  busyIssues(day: number, projectId: number): Promise<readonly number[]> {
    return this.#remove(day, [], (database) => busyIssues(database, projectId));
  }

  removeDayRows(removal: RowRemoval): Promise<RemovalStep> {
    return this.#remove(removal.day, none, (database) => removeDayRows(database, removal));
  }

  rowsToRemove(removal: RowRemoval, columns: readonly string[]): ReturnType<RemovalWriter["rowsToRemove"]> {
    return this.attempt(() => {
      const database = this.partitions.existing(removal.day);
      return database === undefined ? { rows: [], next: null } : rowsToRemove(database, removal, columns);
    });
  }

  forgetPerson(person: CountedPerson): Promise<number> {
    return this.#remove(person.day, 0, (database) => forgetPerson(database, person));
  }

  receipts(day: number): Promise<readonly Receipt[]> {
    if (this.partitions.surveyed(day)?.isSettled === true) return Promise.resolve([]);
    return this.attempt(() => {
      const database = this.partitions.existing(day);
      return database === undefined ? [] : receiptsIn(database);
    });
  }

  latestOf(issueIds: readonly number[]): Promise<readonly EventRow[]> {
    return this.attempt(() => {
      const found: EventRow[] = [];
      const wanted = new Set(issueIds);
      for (const day of listDays(this.folder)) {
        if (wanted.size === 0) break;
        for (const issueId of wanted) {
          const row = this.partitions.get(day).get(`${selectEvents} where issue_id = ? order by timestamp desc limit 1`, issueId);
          if (row === undefined) continue;
          found.push(toEventRow(row));
          wanted.delete(issueId);
        }
      }
      return found;
    });
  }

  settle(receipt: Receipt): Promise<void> {
    return this.#remove(receipt.day, undefined, (database) => settle(database, receipt));
  }

  graves(day: number): Promise<readonly Grave[]> {
    if (this.partitions.surveyed(day)?.isSettled === true) return Promise.resolve([]);
    return this.attempt(() => {
      const database = this.partitions.existing(day);
      return database === undefined ? [] : gravesIn(database, day);
    });
  }

  fillGrave(grave: Grave): Promise<void> {
    return this.#remove(grave.partition, undefined, (database) => fillGrave(database, grave));
  }

  shrink(day: number, pages: number): Promise<boolean> {
    return this.attempt(() => {
      const database = this.partitions.existing(day);
      if (database === undefined) return false;
      const isMore = shrink(database, pages);
      if (!isMore) database.checkpoint();
      return isMore;
    });
  }

  /** One transaction on one day; what is deleted is overwritten. Nothing at all on a day that retention dropped. */
  #remove<T>(day: number, gone: T, work: (database: Database) => T): Promise<T> {
    return this.attempt(() => {
      const database = this.partitions.existing(day);
      if (database === undefined) return gone;
      database.exec("pragma secure_delete = on");
      try {
        return database.transaction(() => work(database));
      } finally {
        database.exec("pragma secure_delete = off");
      }
    });
  }

  /** Files lie on the day they arrived: as a rule that of the event's arrival, or the next one. */
  #filesOf(): FileRemoval {
    return (row) => {
      const where = { sql: "project_id = ? and event_id = ?", parameters: [number(row, "project_id"), bytes(row, "event_id")] };
      const day = dayOf(number(row, "received_at"));
      return [day, day + 1].reduce((sum, near) => {
        const database = this.partitions.existing(near);
        return database === undefined ? sum : sum + removeAttachments(database, where, 1000);
      }, 0);
    };
  }

  protected async attempt<Result>(work: () => Result): Promise<Result> {
    try {
      return work();
    } catch (error) {
      this.tags = new TagRollups();
      throw StoreUnavailable.from(error, `writing to ${this.folder}`);
    }
  }
}
