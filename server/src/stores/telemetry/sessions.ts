/** Release health: what sessions say, as the pipeline hands it over, and what can be asked of it. Times are epoch milliseconds. */

/** From good to bad. */
export const sessionStatuses = ["ok", "exited", "errored", "unhandled", "abnormal", "crashed"] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

interface SessionPlace {
  /** Start of the session, or of the minute in which those that are counted together started. */
  readonly started: number;
  /** Of the device or user, 48 bits; null when the SDK names none. */
  readonly user: number | null;
  readonly release: string;
  readonly environment: string;
}

/** One update of one session. They come in any order, late, and more than once. */
export interface SessionUpdate extends SessionPlace {
  readonly kind: "update";
  /** 32 lowercase hex. */
  readonly sid: string;
  /** Only an update that says so makes the session count. */
  readonly init: boolean;
  /** Grows from update to update of a session. */
  readonly order: number;
  readonly status: SessionStatus;
  readonly hasErrors: boolean;
  /** Milliseconds; of sessions that ended well. */
  readonly duration: number | null;
  readonly mechanism: "anr_foreground" | "anr_background" | null;
  /** The times were moved since the device's clock is wrong: other updates of the session may have been moved to another day. */
  readonly drifted: boolean;
}

/** Sessions that the SDK counted itself; no session is in two of the counts. */
export interface SessionCounts extends SessionPlace {
  readonly kind: "counts";
  readonly exited: number;
  readonly errored: number;
  readonly unhandled: number;
  readonly abnormal: number;
  readonly crashed: number;
}

export type SessionDraft = SessionUpdate | SessionCounts;
export type SessionRow = SessionDraft & { readonly seq: number; readonly projectId: number };

export const sessionDimensions = ["project", "release", "environment"] as const;
export type SessionDimension = (typeof sessionDimensions)[number];

export interface SessionQuery {
  readonly projectIds: readonly number[];
  /** Whole hours. */
  readonly range: { readonly from: number; readonly to: number };
  /** Width of the series' buckets, a multiple of an hour; null: no series. */
  readonly bucketMs: number | null;
  readonly by: readonly SessionDimension[];
  readonly releases?: readonly string[];
  readonly notReleases?: readonly string[];
  readonly environments?: readonly string[];
  /** What besides counts of sessions is wanted: both cost more. */
  readonly users?: boolean;
  readonly durations?: boolean;
}

/** Every group has at least one session, user or error. */
export interface SessionGroup {
  /** Null where the query does not tell groups apart by it. */
  readonly project: number | null;
  readonly release: string | null;
  readonly environment: string | null;
  readonly totals: SessionNumbers;
  /** One for each bucket; empty without series. */
  readonly series: readonly SessionNumbers[];
}

export interface SessionNumbers {
  readonly sessions: StatusCounts;
  /** Distinct ones. */
  readonly users: StatusCounts & { readonly anrForeground: number; readonly anr: number };
  readonly durations: DurationNumbers | null;
}

export interface StatusCounts {
  readonly total: number;
  /** With an error of any kind: the other counts are among them. */
  readonly errored: number;
  readonly unhandled: number;
  readonly abnormal: number;
  readonly crashed: number;
}

/** Milliseconds. Percentiles are within 1 % of the true ones. */
export interface DurationNumbers {
  readonly avg: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}
