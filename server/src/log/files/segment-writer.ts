import path from "node:path";
import type { FileOperations } from "./file-operations.ts";
import { segmentName } from "./segment-name.ts";

/** A write that failed so has not written; after any other error, nobody knows what reached the disk. */
const FULL: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** Appends to one file after the other and makes every append durable. One call at a time. */
export class SegmentWriter {
  readonly #folder: string;
  readonly #operations: FileOperations;
  readonly #segmentBytes: number;
  #fd: number | undefined;
  #size = 0;

  constructor(folder: string, segmentBytes: number, operations: FileOperations) {
    this.#folder = folder;
    this.#segmentBytes = segmentBytes;
    this.#operations = operations;
  }

  /** Bytes in the file under the pen; 0 when there is none. */
  get size(): number {
    return this.#size;
  }

  /**
   * Writes and syncs. `opened` tells of a new file, whose first record is `firstSeq`, before `done`. After an error nothing of
   * these bytes is in the file, or the file is left for good.
   */
  append(buffers: readonly Uint8Array[], bytes: number, firstSeq: number, opened: (file: string) => void, done: (error: Error | null) => void): void {
    if (this.#fd !== undefined && this.#size >= this.#segmentBytes) this.retire();
    if (this.#fd === undefined) {
      this.#open(firstSeq, (error, file) => {
        if (error !== null) return done(error);
        opened(file);
        this.#write(buffers, bytes, done);
      });
      return;
    }
    this.#write(buffers, bytes, done);
  }

  /** The next append begins a new file. */
  retire(): void {
    if (this.#fd === undefined) return;
    this.#operations.close(this.#fd, () => undefined);
    this.#fd = undefined;
    this.#size = 0;
  }

  #open(firstSeq: number, done: (error: Error | null, file: string) => void): void {
    const file = path.join(this.#folder, segmentName(firstSeq));
    this.#operations.open(file, (error, fd) => {
      if (error !== null) return done(error, file);
      this.#operations.syncFolder(this.#folder, (failure) => {
        if (failure === null) {
          this.#fd = fd;
          this.#size = 0;
          return done(null, file);
        }
        this.#operations.close(fd, () => done(failure, file));
      });
    });
  }

  #write(buffers: readonly Uint8Array[], bytes: number, done: (error: Error | null) => void): void {
    const fd = this.#fd;
    if (fd === undefined) return done(new Error("no segment is open"));
    const start = this.#size;
    this.#operations.writeDurably(fd, buffers, start, (error, written) => {
      if (error !== null) return this.#undo(fd, start, error, done);
      if (written < bytes) return this.#undo(fd, start, new Error(`only ${written} of ${bytes} bytes fit on the disk`), done);
      this.#size = start + bytes;
      done(null);
    });
  }

  #undo(fd: number, size: number, failure: Error, done: (error: Error) => void): void {
    const isFull = "code" in failure && typeof failure.code === "string" && FULL.has(failure.code);
    this.#operations.truncate(fd, size, (error) => {
      if (error !== null || (!isFull && "code" in failure)) this.retire();
      done(failure);
    });
  }
}
