import { existsSync, linkSync, rmSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { BlobWriter, BodyRef, Day, ObjectKey } from "../port.ts";
import { StoreUnavailable } from "../../store-unavailable.ts";
import { encodeBlock } from "./block.ts";
import { compactSegment } from "./compact.ts";
import { bodiesFolder, listDays, listSegments, makeDurableFolder, objectFile, objectsFolder, removeDaysBefore, segmentFile, syncFolder } from "./layout.ts";
import { OpenSegment } from "./open-segment.ts";
import { wipeSegment } from "./wipe.ts";

const segmentBytes = 64 * 1024 * 1024;
/** Days with an open segment. More than one only around midnight and when an old log is replayed. */
const openLimit = 4;
/** Of the four threads that Node gives to file operations; the log's syncs, for which requests wait, need one, too. */
const objectsAtOnce = 3;

/**
 * Opens `folder` for writing. There may be one such writer at a time. Bodies are written synchronously: it belongs in a worker
 * thread, where waiting for the disk costs nobody.
 */
export function openBlobWriter(folder: string, options: { readonly segmentBytes?: number } = {}): Promise<BlobWriter> {
  return Promise.resolve(new FileBlobWriter(folder, options.segmentBytes ?? segmentBytes));
}

/** A reader never sees half an object: the name appears after the bytes are durable. */
async function writeObject({ file, bytes }: { readonly file: string; readonly bytes: Uint8Array }): Promise<void> {
  const temporary = `${file}.part`;
  try {
    await using handle = await open(temporary, "w");
    await handle.writeFile(bytes);
    await handle.datasync();
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

class FileBlobWriter implements BlobWriter {
  readonly #folder: string;
  readonly #segmentBytes: number;
  readonly #open = new Map<Day, OpenSegment>();
  /** Segments that compaction has looked at, as `day/segment`, so that a later run skips them. */
  readonly #settled = new Set<string>();
  #lastRewrite: Promise<unknown> = Promise.resolve();

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#segmentBytes = maxBytes;
    makeDurableFolder(bodiesFolder(folder));
    makeDurableFolder(objectsFolder(folder));
  }

  appendBodies(
    day: Day,
    blocks: readonly { readonly compressed: Uint8Array; readonly lengths: readonly number[] }[],
  ): Promise<readonly (readonly BodyRef[])[]> {
    return this.#attempt("event bodies", () => {
      const references: BodyRef[][] = [];
      let written: OpenSegment | undefined;
      for (const { compressed, lengths } of blocks) {
        const segment = this.#segment(day);
        if (written !== undefined && written !== segment) written.sync();
        written = segment;
        const first = segment.write(encodeBlock(compressed, lengths), lengths.length);
        references.push(lengths.map((_, index) => ({ day, segment: segment.segment, ordinal: first + index })));
      }
      written?.sync();
      return references;
    });
  }

  #segment(day: Day): OpenSegment {
    let segment = this.#open.get(day);
    if (segment !== undefined && segment.size >= this.#segmentBytes) {
      segment.sync();
      this.#release(day);
      segment = undefined;
    }
    if (segment === undefined) {
      segment = OpenSegment.open(this.#folder, day, this.#segmentBytes);
      this.#open.set(day, segment);
      for (const [oldest] of this.#open) if (this.#open.size > openLimit) this.#release(oldest);
    }
    return segment;
  }

  putObjects(objects: readonly { readonly key: ObjectKey; readonly bytes: Uint8Array }[]): Promise<void> {
    return this.#attempt("attachments", async () => {
      const files = objects.map(({ key, bytes }) => ({ file: objectFile(this.#folder, key), bytes }));
      const places = new Set(files.map(({ file }) => path.dirname(file)));
      for (const place of places) makeDurableFolder(place);
      for (let at = 0; at < files.length; at += objectsAtOnce) {
        // Not before all of them have ended: the same names are written again when the batch is.
        const written = await Promise.allSettled(files.slice(at, at + objectsAtOnce).map(writeObject));
        for (const each of written) if (each.status === "rejected") throw each.reason;
      }
      for (const place of places) syncFolder(place);
    });
  }

  adoptObject(key: ObjectKey, source: string): Promise<boolean> {
    return this.#attempt("an attachment", () => {
      const file = objectFile(this.#folder, key);
      if (!existsSync(file)) {
        if (!existsSync(source)) return false;
        makeDurableFolder(path.dirname(file));
        // A second name for the same bytes: nothing is copied, and a crash leaves both or one.
        linkSync(source, file);
      }
      syncFolder(path.dirname(file));
      return true;
    });
  }

  deleteObject(key: ObjectKey): Promise<void> {
    return this.#attempt("an attachment", () => rmSync(objectFile(this.#folder, key), { force: true }));
  }

  dropBefore(day: Day): Promise<number> {
    return this.#attempt("retention", () => {
      for (const open of this.#open.keys()) if (open < day) this.#release(open);
      return removeDaysBefore(bodiesFolder(this.#folder), day) + removeDaysBefore(objectsFolder(this.#folder), day);
    });
  }

  wipe(day: Day, segment: number, ordinals: ReadonlySet<number>): Promise<number> {
    return this.#rewriting(() =>
      this.#attempt("wiped bodies", async () => {
        for (;;) {
          if (this.#open.get(day)?.segment === segment) {
            this.#release(day);
            this.#open.set(day, OpenSegment.next(this.#folder, day));
          }
          const isStillSealed = (): boolean => this.#open.get(day)?.segment !== segment;
          const freed = await wipeSegment(this.#folder, day, segment, ordinals, isStillSealed);
          if (freed !== undefined) return freed;
        }
      }),
    );
  }

  /** Of two that rewrite the same segment at once, the second would bring back what the first took out. */
  #rewriting<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastRewrite.then(work, work);
    this.#lastRewrite = turn;
    return turn;
  }

  compact(): Promise<{ readonly segments: number; readonly bytesSaved: number }> {
    return this.#rewriting(() => this.#attempt("compaction", () => this.#compact()));
  }

  async #compact(): Promise<{ readonly segments: number; readonly bytesSaved: number }> {
    let segments = 0;
    let bytesSaved = 0;
    for (const { day, segment } of this.#sealed()) {
      const name = `${day}/${segment}`;
      if (this.#settled.has(name)) continue;
      // Retention may drop the day, or a late batch may open the segment again, while it is rewritten.
      const isStillSealed = (): boolean => this.#open.get(day)?.segment !== segment && existsSync(segmentFile(this.#folder, day, segment));
      const saved = await compactSegment(this.#folder, day, segment, isStillSealed);
      this.#settled.add(name);
      if (saved === undefined) continue;
      segments++;
      bytesSaved += saved;
    }
    return { segments, bytesSaved };
  }

  /** All but the last segment of each day, and that too once a later day has one: then nothing is added to it. */
  #sealed(): { readonly day: Day; readonly segment: number }[] {
    const days = listDays(bodiesFolder(this.#folder));
    const newest = days.at(-1);
    return days.flatMap((day) => {
      const segments = listSegments(this.#folder, day);
      if (day === newest || this.#open.has(day)) segments.pop();
      return segments.map((segment) => ({ day, segment }));
    });
  }

  close(): Promise<void> {
    return this.#attempt("closing", () => {
      for (const day of this.#open.keys()) this.#release(day);
    });
  }

  #release(day: Day): void {
    this.#open.get(day)?.close();
    this.#open.delete(day);
  }

  async #attempt<T>(what: string, work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw StoreUnavailable.from(error, `writing ${what} in ${this.#folder}`);
    }
  }
}
