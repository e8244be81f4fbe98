/**
 * Bytes by reference. Event bodies and small attachments go in compressed blocks into day segments that are never changed in
 * place; large attachments are objects of their own. Retention drops whole days.
 */
export interface BlobWriter {
  /**
   * Appends blocks durably (fsync before it resolves) to the segments of `day`.
   * Returns per block the references of its bodies, in order.
   */
  appendBodies(
    day: number,
    blocks: readonly { readonly compressed: Uint8Array; readonly lengths: readonly number[] }[],
  ): Promise<readonly (readonly BodyRef[])[]>;
  /** Writes objects durably, all of them before it resolves. Writing the same key again replaces it. */
  putObjects(objects: readonly { readonly key: ObjectKey; readonly bytes: Uint8Array }[]): Promise<void>;
  /**
   * Makes a file that is durable already an object, without changing the file. False when there is none; when it has become this
   * object before, that is as good.
   */
  adoptObject(key: ObjectKey, file: string): Promise<boolean>;
  deleteObject(key: ObjectKey): Promise<void>;
  /** Removes every segment and object of days before `day`; returns the bytes freed. */
  dropBefore(day: number): Promise<number>;
  /** Rewrites sealed segments made of many small blocks into large ones; references stay valid. */
  compact(): Promise<{ readonly segments: number; readonly bytesSaved: number }>;
  /**
   * Takes bodies out of a segment, so that they are gone from the disk when it resolves; the references of the others stay
   * valid. Resolves to the bytes that it freed. Commits go on between its steps.
   */
  wipe(day: Day, segment: number, ordinals: ReadonlySet<number>): Promise<number>;
  close(): Promise<void>;
}

export interface BlobReader {
  /** The body's bytes, or undefined when they were dropped or wiped. Throws `CorruptBlob` when they fail their checksum. */
  body(ref: BodyRef): Promise<Uint8Array<ArrayBuffer> | undefined>;
  object(key: ObjectKey): Promise<Uint8Array<ArrayBuffer> | undefined>;
  usage(): Promise<{ readonly bodies: number; readonly objects: number }>;
  close(): Promise<void>;
}

/** Days since 1970-01-01 UTC. */
export type Day = number;

/** Stable for the life of the body: compaction keeps segment and ordinal. */
export interface BodyRef {
  readonly day: Day;
  readonly segment: number;
  /** Position of the body within its segment, counted from 0. */
  readonly ordinal: number;
}

export interface ObjectKey {
  readonly kind: "attachment";
  readonly day: Day;
  readonly projectId: number;
  readonly id: string;
}

export class CorruptBlob extends Error {
  override readonly name = "CorruptBlob";
}
