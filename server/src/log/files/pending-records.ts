import type { LogBatch } from "../port.ts";

interface Segment {
  readonly file: string;
  readonly firstSeq: number;
  /** Unknown while the segment is being written. */
  lastSeq: number | undefined;
  /** Bytes of the file. */
  bytes: number;
  /** A file that could not be read to its end is kept aside instead of deleted. */
  readonly damaged: boolean;
}

interface Run {
  readonly segment: Segment;
  readonly firstSeq: number;
  readonly offset: number;
  /** Bytes and arrival of each record, from `firstSeq` on. */
  readonly sizes: number[];
  readonly times: number[];
}

/** Which durable records wait to be handed out, and which of those to be committed. Sizes and times only, no bodies. */
export class PendingRecords {
  /** One run for each segment with uncommitted records, oldest first. */
  readonly #runs: Run[] = [];
  #segments: Segment[] = [];
  #pendingBytes = 0;
  #pendingRecords = 0;
  #handedOutSeq: number;
  /** Where the next batch starts. */
  #handOutOffset = 0;
  #committedSeq: number;
  #lastSeq: number;

  constructor(committedSeq: number) {
    this.#committedSeq = committedSeq;
    this.#handedOutSeq = committedSeq;
    this.#lastSeq = committedSeq;
  }

  get stats(): { readonly pendingRecords: number; readonly pendingBytes: number; readonly oldestPendingAt: number | null; readonly diskBytes: number } {
    const first = this.#runs.find((run) => this.#committedSeq < run.firstSeq + run.sizes.length - 1);
    const oldest = first?.times[Math.max(0, this.#committedSeq + 1 - first.firstSeq)];
    return {
      pendingRecords: this.#pendingRecords,
      pendingBytes: this.#pendingBytes,
      oldestPendingAt: oldest ?? null,
      diskBytes: this.#segments.reduce((sum, segment) => sum + segment.bytes, 0),
    };
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  get committedSeq(): number {
    return this.#committedSeq;
  }

  /** A segment begins; the one before it is complete. `found`: it is a file of a former process. */
  openSegment(file: string, firstSeq: number, found?: { readonly damaged: boolean }): void {
    this.sealSegment();
    // A file that was given up before anything became durable in it: the next one takes its seq, and so its name.
    if (this.#runs.at(-1)?.sizes.length === 0) {
      this.#runs.pop();
      this.#segments.pop();
    }
    const segment: Segment = { file, firstSeq, lastSeq: undefined, bytes: 0, damaged: found?.damaged ?? false };
    this.#segments.push(segment);
    this.#runs.push({ segment, firstSeq, offset: 0, sizes: [], times: [] });
    this.#lastSeq = Math.max(this.#lastSeq, firstSeq - 1);
  }

  sealSegment(): void {
    const last = this.#segments.at(-1);
    if (last !== undefined) last.lastSeq ??= this.#lastSeq;
  }

  /** A record of the newest segment is durable. */
  add(bytes: number, receivedAt: number): number {
    const run = this.#runs.at(-1);
    if (run === undefined) throw new Error("no segment is open");
    run.sizes.push(bytes);
    run.times.push(receivedAt);
    run.segment.bytes += bytes;
    const seq = run.firstSeq + run.sizes.length - 1;
    this.#lastSeq = seq;
    if (seq > this.#committedSeq) {
      this.#pendingBytes += bytes;
      this.#pendingRecords++;
    }
    return seq;
  }

  /** The next run of records within one file, at least one record. */
  take(limit: { readonly records: number; readonly bytes: number }): LogBatch | undefined {
    const run = this.#runs.find((candidate) => this.#handedOutSeq < candidate.firstSeq + candidate.sizes.length - 1);
    if (run === undefined) return undefined;
    const firstSeq = Math.max(run.firstSeq, this.#handedOutSeq + 1);
    const start = firstSeq - run.firstSeq;
    if (this.#handedOutSeq < run.firstSeq || this.#handOutOffset === 0) this.#handOutOffset = sum(run.sizes, 0, start);
    let bytes = run.sizes[start] ?? 0;
    let index = start + 1;
    for (; index < run.sizes.length && index - start < limit.records; index++) {
      const size = run.sizes[index] ?? 0;
      if (bytes + size > limit.bytes) break;
      bytes += size;
    }
    const batch = {
      firstSeq,
      lastSeq: run.firstSeq + index - 1,
      records: index - start,
      bytes,
      source: { file: run.segment.file, offset: this.#handOutOffset },
    };
    this.#handedOutSeq = batch.lastSeq;
    this.#handOutOffset += bytes;
    return batch;
  }

  /** Returns the files that no one needs any more. */
  commit(seq: number): readonly { readonly file: string; readonly damaged: boolean }[] {
    const upTo = Math.min(seq, this.#handedOutSeq);
    for (const run of this.#runs) {
      const last = run.firstSeq + run.sizes.length - 1;
      for (let next = Math.max(run.firstSeq, this.#committedSeq + 1); next <= Math.min(last, upTo); next++) {
        this.#pendingBytes -= run.sizes[next - run.firstSeq] ?? 0;
        this.#pendingRecords--;
      }
    }
    this.#committedSeq = Math.max(this.#committedSeq, upTo);
    return this.#releaseSegments();
  }

  #releaseSegments(): readonly Segment[] {
    const done = (segment: Segment): boolean => segment.lastSeq !== undefined && segment.lastSeq <= this.#committedSeq;
    const released = this.#segments.filter(done);
    if (released.length === 0) return released;
    this.#segments = this.#segments.filter((segment) => !done(segment));
    for (let index = this.#runs.length - 1; index >= 0; index--) {
      const run = this.#runs[index];
      if (run !== undefined && done(run.segment)) this.#runs.splice(index, 1);
    }
    return released;
  }
}

function sum(sizes: readonly number[], from: number, to: number): number {
  let total = 0;
  for (let index = from; index < to; index++) total += sizes[index] ?? 0;
  return total;
}
