/**
 * The log is the hand-over between accepting and processing: what `append` resolved for survives `kill -9` and power
 * loss, and is handed out again after a restart until it is `committed`.
 */

/** The key of records that the server itself writes: what is in them was never received, and is not counted. */
export const ownKey = 0;

/** What ingest knows about a request, kept with the raw bytes. Times are epoch milliseconds. */
export interface RecordMeta {
  /** What the body is: an envelope, but for `store`, whose body is one event. */
  readonly endpoint: "envelope" | "store" | "security" | "cron" | "minidump" | "unreal" | "attachments" | "nel" | "otlp" | "log-drain";
  readonly projectId: number;
  /** Row id of the project key, not the public key. */
  readonly keyId: number;
  readonly receivedAt: number;
  /** The id that was answered: 32 lowercase hex. Envelopes without events have one too, so that the fate of their items can be looked up; null for endpoints that answer none. */
  readonly eventId: string | null;
  readonly clientIp: string | null;
  readonly userAgent: string | null;
  readonly origin: string | null;
  /** `sentry_client` of the authentication, e.g. `sentry.python/2.68.0`. */
  readonly authClient: string | null;
}

export interface LogRecord {
  /** 1, 2, 3 … over the life of the data folder; never reused, never reordered. Damage leaves a gap, at the end of a batch. */
  readonly seq: number;
  readonly meta: RecordMeta;
  /** The request body after inflating, byte for byte. */
  readonly body: Uint8Array;
}

/** A run of durable records with seqs in a row, cheap to post to a worker. Readable by the adapter's `readBatch` in any thread. */
export interface LogBatch {
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly records: number;
  readonly bytes: number;
  /** Opaque to everyone but the adapter. */
  readonly source: { readonly file: string; readonly offset: number };
}

export interface LogStats {
  /** Appended, not yet committed. */
  readonly pendingRecords: number;
  readonly pendingBytes: number;
  /** Arrival of the oldest uncommitted record, epoch milliseconds; null when nothing waits. */
  readonly oldestPendingAt: number | null;
  readonly lastSeq: number;
  readonly committedSeq: number;
  /** Bytes on disk. */
  readonly diskBytes: number;
}

export interface EventLog {
  /** Resolves with the record's seq once it is durable. Rejects with `LogUnavailable` when the disk refuses. */
  append(meta: RecordMeta, body: Uint8Array): Promise<number>;
  /** The next durable records that were not handed out yet, in order; undefined when there are none. */
  take(limit: { readonly records: number; readonly bytes: number }): LogBatch | undefined;
  /** Called whenever `take` may have something. */
  onDurable(listener: () => void): void;
  /** Everything up to and including `seq` is in the stores: its disk space may be reclaimed. */
  commit(seq: number): void;
  stats(): LogStats;
  /** Waits for appends under way, then closes. */
  close(): Promise<void>;
}

/** What a check finds in the log's folder. */
export interface LogInspection {
  /** Oldest first. */
  readonly segments: readonly {
    readonly file: string;
    readonly firstSeq: number;
    /** That can be read, in a row. */
    readonly records: number;
    /** Where reading stops before the end of the file. "torn": what an interrupted write leaves behind. */
    readonly damage: { readonly offset: number; readonly bytes: number; readonly kind: "torn" | "corrupt" } | undefined;
  }[];
  /** Damaged files that a former start kept. */
  readonly keptAside: readonly string[];
}

/** The disk is full or failing; the request was not kept and must not be answered 200. */
export class LogUnavailable extends Error {
  override readonly name = "LogUnavailable";
}

/** A request that was answered 200 and could not be stored or processed by a fault of ours, kept until somebody decides. */
export interface DeadLetter {
  readonly id: string;
  readonly projectId: number;
  readonly eventId: string | null;
  readonly receivedAt: number;
  /** Epoch milliseconds of the fault. */
  readonly at: number;
  readonly fault: string;
  readonly bytes: number;
}

/** Synchronous: used by the writer in a rare case, and by the command line. */
export interface DeadLetters {
  /** Keeps the record durably; the same one again replaces itself. Undefined when there is no more room for letters. */
  keep(record: LogRecord, fault: string, at: number): string | undefined;
  list(): readonly DeadLetter[];
  /** What came; undefined when it is gone or damaged. */
  read(id: string): LogRecord | undefined;
  /** Marks a letter to be appended to the log again by the server. False when there is none. */
  retry(id: string): boolean;
  remove(id: string): boolean;
  /** Ids of letters that are marked. */
  waiting(): readonly string[];
  /** A marked letter's record. Undefined when it is damaged. */
  open(id: string): LogRecord | undefined;
  /** The record is in the log again. */
  done(id: string): void;
  /** It could not be; it is a plain letter again. */
  giveBack(id: string): void;
  /** Files of letters that cannot be read. */
  damaged(): readonly string[];
}
