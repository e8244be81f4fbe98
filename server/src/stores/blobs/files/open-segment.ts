import { closeSync, existsSync, fdatasyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import type { Day } from "../port.ts";
import { listSegments, makeDurableFolder, segmentFile, syncFolder } from "./layout.ts";
import { SegmentIndex } from "./segment-index.ts";

/** The segment that a day's bodies go to. */
export class OpenSegment {
  readonly day: Day;
  readonly segment: number;
  readonly #handle: number;
  #size: number;
  #bodies: number;

  private constructor(day: Day, segment: number, handle: number, size: number, bodies: number) {
    this.day = day;
    this.segment = segment;
    this.#handle = handle;
    this.#size = size;
    this.#bodies = bodies;
  }

  get size(): number {
    return this.#size;
  }

  get bodies(): number {
    return this.#bodies;
  }

  /** Continues the day's last segment, cutting off what a crash left unfinished, or starts the next one. */
  static open(folder: string, day: Day, maxBytes: number): OpenSegment {
    const last = listSegments(folder, day).at(-1);
    if (last !== undefined) {
      const continued = OpenSegment.#continue(folder, day, last);
      if (continued.size < maxBytes) return continued;
      continued.close();
    }
    return OpenSegment.#create(folder, day, last === undefined ? 0 : last + 1);
  }

  /** Starts the next one, so that nothing is added to those that are there. */
  static next(folder: string, day: Day): OpenSegment {
    return OpenSegment.#create(folder, day, (listSegments(folder, day).at(-1) ?? -1) + 1);
  }

  static #continue(folder: string, day: Day, segment: number): OpenSegment {
    const handle = openSync(segmentFile(folder, day, segment), "r+");
    const index = new SegmentIndex(handle);
    index.extend();
    ftruncateSync(handle, index.end);
    return new OpenSegment(day, segment, handle, index.end, index.bodies);
  }

  static #create(folder: string, day: Day, segment: number): OpenSegment {
    const file = segmentFile(folder, day, segment);
    const isNew = !existsSync(file);
    makeDurableFolder(path.dirname(file));
    const handle = openSync(file, "w");
    if (isNew) syncFolder(path.dirname(file));
    return new OpenSegment(day, segment, handle, 0, 0);
  }

  /** Appends without syncing. After a failure (a full disk) the segment is as before. Returns the ordinal of the first body. */
  write(bytes: Uint8Array, bodies: number): number {
    let done = 0;
    try {
      while (done < bytes.byteLength) done += writeSync(this.#handle, bytes, done, bytes.byteLength - done, this.#size + done);
    } catch (error) {
      ftruncateSync(this.#handle, this.#size);
      throw error;
    }
    const first = this.#bodies;
    this.#size += bytes.byteLength;
    this.#bodies += bodies;
    return first;
  }

  sync(): void {
    fdatasyncSync(this.#handle);
  }

  close(): void {
    closeSync(this.#handle);
  }
}
