/** What a committed batch changed. Live streams, alerts and notifications read it at their own pace; the pipeline calls none of them. */
export interface CommittedFacts {
  readonly lastSeq: number;
  /** Epoch milliseconds of the commit. */
  readonly at: number;
  readonly issues: readonly IssueFact[];
  /** Accepted events plus other items, for counters. */
  readonly events: number;
  readonly outcomes: number;
}

export interface IssueFact {
  readonly projectId: number;
  readonly issueId: number;
  readonly isNew: boolean;
  readonly isRegression: boolean;
  readonly events: number;
}
