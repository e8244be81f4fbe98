import type { Day, ObjectKey } from "./port.ts";

/** What a check asks the files of bodies: read beside a server, changed by nobody. */
export interface BlobInspection {
  /** Ascending. */
  days(): readonly Day[];
  segments(day: Day): readonly number[];
  /** Undefined when there is none. `thorough`: every block is read, decompressed and held against its checksum. */
  segment(day: Day, segment: number, thorough: boolean): SegmentState | undefined;
  /** Bytes; undefined when there is none. */
  objectBytes(key: ObjectKey): number | undefined;
}

export interface SegmentState {
  readonly file: string;
  /** Of each body, in order; 0 of one that was wiped. */
  readonly lengths: Uint32Array;
  /** Blocks that fail their checksum. */
  readonly faults: readonly string[];
  /** Bytes at the end that are no block. */
  readonly unreadBytes: number;
}
