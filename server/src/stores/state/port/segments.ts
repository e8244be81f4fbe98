import type { OpenSegment } from "../../../pipeline/batch.ts";

/** A segment of spans that came in parts and was not looked at yet. */
export interface WaitingSegment extends OpenSegment {
  /** When the last part of it was stored. */
  readonly lastAt: number;
}

export interface SegmentReads {
  /** Instance: those with the newest parts first. */
  openSegments(limit: number): Promise<readonly WaitingSegment[]>;
}

export interface SegmentWrites {
  /** They were looked at, unless a part came after `lastAt`; and so was everything of which none came since `before`. */
  forgetSegments(segments: readonly WaitingSegment[], before: number): Promise<void>;
}
