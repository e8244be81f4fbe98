import type { CheckInStatus } from "../../../monitors/monitor.ts";
import type { ReadConfig } from "../../../monitors/read-config.ts";
import type { TimeRange } from "../../../query/model.ts";
import type { CheckIn, Monitor, MonitorSignal } from "../model.ts";
import type { Refused } from "./refused.ts";

export interface MonitorReads {
  /** Those in trouble first, then by name. */
  monitors(query: {
    readonly projectIds: readonly number[];
    /** Within name or slug. */
    readonly text?: string;
    readonly environments?: readonly string[];
    readonly status?: Monitor["status"];
    readonly offset: number;
    readonly limit: number;
  }): Promise<readonly Monitor[]>;
  monitor(projectIds: readonly number[], idOrSlug: string): Promise<Monitor | undefined>;
  /** Newest first. */
  checkIns(query: {
    readonly monitorId: number;
    readonly environments?: readonly string[];
    readonly range?: TimeRange;
    readonly offset: number;
    readonly limit: number;
  }): Promise<readonly CheckIn[]>;
  /** Check-ins per bucket, counted from the start of the range; buckets without any are left out. */
  checkInSeries(query: {
    readonly monitorIds: readonly number[];
    readonly environments?: readonly string[];
    readonly range: TimeRange;
    readonly bucketMs: number;
  }): Promise<readonly CheckInBucket[]>;
  /** Instance: what incidents have to tell issues, oldest first. */
  monitorSignals(limit: number): Promise<readonly MonitorSignal[]>;
}

export interface MonitorWrites {
  createMonitor(input: MonitorInput & { readonly projectId: number }): Promise<Monitor | Refused | { readonly refused: "limit" }>;
  updateMonitor(
    projectIds: readonly number[],
    id: number,
    change: Partial<MonitorInput> & { readonly projectId?: number; readonly at: number },
  ): Promise<Monitor | Refused>;
  updateMonitorEnvironment(projectIds: readonly number[], monitorId: number, name: string, change: { readonly isMuted: boolean }): Promise<Monitor | Refused>;
  /** The monitor, or only these environments of it. */
  deleteMonitor(projectIds: readonly number[], id: number, environments?: readonly string[]): Promise<boolean>;
  /** At the start of the server: since its last tick nobody listened, so nobody is late on account of that time. */
  noteMonitorOutage(now: number): Promise<void>;
  /** Finds what is missed or timed out by `now`; everything that arrived before must be stored. To be called every minute. */
  tickMonitors(now: number): Promise<void>;
  forgetCheckIns(before: number): Promise<void>;
  /** The failure is in the log, as the record `seq`. */
  logMonitorSignal(id: number, seq: number): Promise<void>;
  removeMonitorSignals(ids: readonly number[]): Promise<void>;
}

export interface CheckInBucket {
  readonly monitorId: number;
  readonly environment: string;
  readonly bucket: number;
  readonly status: CheckInStatus;
  readonly count: number;
  /** Milliseconds, of as many check-ins as told theirs. */
  readonly durationSum: number;
  readonly durations: number;
}

interface MonitorInput {
  readonly slug: string;
  readonly name: string;
  readonly config: ReadConfig;
  readonly status: Monitor["status"];
  readonly isMuted: boolean;
  readonly owner: Monitor["owner"];
  readonly at: number;
}
