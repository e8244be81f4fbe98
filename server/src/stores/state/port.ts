import type { DiskReads, DiskWrites } from "./disk.ts";
import type { JobReads, JobWrites } from "./jobs.ts";
import type { IngestTransaction } from "./port/ingest.ts";
import type { IssueReads, IssueWrites } from "./port/issues.ts";
import type { MonitorReads, MonitorWrites } from "./port/monitors.ts";
import type { MoveWriter } from "./port/moves.ts";
import type { OutcomeReads } from "./port/outcomes.ts";
import type { PeopleReads, PeopleWrites } from "./port/people.ts";
import type { ProjectReads, ProjectWrites } from "./port/projects.ts";
import type { ReleaseReads } from "./port/releases.ts";
import type { SegmentReads, SegmentWrites } from "./port/segments.ts";
import type { UserReportReads, UserReportWrites } from "./port/user-reports.ts";

/**
 * The relational state. Reads never block writes. All arguments and results survive structured cloning: the embedded
 * adapter lives in worker threads. Reads that concern a tenant take its organization or project ids; there is no
 * read across tenants but those marked "instance".
 */
export interface StateReader
  extends ProjectReads, ReleaseReads, PeopleReads, IssueReads, UserReportReads, MonitorReads, OutcomeReads, SegmentReads, JobReads, DiskReads {
  /** Instance: how first-run set-up knows that there is nothing yet. */
  counts(): Promise<{ readonly organizations: number; readonly projects: number; readonly users: number; readonly issues: number }>;
  logPosition(): Promise<number>;
  schemaVersion(): Promise<string>;
  close(): Promise<void>;
}

export interface StateWriter
  extends ProjectWrites, PeopleWrites, IssueWrites, UserReportWrites, MonitorWrites, SegmentWrites, MoveWriter, JobWrites, DiskWrites {
  /** Runs `work` in the one ingest transaction: it commits when `work` resolves and leaves nothing behind when it throws. */
  ingest<T>(work: (transaction: IngestTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
