import type { OrganizationOptions, ProjectOptions, Quota } from "../../project-settings/options.ts";
import type { CheckInStatus, EnvironmentStatus, MonitorConfig, MonitorOwner } from "../../monitors/monitor.ts";
import type { IssuePriority, IssueStatus, IssueSubstatus } from "../../query/model.ts";

/** What the state store holds, as the rest of the server sees it. Ids are positive integers, times epoch milliseconds. */

export interface Organization {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly createdAt: number;
  readonly options: OrganizationOptions;
}

export interface Team {
  readonly id: number;
  readonly organizationId: number;
  readonly slug: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface Project {
  readonly id: number;
  readonly organizationId: number;
  readonly slug: string;
  readonly name: string;
  readonly platform: string | null;
  readonly status: "active" | "disabled";
  readonly createdAt: number;
  readonly firstEventAt: number | null;
  readonly options: ProjectOptions;
  readonly teams: readonly Team[];
}

/** A hash that leads events into an issue, with those that had it as their first one. */
export interface IssueHash {
  readonly hash: string;
  readonly timesSeen: number;
  readonly firstSeen: number | null;
  readonly lastSeen: number | null;
  readonly lastEventId: string | null;
}

/** A deleted issue whose events are dropped as they come. */
export interface Tombstone {
  readonly id: number;
  readonly projectId: number;
  readonly title: string;
  readonly culprit: string;
  readonly level: string;
  readonly type: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly userId: number | null;
  readonly createdAt: number;
  /** Events dropped since. */
  readonly timesSeen: number;
  readonly lastSeen: number | null;
}

/** Events that were moved to where new rules would have put them. */
export interface Regroup {
  readonly id: number;
  readonly projectId: number;
  readonly userId: number | null;
  /** Of the rules; 0 for none. */
  readonly ruleVersion: number;
  readonly createdAt: number;
  readonly undoneAt: number | null;
  /** How many were moved. */
  readonly events: number;
  readonly newIssues: readonly number[];
}

/** A project's rules as they were saved once. */
export interface RuleVersion {
  readonly projectId: number;
  /** 1, 2, 3 … */
  readonly version: number;
  readonly fingerprintingRules: string;
  readonly groupingEnhancements: string;
  readonly userId: number | null;
  /** The version whose rules these are again. */
  readonly restoredFrom: number | null;
  readonly createdAt: number;
}

export interface ProjectKey {
  readonly id: number;
  readonly projectId: number;
  /** 32 lowercase hex. */
  readonly publicKey: string;
  readonly secretKey: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly rateLimit: { readonly count: number; readonly window: number } | null;
  readonly loader: LoaderOptions;
  readonly createdAt: number;
}

/** What the loader script of a key brings along (`protocol.md` §2.8). */
export interface LoaderOptions {
  readonly hasReplay: boolean;
  readonly hasPerformance: boolean;
  readonly hasDebug: boolean;
  readonly hasFeedback: boolean;
  readonly hasLogsAndMetrics: boolean;
  /** Of the bundle; `latest` is the one that this server has. */
  readonly sdkVersion: string;
}

/** What ingest needs of a key, in one look-up. */
export interface KeyAccess {
  readonly key: ProjectKey;
  readonly projectId: number;
  readonly projectStatus: Project["status"];
  readonly organizationId: number;
  readonly allowedDomains: readonly string[];
  readonly quotas: { readonly organization: readonly Quota[]; readonly project: readonly Quota[] };
}

/** How far a window of a quota is used up. */
export interface QuotaCounter {
  readonly counter: string;
  /** Of the window, counted from the epoch. */
  readonly number: number;
  /** Epoch seconds. */
  readonly endsAt: number;
  readonly count: number;
}

export interface User {
  readonly id: number;
  readonly email: string;
  readonly name: string | null;
  readonly isActive: boolean;
  /** Instance-wide administrator: may create organizations. */
  readonly isAdmin: boolean;
  readonly hasPassword: boolean;
  readonly createdAt: number;
  readonly lastLoginAt: number | null;
}

export type Role = "member" | "admin" | "manager" | "owner";

export interface Membership {
  readonly organizationId: number;
  readonly userId: number;
  readonly role: Role;
}

export interface AuthToken {
  readonly id: number;
  /** An organization token has no user. */
  readonly organizationId: number | null;
  readonly userId: number | null;
  readonly name: string;
  readonly scopes: readonly string[];
  /** Last four characters, to tell tokens apart on a page. */
  readonly hint: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

export interface Session {
  readonly userId: number;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface Issue {
  readonly id: number;
  readonly projectId: number;
  /** Counter within the project; shown as `PROJECT-1A2` in base 32. */
  readonly shortIdNumber: number;
  readonly type: string;
  readonly level: string;
  readonly platform: string;
  readonly title: string;
  readonly culprit: string;
  readonly location: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly logger: string | null;
  readonly status: IssueStatus;
  readonly substatus: IssueSubstatus | null;
  readonly statusDetails: StatusDetails;
  readonly priority: IssuePriority;
  readonly priorityLockedAt: number | null;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly timesSeen: number;
  readonly userCount: number;
  readonly firstRelease: string | null;
  readonly lastRelease: string | null;
  readonly isUnhandled: boolean;
  readonly assignedTo: { readonly kind: "user" | "team"; readonly id: number } | null;
  readonly resolvedAt: number | null;
  /** Not looked at since it was new or came back. */
  readonly forReview: boolean;
  readonly numComments: number;
}

/** `spec/api.md` §4.2; empty for a plain state. */
export interface StatusDetails {
  readonly inNextRelease?: boolean;
  readonly inRelease?: string;
  readonly ignoreCount?: number;
  readonly ignoreUntil?: number;
  readonly ignoreUserCount?: number;
  readonly ignoreUserWindow?: number;
  readonly ignoreWindow?: number;
  readonly untilEscalating?: boolean;
  readonly actorUserId?: number;
}

/** `spec/api.md` §4.4 names. */
export interface Activity {
  readonly id: number;
  readonly issueId: number;
  readonly type: string;
  readonly userId: number | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
}

/** What a user wrote about an event. */
export interface UserReport {
  readonly id: number;
  readonly projectId: number;
  readonly eventId: string;
  /** Null until the event is stored. */
  readonly issueId: number | null;
  readonly name: string;
  readonly email: string;
  readonly comments: string;
  readonly receivedAt: number;
}

export interface Release {
  readonly id: number;
  /** Where it was seen. */
  readonly projectIds: readonly number[];
  /** Issues that began with it, in each of `projectIds`. */
  readonly newIssuesByProject: readonly number[];
  /** Those of them that sent sessions. */
  readonly healthProjectIds: readonly number[];
  readonly organizationId: number;
  readonly version: string;
  readonly createdAt: number;
  readonly firstEventAt: number | null;
  readonly lastEventAt: number | null;
  readonly newIssues: number;
}

/** A scheduled job that is watched (`protocol.md` §18). */
export interface Monitor {
  readonly id: number;
  readonly projectId: number;
  readonly slug: string;
  readonly name: string;
  readonly status: "active" | "disabled";
  readonly isMuted: boolean;
  /** The SDK keeps the configuration up to date. */
  readonly isUpserting: boolean;
  readonly config: MonitorConfig;
  readonly owner: MonitorOwner | null;
  readonly createdAt: number;
  readonly environments: readonly MonitorEnvironment[];
}

export interface MonitorEnvironment {
  readonly id: number;
  readonly name: string;
  readonly status: EnvironmentStatus;
  readonly isMuted: boolean;
  readonly createdAt: number;
  readonly lastCheckIn: number | null;
  readonly nextCheckIn: number | null;
  readonly nextCheckInLatest: number | null;
  /** Of the newest check-in. */
  readonly lastStatus: CheckInStatus | null;
  readonly incident: MonitorIncident | null;
}

export interface MonitorIncident {
  readonly id: number;
  readonly startedAt: number;
  readonly resolvedAt: number | null;
  /** The first event of its issue; null while the monitor was muted. */
  readonly firstEventId: string | null;
}

export interface CheckIn {
  readonly id: number;
  /** 32 lowercase hex. */
  readonly guid: string;
  readonly environment: string;
  readonly status: CheckInStatus;
  /** Milliseconds. */
  readonly duration: number | null;
  readonly addedAt: number;
  readonly updatedAt: number;
  /** The minute in which it was taken in. */
  readonly clockAt: number;
  readonly inProgressAt: number | null;
  readonly expectedAt: number | null;
  readonly traceId: string | null;
  /** Of the monitor at that time. */
  readonly config: MonitorConfig;
}

/** What an incident has to tell an issue. `failure`: the payload is the event; `resolved`: the issue of `eventId` is over. */
export interface MonitorSignal {
  readonly id: number;
  readonly projectId: number;
  readonly kind: "failure" | "resolved";
  readonly eventId: string;
  readonly payload: string;
  /** In the log; null: not there yet. */
  readonly seq: number | null;
}
