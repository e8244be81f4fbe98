import type { DiskReads, DiskUsage, DiskWrites } from "./disk.ts";
import type { JobReads, JobWrites } from "./jobs.ts";
import type { OrganizationOptions, ProjectOptions } from "../../project-settings/options.ts";
import type { ProjectSettings } from "../../project-settings/project-settings.ts";
import type { GroupSketch } from "../../pipeline/batch.ts";
import type { EventMove, IssueFacts, MovedCount } from "../telemetry/port.ts";
import type { IssueFilter, IssuePriority, IssueStatus, IssueSubstatus, TimeRange } from "../../query/model.ts";
import type { CheckInStatus, SentCheckIn } from "../../monitors/monitor.ts";
import type { ReadConfig } from "../../monitors/read-config.ts";
import type {
  Activity,
  AuthToken,
  CheckIn,
  Issue,
  IssueHash,
  KeyAccess,
  LoaderOptions,
  Membership,
  Monitor,
  MonitorSignal,
  Organization,
  Project,
  ProjectKey,
  QuotaCounter,
  Regroup,
  Release,
  Role,
  RuleVersion,
  Session,
  StatusDetails,
  Team,
  Tombstone,
  User,
  UserReport,
} from "./model.ts";

/**
 * The relational state. Reads never block writes. All arguments and results survive structured cloning: the embedded
 * adapter lives in worker threads. Reads that concern a tenant take its organization or project ids; there is no
 * read across tenants but those marked "instance".
 */
export interface StateReader extends JobReads, DiskReads {
  /** Instance: how first-run set-up knows that there is nothing yet. */
  counts(): Promise<{ readonly organizations: number; readonly projects: number; readonly users: number; readonly issues: number }>;

  keyAccess(publicKey: string): Promise<KeyAccess | undefined>;
  /** Instance: a number that grows whenever keys, projects or settings of theirs change. Cheap: asked every second. */
  settingsVersion(): Promise<number>;
  /** Instance: windows of quotas that had not ended. */
  quotaCounters(now: number): Promise<readonly QuotaCounter[]>;
  /** Instance: the settings of every project that has other than the default. */
  projectSettings(): Promise<ReadonlyMap<number, ProjectSettings>>;

  /** Instance: all organizations, or the ones a user belongs to. */
  organizations(of?: { readonly userId: number }): Promise<readonly Organization[]>;
  organization(idOrSlug: string): Promise<Organization | undefined>;
  projects(organizationId: number): Promise<readonly Project[]>;
  project(organizationId: number, idOrSlug: string): Promise<Project | undefined>;
  /** Instance: for CLI and ingest by id. */
  projectById(id: number): Promise<Project | undefined>;
  projectKeys(projectId: number): Promise<readonly ProjectKey[]>;
  teams(organizationId: number): Promise<readonly Team[]>;
  /** Newest first. */
  ruleVersions(projectId: number, window: { readonly offset: number; readonly limit: number }): Promise<readonly RuleVersion[]>;
  ruleVersion(projectId: number, version: number): Promise<RuleVersion | undefined>;
  /** Newest first. */
  tombstones(projectId: number, window: { readonly offset: number; readonly limit: number }): Promise<readonly Tombstone[]>;
  /** Newest first. */
  regroups(projectId: number, limit: number): Promise<readonly Regroup[]>;
  /** The issue of each hash that has one. */
  issuesOfHashes(projectId: number, hashes: readonly string[]): Promise<ReadonlyMap<string, number>>;
  environments(projectIds: readonly number[]): Promise<readonly string[]>;
  releases(
    organizationId: number,
    query: {
      readonly projectIds: readonly number[];
      readonly text?: string;
      /** Only these. */
      readonly versions?: readonly string[];
      readonly offset: number;
      readonly limit: number;
    },
  ): Promise<readonly Release[]>;
  release(organizationId: number, version: string): Promise<Release | undefined>;

  user(id: number): Promise<User | undefined>;
  users(ids: readonly number[]): Promise<readonly User[]>;
  userByEmail(email: string): Promise<User | undefined>;
  /** The argon2id hash in PHC string format. Only sign-in asks for it. */
  passwordHash(userId: number): Promise<string | undefined>;
  memberships(of: { readonly userId: number } | { readonly organizationId: number }): Promise<readonly Membership[]>;
  token(hash: string): Promise<AuthToken | undefined>;
  tokens(of: { readonly organizationId: number } | { readonly userId: number }): Promise<readonly AuthToken[]>;
  session(hash: string): Promise<Session | undefined>;

  issues(query: IssueListQuery): Promise<readonly Issue[]>;
  /** Matches of the same query without limit, counted up to `upTo`. */
  issueCount(query: Omit<IssueListQuery, "limit" | "after" | "before">, upTo: number): Promise<number>;
  issue(projectIds: readonly number[], id: number): Promise<Issue | undefined>;
  issueByShortId(projectIds: readonly number[], projectSlug: string, number: number): Promise<Issue | undefined>;
  issuesById(projectIds: readonly number[], ids: readonly number[]): Promise<readonly Issue[]>;
  /** Those with the newest events first. */
  hashes(issueId: number): Promise<readonly IssueHash[]>;
  /** Sketches of the issue's hashes, and those of other issues' that have a band in common with one of them; at most `limit`. */
  sketchesNear(projectId: number, issueId: number, limit: number): Promise<NearSketches>;
  activity(issueId: number, limit: number): Promise<readonly Activity[]>;
  /** Newest first. */
  /** Of all events of a project, newest first. */
  projectUserReports(projectId: number, window: { readonly offset: number; readonly limit: number }): Promise<readonly UserReport[]>;
  userReports(issueId: number, window: { readonly offset: number; readonly limit: number }): Promise<readonly UserReport[]>;
  userReportCount(issueId: number): Promise<number>;
  /** What was written about one event. */
  userReport(projectId: number, eventId: string): Promise<UserReport | undefined>;
  seenBy(issueId: number): Promise<readonly { readonly userId: number; readonly at: number }[]>;
  bookmarkedBy(userId: number, issueIds: readonly number[]): Promise<readonly number[]>;
  /** Those of `issueIds` that the user has looked at since they were new or came back. */
  seenAmong(userId: number, issueIds: readonly number[]): Promise<readonly number[]>;

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
  /** Kinds of data that a project has sent. */
  projectUses(projectId: number): Promise<{ readonly sessions: boolean; readonly monitors: boolean }>;

  /** Items per outcome and bucket; buckets aligned to `bucketMs` (a multiple of one hour). */
  outcomeTotals(query: OutcomeTotalsQuery): Promise<readonly OutcomeTotal[]>;
  logPosition(): Promise<number>;
  schemaVersion(): Promise<string>;
  close(): Promise<void>;
}

export interface NearSketches {
  readonly own: readonly string[];
  readonly near: readonly { readonly issueId: number; readonly values: string }[];
}

export interface IssueListQuery {
  readonly projectIds: readonly number[];
  readonly filter: readonly IssueFilter[];
  readonly sort: "date" | "new" | "freq" | "user";
  /** Keyset: strictly after (sort value, id) in descending order. */
  readonly after?: { readonly value: number; readonly id: number };
  /** Keyset backwards: the `limit` issues that come right before this one; answered in descending order too. */
  readonly before?: { readonly value: number; readonly id: number };
  readonly limit: number;
  /** Only these issues (event-level conditions were resolved by telemetry). */
  readonly among?: readonly number[];
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

/** One row of a mutation that names what it did, so that handlers answer 404 or 409 without reading again. */
export type Refused = { readonly refused: "notFound" | "slugTaken" | "emailTaken" | "lastOwner" };

export interface StateWriter extends MoveWriter, JobWrites, DiskWrites {
  /** Runs `work` in the one ingest transaction: it commits when `work` resolves and leaves nothing behind when it throws. */
  ingest<T>(work: (transaction: IngestTransaction) => Promise<T>): Promise<T>;

  createOrganization(input: { readonly slug: string; readonly name: string; readonly ownerUserId?: number }): Promise<Organization | Refused>;
  updateOrganization(
    id: number,
    change: { readonly slug?: string; readonly name?: string; readonly options?: OrganizationOptions },
  ): Promise<Organization | Refused>;
  createTeam(input: { readonly organizationId: number; readonly slug: string; readonly name: string }): Promise<Team | Refused>;
  /** Makes the project with one key; adds it to `teamIds`, or to the organization's first team. */
  createProject(input: {
    readonly organizationId: number;
    readonly slug: string;
    readonly name: string;
    readonly platform: string | null;
    readonly teamIds?: readonly number[];
  }): Promise<{ readonly project: Project; readonly key: ProjectKey } | Refused>;
  updateProject(
    id: number,
    change: {
      readonly slug?: string;
      readonly name?: string;
      readonly platform?: string | null;
      readonly status?: Project["status"];
      readonly options?: ProjectOptions;
    },
  ): Promise<Project | Refused>;
  /** What is left out stays. Rules that are the same as before make no version; the current one is answered, or null if there never was one. */
  setProjectRules(input: {
    readonly projectId: number;
    readonly fingerprintingRules?: string;
    readonly groupingEnhancements?: string;
    readonly userId: number | null;
    readonly restoredFrom?: number;
    readonly at: number;
  }): Promise<{ readonly project: Project; readonly version: RuleVersion | null } | Refused>;
  /** Replaces the teams of a project. */
  setProjectTeams(projectId: number, teamIds: readonly number[]): Promise<Project | Refused>;
  deleteProject(id: number): Promise<boolean>;
  createKey(input: { readonly projectId: number; readonly name: string; readonly rateLimit: ProjectKey["rateLimit"] }): Promise<ProjectKey>;
  updateKey(
    projectId: number,
    publicKey: string,
    change: { readonly name?: string; readonly isActive?: boolean; readonly rateLimit?: ProjectKey["rateLimit"]; readonly loader?: Partial<LoaderOptions> },
  ): Promise<ProjectKey | Refused>;
  deleteKey(projectId: number, publicKey: string): Promise<boolean>;
  /** What a user wrote that came by the API or the dialog and not by ingest; counted with the key. */
  saveUserReport(report: NewUserReport & { readonly keyId: number }): Promise<UserReportFate>;

  /** What changed since the last time; windows that ended are forgotten. */
  saveQuotaCounters(counters: readonly QuotaCounter[], now: number): Promise<void>;

  createUser(input: {
    readonly email: string;
    readonly name: string | null;
    readonly passwordHash: string | null;
    readonly isAdmin: boolean;
  }): Promise<User | Refused>;
  updateUser(id: number, change: { readonly email?: string; readonly name?: string | null; readonly lastLoginAt?: number }): Promise<User | Refused>;
  setPassword(userId: number, passwordHash: string): Promise<void>;
  setMembership(input: { readonly organizationId: number; readonly userId: number; readonly role: Role }): Promise<void>;
  createToken(input: {
    readonly hash: string;
    readonly hint: string;
    readonly name: string;
    readonly scopes: readonly string[];
    readonly organizationId: number | null;
    readonly userId: number | null;
  }): Promise<AuthToken>;
  touchToken(id: number, at: number): Promise<void>;
  deleteToken(id: number, owner: { readonly organizationId: number } | { readonly userId: number }): Promise<boolean>;
  createSession(input: { readonly hash: string; readonly userId: number; readonly expiresAt: number }): Promise<void>;
  deleteSession(hash: string): Promise<void>;
  createSignInLink(input: { readonly hash: string; readonly userId: number; readonly expiresAt: number }): Promise<void>;
  /** Single use: answers the user once, then never again. */
  redeemSignInLink(hash: string, now: number): Promise<number | undefined>;

  updateIssues(change: IssueChange): Promise<readonly Issue[]>;
  /**
   * What time alone changes: issues whose snooze ended become unresolved, new ones are ongoing after a week. To be called
   * every now and then; answers the issues it changed.
   */
  ageIssues(now: number): Promise<readonly { readonly projectId: number; readonly id: number }[]>;
  /** Events with a hash of these issues are dropped once the issues are deleted; answers how many issues there were. */
  buryIssues(input: {
    readonly projectIds: readonly number[];
    readonly ids: readonly number[];
    readonly userId: number | null;
    readonly at: number;
  }): Promise<number>;
  deleteTombstone(projectId: number, id: number): Promise<boolean>;
  addNote(issueId: number, userId: number | null, text: string): Promise<Activity>;
  /** Undefined when the issue has no such note by this user. */
  updateNote(issueId: number, noteId: number, userId: number | null, text: string): Promise<Activity | undefined>;
  deleteNote(issueId: number, noteId: number, userId: number | null): Promise<boolean>;
  /** The issues are gone at once; a job that is written down with it removes their events, in small steps. */
  deleteIssues(
    projectIds: readonly number[],
    ids: readonly number[],
    by?: { readonly userId: number | null; readonly at: number },
  ): Promise<readonly { readonly projectId: number; readonly id: number }[]>;

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
  close(): Promise<void>;
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

/** All present fields are applied to all `ids` that lie in `projectIds`, in one transaction, with their activity. */
export interface IssueChange {
  readonly projectIds: readonly number[];
  readonly ids: readonly number[];
  readonly at: number;
  readonly userId: number | null;
  readonly status?: { readonly status: IssueStatus; readonly substatus: IssueSubstatus | null; readonly details: StatusDetails };
  readonly priority?: IssuePriority;
  readonly assignedTo?: { readonly kind: "user" | "team"; readonly id: number } | null;
  readonly reviewed?: boolean;
  readonly seen?: boolean;
  readonly bookmarked?: boolean;
}

/** Which issue events belong to. Rows of telemetry follow what is decided here. */
export interface MoveWriter {
  /**
   * Everything of the other issues becomes the one's with most events, and their ids lead to it. Their rows of telemetry
   * follow when the moves are carried out. Undefined unless at least two of the ids are issues of the project.
   */
  mergeIssues(input: {
    readonly projectId: number;
    readonly ids: readonly number[];
    readonly userId: number | null;
    readonly at: number;
  }): Promise<{ readonly parent: number; readonly children: readonly number[] } | undefined>;
  /** Hashes leave an issue for a new one, whose events follow when the moves are carried out. */
  splitIssue(input: {
    readonly projectId: number;
    readonly issueId: number;
    readonly hashes: readonly string[];
    readonly userId: number | null;
    readonly at: number;
  }): Promise<{ readonly issueId: number } | { readonly refused: "notFound" | "unknownHash" | "allHashes" | "noEvents" }>;
  /** Events change their issues, and their hashes lead there from now on. */
  regroup(plan: RegroupPlan): Promise<Regroup | Refused>;
  /** Puts back what a regroup moved. Undefined: there is none of this project, or it was undone already. */
  undoRegroup(input: { readonly projectId: number; readonly id: number; readonly at: number }): Promise<Regroup | undefined>;
  /**
   * Does to telemetry what was decided here, one move after the other. A move that was interrupted is carried out again.
   * Answers how many there were.
   */
  carryOutMoves(steps: MoveSteps): Promise<number>;
}

export interface MoveSteps {
  /** Beside what else is written. */
  moveRows(move: PendingMove): Promise<void>;
  /** While nothing else is written. */
  factsAfter(move: PendingMove): Promise<MovedFacts>;
  /** What it told is in the state. */
  settle(move: PendingMove): Promise<void>;
}

/** Rows of telemetry that still lie in another issue than the state says. */
export interface PendingMove {
  readonly projectId: number;
  readonly from: number;
  readonly to: number;
  readonly which: EventMove["which"] | { readonly kind: "all" };
}

/** What is in both issues after a move; undefined where the issue is gone. */
export interface MovedFacts {
  readonly from: IssueFacts | undefined;
  readonly to: IssueFacts | undefined;
  /** Of single events. */
  readonly counts: readonly MovedCount[];
}

export interface RegroupPlan {
  readonly projectId: number;
  readonly userId: number | null;
  readonly ruleVersion: number;
  readonly at: number;
  readonly groups: readonly RegroupGroup[];
}

/** Events that have the same primary hash. They go where one of their hashes leads, else home, else into a new issue. */
export interface RegroupGroup {
  readonly hashes: readonly string[];
  readonly home: number | null;
  readonly events: readonly { readonly eventId: string; readonly timestamp: number; readonly from: number; readonly primaryHash: string | null }[];
  /** Describes the issue when it is new. */
  readonly latest: Omit<AssignRequest["latest"], "eventId" | "receivedAt">;
}

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

/** `issueId`: of the event, when it is stored. */
export type NewUserReport = Omit<UserReport, "id">;
/** `gone`: its project was deleted. */
export type UserReportFate = "stored" | "duplicate" | "gone";

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
