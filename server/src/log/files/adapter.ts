import fs from "node:fs/promises";
import { setImmediate as soon } from "node:timers";
import { LogUnavailable, type EventLog, type LogBatch, type LogStats, type RecordMeta } from "../port.ts";
import { nodeFileOperations, type FileOperations } from "./file-operations.ts";
import { encodeFrameHead } from "./frame.ts";
import type { PendingRecords } from "./pending-records.ts";
import { discardSegment, recover } from "./recover.ts";
import { SegmentWriter } from "./segment-writer.ts";

const MiB = 1024 * 1024;
const DEFAULT_SEGMENT_BYTES = 32 * MiB;
/** A file that is committed to its end is given up early above this, so that an idle server does not sit on dead bytes. */
const IDLE_SEGMENT_BYTES = 4 * MiB;

export interface FileLogOptions {
  readonly folder: string;
  /** The position the stores have reached; decides what is replayed and where seqs go on. */
  readonly committedSeq: number;
  /** A new file is begun after this many bytes. Default 32 MiB. */
  readonly segmentBytes?: number;
  readonly onWarning: (message: string) => void;
  /** For tests of failing disks. */
  readonly operations?: FileOperations;
}

/** Opens the log in `folder`, made if it is missing, and finds what waits in it. */
export async function openFileLog(options: FileLogOptions): Promise<EventLog> {
  await fs.mkdir(options.folder, { recursive: true, mode: 0o700 });
  const { pending, nextSeq } = await recover(options.folder, options.committedSeq, options.onWarning);
  return new FileLog(options, pending, nextSeq);
}

interface Waiting {
  readonly head: Uint8Array;
  readonly body: Uint8Array;
  readonly receivedAt: number;
  readonly resolve: (seq: number) => void;
  readonly reject: (error: Error) => void;
}

/** Group commit: all appends that arrive while a write is under way share the next write and its one sync. */
class FileLog implements EventLog {
  readonly #pending: PendingRecords;
  readonly #writer: SegmentWriter;
  readonly #onWarning: (message: string) => void;
  readonly #listeners: (() => void)[] = [];
  #nextSeq: number;
  #waiting: Waiting[] = [];
  #writing = false;
  #failing = false;
  #discarding = 0;
  #closing: (() => void) | undefined;

  constructor(options: FileLogOptions, pending: PendingRecords, nextSeq: number) {
    this.#pending = pending;
    this.#nextSeq = nextSeq;
    this.#onWarning = options.onWarning;
    this.#writer = new SegmentWriter(options.folder, options.segmentBytes ?? DEFAULT_SEGMENT_BYTES, options.operations ?? nodeFileOperations);
  }

  append(meta: RecordMeta, body: Uint8Array): Promise<number> {
    if (this.#closing !== undefined) return Promise.reject(new LogUnavailable("the log is closed"));
    const head = encodeFrameHead(meta, body);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ head, body, receivedAt: meta.receivedAt, resolve, reject });
      this.#flush();
    });
  }

  take(limit: { readonly records: number; readonly bytes: number }): LogBatch | undefined {
    return this.#pending.take(limit);
  }

  onDurable(listener: () => void): void {
    this.#listeners.push(listener);
  }

  commit(seq: number): void {
    if (!this.#writing && seq >= this.#pending.lastSeq && this.#writer.size >= IDLE_SEGMENT_BYTES) this.#retire();
    this.#discard(this.#pending.commit(seq));
  }

  stats(): LogStats {
    return { ...this.#pending.stats, lastSeq: this.#pending.lastSeq, committedSeq: this.#pending.committedSeq };
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#closing = resolve;
      if (!this.#writing) this.#closeNow();
    });
  }

  #closeNow(): void {
    this.#retire();
    this.#discard(this.#pending.commit(this.#pending.committedSeq));
    this.#finishClosing();
  }

  #finishClosing(): void {
    if (this.#closing !== undefined && !this.#writing && this.#discarding === 0) this.#closing();
  }

  #flush(): void {
    if (this.#writing) return;
    this.#writing = true;
    const batch = this.#waiting;
    this.#waiting = [];
    const buffers: Uint8Array[] = [];
    let bytes = 0;
    for (const { head, body } of batch) {
      buffers.push(head, body);
      bytes += head.length + body.length;
    }
    const opened = (file: string): void => this.#pending.openSegment(file, this.#nextSeq);
    this.#writer.append(buffers, bytes, this.#nextSeq, opened, (error) => {
      this.#writing = false;
      if (error === null) this.#succeed(batch);
      else this.#fail(batch, error);
      if (this.#waiting.length > 0) this.#flush();
      else if (this.#closing !== undefined) this.#closeNow();
    });
  }

  #succeed(batch: readonly Waiting[]): void {
    if (this.#failing) this.#onWarning("The log can be written again.");
    this.#failing = false;
    for (const { head, body, receivedAt, resolve } of batch) {
      const seq = this.#pending.add(head.length + body.length, receivedAt);
      this.#nextSeq = seq + 1;
      resolve(seq);
    }
    soon(this.#announce);
  }

  readonly #announce = (): void => {
    for (const listener of this.#listeners) listener();
  };

  #fail(batch: readonly Waiting[], error: Error): void {
    if (!this.#failing) this.#onWarning(`The log cannot be written: ${error.message}. Ingest answers 503 until it can.`);
    this.#failing = true;
    const unavailable = new LogUnavailable(error.message, { cause: error });
    for (const { reject } of batch) reject(unavailable);
  }

  #retire(): void {
    this.#writer.retire();
    this.#pending.sealSegment();
  }

  /** Deleting tens of megabytes takes milliseconds: not on this thread while requests wait. */
  #discard(segments: readonly { readonly file: string; readonly damaged: boolean }[]): void {
    for (const segment of segments) {
      this.#discarding++;
      discardSegment(segment).then(
        () => this.#discarded(),
        (error: unknown) => {
          this.#onWarning(`${segment.file} is no longer needed but cannot be removed: ${String(error)}`);
          this.#discarded();
        },
      );
    }
  }

  #discarded(): void {
    this.#discarding--;
    this.#finishClosing();
  }
}
