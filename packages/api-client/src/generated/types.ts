// Generated from the server's endpoints by tools/generate-api-client.ts. Do not edit.

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

export interface NewToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly tokenLastCharacters: string;
  readonly dateCreated: string;
  readonly dateLastUsed: string | null;
  readonly token: string;
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
    readonly isAllowed: boolean;
    readonly isRetired: boolean;
    readonly isGlobal: boolean;
    readonly minimumTeamRole: string;
  })[];
  readonly teamRoleList: readonly ({
    readonly id: string;
    readonly name: string;
    readonly desc: string;
    readonly scopes: readonly string[];
    readonly isAllowed: boolean;
    readonly isRetired: boolean;
    readonly isMinimumRoleFor: string | null;
  })[];
  readonly defaultRole: string;
  readonly projects?: readonly Project[] | undefined;
  readonly teams?: readonly Team[] | undefined;
}

export interface OrganizationSettings {
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
    readonly isAllowed: boolean;
    readonly isRetired: boolean;
    readonly isGlobal: boolean;
    readonly minimumTeamRole: string;
  })[];
  readonly teamRoleList: readonly ({
    readonly id: string;
    readonly name: string;
    readonly desc: string;
    readonly scopes: readonly string[];
    readonly isAllowed: boolean;
    readonly isRetired: boolean;
    readonly isMinimumRoleFor: string | null;
  })[];
  readonly defaultRole: string;
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
  readonly adoptionStages: { readonly [key: string]: unknown } | null;
  readonly projects: readonly ({
    readonly id: number;
    readonly slug: string;
    readonly name: string;
    readonly platform: string | null;
    readonly platforms: readonly string[] | null;
    readonly newGroups: number;
    readonly hasHealthData: boolean;
  })[];
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
  /** Text within the version. */
  readonly query?: string | number | boolean | undefined;
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
  /** Text within the version. */
  readonly query?: string | number | boolean | undefined;
}

/** `GET /organizations/{organization}/releases/{version}/` */
export interface ShowReleaseInput {
  readonly organization: string;
  readonly version: string;
}
