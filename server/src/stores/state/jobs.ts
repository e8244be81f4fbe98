import type { EventFilter } from "../../query/model.ts";
import type { TableCondition } from "../../query/table-query.ts";
import type { DatasetName } from "../telemetry/datasets.ts";
import type { EventRow } from "../telemetry/port.ts";
import type { Receipt } from "../telemetry/removals.ts";

/** Work that outlives the request that asked for it: written down first, carried out by the writer in small steps, also after a restart. */
export interface Job {
  readonly id: number;
  readonly organizationId: number | null;
  readonly input: JobInput;
  readonly status: "waiting" | "done" | "failed";
  /** Events and rows dealt with so far. */
  readonly done: number;
  /** The same by what they were. */
  readonly removed: Readonly<Record<string, number>>;
  /** Null while unknown. */
  readonly total: number | null;
  /** Of bodies, files and rows, as they were accounted for. */
  readonly bytes: number;
  /** For a person: why it failed. */
  readonly detail: string | null;
  readonly userId: number | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

export type JobInput =
  /** Rows of issues that are gone from the state already. */
  | { readonly kind: "deleteIssues"; readonly issues: readonly { readonly projectId: number; readonly id: number }[] }
  | { readonly kind: "deleteEvents"; readonly projectIds: readonly number[]; readonly filter: readonly EventFilter[]; readonly label: string }
  /** Rows of a dataset that pass; of transactions with their spans, profiles and files. */
  | {
      readonly kind: "deleteRows";
      readonly projectIds: readonly number[];
      readonly dataset: DatasetName;
      readonly where: TableCondition;
      readonly label: string;
    }
  /** Replays with all of their segments and recordings. */
  | { readonly kind: "deleteReplays"; readonly projectIds: readonly number[]; readonly replayIds: readonly string[]; readonly label: string }
  /** Everything of one person: events, their files and reports, and rows of any kind that name them. */
  | { readonly kind: "deleteUser"; readonly projectIds: readonly number[]; readonly identity: Identity }
  /** Brings a project's category below its budget. */
  | { readonly kind: "evict"; readonly projectId: number; readonly category: string }
  /** Brings all projects together below what the instance may take. */
  | { readonly kind: "evictInstance"; readonly maxBytes: number };

/** Any one of these is enough to be meant. */
export interface Identity {
  readonly id?: string;
  readonly email?: string;
  readonly username?: string;
  readonly ip?: string;
  /** The distinct id of sessions, where it is none of the others. */
  readonly did?: string;
}

const kinds: ReadonlySet<unknown> = new Set<JobInput["kind"]>([
  "deleteIssues",
  "deleteEvents",
  "deleteRows",
  "deleteReplays",
  "deleteUser",
  "evict",
  "evictInstance",
]);

/** What stands in the table was written by `createJob`; a newer program may know other kinds. */
export function isJobInput(value: unknown): value is JobInput {
  return typeof value === "object" && value !== null && "kind" in value && kinds.has(value.kind);
}

export interface NewJob {
  readonly organizationId?: number;
  readonly projectId?: number;
  readonly userId: number | null;
  readonly input: JobInput;
  readonly at: number;
}

export interface JobReads {
  /** Newest first. */
  jobs(query: { readonly organizationId: number; readonly limit: number; readonly offset: number }): Promise<readonly Job[]>;
  job(organizationId: number, id: number): Promise<Job | undefined>;
}

export interface JobWrites {
  /** In the organization, or in that of the project. */
  createJob(job: NewJob): Promise<Job>;
  /** The oldest job that is not finished. */
  nextJob(): Promise<Job | undefined>;
  /** Adds to what was done of a kind; `total` replaces the one known. */
  advanceJob(id: number, progress: JobProgress): Promise<void>;
  /** What names a person is taken out of the job with it. */
  finishJob(id: number, end: { readonly status: "done" | "failed"; readonly detail: string | null; readonly at: number }): Promise<void>;
  /**
   * Takes what telemetry removed out of counters and accounts, with the job's progress; an issue without any events left is
   * deleted. The same receipt again changes nothing.
   */
  applyReceipt(jobId: number, receipt: Receipt): Promise<void>;
  /** Issues say what their newest event says, which is another one now. */
  describeIssues(latest: readonly EventRow[]): Promise<void>;
  /** Up to `limit` users of an issue that is gone; answers how many there were. */
  forgetUsersOfIssue(issueId: number, limit: number): Promise<number>;
  /** A person is no user of any issue of the project, and what they reported is gone; answers how many reports there were. */
  forgetPerson(projectId: number, person: { readonly tags: readonly string[]; readonly email?: string; readonly name?: string }): Promise<number>;
}

export interface JobProgress {
  readonly kind?: string;
  readonly done?: number;
  readonly bytes?: number;
  readonly total?: number;
}
