// Generated from the server's endpoints by tools/generate-api-client.ts. Do not edit.

export interface Activity {
  readonly id: string;
  readonly type: string;
  readonly user: User | null;
  readonly sentry_app: null;
  readonly data: { readonly [key: string]: unknown };
  readonly dateCreated: string;
}

export interface Attachment {
  readonly id: string;
  readonly event_id: string;
  readonly type: string;
  readonly name: string;
  readonly mimetype: string;
  readonly dateCreated: string;
  readonly size: number;
  readonly headers: {
    readonly "Content-Type": string;
  };
  readonly sha1: string;
}

export interface CheckIn {
  readonly id: string;
  readonly environment: string;
  readonly status: "in_progress" | "ok" | "error" | "missed" | "timeout" | "unknown";
  /** Milliseconds. */
  readonly duration: number | null;
  readonly dateCreated: string;
  readonly dateAdded: string;
  readonly dateUpdated: string;
  readonly dateClock: string;
  readonly dateInProgress: string | null;
  readonly expectedTime: string | null;
  readonly monitorConfig: MonitorConfig;
  readonly traceId: string | null;
  readonly groups: readonly ({
    readonly id: string;
    readonly shortId: string;
  })[];
}

export interface CheckedRules {
  readonly rules: number;
  readonly mistake: {
    readonly line: number;
    readonly column: number;
    readonly message: string;
  } | null;
}

export interface DiskBudget {
  readonly projectId: string;
  readonly category: string;
  readonly maxBytes: number | null;
  readonly maxDays: number | null;
}

export interface DiskUsage {
  readonly projectId: string;
  readonly category: string;
  readonly items: number;
  readonly bytes: number;
  readonly days: readonly ({
    readonly day: string;
    readonly items: number;
    readonly bytes: number;
  })[];
}

export interface Event {
  readonly id: string;
  readonly groupID: string | null;
  readonly eventID: string;
  readonly projectID: string;
  readonly size: number | null;
  readonly entries: readonly ({
    readonly type: string;
    readonly data: unknown;
  })[];
  readonly dist: string | null;
  readonly message: string | null;
  readonly title: string;
  readonly location: string | null;
  readonly user: {
    readonly id: string | null;
    readonly email: string | null;
    readonly username: string | null;
    readonly ip_address: string | null;
    readonly name: string | null;
    readonly geo: { readonly [key: string]: unknown } | null;
    readonly data: { readonly [key: string]: unknown } | null;
  } | null;
  readonly contexts: { readonly [key: string]: unknown };
  readonly sdk: {
    readonly name: string | null;
    readonly version: string | null;
  } | null;
  readonly context: { readonly [key: string]: unknown };
  readonly packages: { readonly [key: string]: unknown };
  readonly type: string;
  readonly metadata: { readonly [key: string]: string };
  readonly tags: readonly ({
    readonly key: string;
    readonly value: string;
    readonly query?: string | undefined;
  })[];
  readonly platform: string;
  readonly dateReceived: string;
  readonly dateCreated: string;
  readonly errors: readonly ({
    readonly type: string;
    readonly message: string;
    readonly data: { readonly [key: string]: unknown };
  })[];
  readonly occurrence: Occurrence | null;
  readonly perfProblem?: PerformanceProblem | null | undefined;
  readonly _meta: {
    readonly entries: { readonly [key: string]: unknown };
    readonly message: unknown;
    readonly user: unknown;
    readonly contexts: unknown;
    readonly context: unknown;
    readonly packages: unknown;
    readonly tags: unknown;
    readonly sdk: unknown;
  };
  readonly crashFile: null;
  readonly culprit: string;
  readonly fingerprints: readonly string[];
  readonly groupingConfig: {
    readonly id: string;
    readonly enhancements: string;
  };
  readonly startTimestamp?: number | undefined;
  readonly endTimestamp?: number | undefined;
  readonly measurements?: unknown | undefined;
  readonly breakdowns?: unknown | undefined;
}

export interface EventDetail {
  readonly id: string;
  readonly groupID: string | null;
  readonly eventID: string;
  readonly projectID: string;
  readonly size: number | null;
  readonly entries: readonly ({
    readonly type: string;
    readonly data: unknown;
  })[];
  readonly dist: string | null;
  readonly message: string | null;
  readonly title: string;
  readonly location: string | null;
  readonly user: {
    readonly id: string | null;
    readonly email: string | null;
    readonly username: string | null;
    readonly ip_address: string | null;
    readonly name: string | null;
    readonly geo: { readonly [key: string]: unknown } | null;
    readonly data: { readonly [key: string]: unknown } | null;
  } | null;
  readonly contexts: { readonly [key: string]: unknown };
  readonly sdk: {
    readonly name: string | null;
    readonly version: string | null;
  } | null;
  readonly context: { readonly [key: string]: unknown };
  readonly packages: { readonly [key: string]: unknown };
  readonly type: string;
  readonly metadata: { readonly [key: string]: string };
  readonly tags: readonly ({
    readonly key: string;
    readonly value: string;
    readonly query?: string | undefined;
  })[];
  readonly platform: string;
  readonly dateReceived: string;
  readonly dateCreated: string;
  readonly errors: readonly ({
    readonly type: string;
    readonly message: string;
    readonly data: { readonly [key: string]: unknown };
  })[];
  readonly occurrence: Occurrence | null;
  readonly perfProblem?: PerformanceProblem | null | undefined;
  readonly _meta: {
    readonly entries: { readonly [key: string]: unknown };
    readonly message: unknown;
    readonly user: unknown;
    readonly contexts: unknown;
    readonly context: unknown;
    readonly packages: unknown;
    readonly tags: unknown;
    readonly sdk: unknown;
  };
  readonly crashFile: null;
  readonly culprit: string;
  readonly fingerprints: readonly string[];
  readonly groupingConfig: {
    readonly id: string;
    readonly enhancements: string;
  };
  readonly startTimestamp?: number | undefined;
  readonly endTimestamp?: number | undefined;
  readonly measurements?: unknown | undefined;
  readonly breakdowns?: unknown | undefined;
  readonly release: Release | null;
  readonly userReport: UserReport | null;
  readonly sdkUpdates: readonly unknown[];
  readonly resolvedWith: readonly string[];
  readonly nextEventID: string | null;
  readonly previousEventID: string | null;
}

export interface EventFate {
  readonly eventId: string;
  readonly projectId: string;
  readonly projectSlug: string;
  readonly stored: {
    /** Null: a transaction, which belongs to no issue. */
    readonly issueId: string | null;
    readonly shortId: string | null;
    readonly dateCreated: string;
    readonly dateReceived: string;
    readonly bodyBytes: number;
    readonly attachments: number;
  } | null;
  readonly outcomes: readonly ItemOutcome[];
}

export interface EventLite {
  readonly id: string;
  readonly "event.type": string;
  readonly groupID: string | null;
  readonly eventID: string;
  readonly projectID: string;
  readonly message: string;
  readonly title: string;
  readonly location: string | null;
  readonly culprit: string | null;
  readonly user: {
    readonly id: string | null;
    readonly email: string | null;
    readonly username: string | null;
    readonly ip_address: string | null;
    readonly name: string | null;
    readonly geo: { readonly [key: string]: unknown } | null;
    readonly data: { readonly [key: string]: unknown } | null;
  } | null;
  readonly tags: readonly ({
    readonly key: string;
    readonly value: string;
    readonly query?: string | undefined;
  })[];
  readonly platform: string;
  readonly dateCreated: string;
  readonly crashFile: null;
  readonly metadata: { readonly [key: string]: string };
}

export interface GroupingComponent {
  readonly id: string;
  readonly contributes: boolean;
  readonly hint: string | null;
  readonly values: readonly (string | GroupingComponent)[];
}

export interface GroupingInfo {
  readonly version: string;
  readonly hashes: readonly string[];
  readonly storedHash: string | null;
  readonly rule: {
    readonly origin: "project" | "built-in";
    readonly text: string;
    readonly line: number;
  } | null;
  readonly variants: readonly ({
    readonly name: string;
    readonly hash: string | null;
    readonly contributes: boolean;
    readonly hint: string | null;
    readonly component: GroupingComponent | null;
    readonly fingerprint: readonly string[] | null;
  })[];
}

export interface Issue {
  readonly id: string;
  readonly shareId: null;
  readonly shortId: string;
  readonly title: string;
  readonly culprit: string | null;
  readonly permalink: string;
  readonly logger: string | null;
  readonly level: string;
  readonly status: "resolved" | "unresolved" | "ignored";
  readonly statusDetails: { readonly [key: string]: unknown };
  readonly substatus: "new" | "ongoing" | "escalating" | "regressed" | "archived_until_escalating" | "archived_until_condition_met" | "archived_forever" | null;
  readonly isPublic: boolean;
  readonly platform: string | null;
  readonly priority: "low" | "medium" | "high";
  readonly priorityLockedAt: string | null;
  readonly seerFixabilityScore: null;
  readonly seerAutofixLastTriggered: null;
  readonly seerExplorerAutofixLastTriggered: null;
  readonly project: {
    readonly id: string;
    readonly name: string;
    readonly slug: string;
    readonly platform: string | null;
  };
  readonly type: string;
  readonly issueType: string;
  readonly issueCategory: string;
  readonly metadata: { readonly [key: string]: string };
  readonly numComments: number;
  readonly assignedTo: {
    readonly type: "user" | "team";
    readonly id: string;
    readonly name: string;
    readonly email?: string | undefined;
  } | null;
  readonly isBookmarked: boolean;
  readonly isSubscribed: boolean;
  readonly subscriptionDetails: null;
  readonly hasSeen: boolean;
  readonly annotations: readonly ({
    readonly displayName: string;
    readonly url: string;
  })[];
  readonly isUnhandled?: boolean | undefined;
  readonly count: string;
  readonly userCount: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly inbox: {
    readonly reason: number;
    readonly reason_details: { readonly [key: string]: unknown } | null;
    readonly date_added: string;
  } | null;
  readonly owners: null;
  readonly stats?: { readonly [key: string]: readonly (readonly [number, number])[] } | undefined;
  readonly lifetime?: {
    readonly count: string;
    readonly userCount: number;
    readonly firstSeen: string;
    readonly lastSeen: string;
  } | null | undefined;
  readonly filtered?: {
    readonly count: string;
    readonly userCount: number;
    readonly firstSeen: string;
    readonly lastSeen: string;
  } | null | undefined;
  readonly matchingEventId: string | null;
  readonly matchingEventEnvironment: string | null;
  readonly sessionCount: number;
  readonly derivedData: { readonly [key: string]: unknown };
  readonly integrationIssues: readonly unknown[];
  readonly sentryAppIssues: readonly unknown[];
  readonly latestEventHasAttachments: boolean;
}

export interface IssueDetail {
  readonly id: string;
  readonly shareId: null;
  readonly shortId: string;
  readonly title: string;
  readonly culprit: string | null;
  readonly permalink: string;
  readonly logger: string | null;
  readonly level: string;
  readonly status: "resolved" | "unresolved" | "ignored";
  readonly statusDetails: { readonly [key: string]: unknown };
  readonly substatus: "new" | "ongoing" | "escalating" | "regressed" | "archived_until_escalating" | "archived_until_condition_met" | "archived_forever" | null;
  readonly isPublic: boolean;
  readonly platform: string | null;
  readonly priority: "low" | "medium" | "high";
  readonly priorityLockedAt: string | null;
  readonly seerFixabilityScore: null;
  readonly seerAutofixLastTriggered: null;
  readonly seerExplorerAutofixLastTriggered: null;
  readonly project: {
    readonly id: string;
    readonly name: string;
    readonly slug: string;
    readonly platform: string | null;
  };
  readonly type: string;
  readonly issueType: string;
  readonly issueCategory: string;
  readonly metadata: { readonly [key: string]: string };
  readonly numComments: number;
  readonly assignedTo: {
    readonly type: "user" | "team";
    readonly id: string;
    readonly name: string;
    readonly email?: string | undefined;
  } | null;
  readonly isBookmarked: boolean;
  readonly isSubscribed: boolean;
  readonly subscriptionDetails: null;
  readonly hasSeen: boolean;
  readonly annotations: readonly ({
    readonly displayName: string;
    readonly url: string;
  })[];
  readonly isUnhandled?: boolean | undefined;
  readonly count: string;
  readonly userCount: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly inbox: {
    readonly reason: number;
    readonly reason_details: { readonly [key: string]: unknown } | null;
    readonly date_added: string;
  } | null;
  readonly owners: null;
  readonly stats: { readonly [key: string]: readonly (readonly [number, number])[] };
  readonly activity: readonly Activity[];
  readonly seenBy: readonly ({
    readonly id: string;
    readonly name: string;
    readonly username: string;
    readonly email: string;
    readonly avatarUrl: string;
    readonly avatar: {
      readonly avatarType: string;
      readonly avatarUuid: string | null;
    };
    readonly isActive: boolean;
    readonly isSuspended: boolean;
    readonly hasPasswordAuth: boolean;
    readonly isManaged: boolean;
    readonly dateJoined: string;
    readonly lastLogin: string | null;
    readonly lastActive: string | null;
    readonly has2fa: boolean;
    readonly isSuperuser: boolean;
    readonly isStaff: boolean;
    readonly experiments: { readonly [key: string]: unknown };
    readonly emails: readonly ({
      readonly id: string;
      readonly email: string;
      readonly is_verified: boolean;
    })[];
    readonly lastSeen: string;
  })[];
  readonly participants: readonly User[];
  readonly userReportCount: number;
  readonly firstRelease: Release | null;
  readonly lastRelease: Release | null;
  readonly tags: readonly ({
    readonly key: string;
    readonly name: string;
    readonly totalValues: number;
  })[];
  readonly pluginActions: readonly unknown[];
  readonly pluginIssues: readonly unknown[];
  readonly pluginContexts: readonly unknown[];
  readonly integrationIssues: readonly unknown[];
  readonly sentryAppIssues: readonly unknown[];
  readonly latestEventHasAttachments?: boolean | undefined;
}

export interface ItemOutcome {
  readonly projectId: string;
  readonly eventId: string | null;
  readonly itemType: string;
  readonly category: string;
  readonly outcome: string;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly quantity: number;
  readonly dateReceived: string;
}

export interface Job {
  readonly id: string;
  readonly kind: "deleteIssues" | "deleteEvents" | "deleteRows" | "deleteReplays" | "deleteUser" | "evict" | "evictInstance";
  readonly what: string;
  readonly status: "waiting" | "done" | "failed";
  readonly done: number;
  /** How many of `done` by kind: events, spans, logs, replayRecordings, userReports, … ; files apart. */
  readonly removed: { readonly [key: string]: number };
  readonly total: number | null;
  readonly bytes: number;
  readonly detail: string | null;
  readonly projects: readonly string[];
  readonly dateCreated: string;
  readonly dateFinished: string | null;
}

export interface Member {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly user: User | null;
  readonly orgRole: string;
  readonly pending: boolean;
  readonly expired: boolean;
  readonly dateCreated: string;
  readonly inviteStatus: string;
  readonly inviterName: string | null;
  readonly flags: {
    readonly "idp:provisioned": boolean;
    readonly "idp:role-restricted": boolean;
    readonly "sso:linked": boolean;
    readonly "sso:invalid": boolean;
    readonly "member-limit:restricted": boolean;
    readonly "partnership:restricted": boolean;
  };
}

export interface MemberDetail {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly user: User | null;
  readonly orgRole: string;
  readonly pending: boolean;
  readonly expired: boolean;
  readonly dateCreated: string;
  readonly inviteStatus: string;
  readonly inviterName: string | null;
  readonly flags: {
    readonly "idp:provisioned": boolean;
    readonly "idp:role-restricted": boolean;
    readonly "sso:linked": boolean;
    readonly "sso:invalid": boolean;
    readonly "member-limit:restricted": boolean;
    readonly "partnership:restricted": boolean;
  };
  readonly orgRoleList: readonly ({
    readonly id: string;
    readonly name: string;
    readonly desc: string;
    readonly scopes: readonly string[];
    readonly allowed: boolean;
    readonly isAllowed: boolean;
    readonly isRetired: boolean;
    readonly isTeamRolesAllowed: boolean;
    readonly is_global: boolean;
    readonly isGlobal: boolean;
    readonly minimumTeamRole: string;
  })[];
  readonly teamRoleList: readonly ({
    readonly id: string;
    readonly name: string;
    readonly desc: string;
    readonly scopes: readonly string[];
    readonly allowed: boolean;
    readonly isAllowed: boolean;
    readonly isRetired: boolean;
    readonly isTeamRolesAllowed: boolean;
    readonly isMinimumRoleFor: string | null;
  })[];
  readonly role: string;
  readonly roleName: string;
  readonly teams: readonly string[];
  readonly teamRoles: readonly ({
    readonly teamSlug: string;
    readonly role: string | null;
  })[];
}

export interface Monitor {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly status: string;
  readonly isMuted: boolean;
  readonly isUpserting: boolean;
  readonly config: MonitorConfig;
  readonly dateCreated: string;
  readonly project: Project;
  readonly owner: {
    readonly type: "user" | "team";
    readonly id: string;
    readonly name: string;
    readonly email?: string | undefined;
  } | null;
  readonly environments: readonly ({
    readonly name: string;
    readonly status: "active" | "ok" | "error" | "disabled";
    readonly lastStatus: "in_progress" | "ok" | "error" | "missed" | "timeout" | "unknown" | null;
    readonly isMuted: boolean;
    readonly dateCreated: string;
    readonly lastCheckIn: string | null;
    readonly nextCheckIn: string | null;
    readonly nextCheckInLatest: string | null;
    readonly activeIncident: {
      readonly startingTimestamp: string;
      readonly resolvingTimestamp: string | null;
      readonly brokenNotice: null;
      /** Of the issue that tells of it; null while the monitor is muted. */
      readonly issueId: string | null;
    } | null;
  })[];
}

export interface MonitorConfig {
  readonly schedule_type: "crontab" | "interval";
  readonly schedule: string | readonly [number, string];
  readonly checkin_margin: number | null;
  readonly max_runtime: number | null;
  readonly timezone: string | null;
  readonly failure_issue_threshold: number | null;
  readonly recovery_threshold: number | null;
  readonly alert_rule_id: null;
}

export interface NewToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly tokenLastCharacters: string;
  readonly dateCreated: string;
  readonly dateLastUsed: string | null;
  readonly token: string;
}

export interface Occurrence {
  readonly id: string;
  readonly projectId: number;
  readonly eventId: string;
  readonly fingerprint: readonly string[];
  readonly issueTitle: string;
  readonly subtitle: string;
  readonly resourceId: string | null;
  readonly evidenceData: { readonly [key: string]: unknown };
  readonly evidenceDisplay: readonly ({
    readonly name: string;
    readonly value: string;
    readonly important: boolean;
  })[];
  readonly type: number;
  readonly detectionTime: number;
  readonly level: string | null;
  readonly culprit: string | null;
  readonly assignee: string | null;
  readonly priority: number | null;
}

export interface Organization {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly dateCreated: string;
  readonly status: {
    readonly id: string;
    readonly name: string;
  };
  readonly isEarlyAdopter: boolean;
  readonly require2FA: boolean;
  readonly requireEmailVerification: boolean;
  readonly avatar: {
    readonly avatarType: string;
    readonly avatarUuid: string | null;
  };
  readonly features: readonly string[];
  readonly links: {
    readonly organizationUrl: string;
    readonly regionUrl: string;
  };
  readonly hasAuthProvider: boolean;
  readonly allowMemberInvite: boolean;
  readonly allowMemberProjectCreation: boolean;
  readonly allowSuperuserAccess: boolean;
  readonly access: readonly string[];
  readonly onboardingTasks: readonly unknown[];
}

export interface OrganizationDetail {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly dateCreated: string;
  readonly status: {
    readonly id: string;
    readonly name: string;
  };
  readonly isEarlyAdopter: boolean;
  readonly require2FA: boolean;
  readonly requireEmailVerification: boolean;
  readonly avatar: {
    readonly avatarType: string;
    readonly avatarUuid: string | null;
  };
  readonly features: readonly string[];
  readonly links: {
    readonly organizationUrl: string;
    readonly regionUrl: string;
  };
  readonly hasAuthProvider: boolean;
  readonly allowMemberInvite: boolean;
  readonly allowMemberProjectCreation: boolean;
  readonly allowSuperuserAccess: boolean;
  readonly access: readonly string[];
  readonly onboardingTasks: readonly unknown[];
  readonly orgRoleList: readonly ({
    readonly id: string;
    readonly name: string;
    readonly desc: string;
    readonly scopes: readonly string[];
    readonly allowed: boolean;
    readonly isAllowed: boolean;
    readonly isRetired: boolean;
    readonly isTeamRolesAllowed: boolean;
    readonly is_global: boolean;
    readonly isGlobal: boolean;
    readonly minimumTeamRole: string;
  })[];
  readonly teamRoleList: readonly ({
    readonly id: string;
    readonly name: string;
    readonly desc: string;
    readonly scopes: readonly string[];
    readonly allowed: boolean;
    readonly isAllowed: boolean;
    readonly isRetired: boolean;
    readonly isTeamRolesAllowed: boolean;
    readonly isMinimumRoleFor: string | null;
  })[];
  readonly projects?: readonly Project[] | undefined;
  readonly teams?: readonly Team[] | undefined;
  readonly experiments: { readonly [key: string]: unknown };
  readonly isDefault: boolean;
  readonly defaultRole: string;
  readonly openMembership: boolean;
  readonly allowSharedIssues: boolean;
  readonly allowJoinRequests: boolean;
  readonly pendingAccessRequests: number;
  readonly enhancedPrivacy: boolean;
  readonly dataScrubber: boolean;
  readonly dataScrubberDefaults: boolean;
  readonly scrubIPAddresses: boolean;
  readonly sensitiveFields: readonly string[];
  readonly safeFields: readonly string[];
  readonly storeCrashReports: number;
  readonly scrapeJavaScript: boolean;
  readonly attachmentsRole: string;
  readonly debugFilesRole: string;
  readonly eventsMemberAdmin: boolean;
  readonly alertsMemberWrite: boolean;
  readonly relayPiiConfig: string | null;
  readonly relayDsnEndpoint: string | null;
  readonly trustedRelays: readonly unknown[];
  readonly isDynamicallySampled: boolean;
  readonly aggregatedDataConsent: boolean;
  readonly issueAlertsThreadFlag: boolean;
  readonly metricAlertsThreadFlag: boolean;
  readonly requiresSso: boolean;
  readonly hideAiFeatures: boolean;
  readonly defaultAutofixAutomationTuning: string;
  readonly defaultSeerScannerAutomation: boolean;
  readonly enableSeerCoding: boolean;
  readonly defaultCodingAgent: string;
  readonly defaultCodingAgentIntegrationId: string | null;
  readonly defaultAutomatedRunStoppingPoint: string;
  readonly autoEnableCodeReview: boolean;
  readonly autoOpenPrs: boolean;
  readonly defaultCodeReviewTriggers: readonly string[];
}

export type PerformanceIssueSettings = { readonly [key: string]: boolean | number };

export interface PerformanceProblem {
  readonly type: number;
  readonly fingerprint: string;
  readonly op: string;
  readonly desc: string;
  readonly title: string;
  readonly issueType: string;
  readonly parentSpanIds: readonly string[];
  readonly causeSpanIds: readonly string[];
  readonly offenderSpanIds: readonly string[];
  readonly evidenceData: { readonly [key: string]: unknown };
  readonly evidenceDisplay: readonly ({
    readonly name: string;
    readonly value: string;
    readonly important: boolean;
  })[];
}

export interface ProfileRow {
  /** A profile of one transaction, or what a profiler that runs all the time sent. */
  readonly kind: "transaction" | "continuous";
  /** Of the profile, or of the profiler: `profile.id` or `profiler.id` in a flamegraph's query. */
  readonly id: string;
  readonly projectSlug: string;
  /** Of the transaction; empty for a profiler. */
  readonly name: string;
  readonly platform: string;
  readonly environment: string | null;
  readonly release: string | null;
  readonly trace: string | null;
  readonly dateStarted: string;
  /** Of the profile; of a profiler from its first to its last sample among the newest. */
  readonly durationMs: number;
  readonly samples: number;
}

export interface Project {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly platform: string | null;
  readonly dateCreated: string;
  readonly isBookmarked: boolean;
  readonly isMember: boolean;
  readonly hasAccess: boolean;
  readonly features: readonly string[];
  readonly access: readonly string[];
  readonly firstEvent: string | null;
  readonly firstTransactionEvent: boolean;
  readonly hasFeedbacks: boolean;
  readonly hasFlags: boolean;
  readonly hasMinifiedStackTrace: boolean;
  readonly hasMonitors: boolean;
  readonly hasNewFeedbacks: boolean;
  readonly hasProfiles: boolean;
  readonly hasReplays: boolean;
  readonly hasSessions: boolean;
  readonly hasLogs: boolean;
  readonly hasTraceMetrics: boolean;
  readonly hasInsightsHttp: boolean;
  readonly hasInsightsDb: boolean;
  readonly hasInsightsAssets: boolean;
  readonly hasInsightsAppStart: boolean;
  readonly hasInsightsScreenLoad: boolean;
  readonly hasInsightsVitals: boolean;
  readonly hasInsightsCaches: boolean;
  readonly hasInsightsQueues: boolean;
  readonly hasInsightsAgentMonitoring: boolean;
  readonly hasInsightsMCP: boolean;
  readonly hasUserReports: boolean;
  readonly team: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
  } | null;
  readonly teams: readonly ({
    readonly id: string;
    readonly slug: string;
    readonly name: string;
  })[];
  readonly platforms: readonly string[];
  readonly environments: readonly string[];
  readonly latestRelease: {
    readonly version: string;
  } | null;
  readonly isInternal: boolean;
  readonly isPublic: boolean;
  readonly avatar: {
    readonly avatarType: string;
    readonly avatarUuid: string | null;
  };
  readonly color: string;
  readonly status: string;
}

export interface ProjectDetail {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly platform: string | null;
  readonly dateCreated: string;
  readonly isBookmarked: boolean;
  readonly isMember: boolean;
  readonly hasAccess: boolean;
  readonly features: readonly string[];
  readonly access: readonly string[];
  readonly firstEvent: string | null;
  readonly firstTransactionEvent: boolean;
  readonly hasFeedbacks: boolean;
  readonly hasFlags: boolean;
  readonly hasMinifiedStackTrace: boolean;
  readonly hasMonitors: boolean;
  readonly hasNewFeedbacks: boolean;
  readonly hasProfiles: boolean;
  readonly hasReplays: boolean;
  readonly hasSessions: boolean;
  readonly hasLogs: boolean;
  readonly hasTraceMetrics: boolean;
  readonly hasInsightsHttp: boolean;
  readonly hasInsightsDb: boolean;
  readonly hasInsightsAssets: boolean;
  readonly hasInsightsAppStart: boolean;
  readonly hasInsightsScreenLoad: boolean;
  readonly hasInsightsVitals: boolean;
  readonly hasInsightsCaches: boolean;
  readonly hasInsightsQueues: boolean;
  readonly hasInsightsAgentMonitoring: boolean;
  readonly hasInsightsMCP: boolean;
  readonly hasUserReports: boolean;
  readonly team: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
  } | null;
  readonly teams: readonly ({
    readonly id: string;
    readonly slug: string;
    readonly name: string;
  })[];
  readonly platforms: readonly string[];
  readonly environments: readonly string[];
  readonly latestRelease: {
    readonly version: string;
  } | null;
  readonly isInternal: boolean;
  readonly isPublic: boolean;
  readonly avatar: {
    readonly avatarType: string;
    readonly avatarUuid: string | null;
  };
  readonly color: string;
  readonly status: string;
  readonly organization: Organization;
  readonly options: { readonly [key: string]: unknown };
  readonly digestsMinDelay: number;
  readonly digestsMaxDelay: number;
  readonly subjectPrefix: string;
  readonly subjectTemplate: string;
  readonly allowedDomains: readonly string[];
  readonly resolveAge: number;
  readonly dataScrubber: boolean;
  readonly dataScrubberDefaults: boolean;
  readonly scrubIPAddresses: boolean;
  readonly safeFields: readonly string[];
  readonly sensitiveFields: readonly string[];
  readonly storeCrashReports: number | null;
  readonly securityToken: string;
  readonly securityTokenHeader: string | null;
  readonly verifySSL: boolean;
  readonly scrapeJavaScript: boolean;
  readonly enableAutoReleaseCreation: boolean;
  readonly highlightTags: readonly string[];
  readonly highlightContext: { readonly [key: string]: readonly string[] };
  readonly highlightPreset: {
    readonly tags: readonly string[];
    readonly context: { readonly [key: string]: readonly string[] };
  };
  readonly groupingConfig: string;
  readonly groupingEnhancements: string;
  readonly derivedGroupingEnhancements: string;
  readonly secondaryGroupingConfig: string | null;
  readonly secondaryGroupingExpiry: number;
  readonly fingerprintingRules: string;
  readonly processingIssues: number;
  readonly defaultEnvironment: string | null;
  readonly relayPiiConfig: string | null;
  readonly builtinSymbolSources: readonly string[];
  readonly symbolSources: string;
  readonly dynamicSamplingBiases: readonly ({ readonly [key: string]: unknown })[] | null;
  readonly isDynamicallySampled: boolean;
  readonly tempestFetchScreenshots: boolean;
  readonly autofixAutomationTuning: string;
  readonly seerScannerAutomation: boolean;
  readonly seerNightshiftTweaks: null;
  readonly scmSourceContextEnabled: boolean;
  readonly debugFilesRole: string | null;
}

export interface ProjectFilter {
  readonly id: string;
  readonly active: boolean | readonly string[];
}

export interface ProjectKey {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly public: string;
  readonly secret: string;
  readonly projectId: number;
  readonly isActive: boolean;
  readonly rateLimit: {
    readonly window: number;
    readonly count: number;
  } | null;
  readonly dsn: {
    readonly public: string;
    readonly secret: string;
    readonly csp: string;
    readonly security: string;
    readonly minidump: string;
    readonly nel: string;
    readonly unreal: string;
    readonly crons: string;
    readonly cdn: string;
    readonly playstation: string;
    readonly integration: string;
    readonly otlp_traces: string;
    readonly otlp_logs: string;
  };
  readonly browserSdkVersion: string;
  readonly browserSdk: {
    readonly choices: readonly (readonly string[])[];
  };
  readonly dateCreated: string;
  readonly dynamicSdkLoaderOptions: {
    readonly hasReplay: boolean;
    readonly hasPerformance: boolean;
    readonly hasDebug: boolean;
    readonly hasFeedback: boolean;
    readonly hasLogsAndMetrics: boolean;
  };
}

export interface ProjectWithOrganization {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly platform: string | null;
  readonly dateCreated: string;
  readonly isBookmarked: boolean;
  readonly isMember: boolean;
  readonly hasAccess: boolean;
  readonly features: readonly string[];
  readonly access: readonly string[];
  readonly firstEvent: string | null;
  readonly firstTransactionEvent: boolean;
  readonly hasFeedbacks: boolean;
  readonly hasFlags: boolean;
  readonly hasMinifiedStackTrace: boolean;
  readonly hasMonitors: boolean;
  readonly hasNewFeedbacks: boolean;
  readonly hasProfiles: boolean;
  readonly hasReplays: boolean;
  readonly hasSessions: boolean;
  readonly hasLogs: boolean;
  readonly hasTraceMetrics: boolean;
  readonly hasInsightsHttp: boolean;
  readonly hasInsightsDb: boolean;
  readonly hasInsightsAssets: boolean;
  readonly hasInsightsAppStart: boolean;
  readonly hasInsightsScreenLoad: boolean;
  readonly hasInsightsVitals: boolean;
  readonly hasInsightsCaches: boolean;
  readonly hasInsightsQueues: boolean;
  readonly hasInsightsAgentMonitoring: boolean;
  readonly hasInsightsMCP: boolean;
  readonly hasUserReports: boolean;
  readonly team: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
  } | null;
  readonly teams: readonly ({
    readonly id: string;
    readonly slug: string;
    readonly name: string;
  })[];
  readonly platforms: readonly string[];
  readonly environments: readonly string[];
  readonly latestRelease: {
    readonly version: string;
  } | null;
  readonly isInternal: boolean;
  readonly isPublic: boolean;
  readonly avatar: {
    readonly avatarType: string;
    readonly avatarUuid: string | null;
  };
  readonly color: string;
  readonly status: string;
  readonly organization: Organization;
}

export interface Quota {
  readonly id: string;
  readonly categories: readonly string[];
  readonly limit: number;
  readonly window: number;
  readonly reasonCode: string | null;
}

export interface Regroup {
  readonly id: string;
  readonly user: User | null;
  readonly ruleVersion: number;
  readonly events: number;
  readonly newIssues: readonly string[];
  readonly dateCreated: string;
  readonly dateUndone: string | null;
}

export interface Release {
  readonly id: number;
  readonly version: string;
  readonly shortVersion: string;
  readonly status: "open" | "archived";
  readonly dateCreated: string;
  readonly dateReleased: string | null;
  readonly dateStarted: string | null;
  readonly firstEvent: string | null;
  readonly lastEvent: string | null;
  readonly newGroups: number;
  readonly ref: string | null;
  readonly url: string | null;
  readonly owner: null;
  readonly userAgent: string | null;
  readonly data: { readonly [key: string]: unknown };
  readonly versionInfo: {
    readonly package: string | null;
    readonly version: {
      readonly raw: string;
    };
    readonly description: string;
    readonly buildHash: string | null;
  } | null;
  readonly commitCount: number;
  readonly deployCount: number;
  readonly authors: readonly unknown[];
  readonly lastCommit: null;
  readonly lastDeploy: null;
  readonly currentProjectMeta: { readonly [key: string]: unknown } | null;
  readonly adoptionStages: { readonly [key: string]: {
    readonly stage: "not_adopted" | "low_adoption" | "adopted" | "replaced";
    readonly adopted: string | null;
    readonly unadopted: string | null;
  } } | null;
  readonly projects: readonly ({
    readonly id: number;
    readonly slug: string;
    readonly name: string;
    readonly platform: string | null;
    readonly platforms: readonly string[] | null;
    readonly newGroups: number;
    readonly hasHealthData: boolean;
    readonly healthData?: ReleaseProjectHealth | undefined;
  })[];
}

export interface ReleaseProjectHealth {
  readonly hasHealthData: boolean;
  /** Share of the project's users of 24 hours, in percent. */
  readonly adoption: number | null;
  readonly sessionsAdoption: number | null;
  readonly crashFreeSessions: number | null;
  readonly crashFreeUsers: number | null;
  /** Seconds. */
  readonly durationP50: number | null;
  /** Seconds. */
  readonly durationP90: number | null;
  readonly sessionsCrashed: number;
  readonly sessionsErrored: number;
  readonly sessionsUnhandled: number;
  readonly sessionsAbnormal: number;
  readonly totalSessions: number;
  readonly totalSessions24h: number;
  readonly totalProjectSessions24h: number;
  readonly totalUsers: number;
  readonly totalUsers24h: number;
  readonly totalProjectUsers24h: number;
  /** Sessions: [[epoch seconds, count], …] */
  readonly stats: { readonly [key: string]: readonly (readonly [number, number])[] };
}

export interface Replay {
  readonly id: string;
  readonly project_id: string;
  readonly trace_ids: readonly string[];
  readonly error_ids: readonly string[];
  readonly info_ids: readonly string[];
  readonly warning_ids: readonly string[];
  readonly environment: string | null;
  readonly tags: { readonly [key: string]: readonly string[] };
  readonly user: {
    readonly id: string | null;
    readonly username: string | null;
    readonly email: string | null;
    readonly ip: string | null;
    readonly display_name: string | null;
    readonly geo: {
      readonly city: string | null;
      readonly country_code: string | null;
      readonly region: string | null;
      readonly subdivision: string | null;
    };
  };
  readonly sdk: {
    readonly name: string | null;
    readonly version: string | null;
  };
  readonly os: {
    readonly name: string | null;
    readonly version: string | null;
  };
  readonly browser: {
    readonly name: string | null;
    readonly version: string | null;
  };
  readonly device: {
    readonly name: string | null;
    readonly brand: string | null;
    readonly model: string | null;
    readonly family: string | null;
  };
  readonly ota_updates: {
    readonly channel: string | null;
    readonly runtime_version: string | null;
    readonly update_id: string | null;
  };
  readonly is_archived: boolean;
  readonly urls: readonly string[];
  readonly segment_names: readonly string[];
  readonly clicks: readonly unknown[];
  readonly count_clicks: number;
  readonly count_dead_clicks: number;
  readonly count_rage_clicks: number;
  readonly count_errors: number;
  readonly count_warnings: number;
  readonly count_infos: number;
  readonly count_urls: number;
  readonly count_segments: number;
  readonly duration: number;
  readonly activity: number;
  readonly started_at: string;
  readonly finished_at: string;
  readonly replay_type: string;
  readonly platform: string;
  readonly releases: readonly string[];
  readonly dist: string | null;
  readonly has_viewed: boolean;
}

export interface ReplaySegment {
  readonly replayId: string;
  readonly segmentId: number;
  readonly projectId: string;
  readonly dateAdded: string;
}

export interface Repository {
  readonly id: string;
  readonly name: string;
  readonly url: string | null;
  readonly provider: {
    readonly id: string;
    readonly name: string;
  };
  readonly status: "active" | "disabled";
  readonly dateCreated: string;
  readonly integrationId: string | null;
}

export interface RuleTrial {
  readonly events: number;
  readonly unreadable: number;
  readonly moved: number;
  readonly issues: {
    readonly stay: number;
    readonly merge: number;
    readonly split: number;
    readonly new: number;
  };
  readonly changes: readonly ({
    readonly into: {
      readonly id: string;
      readonly shortId: string;
      readonly title: string;
    } | null;
    readonly title: string;
    readonly events: number;
    readonly from: readonly ({
      readonly issue: {
        readonly id: string;
        readonly shortId: string;
        readonly title: string;
      };
      readonly events: number;
      readonly exampleEventId: string;
    })[];
  })[];
  readonly matches: readonly ({
    readonly line: number;
    readonly text: string;
    readonly events: number;
  })[];
}

export interface RuleVersion {
  readonly version: number;
  readonly fingerprintingRules: string;
  readonly groupingEnhancements: string;
  readonly user: User | null;
  readonly restoredFrom: number | null;
  readonly dateCreated: string;
}

export interface Session {
  readonly user: {
    readonly id: string;
    readonly email: string;
    readonly name: string | null;
    readonly isAdmin: boolean;
    readonly hasPassword: boolean;
  } | null;
  readonly organizations: readonly ({
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly role: "member" | "admin" | "manager" | "owner";
    readonly access: readonly string[];
  })[];
  readonly version: string;
}

export interface Tag {
  readonly key: string;
  readonly name: string;
  readonly totalValues: number;
  readonly uniqueValues: number;
  readonly topValues: readonly TagValue[];
  readonly canDelete: boolean;
}

export interface TagValue {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  readonly count: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly query?: string | undefined;
}

export interface Team {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly dateCreated: string;
  readonly isMember: boolean;
  readonly hasAccess: boolean;
  readonly isPending: boolean;
  readonly teamRole: string | null;
  readonly flags: {
    readonly "idp:provisioned": boolean;
  };
  readonly access: readonly string[];
  readonly memberCount: number;
  readonly avatar: {
    readonly avatarType: string;
    readonly avatarUuid: string | null;
  };
}

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly tokenLastCharacters: string;
  readonly dateCreated: string;
  readonly dateLastUsed: string | null;
}

export interface TraceError {
  readonly description: string;
  readonly event_id: string;
  readonly project_id: number;
  readonly project_slug: string;
  readonly transaction: string;
  readonly event_type: "error" | "occurrence";
  readonly issue_id: number;
  readonly level: string;
  readonly start_timestamp: number;
  readonly end_timestamp: number;
  readonly culprit: string | null;
  readonly short_id: string | null;
  readonly issue_type: number;
}

export interface TraceSpan {
  readonly description: string;
  readonly event_id: string;
  readonly project_id: number;
  readonly project_slug: string;
  readonly transaction: string;
  readonly event_type: "span";
  readonly errors: readonly TraceError[];
  readonly occurrences: readonly TraceError[];
  readonly duration: number;
  readonly start_timestamp: number;
  readonly end_timestamp: number;
  readonly measurements: { readonly [key: string]: number };
  readonly browser_web_vital: { readonly [key: string]: number };
  readonly mobile_app_vital: { readonly [key: string]: number };
  readonly op: string;
  readonly name: string;
  readonly parent_span_id: string | null;
  readonly profile_id: string;
  readonly profiler_id: string;
  readonly sdk_name: string;
  readonly is_transaction: boolean;
  readonly transaction_id: string;
  readonly status: string | null;
  readonly additional_attributes?: { readonly [key: string]: unknown } | undefined;
  readonly children: readonly TraceSpan[];
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly email: string;
  readonly avatarUrl: string;
  readonly avatar: {
    readonly avatarType: string;
    readonly avatarUuid: string | null;
  };
  readonly isActive: boolean;
  readonly isSuspended: boolean;
  readonly hasPasswordAuth: boolean;
  readonly isManaged: boolean;
  readonly dateJoined: string;
  readonly lastLogin: string | null;
  readonly lastActive: string | null;
  readonly has2fa: boolean;
  readonly isSuperuser: boolean;
  readonly isStaff: boolean;
  readonly experiments: { readonly [key: string]: unknown };
  readonly emails: readonly ({
    readonly id: string;
    readonly email: string;
    readonly is_verified: boolean;
  })[];
}

export interface UserReport {
  readonly id: string;
  readonly eventID: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly comments: string;
  readonly dateCreated: string;
  readonly user: null;
  readonly event: {
    readonly id: string;
    readonly eventID: string;
  };
}

/** `POST /auth/sign-in/` */
export interface SignInInput {
  readonly body: {
    readonly email: string;
    readonly password: string;
  };
}

/** `POST /auth/sign-in-link/` */
export interface RedeemSignInLinkInput {
  readonly body: {
    readonly token: string;
  };
}

/** `PUT /users/me/` */
export interface UpdateMeInput {
  readonly body: {
    readonly email?: string | undefined;
    readonly name?: string | null | undefined;
    readonly password?: string | undefined;
    /** Needed to change email or password once there is a password. */
    readonly currentPassword?: string | undefined;
  };
}

/** `GET /organizations/` */
export interface ListOrganizationsInput {
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
}

/** `POST /organizations/` */
export interface CreateOrganizationInput {
  readonly body: {
    readonly name: string;
    readonly slug?: string | undefined;
  };
}

/** `GET /organizations/{organization}/` */
export interface ShowOrganizationInput {
  readonly organization: string;
  /** `0` leaves projects and teams out. */
  readonly detailed?: string | number | boolean | undefined;
}

/** `PUT /organizations/{organization}/` */
export interface UpdateOrganizationInput {
  readonly organization: string;
  readonly body: {
    readonly name?: string | undefined;
    readonly slug?: string | undefined;
    /** Scrub data at all. */
    readonly dataScrubber?: boolean | undefined;
    /** Apply the built-in rules. */
    readonly dataScrubberDefaults?: boolean | undefined;
    /** Keep no IP addresses. */
    readonly scrubIPAddresses?: boolean | undefined;
    /** Names of further fields whose values are taken out. */
    readonly sensitiveFields?: readonly string[] | undefined;
    /** Names of fields that are left alone. */
    readonly safeFields?: readonly string[] | undefined;
    /** Advanced rules: a JSON document with `rules` and `applications`. */
    readonly relayPiiConfig?: string | null | undefined;
  };
}

/** `GET /organizations/{organization}/region/` */
export interface ShowRegionInput {
  readonly organization: string;
}

/** `GET /organizations/{organization}/members/` */
export interface ListMembersInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/members/{member}/` */
export interface ShowMemberInput {
  readonly organization: string;
  readonly member: string;
}

/** `GET /organizations/{organization}/teams/` */
export interface ListTeamsInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly detailed?: string | number | boolean | undefined;
}

/** `POST /organizations/{organization}/teams/` */
export interface CreateTeamInput {
  readonly organization: string;
  readonly body: {
    readonly name?: string | null | undefined;
    readonly slug?: string | null | undefined;
  };
}

/** `GET /teams/{organization}/{team}/projects/` */
export interface ListTeamProjectsInput {
  readonly organization: string;
  readonly team: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/org-auth-tokens/` */
export interface ListTokensInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `POST /organizations/{organization}/org-auth-tokens/` */
export interface CreateTokenInput {
  readonly organization: string;
  readonly body: {
    readonly name: string;
    /** `org:ci` (releases and artifacts) when left out. */
    readonly scopes?: readonly ("org:read" | "org:write" | "org:admin" | "org:integrations" | "org:ci" | "project:read" | "project:write" | "project:admin" | "project:releases" | "project:distribution" | "team:read" | "team:write" | "team:admin" | "member:read" | "member:write" | "member:admin" | "member:invite" | "event:read" | "event:write" | "event:admin" | "alerts:read" | "alerts:write")[] | undefined;
  };
}

/** `DELETE /organizations/{organization}/org-auth-tokens/{token}/` */
export interface DeleteTokenInput {
  readonly organization: string;
  readonly token: string;
}

/** `GET /api-tokens/` */
export interface ListMyTokensInput {
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `POST /api-tokens/` */
export interface CreateMyTokenInput {
  readonly body: {
    readonly name: string;
    readonly scopes: readonly ("org:read" | "org:write" | "org:admin" | "org:integrations" | "org:ci" | "project:read" | "project:write" | "project:admin" | "project:releases" | "project:distribution" | "team:read" | "team:write" | "team:admin" | "member:read" | "member:write" | "member:admin" | "member:invite" | "event:read" | "event:write" | "event:admin" | "alerts:read" | "alerts:write")[];
  };
}

/** `DELETE /api-tokens/{token}/` */
export interface DeleteMyTokenInput {
  readonly token: string;
}

/** `GET /projects/` */
export interface ListProjectsInput {
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/projects/` */
export interface ListOrganizationProjectsInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
}

/** `POST /organizations/{organization}/projects/` */
export interface CreateOrganizationProjectInput {
  readonly organization: string;
  readonly body: {
    readonly name: string;
    readonly slug?: string | null | undefined;
    readonly platform?: string | null | undefined;
    /** Taken for compatibility. */
    readonly default_rules?: boolean | undefined;
  };
}

/** `POST /teams/{organization}/{team}/projects/` */
export interface CreateTeamProjectInput {
  readonly organization: string;
  readonly team: string;
  readonly body: {
    readonly name: string;
    readonly slug?: string | null | undefined;
    readonly platform?: string | null | undefined;
    /** Taken for compatibility. */
    readonly default_rules?: boolean | undefined;
  };
}

/** `GET /projects/{organization}/{project}/` */
export interface ShowProjectInput {
  readonly organization: string;
  readonly project: string;
}

/** `PUT /projects/{organization}/{project}/` */
export interface UpdateProjectInput {
  readonly organization: string;
  readonly project: string;
  readonly body: {
    readonly name?: string | undefined;
    readonly slug?: string | undefined;
    readonly platform?: string | null | undefined;
    /** A disabled project takes no events. */
    readonly status?: "active" | "disabled" | undefined;
    /** Origins that browsers may send from; `*` for all. */
    readonly allowedDomains?: readonly string[] | undefined;
    /** Hours without events after which an issue counts as resolved; 0 for never. */
    readonly resolveAge?: number | null | undefined;
    readonly highlightTags?: readonly string[] | undefined;
    /** Scrub data at all. */
    readonly dataScrubber?: boolean | undefined;
    /** Apply the built-in rules. */
    readonly dataScrubberDefaults?: boolean | undefined;
    /** Keep no IP addresses. */
    readonly scrubIPAddresses?: boolean | undefined;
    /** Names of further fields whose values are taken out. */
    readonly sensitiveFields?: readonly string[] | undefined;
    /** Names of fields that are left alone. */
    readonly safeFields?: readonly string[] | undefined;
    /** Advanced rules: a JSON document with `rules` and `applications`. */
    readonly relayPiiConfig?: string | null | undefined;
    /** Filters by patterns, a line for each; other options of Sentry are taken and have no effect. */
    readonly options?: {
      readonly "filters:error_messages"?: string | undefined;
      readonly "filters:releases"?: string | undefined;
      readonly "filters:blacklisted_ips"?: string | undefined;
      readonly "sentry:csp_ignored_sources"?: string | undefined;
      readonly "filters:react-hydration-errors"?: boolean | "0" | "1" | undefined;
      readonly "filters:chunk-load-error"?: boolean | "0" | "1" | undefined;
      readonly "sentry:csp_ignored_sources_defaults"?: boolean | "0" | "1" | undefined;
    } | undefined;
    /** Fingerprint rules, one a line, from top to bottom; the first that matches decides. */
    readonly fingerprintingRules?: string | undefined;
    /** Stack trace rules, one a line; they come after those that are built in. */
    readonly groupingEnhancements?: string | undefined;
    /** How events become issues. After a switch, hashes of the former way lead to their issues for 30 days. */
    readonly groupingConfig?: "newstyle:2026-01-20" | "newstyle:2023-01-11" | undefined;
    /** The former way; null ends the transition. */
    readonly secondaryGroupingConfig?: "newstyle:2026-01-20" | "newstyle:2023-01-11" | null | undefined;
    /** When the transition ends, in seconds since 1970. */
    readonly secondaryGroupingExpiry?: number | undefined;
  };
}

/** `DELETE /projects/{organization}/{project}/` */
export interface DeleteProjectInput {
  readonly organization: string;
  readonly project: string;
}

/** `GET /projects/{organization}/{project}/teams/` */
export interface ListProjectTeamsInput {
  readonly organization: string;
  readonly project: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `POST /projects/{organization}/{project}/teams/{team}/` */
export interface AddProjectTeamInput {
  readonly organization: string;
  readonly project: string;
  readonly team: string;
}

/** `DELETE /projects/{organization}/{project}/teams/{team}/` */
export interface RemoveProjectTeamInput {
  readonly organization: string;
  readonly project: string;
  readonly team: string;
}

/** `GET /projects/{organization}/{project}/filters/` */
export interface ListProjectFiltersInput {
  readonly organization: string;
  readonly project: string;
}

/** `PUT /projects/{organization}/{project}/filters/{filter}/` */
export interface UpdateProjectFilterInput {
  readonly organization: string;
  readonly project: string;
  readonly filter: string;
  readonly body: {
    readonly active?: boolean | undefined;
    /** For legacy-browsers: the ones that are left out. */
    readonly subfilters?: readonly string[] | undefined;
  };
}

/** `GET /projects/{organization}/{project}/performance-issues/configure/` */
export interface ShowPerformanceSettingsInput {
  readonly organization: string;
  readonly project: string;
}

/** `PUT /projects/{organization}/{project}/performance-issues/configure/` */
export interface UpdatePerformanceSettingsInput {
  readonly organization: string;
  readonly project: string;
  readonly body: {
    /** Look for N+1 and MN+1 queries. */
    readonly n_plus_one_db_queries_detection_enabled?: boolean | undefined;
    /** N+1 queries: repeated queries at least (count). 5 unless set. */
    readonly n_plus_one_db_count?: number | undefined;
    /** N+1 and MN+1 queries: time that the repeated spans take together (ms). 50 unless set. */
    readonly n_plus_one_db_duration_threshold?: number | undefined;
    /** Look for slow queries. */
    readonly slow_db_queries_detection_enabled?: boolean | undefined;
    /** Slow queries: time that a SELECT takes (ms). 500 unless set. */
    readonly slow_db_query_duration_threshold?: number | undefined;
    /** Look for queries that wait for each other without need. */
    readonly consecutive_db_queries_detection_enabled?: boolean | undefined;
    /** Consecutive queries: time that running them side by side would save (ms). 100 unless set. */
    readonly consecutive_db_min_time_saved_threshold?: number | undefined;
    /** Look for many calls of one endpoint at once. */
    readonly n_plus_one_api_calls_detection_enabled?: boolean | undefined;
    /** N+1 API calls: time that the calls take together (ms). 300 unless set. */
    readonly n_plus_one_api_calls_total_duration_threshold?: number | undefined;
    /** Look for requests that wait for each other without need. */
    readonly consecutive_http_spans_detection_enabled?: boolean | undefined;
    /** Consecutive HTTP: time that running them side by side would save (ms). 2000 unless set. */
    readonly consecutive_http_spans_min_time_saved_threshold?: number | undefined;
    /** Look for large responses. */
    readonly large_http_payload_detection_enabled?: boolean | undefined;
    /** Large HTTP payload: size of the response, encoded (bytes). 300000 unless set. */
    readonly large_http_payload_size_threshold?: number | undefined;
    /** Look for requests that queue up behind the connection limit of HTTP/1.1. */
    readonly http_overhead_detection_enabled?: boolean | undefined;
    /** HTTP/1.1 overhead: time that a request waits in the queue (ms). 500 unless set. */
    readonly http_request_delay_threshold?: number | undefined;
    /** Look for large assets that keep a page from being shown. */
    readonly large_render_blocking_asset_detection_enabled?: boolean | undefined;
    /** Render-blocking asset: part of the time to First Contentful Paint (ratio). 0.33 unless set. */
    readonly render_blocking_fcp_ratio?: number | undefined;
    /** Look for assets that are sent without compression. */
    readonly uncompressed_assets_detection_enabled?: boolean | undefined;
    /** Uncompressed asset: time that it takes to load (ms). 500 unless set. */
    readonly uncompressed_asset_duration_threshold?: number | undefined;
    /** Uncompressed asset: its size (bytes). 512000 unless set. */
    readonly uncompressed_asset_size_threshold?: number | undefined;
    /** Look for file access on the main thread of mobile applications. */
    readonly file_io_on_main_thread_detection_enabled?: boolean | undefined;
    /** File I/O on main thread: time that it blocks (ms). 16 unless set. */
    readonly file_io_on_main_thread_duration_threshold?: number | undefined;
    /** Look for queries on the main thread of mobile applications. */
    readonly db_on_main_thread_detection_enabled?: boolean | undefined;
    /** DB on main thread: time that it blocks (ms). 16 unless set. */
    readonly db_on_main_thread_duration_threshold?: number | undefined;
    /** Look for values of requests that stand in queries as they came. */
    readonly db_query_injection_detection_enabled?: boolean | undefined;
  };
}

/** `DELETE /projects/{organization}/{project}/performance-issues/configure/` */
export interface ResetPerformanceSettingsInput {
  readonly organization: string;
  readonly project: string;
}

/** `GET /projects/{organization}/{project}/performance-issues/settings/` */
export interface DescribePerformanceSettingsInput {
  readonly organization: string;
  readonly project: string;
}

/** `GET /projects/{organization}/{project}/quotas/` */
export interface ListProjectQuotasInput {
  readonly organization: string;
  readonly project: string;
}

/** `PUT /projects/{organization}/{project}/quotas/` */
export interface UpdateProjectQuotasInput {
  readonly organization: string;
  readonly project: string;
  readonly body: readonly ({
    /** Names its counter; made from the rest when left out. */
    readonly id?: string | undefined;
    /** All when empty. */
    readonly categories?: readonly string[] | undefined;
    /** Items in a window; bytes for attachment, log_byte and trace_metric_byte. 0 refuses all. */
    readonly limit: number;
    /** Seconds. */
    readonly window: number;
    /** The reason that outcomes tell. */
    readonly reasonCode?: string | null | undefined;
  })[];
}

/** `GET /organizations/{organization}/quotas/` */
export interface ListOrganizationQuotasInput {
  readonly organization: string;
}

/** `PUT /organizations/{organization}/quotas/` */
export interface UpdateOrganizationQuotasInput {
  readonly organization: string;
  readonly body: readonly ({
    /** Names its counter; made from the rest when left out. */
    readonly id?: string | undefined;
    /** All when empty. */
    readonly categories?: readonly string[] | undefined;
    /** Items in a window; bytes for attachment, log_byte and trace_metric_byte. 0 refuses all. */
    readonly limit: number;
    /** Seconds. */
    readonly window: number;
    /** The reason that outcomes tell. */
    readonly reasonCode?: string | null | undefined;
  })[];
}

/** `POST /projects/{organization}/{project}/grouping-rules/check/` */
export interface CheckGroupingRulesInput {
  readonly organization: string;
  readonly project: string;
  readonly body: {
    /** Fingerprint rules, one a line, from top to bottom; the first that matches decides. */
    readonly fingerprintingRules: string;
    /** Stack trace rules, one a line; they come after those that are built in. */
    readonly groupingEnhancements: string;
    /** The project's own if left out. */
    readonly groupingConfig?: "newstyle:2026-01-20" | "newstyle:2023-01-11" | undefined;
  };
}

/** `POST /projects/{organization}/{project}/grouping-rules/try/` */
export interface TryGroupingRulesInput {
  readonly organization: string;
  readonly project: string;
  readonly body: {
    /** Fingerprint rules, one a line, from top to bottom; the first that matches decides. */
    readonly fingerprintingRules: string;
    /** Stack trace rules, one a line; they come after those that are built in. */
    readonly groupingEnhancements: string;
    /** The project's own if left out. */
    readonly groupingConfig?: "newstyle:2026-01-20" | "newstyle:2023-01-11" | undefined;
  };
}

/** `GET /projects/{organization}/{project}/grouping-rules/versions/` */
export interface ListRuleVersionsInput {
  readonly organization: string;
  readonly project: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `POST /projects/{organization}/{project}/grouping-rules/versions/{version}/restore/` */
export interface RestoreRuleVersionInput {
  readonly organization: string;
  readonly project: string;
  readonly version: string;
}

/** `GET /projects/{organization}/{project}/grouping-rules/regroups/` */
export interface ListRegroupsInput {
  readonly organization: string;
  readonly project: string;
}

/** `POST /projects/{organization}/{project}/grouping-rules/regroups/` */
export interface RegroupEventsInput {
  readonly organization: string;
  readonly project: string;
}

/** `DELETE /projects/{organization}/{project}/grouping-rules/regroups/{regroup}/` */
export interface UndoRegroupInput {
  readonly organization: string;
  readonly project: string;
  readonly regroup: string;
}

/** `GET /projects/{organization}/{project}/keys/` */
export interface ListProjectKeysInput {
  readonly organization: string;
  readonly project: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  /** `active` or `inactive`; all when left out. */
  readonly status?: string | number | boolean | undefined;
}

/** `POST /projects/{organization}/{project}/keys/` */
export interface CreateProjectKeyInput {
  readonly organization: string;
  readonly project: string;
  readonly body: {
    readonly name?: string | null | undefined;
    readonly rateLimit?: {
      readonly count?: number | null | undefined;
      readonly window?: number | null | undefined;
    } | null | undefined;
  };
}

/** `GET /projects/{organization}/{project}/keys/{key}/` */
export interface ShowProjectKeyInput {
  readonly organization: string;
  readonly project: string;
  readonly key: string;
}

/** `PUT /projects/{organization}/{project}/keys/{key}/` */
export interface UpdateProjectKeyInput {
  readonly organization: string;
  readonly project: string;
  readonly key: string;
  readonly body: {
    readonly name?: string | undefined;
    readonly isActive?: boolean | undefined;
    readonly rateLimit?: {
      readonly count?: number | null | undefined;
      readonly window?: number | null | undefined;
    } | null | undefined;
    readonly browserSdkVersion?: string | undefined;
    readonly dynamicSdkLoaderOptions?: {
      readonly hasReplay?: boolean | undefined;
      readonly hasPerformance?: boolean | undefined;
      readonly hasDebug?: boolean | undefined;
      readonly hasFeedback?: boolean | undefined;
      readonly hasLogsAndMetrics?: boolean | undefined;
    } | undefined;
  };
}

/** `DELETE /projects/{organization}/{project}/keys/{key}/` */
export interface DeleteProjectKeyInput {
  readonly organization: string;
  readonly project: string;
  readonly key: string;
}

/** `GET /organizations/{organization}/environments/` */
export interface ListOrganizationEnvironmentsInput {
  readonly organization: string;
  readonly visibility?: "all" | "hidden" | "visible" | undefined;
  readonly project?: readonly (string | number)[] | undefined;
}

/** `GET /projects/{organization}/{project}/environments/` */
export interface ListProjectEnvironmentsInput {
  readonly organization: string;
  readonly project: string;
  readonly visibility?: "all" | "hidden" | "visible" | undefined;
}

/** `GET /organizations/{organization}/releases/` */
export interface ListReleasesInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  /** With figures about sessions of each project. */
  readonly health?: "0" | "1" | "true" | "false" | undefined;
  readonly adoptionStages?: "0" | "1" | "true" | "false" | undefined;
  readonly summaryStatsPeriod?: string | number | boolean | undefined;
  readonly healthStatsPeriod?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  /** Text within the version. */
  readonly query?: string | number | boolean | undefined;
  /** All but date: by sessions, releases without any are left out. */
  readonly sort?: "date" | "adoption" | "crash_free_sessions" | "crash_free_users" | "sessions" | "users" | "sessions_24h" | "users_24h" | undefined;
  /** Ignored: releases are sorted over all chosen projects together. */
  readonly flatten?: string | number | boolean | undefined;
  /** Ignored: no release is archived. */
  readonly status?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
}

/** `GET /projects/{organization}/{project}/releases/` */
export interface ListProjectReleasesInput {
  readonly organization: string;
  readonly project: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  /** With figures about sessions of each project. */
  readonly health?: "0" | "1" | "true" | "false" | undefined;
  readonly adoptionStages?: "0" | "1" | "true" | "false" | undefined;
  readonly summaryStatsPeriod?: string | number | boolean | undefined;
  readonly healthStatsPeriod?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  /** Text within the version. */
  readonly query?: string | number | boolean | undefined;
  /** All but date: by sessions, releases without any are left out. */
  readonly sort?: "date" | "adoption" | "crash_free_sessions" | "crash_free_users" | "sessions" | "users" | "sessions_24h" | "users_24h" | undefined;
  /** Ignored: releases are sorted over all chosen projects together. */
  readonly flatten?: string | number | boolean | undefined;
  /** Ignored: no release is archived. */
  readonly status?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/releases/{version}/` */
export interface ShowReleaseInput {
  readonly organization: string;
  readonly version: string;
  /** With figures about sessions of each project. */
  readonly health?: "0" | "1" | "true" | "false" | undefined;
  readonly adoptionStages?: "0" | "1" | "true" | "false" | undefined;
  readonly summaryStatsPeriod?: string | number | boolean | undefined;
  readonly healthStatsPeriod?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly project?: readonly (string | number)[] | undefined;
}

/** `GET /projects/{organization}/{project}/releases/{version}/` */
export interface ShowProjectReleaseInput {
  readonly organization: string;
  readonly project: string;
  readonly version: string;
  /** With figures about sessions of each project. */
  readonly health?: "0" | "1" | "true" | "false" | undefined;
  readonly adoptionStages?: "0" | "1" | "true" | "false" | undefined;
  readonly summaryStatsPeriod?: string | number | boolean | undefined;
  readonly healthStatsPeriod?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/sessions/` */
export interface ShowSessionsInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly field: readonly (string | number)[];
  readonly groupBy?: readonly ("project" | "release" | "environment" | "session.status")[] | undefined;
  readonly interval?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly orderBy?: string | number | boolean | undefined;
  readonly includeTotals?: "0" | "1" | "true" | "false" | undefined;
  readonly includeSeries?: "0" | "1" | "true" | "false" | undefined;
  readonly per_page?: number | undefined;
}

/** `GET /organizations/{organization}/repos/` */
export interface ListRepositoriesInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly status?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/issues/` */
export interface ListIssuesInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly sort?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly groupStatsPeriod?: "24h" | "14d" | "auto" | "" | undefined;
  readonly shortIdLookup?: string | number | boolean | undefined;
  readonly collapse?: readonly (string | number)[] | undefined;
  readonly expand?: readonly (string | number)[] | undefined;
  readonly project?: readonly (string | number)[] | undefined;
}

/** `GET /projects/{organization}/{project}/issues/` */
export interface ListProjectIssuesInput {
  readonly organization: string;
  readonly project: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly statsPeriod?: "24h" | "14d" | "" | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly sort?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly groupStatsPeriod?: "24h" | "14d" | "auto" | "" | undefined;
  readonly shortIdLookup?: string | number | boolean | undefined;
  readonly collapse?: readonly (string | number)[] | undefined;
  readonly expand?: readonly (string | number)[] | undefined;
}

/** `PUT /organizations/{organization}/issues/` */
export interface UpdateIssuesInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly id?: readonly (string | number)[] | undefined;
  readonly status?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly body: {
    readonly status?: "resolved" | "unresolved" | "ignored" | "muted" | "resolvedInNextRelease" | undefined;
    readonly statusDetails?: {
      readonly inNextRelease?: boolean | null | undefined;
      readonly inRelease?: string | null | undefined;
      readonly inCommit?: unknown | undefined;
      readonly ignoreDuration?: number | null | undefined;
      readonly ignoreUntil?: string | null | undefined;
      readonly ignoreCount?: number | null | undefined;
      readonly ignoreWindow?: number | null | undefined;
      readonly ignoreUserCount?: number | null | undefined;
      readonly ignoreUserWindow?: number | null | undefined;
      readonly untilEscalating?: boolean | null | undefined;
    } | null | undefined;
    readonly inNextRelease?: boolean | null | undefined;
    readonly inRelease?: string | null | undefined;
    readonly inCommit?: unknown | undefined;
    readonly ignoreDuration?: number | null | undefined;
    readonly ignoreUntil?: string | null | undefined;
    readonly ignoreCount?: number | null | undefined;
    readonly ignoreWindow?: number | null | undefined;
    readonly ignoreUserCount?: number | null | undefined;
    readonly ignoreUserWindow?: number | null | undefined;
    readonly untilEscalating?: boolean | null | undefined;
    readonly snoozeDuration?: number | null | undefined;
    readonly substatus?: "new" | "ongoing" | "escalating" | "regressed" | "archived_until_escalating" | "archived_until_condition_met" | "archived_forever" | null | undefined;
    readonly assignedTo?: string | number | null | undefined;
    readonly hasSeen?: boolean | undefined;
    readonly isBookmarked?: boolean | undefined;
    readonly inbox?: boolean | undefined;
    readonly priority?: "low" | "medium" | "high" | undefined;
    /** Make one issue of those named by id, which are of one project: the one with most events takes the others in. */
    readonly merge?: boolean | 1 | 0 | null | undefined;
    /** Delete the issues, and drop their events from now on. */
    readonly discard?: boolean | null | undefined;
    readonly isPublic?: false | null | undefined;
    readonly isSubscribed?: false | null | undefined;
  };
}

/** `PUT /projects/{organization}/{project}/issues/` */
export interface UpdateProjectIssuesInput {
  readonly organization: string;
  readonly project: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly id?: readonly (string | number)[] | undefined;
  readonly status?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly body: {
    readonly status?: "resolved" | "unresolved" | "ignored" | "muted" | "resolvedInNextRelease" | undefined;
    readonly statusDetails?: {
      readonly inNextRelease?: boolean | null | undefined;
      readonly inRelease?: string | null | undefined;
      readonly inCommit?: unknown | undefined;
      readonly ignoreDuration?: number | null | undefined;
      readonly ignoreUntil?: string | null | undefined;
      readonly ignoreCount?: number | null | undefined;
      readonly ignoreWindow?: number | null | undefined;
      readonly ignoreUserCount?: number | null | undefined;
      readonly ignoreUserWindow?: number | null | undefined;
      readonly untilEscalating?: boolean | null | undefined;
    } | null | undefined;
    readonly inNextRelease?: boolean | null | undefined;
    readonly inRelease?: string | null | undefined;
    readonly inCommit?: unknown | undefined;
    readonly ignoreDuration?: number | null | undefined;
    readonly ignoreUntil?: string | null | undefined;
    readonly ignoreCount?: number | null | undefined;
    readonly ignoreWindow?: number | null | undefined;
    readonly ignoreUserCount?: number | null | undefined;
    readonly ignoreUserWindow?: number | null | undefined;
    readonly untilEscalating?: boolean | null | undefined;
    readonly snoozeDuration?: number | null | undefined;
    readonly substatus?: "new" | "ongoing" | "escalating" | "regressed" | "archived_until_escalating" | "archived_until_condition_met" | "archived_forever" | null | undefined;
    readonly assignedTo?: string | number | null | undefined;
    readonly hasSeen?: boolean | undefined;
    readonly isBookmarked?: boolean | undefined;
    readonly inbox?: boolean | undefined;
    readonly priority?: "low" | "medium" | "high" | undefined;
    /** Make one issue of those named by id, which are of one project: the one with most events takes the others in. */
    readonly merge?: boolean | 1 | 0 | null | undefined;
    /** Delete the issues, and drop their events from now on. */
    readonly discard?: boolean | null | undefined;
    readonly isPublic?: false | null | undefined;
    readonly isSubscribed?: false | null | undefined;
  };
}

/** `DELETE /organizations/{organization}/issues/` */
export interface DeleteIssuesInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly id?: readonly (string | number)[] | undefined;
  readonly status?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly project?: readonly (string | number)[] | undefined;
}

/** `DELETE /projects/{organization}/{project}/issues/` */
export interface DeleteProjectIssuesInput {
  readonly organization: string;
  readonly project: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly id?: readonly (string | number)[] | undefined;
  readonly status?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/issues/{issue}/` */
export interface ShowIssueInput {
  readonly organization: string;
  readonly issue: string;
}

/** `GET /issues/{issue}/` */
export interface ShowLegacyIssueInput {
  readonly issue: string;
}

/** `PUT /organizations/{organization}/issues/{issue}/` */
export interface UpdateIssueInput {
  readonly organization: string;
  readonly issue: string;
  readonly body: {
    readonly status?: "resolved" | "unresolved" | "ignored" | "muted" | "resolvedInNextRelease" | undefined;
    readonly statusDetails?: {
      readonly inNextRelease?: boolean | null | undefined;
      readonly inRelease?: string | null | undefined;
      readonly inCommit?: unknown | undefined;
      readonly ignoreDuration?: number | null | undefined;
      readonly ignoreUntil?: string | null | undefined;
      readonly ignoreCount?: number | null | undefined;
      readonly ignoreWindow?: number | null | undefined;
      readonly ignoreUserCount?: number | null | undefined;
      readonly ignoreUserWindow?: number | null | undefined;
      readonly untilEscalating?: boolean | null | undefined;
    } | null | undefined;
    readonly inNextRelease?: boolean | null | undefined;
    readonly inRelease?: string | null | undefined;
    readonly inCommit?: unknown | undefined;
    readonly ignoreDuration?: number | null | undefined;
    readonly ignoreUntil?: string | null | undefined;
    readonly ignoreCount?: number | null | undefined;
    readonly ignoreWindow?: number | null | undefined;
    readonly ignoreUserCount?: number | null | undefined;
    readonly ignoreUserWindow?: number | null | undefined;
    readonly untilEscalating?: boolean | null | undefined;
    readonly snoozeDuration?: number | null | undefined;
    readonly substatus?: "new" | "ongoing" | "escalating" | "regressed" | "archived_until_escalating" | "archived_until_condition_met" | "archived_forever" | null | undefined;
    readonly assignedTo?: string | number | null | undefined;
    readonly hasSeen?: boolean | undefined;
    readonly isBookmarked?: boolean | undefined;
    readonly inbox?: boolean | undefined;
    readonly priority?: "low" | "medium" | "high" | undefined;
    /** Make one issue of those named by id, which are of one project: the one with most events takes the others in. */
    readonly merge?: boolean | 1 | 0 | null | undefined;
    /** Delete the issues, and drop their events from now on. */
    readonly discard?: boolean | null | undefined;
    readonly isPublic?: false | null | undefined;
    readonly isSubscribed?: false | null | undefined;
  };
}

/** `PUT /issues/{issue}/` */
export interface UpdateLegacyIssueInput {
  readonly issue: string;
  readonly body: {
    readonly status?: "resolved" | "unresolved" | "ignored" | "muted" | "resolvedInNextRelease" | undefined;
    readonly statusDetails?: {
      readonly inNextRelease?: boolean | null | undefined;
      readonly inRelease?: string | null | undefined;
      readonly inCommit?: unknown | undefined;
      readonly ignoreDuration?: number | null | undefined;
      readonly ignoreUntil?: string | null | undefined;
      readonly ignoreCount?: number | null | undefined;
      readonly ignoreWindow?: number | null | undefined;
      readonly ignoreUserCount?: number | null | undefined;
      readonly ignoreUserWindow?: number | null | undefined;
      readonly untilEscalating?: boolean | null | undefined;
    } | null | undefined;
    readonly inNextRelease?: boolean | null | undefined;
    readonly inRelease?: string | null | undefined;
    readonly inCommit?: unknown | undefined;
    readonly ignoreDuration?: number | null | undefined;
    readonly ignoreUntil?: string | null | undefined;
    readonly ignoreCount?: number | null | undefined;
    readonly ignoreWindow?: number | null | undefined;
    readonly ignoreUserCount?: number | null | undefined;
    readonly ignoreUserWindow?: number | null | undefined;
    readonly untilEscalating?: boolean | null | undefined;
    readonly snoozeDuration?: number | null | undefined;
    readonly substatus?: "new" | "ongoing" | "escalating" | "regressed" | "archived_until_escalating" | "archived_until_condition_met" | "archived_forever" | null | undefined;
    readonly assignedTo?: string | number | null | undefined;
    readonly hasSeen?: boolean | undefined;
    readonly isBookmarked?: boolean | undefined;
    readonly inbox?: boolean | undefined;
    readonly priority?: "low" | "medium" | "high" | undefined;
    /** Make one issue of those named by id, which are of one project: the one with most events takes the others in. */
    readonly merge?: boolean | 1 | 0 | null | undefined;
    /** Delete the issues, and drop their events from now on. */
    readonly discard?: boolean | null | undefined;
    readonly isPublic?: false | null | undefined;
    readonly isSubscribed?: false | null | undefined;
  };
}

/** `DELETE /organizations/{organization}/issues/{issue}/` */
export interface DeleteIssueInput {
  readonly organization: string;
  readonly issue: string;
}

/** `DELETE /issues/{issue}/` */
export interface DeleteLegacyIssueInput {
  readonly issue: string;
}

/** `GET /organizations/{organization}/issues-count/` */
export interface CountIssuesInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly query?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/issues-stats/` */
export interface ShowIssueStatsInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly groups?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/issues/{issue}/events/` */
export interface ListIssueEventsInput {
  readonly organization: string;
  readonly issue: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly full?: string | number | boolean | undefined;
  readonly sort?: "timestamp" | "-timestamp" | "" | undefined;
}

/** `GET /issues/{issue}/events/` */
export interface ListLegacyIssueEventsInput {
  readonly issue: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly full?: string | number | boolean | undefined;
  readonly sort?: "timestamp" | "-timestamp" | "" | undefined;
}

/** `GET /organizations/{organization}/issues/{issue}/events/{event}/` */
export interface ShowIssueEventInput {
  readonly organization: string;
  readonly issue: string;
  readonly event: string;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `GET /issues/{issue}/events/{event}/` */
export interface ShowLegacyIssueEventInput {
  readonly issue: string;
  readonly event: string;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/issues/{issue}/tags/` */
export interface ListIssueTagsInput {
  readonly organization: string;
  readonly issue: string;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly key?: readonly (string | number)[] | undefined;
  readonly limit?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/issues/{issue}/tags/{key}/` */
export interface ShowIssueTagInput {
  readonly organization: string;
  readonly issue: string;
  readonly key: string;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/issues/{issue}/tags/{key}/values/` */
export interface ListIssueTagValuesInput {
  readonly organization: string;
  readonly issue: string;
  readonly key: string;
  readonly environment?: readonly (string | number)[] | undefined;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly sort?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/issues/{issue}/activities/` */
export interface ListActivitiesInput {
  readonly organization: string;
  readonly issue: string;
}

/** `GET /organizations/{organization}/issues/{issue}/notes/` */
export interface ListNotesInput {
  readonly organization: string;
  readonly issue: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `POST /organizations/{organization}/issues/{issue}/notes/` */
export interface CreateNoteInput {
  readonly organization: string;
  readonly issue: string;
  readonly body: {
    readonly text: string;
  };
}

/** `PUT /organizations/{organization}/issues/{issue}/notes/{note}/` */
export interface UpdateNoteInput {
  readonly organization: string;
  readonly issue: string;
  readonly note: string;
  readonly body: {
    readonly text: string;
  };
}

/** `DELETE /organizations/{organization}/issues/{issue}/notes/{note}/` */
export interface DeleteNoteInput {
  readonly organization: string;
  readonly issue: string;
  readonly note: string;
}

/** `GET /organizations/{organization}/issues/{issue}/hashes/` */
export interface ListIssueHashesInput {
  readonly organization: string;
  readonly issue: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `GET /issues/{issue}/hashes/` */
export interface ListLegacyIssueHashesInput {
  readonly issue: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `PUT /organizations/{organization}/issues/{issue}/hashes/` */
export interface UnmergeIssueHashesInput {
  readonly organization: string;
  readonly issue: string;
  readonly id: readonly (string | number)[];
}

/** `PUT /issues/{issue}/hashes/` */
export interface UnmergeLegacyIssueHashesInput {
  readonly issue: string;
  readonly id: readonly (string | number)[];
}

/** `DELETE /organizations/{organization}/issues/{issue}/hashes/` */
export interface DeleteIssueHashesInput {
  readonly organization: string;
  readonly issue: string;
  readonly id: readonly (string | number)[];
}

/** `DELETE /issues/{issue}/hashes/` */
export interface DeleteLegacyIssueHashesInput {
  readonly issue: string;
  readonly id: readonly (string | number)[];
}

/** `GET /organizations/{organization}/issues/{issue}/similar/` */
export interface ListSimilarIssuesInput {
  readonly organization: string;
  readonly issue: string;
  /** At most so many, up to 50; 10 when left out. */
  readonly limit?: string | number | boolean | undefined;
}

/** `GET /projects/{organization}/{project}/tombstones/` */
export interface ListTombstonesInput {
  readonly organization: string;
  readonly project: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `DELETE /projects/{organization}/{project}/tombstones/{tombstone}/` */
export interface DeleteTombstoneInput {
  readonly organization: string;
  readonly project: string;
  readonly tombstone: string;
}

/** `GET /issues/{issue}/similar/` */
export interface ListLegacySimilarIssuesInput {
  readonly issue: string;
  /** At most so many, up to 50; 10 when left out. */
  readonly limit?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/issues/{issue}/external-issues/` */
export interface ListExternalIssuesInput {
  readonly organization: string;
  readonly issue: string;
}

/** `GET /organizations/{organization}/issues/{issue}/user-reports/` */
export interface ListIssueUserReportsInput {
  readonly organization: string;
  readonly issue: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/shortids/{shortId}/` */
export interface LookUpShortIdInput {
  readonly organization: string;
  readonly shortId: string;
}

/** `GET /organizations/{organization}/eventids/{event}/` */
export interface LookUpEventIdInput {
  readonly organization: string;
  readonly event: string;
}

/** `GET /projects/{organization}/{project}/events/` */
export interface ListProjectEventsInput {
  readonly organization: string;
  readonly project: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly full?: string | number | boolean | undefined;
  readonly sort?: "timestamp" | "-timestamp" | "" | undefined;
}

/** `GET /projects/{organization}/{project}/events/{event}/` */
export interface ShowProjectEventInput {
  readonly organization: string;
  readonly project: string;
  readonly event: string;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `GET /projects/{organization}/{project}/events/{event}/json/` */
export interface ShowProjectEventJsonInput {
  readonly organization: string;
  readonly project: string;
  readonly event: string;
}

/** `GET /organizations/{organization}/events/{event}/json/` */
export interface ShowEventJsonInput {
  readonly organization: string;
  readonly event: string;
}

/** `GET /projects/{organization}/{project}/events/{event}/grouping-info/` */
export interface ShowGroupingInfoInput {
  readonly organization: string;
  readonly project: string;
  readonly event: string;
}

/** `GET /projects/{organization}/{project}/events/{event}/grouping-info/{other}/` */
export interface CompareGroupingInput {
  readonly organization: string;
  readonly project: string;
  readonly event: string;
  readonly other: string;
}

/** `GET /projects/{organization}/{project}/events/{event}/fate/` */
export interface ShowEventFateInput {
  readonly organization: string;
  readonly project: string;
  readonly event: string;
}

/** `GET /organizations/{organization}/outcomes/{event}/` */
export interface ShowOutcomesOfEventInput {
  readonly organization: string;
  readonly event: string;
}

/** `GET /organizations/{organization}/outcomes/` */
export interface ListOutcomesInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
}

/** `GET /projects/{organization}/{project}/events/{event}/attachments/` */
export interface ListAttachmentsInput {
  readonly organization: string;
  readonly project: string;
  readonly event: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `GET /projects/{organization}/{project}/events/{event}/attachments/{attachment}/` */
export interface ShowAttachmentInput {
  readonly organization: string;
  readonly project: string;
  readonly event: string;
  readonly attachment: string;
  readonly download?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/events/` */
export interface ListEventsInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  /** One of errors, transactions, discover, metricsEnhanced, metrics, spans, spansIndexed, spansMetrics, logs, ourlogs, tracemetrics, traceMetrics. `discover`, and nothing, is errors and transactions together. */
  readonly dataset?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  /** `0` refuses conditions on functions. */
  readonly allowAggregateConditions?: string | number | boolean | undefined;
  /** A column, a function or an equation; at most 20. */
  readonly field?: readonly (string | number)[] | undefined;
  /** A selected column; with - before it descending. */
  readonly sort?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/events/validate/` */
export interface ValidateEventQueryInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  /** One of errors, transactions, discover, metricsEnhanced, metrics, spans, spansIndexed, spansMetrics, logs, ourlogs, tracemetrics, traceMetrics. `discover`, and nothing, is errors and transactions together. */
  readonly dataset?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  /** `0` refuses conditions on functions. */
  readonly allowAggregateConditions?: string | number | boolean | undefined;
  readonly field?: readonly (string | number)[] | undefined;
  readonly orderby?: readonly (string | number)[] | undefined;
  readonly sort?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/events-stats/` */
export interface ShowEventStatsInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  /** One of errors, transactions, discover, metricsEnhanced, metrics, spans, spansIndexed, spansMetrics, logs, ourlogs, tracemetrics, traceMetrics. `discover`, and nothing, is errors and transactions together. */
  readonly dataset?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  /** `0` refuses conditions on functions. */
  readonly allowAggregateConditions?: string | number | boolean | undefined;
  readonly yAxis?: readonly (string | number)[] | undefined;
  readonly interval?: string | number | boolean | undefined;
  readonly topEvents?: string | number | boolean | undefined;
  readonly sort?: readonly (string | number)[] | undefined;
  readonly orderby?: readonly (string | number)[] | undefined;
  readonly excludeOther?: string | number | boolean | undefined;
  /** Seconds: the same period so much earlier is answered beside. */
  readonly comparisonDelta?: string | number | boolean | undefined;
  readonly partial?: string | number | boolean | undefined;
  readonly field?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/events-timeseries/` */
export interface ShowEventTimeSeriesInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  /** One of errors, transactions, discover, metricsEnhanced, metrics, spans, spansIndexed, spansMetrics, logs, ourlogs, tracemetrics, traceMetrics. `discover`, and nothing, is errors and transactions together. */
  readonly dataset?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  /** `0` refuses conditions on functions. */
  readonly allowAggregateConditions?: string | number | boolean | undefined;
  readonly yAxis?: readonly (string | number)[] | undefined;
  readonly interval?: string | number | boolean | undefined;
  readonly topEvents?: string | number | boolean | undefined;
  readonly sort?: readonly (string | number)[] | undefined;
  readonly orderby?: readonly (string | number)[] | undefined;
  readonly excludeOther?: string | number | boolean | undefined;
  /** Seconds: the same period so much earlier is answered beside. */
  readonly comparisonDelta?: string | number | boolean | undefined;
  readonly partial?: string | number | boolean | undefined;
  readonly groupBy?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/events-facets/` */
export interface ListEventFacetsInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  /** One of errors, transactions, discover, metricsEnhanced, metrics, spans, spansIndexed, spansMetrics, logs, ourlogs, tracemetrics, traceMetrics. `discover`, and nothing, is errors and transactions together. */
  readonly dataset?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  /** `0` refuses conditions on functions. */
  readonly allowAggregateConditions?: string | number | boolean | undefined;
  readonly includeAll?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/trace-items/attributes/` */
export interface ListTraceItemAttributesInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  /** One of errors, transactions, discover, metricsEnhanced, metrics, spans, spansIndexed, spansMetrics, logs, ourlogs, tracemetrics, traceMetrics. `discover`, and nothing, is errors and transactions together. */
  readonly dataset?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  /** `0` refuses conditions on functions. */
  readonly allowAggregateConditions?: string | number | boolean | undefined;
  readonly itemType?: string | number | boolean | undefined;
  readonly attributeType?: readonly (string | number)[] | undefined;
  readonly substringMatch?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/trace/{trace}/` */
export interface ShowTraceInput {
  readonly organization: string;
  readonly trace: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly limit?: string | number | boolean | undefined;
  readonly errorId?: string | number | boolean | undefined;
  /** Attributes of spans to answer besides. */
  readonly additional_attributes?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/trace-meta/{trace}/` */
export interface ShowTraceMetaInput {
  readonly organization: string;
  readonly trace: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/replays/` */
export interface ListOrganizationReplaysInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly projectSlug?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly field?: readonly (string | number)[] | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly sort?: string | number | boolean | undefined;
  readonly sortBy?: string | number | boolean | undefined;
  readonly orderBy?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/replays/{replay}/` */
export interface ShowOrganizationReplayInput {
  readonly organization: string;
  readonly replay: string;
}

/** `GET /organizations/{organization}/replay-count/` */
export interface CountOrganizationReplaysInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly project_id_or_slug?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly data_source?: string | number | boolean | undefined;
  readonly query?: string | number | boolean | undefined;
  readonly returnIds?: string | number | boolean | undefined;
}

/** `GET /projects/{organization}/{project}/replays/{replay}/recording-segments/` */
export interface ListRecordingSegmentsInput {
  readonly organization: string;
  readonly project: string;
  readonly replay: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly download?: string | number | boolean | undefined;
}

/** `GET /projects/{organization}/{project}/replays/{replay}/recording-segments/{segment}/` */
export interface ShowRecordingSegmentInput {
  readonly organization: string;
  readonly project: string;
  readonly replay: string;
  readonly segment: string;
  readonly download?: string | number | boolean | undefined;
}

/** `GET /projects/{organization}/{project}/replays/{replay}/videos/{segment}/` */
export interface ShowReplayVideoInput {
  readonly organization: string;
  readonly project: string;
  readonly replay: string;
  readonly segment: string;
}

/** `DELETE /projects/{organization}/{project}/replays/{replay}/` */
export interface DeleteProjectReplayInput {
  readonly organization: string;
  readonly project: string;
  readonly replay: string;
}

/** `GET /organizations/{organization}/profiling/profiles/` */
export interface ListProfilesInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `GET /projects/{organization}/{project}/profiling/profiles/{profile}/` */
export interface ShowProjectProfileInput {
  readonly organization: string;
  readonly project: string;
  readonly profile: string;
}

/** `GET /organizations/{organization}/profiling/chunks/` */
export interface ShowProfileChunksInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly profiler_id: string | number | boolean;
}

/** `GET /organizations/{organization}/profiling/flamegraph/` */
export interface ShowFlamegraphInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly dataSource?: string | number | boolean | undefined;
  readonly fingerprint?: string | number | boolean | undefined;
  readonly expand?: readonly (string | number)[] | undefined;
  readonly query?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/monitors/` */
export interface ListMonitorsInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  /** Text within the name or slug. */
  readonly query?: string | number | boolean | undefined;
  /** user:<id>, team:<id> or unassigned. */
  readonly owner?: readonly (string | number)[] | undefined;
}

/** `POST /organizations/{organization}/monitors/` */
export interface CreateMonitorInput {
  readonly organization: string;
  readonly body: {
    readonly name: string;
    readonly slug?: string | undefined;
    readonly config: {
      readonly schedule_type?: "crontab" | "interval" | undefined;
      /** A crontab such as "0 3 * * *", or [1, "hour"]. */
      readonly schedule: string | readonly [number, string];
      /** Minutes after the expected time until a check-in counts as missed. */
      readonly checkin_margin?: number | null | undefined;
      /** Minutes that a run may take. */
      readonly max_runtime?: number | null | undefined;
      readonly timezone?: string | null | undefined;
      /** Failures in a row that make an issue. */
      readonly failure_issue_threshold?: number | null | undefined;
      /** Successes in a row that resolve it. */
      readonly recovery_threshold?: number | null | undefined;
      readonly [key: string]: unknown;
    };
    readonly status?: "active" | "disabled" | undefined;
    readonly isMuted?: boolean | undefined;
    readonly is_muted?: boolean | undefined;
    /** user:<id> or team:<id>. */
    readonly owner?: string | null | undefined;
    readonly type?: "cron_job" | undefined;
    readonly project: string | number;
  };
}

/** `GET /organizations/{organization}/monitors/{monitor}/` */
export interface ShowMonitorInput {
  readonly organization: string;
  readonly monitor: string;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `PUT /organizations/{organization}/monitors/{monitor}/` */
export interface UpdateMonitorInput {
  readonly organization: string;
  readonly monitor: string;
  readonly body: {
    readonly name?: string | undefined;
    readonly slug?: string | undefined;
    readonly config?: {
      readonly schedule_type?: "crontab" | "interval" | undefined;
      /** A crontab such as "0 3 * * *", or [1, "hour"]. */
      readonly schedule?: string | readonly [number, string] | undefined;
      /** Minutes after the expected time until a check-in counts as missed. */
      readonly checkin_margin?: number | null | undefined;
      /** Minutes that a run may take. */
      readonly max_runtime?: number | null | undefined;
      readonly timezone?: string | null | undefined;
      /** Failures in a row that make an issue. */
      readonly failure_issue_threshold?: number | null | undefined;
      /** Successes in a row that resolve it. */
      readonly recovery_threshold?: number | null | undefined;
      readonly [key: string]: unknown;
    } | undefined;
    readonly status?: "active" | "disabled" | undefined;
    readonly isMuted?: boolean | undefined;
    readonly is_muted?: boolean | undefined;
    /** user:<id> or team:<id>. */
    readonly owner?: string | null | undefined;
    readonly type?: "cron_job" | undefined;
    readonly project?: string | number | undefined;
  };
}

/** `DELETE /organizations/{organization}/monitors/{monitor}/` */
export interface DeleteMonitorInput {
  readonly organization: string;
  readonly monitor: string;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/monitors/{monitor}/checkins/` */
export interface ListMonitorCheckInsInput {
  readonly organization: string;
  readonly monitor: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly expand?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/monitors/{monitor}/stats/` */
export interface ShowMonitorStatsInput {
  readonly organization: string;
  readonly monitor: string;
  readonly since?: string | number | boolean | undefined;
  readonly until?: string | number | boolean | undefined;
  readonly resolution?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/monitors-stats/` */
export interface ShowMonitorsStatsInput {
  readonly organization: string;
  readonly since?: string | number | boolean | undefined;
  readonly until?: string | number | boolean | undefined;
  readonly resolution?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly monitor?: readonly (string | number)[] | undefined;
  readonly project?: readonly (string | number)[] | undefined;
}

/** `GET /projects/{organization}/{project}/monitors/{monitor}/` */
export interface ShowProjectMonitorInput {
  readonly organization: string;
  readonly project: string;
  readonly monitor: string;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `PUT /projects/{organization}/{project}/monitors/{monitor}/` */
export interface UpdateProjectMonitorInput {
  readonly organization: string;
  readonly project: string;
  readonly monitor: string;
  readonly body: {
    readonly name?: string | undefined;
    readonly slug?: string | undefined;
    readonly config?: {
      readonly schedule_type?: "crontab" | "interval" | undefined;
      /** A crontab such as "0 3 * * *", or [1, "hour"]. */
      readonly schedule?: string | readonly [number, string] | undefined;
      /** Minutes after the expected time until a check-in counts as missed. */
      readonly checkin_margin?: number | null | undefined;
      /** Minutes that a run may take. */
      readonly max_runtime?: number | null | undefined;
      readonly timezone?: string | null | undefined;
      /** Failures in a row that make an issue. */
      readonly failure_issue_threshold?: number | null | undefined;
      /** Successes in a row that resolve it. */
      readonly recovery_threshold?: number | null | undefined;
      readonly [key: string]: unknown;
    } | undefined;
    readonly status?: "active" | "disabled" | undefined;
    readonly isMuted?: boolean | undefined;
    readonly is_muted?: boolean | undefined;
    /** user:<id> or team:<id>. */
    readonly owner?: string | null | undefined;
    readonly type?: "cron_job" | undefined;
    readonly project?: string | number | undefined;
  };
}

/** `DELETE /projects/{organization}/{project}/monitors/{monitor}/` */
export interface DeleteProjectMonitorInput {
  readonly organization: string;
  readonly project: string;
  readonly monitor: string;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `GET /projects/{organization}/{project}/monitors/{monitor}/checkins/` */
export interface ListProjectMonitorCheckInsInput {
  readonly organization: string;
  readonly project: string;
  readonly monitor: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
  readonly expand?: readonly (string | number)[] | undefined;
}

/** `GET /projects/{organization}/{project}/monitors/{monitor}/stats/` */
export interface ShowProjectMonitorStatsInput {
  readonly organization: string;
  readonly project: string;
  readonly monitor: string;
  readonly since?: string | number | boolean | undefined;
  readonly until?: string | number | boolean | undefined;
  readonly resolution?: string | number | boolean | undefined;
  readonly environment?: readonly (string | number)[] | undefined;
}

/** `PUT /projects/{organization}/{project}/monitors/{monitor}/environments/{environment}/` */
export interface UpdateMonitorEnvironmentInput {
  readonly organization: string;
  readonly project: string;
  readonly monitor: string;
  readonly environment: string;
  readonly body: {
    readonly isMuted: boolean;
  };
}

/** `DELETE /projects/{organization}/{project}/monitors/{monitor}/environments/{environment}/` */
export interface DeleteMonitorEnvironmentInput {
  readonly organization: string;
  readonly project: string;
  readonly monitor: string;
  readonly environment: string;
}

/** `GET /projects/{organization}/{project}/stats/` */
export interface ShowProjectStatsInput {
  readonly organization: string;
  readonly project: string;
  readonly stat?: "received" | "rejected" | "blacklisted" | "generated" | undefined;
  readonly since?: string | number | boolean | undefined;
  readonly until?: string | number | boolean | undefined;
  readonly resolution?: "10s" | "1h" | "1d" | undefined;
}

/** `GET /organizations/{organization}/stats_v2/` */
export interface ShowOrganizationStatsInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly category?: readonly (string | number)[] | undefined;
  readonly outcome?: readonly (string | number)[] | undefined;
  readonly reason?: readonly (string | number)[] | undefined;
  readonly groupBy?: readonly ("outcome" | "category" | "reason" | "project" | "key")[] | undefined;
  readonly field?: readonly ("sum(quantity)" | "sum(times_seen)")[] | undefined;
  readonly interval?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly key?: readonly (string | number)[] | undefined;
}

/** `GET /organizations/{organization}/stats-summary/` */
export interface ShowStatsSummaryInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly category?: readonly (string | number)[] | undefined;
  readonly outcome?: readonly (string | number)[] | undefined;
  readonly reason?: readonly (string | number)[] | undefined;
  readonly field?: readonly ("sum(quantity)" | "sum(times_seen)")[] | undefined;
  readonly interval?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  readonly download?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/tags/` */
export interface ListOrganizationTagsInput {
  readonly organization: string;
  readonly statsPeriod?: string | number | boolean | undefined;
  readonly start?: string | number | boolean | undefined;
  readonly end?: string | number | boolean | undefined;
  readonly statsPeriodStart?: string | number | boolean | undefined;
  readonly statsPeriodEnd?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
  /** errors, discover, events, issuePlatform, search_issues and nothing: of errors. Or one of errors, transactions, discover, metricsEnhanced, metrics, spans, spansIndexed, spansMetrics, logs, ourlogs, tracemetrics, traceMetrics. */
  readonly dataset?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/tags/{key}/values/` */
export interface ListOrganizationTagValuesInput {
  readonly organization: string;
  readonly key: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
  readonly project?: readonly (string | number)[] | undefined;
}

/** `GET /projects/{organization}/{project}/tags/{key}/values/` */
export interface ListProjectTagValuesInput {
  readonly organization: string;
  readonly project: string;
  readonly key: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `GET /projects/{organization}/{project}/user-feedback/` */
export interface ListUserFeedbackInput {
  readonly organization: string;
  readonly project: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `POST /projects/{organization}/{project}/user-feedback/` */
export interface SubmitUserFeedbackInput {
  readonly organization: string;
  readonly project: string;
  readonly body: {
    readonly event_id: string;
    readonly name?: string | undefined;
    readonly email?: string | undefined;
    readonly comments: string;
  };
}

/** `GET /organizations/{organization}/disk/` */
export interface ShowDiskInput {
  readonly organization: string;
  readonly project?: readonly (string | number)[] | undefined;
}

/** `PUT /projects/{organization}/{project}/disk-budgets/{category}/` */
export interface SetDiskBudgetInput {
  readonly organization: string;
  readonly project: string;
  readonly category: string;
  readonly body: {
    readonly maxBytes: number | null;
    readonly maxDays: number | null;
  };
}

/** `POST /organizations/{organization}/deletions/` */
export interface CreateDeletionInput {
  readonly organization: string;
  readonly body: {
    /** Ids or slugs; all of the organization when left out. */
    readonly project?: readonly string[] | undefined;
    /** What `query` is a search of. */
    readonly dataset?: "errors" | "transactions" | "spans" | "logs" | "metrics" | "replays" | undefined;
    /** As for lists of that dataset. */
    readonly query?: string | undefined;
    /** Any one of them is enough to be meant. */
    readonly user?: {
      readonly id?: string | undefined;
      readonly email?: string | undefined;
      readonly username?: string | undefined;
      readonly ip?: string | undefined;
      readonly did?: string | undefined;
    } | undefined;
  };
}

/** `DELETE /projects/{organization}/{project}/events/{event}/` */
export interface DeleteEventInput {
  readonly organization: string;
  readonly project: string;
  readonly event: string;
}

/** `GET /organizations/{organization}/jobs/` */
export interface ListJobsInput {
  readonly organization: string;
  /** Where the page starts; from the Link header of the page before. */
  readonly cursor?: string | number | boolean | undefined;
  /** Rows in a page, at most 100. */
  readonly per_page?: string | number | boolean | undefined;
  /** The same as per_page, as issue lists call it. */
  readonly limit?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/jobs/{job}/` */
export interface ShowJobInput {
  readonly organization: string;
  readonly job: string;
}

/** `GET /organizations/{organization}/live/` */
export interface StreamLiveInput {
  readonly organization: string;
  readonly project?: readonly (string | number)[] | undefined;
}
