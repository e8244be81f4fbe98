import type { SentCheckIn } from "../../../monitors/monitor.ts";
import type { GroupSketch } from "../../../pipeline/batch.ts";
import type { DiskUsage } from "../disk.ts";
import type { OutcomeDelta } from "./outcomes.ts";
import type { WaitingSegment } from "./segments.ts";
import type { NewUserReport, UserReportFate } from "./user-reports.ts";

/** The ingest side: what one batch changes, applied together with the log position or not at all. */
export interface IngestTransaction {
  logPosition(): Promise<number>;
  /** One call per batch. Requests are in log order; issue ids are handed out in that order, so a replay hands out the same. Undefined: the project is gone. */
  assignIssues(requests: readonly AssignRequest[]): Promise<readonly (AssignedIssue | Discarded | undefined)[]>;
  addOutcomes(totals: readonly OutcomeDelta[]): Promise<void>;
  /** Keeps one report for each event; a later one replaces it within five minutes, and is a duplicate after that. */
  saveUserReports(reports: readonly NewUserReport[]): Promise<readonly UserReportFate[]>;
  /** Gives reports that came before these events their issue. */
  linkUserReports(events: readonly { readonly projectId: number; readonly eventId: string; readonly issueId: number }[]): Promise<void>;
  /** One call per batch, in log order. */
  saveCheckIns(checkIns: readonly NewCheckIn[]): Promise<readonly CheckInFate[]>;
  /** Releases and environments that sessions named; a new release is made. */
  seeSessions(places: readonly SessionPlace[]): Promise<void>;
  /** Parts of segments that more may come of. */
  noteSegments(segments: readonly WaitingSegment[]): Promise<void>;
  addUsage(usage: readonly DiskUsage[]): Promise<void>;
  setLogPosition(seq: number): Promise<void>;
}

export interface NewCheckIn extends SentCheckIn {
  readonly projectId: number;
  readonly seq: number;
  /** Among the items of its envelope. */
  readonly position: number;
  readonly receivedAt: number;
}

export interface CheckInFate {
  readonly outcome: "accepted" | "filtered" | "rate_limited" | "invalid";
  readonly reason: string | null;
  /** For a person. */
  readonly detail: string;
}

/** Where sessions of a batch took place, and when the first and the last of them began. */
export interface SessionPlace {
  readonly projectId: number;
  readonly release: string;
  readonly environment: string;
  readonly first: number;
  readonly last: number;
}

/** All events of a batch that share project and first hash. */
export interface AssignRequest {
  /** Of the first hash; kept when that is new. */
  readonly sketch?: GroupSketch;
  readonly projectId: number;
  readonly hashes: readonly string[];
  /** Asked in order where none of `hashes` leads to an issue; those that are not known are not kept (`grouping.md` §13). */
  readonly secondaryHashes?: readonly string[];
  readonly count: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** `user` tags of the events, distinct. */
  readonly users: readonly string[];
  readonly environments: readonly string[];
  /** Distinct releases in order of time. */
  readonly releases: readonly string[];
  readonly anyUnhandled: boolean;
  /** Describes the issue when it is new, and refreshes title, culprit, level and metadata when it is not. */
  readonly latest: {
    readonly eventId: string;
    readonly type: string;
    readonly level: string;
    readonly platform: string;
    readonly title: string;
    readonly culprit: string;
    readonly location: string | null;
    readonly metadata: Readonly<Record<string, string>>;
    readonly logger: string | null;
    readonly receivedAt: number;
  };
}

/** The issue was deleted for good, and its events with it. */
export interface Discarded {
  readonly discardedAs: number;
  readonly issueId?: undefined;
}

export interface AssignedIssue {
  readonly issueId: number;
  readonly isNew: boolean;
  readonly isRegression: boolean;
}
