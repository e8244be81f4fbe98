import type { ProcessedBatch } from "./batch.ts";

/** The part of a batch that came of the records from one seq to another. It keeps all blocks: the committer stores those that are needed. */
export function sliceBatch(batch: ProcessedBatch, firstSeq: number, lastSeq: number): ProcessedBatch {
  const within = ({ seq }: { readonly seq: number }): boolean => seq >= firstSeq && seq <= lastSeq;
  return {
    ...batch,
    firstSeq,
    lastSeq,
    events: batch.events.filter(within),
    attachments: batch.attachments.filter(within),
    userReports: batch.userReports.filter(within),
    rows: batch.rows.filter(within),
    sessions: batch.sessions.filter(within),
    checkIns: batch.checkIns.filter(within),
    outcomes: batch.outcomes.filter(within),
    uploads: batch.uploads.filter(within),
  };
}
