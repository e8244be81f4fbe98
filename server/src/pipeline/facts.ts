import type { DatasetName } from "../stores/telemetry/datasets.ts";

/** What a committed batch changed. Live streams, alerts and notifications read it at their own pace; the pipeline calls none of them. */
export interface CommittedFacts {
  readonly lastSeq: number;
  /** Epoch milliseconds of the commit. */
  readonly at: number;
  readonly issues: readonly IssueFact[];
  readonly rows: readonly RowsFact[];
  /** Accepted events plus other items, for counters. */
  readonly events: number;
  readonly outcomes: number;
}

/** How much came to one of the other tables of telemetry: spans, logs, metrics. */
export interface RowsFact {
  readonly projectId: number;
  readonly dataset: DatasetName;
  readonly rows: number;
}

export interface IssueFact {
  readonly projectId: number;
  readonly issueId: number;
  readonly isNew: boolean;
  readonly isRegression: boolean;
  readonly events: number;
}
