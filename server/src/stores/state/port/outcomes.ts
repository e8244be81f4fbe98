export interface OutcomeReads {
  /** Items per outcome and bucket; buckets aligned to `bucketMs` (a multiple of one hour). */
  outcomeTotals(query: OutcomeTotalsQuery): Promise<readonly OutcomeTotal[]>;
}

interface OutcomeTotalsQuery {
  readonly projectIds: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly bucketMs: number;
  /** Left out: all keys, and those that are gone. */
  readonly keyIds?: readonly number[];
}

export interface OutcomeTotal {
  readonly projectId: number;
  readonly keyId: number;
  readonly bucket: number;
  readonly category: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly quantity: number;
}

export interface OutcomeDelta {
  readonly projectId: number;
  readonly keyId: number;
  /** Start of the hour, epoch milliseconds. */
  readonly hour: number;
  readonly category: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly quantity: number;
}
