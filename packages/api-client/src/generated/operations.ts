// Generated from the server's endpoints by tools/generate-api-client.ts. Do not edit.

import type { CallOptions, Page, Sender } from "../client.ts";
import type { Activity, AddProjectTeamInput, Attachment, CheckGroupingRulesInput, CheckIn, CheckedRules, CompareGroupingInput, CountIssuesInput, CountOrganizationReplaysInput, CreateDeletionInput, CreateMonitorInput, CreateMyTokenInput, CreateNoteInput, CreateOrganizationInput, CreateOrganizationProjectInput, CreateProjectKeyInput, CreateTeamInput, CreateTeamProjectInput, CreateTokenInput, DeleteEventInput, DeleteIssueHashesInput, DeleteIssueInput, DeleteIssuesInput, DeleteLegacyIssueHashesInput, DeleteLegacyIssueInput, DeleteMonitorEnvironmentInput, DeleteMonitorInput, DeleteMyTokenInput, DeleteNoteInput, DeleteProjectInput, DeleteProjectIssuesInput, DeleteProjectKeyInput, DeleteProjectMonitorInput, DeleteProjectReplayInput, DeleteTokenInput, DeleteTombstoneInput, DescribePerformanceSettingsInput, DiskBudget, DiskUsage, Event, EventDetail, EventFate, EventLite, GroupingInfo, Issue, IssueDetail, ItemOutcome, Job, ListActivitiesInput, ListAttachmentsInput, ListEventFacetsInput, ListEventsInput, ListExternalIssuesInput, ListIssueEventsInput, ListIssueHashesInput, ListIssueTagValuesInput, ListIssueTagsInput, ListIssueUserReportsInput, ListIssuesInput, ListJobsInput, ListLegacyIssueEventsInput, ListLegacyIssueHashesInput, ListLegacySimilarIssuesInput, ListMembersInput, ListMonitorCheckInsInput, ListMonitorsInput, ListMyTokensInput, ListNotesInput, ListOrganizationEnvironmentsInput, ListOrganizationProjectsInput, ListOrganizationQuotasInput, ListOrganizationReplaysInput, ListOrganizationTagValuesInput, ListOrganizationTagsInput, ListOrganizationsInput, ListOutcomesInput, ListProfilesInput, ListProjectEnvironmentsInput, ListProjectEventsInput, ListProjectFiltersInput, ListProjectIssuesInput, ListProjectKeysInput, ListProjectMonitorCheckInsInput, ListProjectQuotasInput, ListProjectReleasesInput, ListProjectTagValuesInput, ListProjectTeamsInput, ListProjectsInput, ListRecordingSegmentsInput, ListRegroupsInput, ListReleasesInput, ListRepositoriesInput, ListRuleVersionsInput, ListSimilarIssuesInput, ListTeamProjectsInput, ListTeamsInput, ListTokensInput, ListTombstonesInput, ListTraceItemAttributesInput, ListUserFeedbackInput, LookUpEventIdInput, LookUpShortIdInput, Member, MemberDetail, Monitor, NewToken, Organization, OrganizationDetail, PerformanceIssueSettings, ProfileRow, Project, ProjectDetail, ProjectFilter, ProjectKey, ProjectWithOrganization, Quota, RedeemSignInLinkInput, Regroup, RegroupEventsInput, Release, RemoveProjectTeamInput, Replay, ReplaySegment, Repository, ResetPerformanceSettingsInput, RestoreRuleVersionInput, RuleTrial, RuleVersion, Session, SetDiskBudgetInput, ShowAttachmentInput, ShowDiskInput, ShowEventFateInput, ShowEventJsonInput, ShowEventStatsInput, ShowEventTimeSeriesInput, ShowFlamegraphInput, ShowGroupingInfoInput, ShowIssueEventInput, ShowIssueInput, ShowIssueStatsInput, ShowIssueTagInput, ShowJobInput, ShowLegacyIssueEventInput, ShowLegacyIssueInput, ShowMemberInput, ShowMonitorInput, ShowMonitorStatsInput, ShowMonitorsStatsInput, ShowOrganizationInput, ShowOrganizationReplayInput, ShowOrganizationStatsInput, ShowOutcomesOfEventInput, ShowPerformanceSettingsInput, ShowProfileChunksInput, ShowProjectEventInput, ShowProjectEventJsonInput, ShowProjectInput, ShowProjectKeyInput, ShowProjectMonitorInput, ShowProjectMonitorStatsInput, ShowProjectProfileInput, ShowProjectReleaseInput, ShowProjectStatsInput, ShowRecordingSegmentInput, ShowRegionInput, ShowReleaseInput, ShowReplayVideoInput, ShowSessionsInput, ShowStatsSummaryInput, ShowTraceInput, ShowTraceMetaInput, SignInInput, StreamLiveInput, SubmitUserFeedbackInput, Tag, TagValue, Team, Token, TraceError, TraceSpan, TryGroupingRulesInput, UndoRegroupInput, UnmergeIssueHashesInput, UnmergeLegacyIssueHashesInput, UpdateIssueInput, UpdateIssuesInput, UpdateLegacyIssueInput, UpdateMeInput, UpdateMonitorEnvironmentInput, UpdateMonitorInput, UpdateNoteInput, UpdateOrganizationInput, UpdateOrganizationQuotasInput, UpdatePerformanceSettingsInput, UpdateProjectFilterInput, UpdateProjectInput, UpdateProjectIssuesInput, UpdateProjectKeyInput, UpdateProjectMonitorInput, UpdateProjectQuotasInput, User, UserReport, ValidateEventQueryInput } from "./types.ts";

const at = encodeURIComponent;

/** One method for each operation of the API, by operation id. */
export function createOperations(send: Sender) {
  return {
    /** Version of the server and who is asking. */
    showInstance: (options: CallOptions = {}): Promise<{
      readonly version: string;
      readonly auth: {
        readonly scopes: readonly string[];
      } | null;
      readonly user: {
        readonly id: string;
        readonly email: string;
        readonly name: string;
      } | null;
    }> => send.one({ method: "GET", path: `/`, ...options }),
    /** Whether the server works. */
    showInternalHealth: (options: CallOptions = {}): Promise<{
      readonly problems: readonly unknown[];
      readonly healthy: { readonly [key: string]: boolean };
    }> => send.one({ method: "GET", path: `/internal/health/`, ...options }),
    /** There are no regions: always 404. */
    listRegions: (options: CallOptions = {}): Promise<null> => send.one({ method: "GET", path: `/users/me/regions/`, ...options }),
    /** Who is signed in, and to which organizations. */
    showSession: (options: CallOptions = {}): Promise<Session> => send.one({ method: "GET", path: `/auth/session/`, ...options }),
    /** Sign in with email and password. */
    signIn: (input: SignInInput, options: CallOptions = {}): Promise<Session> => send.one({ method: "POST", path: `/auth/sign-in/`, body: input.body, ...options }),
    /** Sign in with the secret of a one-time link. */
    redeemSignInLink: (input: RedeemSignInLinkInput, options: CallOptions = {}): Promise<Session> => send.one({ method: "POST", path: `/auth/sign-in-link/`, body: input.body, ...options }),
    /** End this session. */
    signOut: (options: CallOptions = {}): Promise<null> => send.one({ method: "POST", path: `/auth/sign-out/`, ...options }),
    /** The user whose token or session this is. */
    showMe: (options: CallOptions = {}): Promise<User> => send.one({ method: "GET", path: `/auth/`, ...options }),
    /** Change your own email, name or password. */
    updateMe: (input: UpdateMeInput, options: CallOptions = {}): Promise<Session> => send.one({ method: "PUT", path: `/users/me/`, body: input.body, ...options }),
    /** The organizations that you belong to. */
    listOrganizations: (input: ListOrganizationsInput = {}, options: CallOptions = {}): Promise<Page<Organization>> => send.page({ method: "GET", path: `/organizations/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, query: input.query }, ...options }),
    /** Make an organization with a first team; you become its owner. */
    createOrganization: (input: CreateOrganizationInput, options: CallOptions = {}): Promise<Organization> => send.one({ method: "POST", path: `/organizations/`, body: input.body, ...options }),
    /** An organization with its projects and teams. */
    showOrganization: (input: ShowOrganizationInput, options: CallOptions = {}): Promise<OrganizationDetail> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/`, query: { detailed: input.detailed }, ...options }),
    /** Change an organization's name, slug, or what it scrubs in all of its projects. */
    updateOrganization: (input: UpdateOrganizationInput, options: CallOptions = {}): Promise<OrganizationDetail> => send.one({ method: "PUT", path: `/organizations/${at(input.organization)}/`, body: input.body, ...options }),
    /** Where the organization's data is: here. */
    showRegion: (input: ShowRegionInput, options: CallOptions = {}): Promise<{
      readonly name: string;
      readonly url: string;
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/region/`, ...options }),
    /** The members of an organization. */
    listMembers: (input: ListMembersInput, options: CallOptions = {}): Promise<Page<Member>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/members/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, query: input.query }, ...options }),
    /** A member of an organization, by id, or yourself as `me`. */
    showMember: (input: ShowMemberInput, options: CallOptions = {}): Promise<MemberDetail> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/members/${at(input.member)}/`, ...options }),
    /** The teams of an organization. */
    listTeams: (input: ListTeamsInput, options: CallOptions = {}): Promise<Page<Team>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/teams/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, query: input.query, detailed: input.detailed }, ...options }),
    /** Make a team. */
    createTeam: (input: CreateTeamInput, options: CallOptions = {}): Promise<Team> => send.one({ method: "POST", path: `/organizations/${at(input.organization)}/teams/`, body: input.body, ...options }),
    /** The projects of a team. */
    listTeamProjects: (input: ListTeamProjectsInput, options: CallOptions = {}): Promise<Page<Project>> => send.page({ method: "GET", path: `/teams/${at(input.organization)}/${at(input.team)}/projects/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** The tokens of an organization. */
    listTokens: (input: ListTokensInput, options: CallOptions = {}): Promise<Page<Token>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/org-auth-tokens/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** Make a token of an organization; the answer is the only time it is shown. */
    createToken: (input: CreateTokenInput, options: CallOptions = {}): Promise<NewToken> => send.one({ method: "POST", path: `/organizations/${at(input.organization)}/org-auth-tokens/`, body: input.body, ...options }),
    /** Revoke a token of an organization. */
    deleteToken: (input: DeleteTokenInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/organizations/${at(input.organization)}/org-auth-tokens/${at(input.token)}/`, ...options }),
    /** Your own tokens. */
    listMyTokens: (input: ListMyTokensInput = {}, options: CallOptions = {}): Promise<Page<Token>> => send.page({ method: "GET", path: `/api-tokens/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** Make a token that acts for you; the answer is the only time it is shown. */
    createMyToken: (input: CreateMyTokenInput, options: CallOptions = {}): Promise<NewToken> => send.one({ method: "POST", path: `/api-tokens/`, body: input.body, ...options }),
    /** Revoke a token of your own. */
    deleteMyToken: (input: DeleteMyTokenInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/api-tokens/${at(input.token)}/`, ...options }),
    /** All projects that you may see, each with its organization. */
    listProjects: (input: ListProjectsInput = {}, options: CallOptions = {}): Promise<Page<ProjectWithOrganization>> => send.page({ method: "GET", path: `/projects/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, query: input.query }, ...options }),
    /** The projects of an organization. */
    listOrganizationProjects: (input: ListOrganizationProjectsInput, options: CallOptions = {}): Promise<Page<Project>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/projects/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, query: input.query }, ...options }),
    /** Make a project with a first key, for the organization's first team. */
    createOrganizationProject: (input: CreateOrganizationProjectInput, options: CallOptions = {}): Promise<Project> => send.one({ method: "POST", path: `/organizations/${at(input.organization)}/projects/`, body: input.body, ...options }),
    /** Make a project with a first key, for a team. */
    createTeamProject: (input: CreateTeamProjectInput, options: CallOptions = {}): Promise<Project> => send.one({ method: "POST", path: `/teams/${at(input.organization)}/${at(input.team)}/projects/`, body: input.body, ...options }),
    /** A project with its settings. */
    showProject: (input: ShowProjectInput, options: CallOptions = {}): Promise<ProjectDetail> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/`, ...options }),
    /** Change a project's settings; what is left out stays. */
    updateProject: (input: UpdateProjectInput, options: CallOptions = {}): Promise<ProjectDetail> => send.one({ method: "PUT", path: `/projects/${at(input.organization)}/${at(input.project)}/`, body: input.body, ...options }),
    /** Delete a project with its issues. */
    deleteProject: (input: DeleteProjectInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/projects/${at(input.organization)}/${at(input.project)}/`, ...options }),
    /** The teams of a project. */
    listProjectTeams: (input: ListProjectTeamsInput, options: CallOptions = {}): Promise<Page<Team>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/teams/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** Give a team a project. */
    addProjectTeam: (input: AddProjectTeamInput, options: CallOptions = {}): Promise<Project> => send.one({ method: "POST", path: `/projects/${at(input.organization)}/${at(input.project)}/teams/${at(input.team)}/`, ...options }),
    /** Take a project from a team. */
    removeProjectTeam: (input: RemoveProjectTeamInput, options: CallOptions = {}): Promise<Project> => send.one({ method: "DELETE", path: `/projects/${at(input.organization)}/${at(input.project)}/teams/${at(input.team)}/`, ...options }),
    /** The inbound filters of a project that are switched on or off. */
    listProjectFilters: (input: ListProjectFiltersInput, options: CallOptions = {}): Promise<readonly ProjectFilter[]> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/filters/`, ...options }),
    /** Switch an inbound filter of a project on or off. */
    updateProjectFilter: (input: UpdateProjectFilterInput, options: CallOptions = {}): Promise<null> => send.one({ method: "PUT", path: `/projects/${at(input.organization)}/${at(input.project)}/filters/${at(input.filter)}/`, body: input.body, ...options }),
    /** Which performance problems a project looks for, and from when on. */
    showPerformanceSettings: (input: ShowPerformanceSettingsInput, options: CallOptions = {}): Promise<PerformanceIssueSettings> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/performance-issues/configure/`, ...options }),
    /** Change which performance problems a project looks for; what is left out stays. */
    updatePerformanceSettings: (input: UpdatePerformanceSettingsInput, options: CallOptions = {}): Promise<PerformanceIssueSettings> => send.one({ method: "PUT", path: `/projects/${at(input.organization)}/${at(input.project)}/performance-issues/configure/`, body: input.body, ...options }),
    /** Look for performance problems by the defaults again. */
    resetPerformanceSettings: (input: ResetPerformanceSettingsInput, options: CallOptions = {}): Promise<PerformanceIssueSettings> => send.one({ method: "DELETE", path: `/projects/${at(input.organization)}/${at(input.project)}/performance-issues/configure/`, ...options }),
    /** The settings of performance issues with what they mean, their defaults and limits. */
    describePerformanceSettings: (input: DescribePerformanceSettingsInput, options: CallOptions = {}): Promise<readonly ({
      readonly name: string;
      readonly label: string;
      readonly value: boolean | number;
      readonly fallback: boolean | number;
      readonly unit: string | null;
      readonly min: number | null;
      readonly max: number | null;
    })[]> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/performance-issues/settings/`, ...options }),
    /** How much a project accepts, beside the limits of its keys and of its organization. */
    listProjectQuotas: (input: ListProjectQuotasInput, options: CallOptions = {}): Promise<readonly Quota[]> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/quotas/`, ...options }),
    /** Replace the quotas of a project. */
    updateProjectQuotas: (input: UpdateProjectQuotasInput, options: CallOptions = {}): Promise<readonly Quota[]> => send.one({ method: "PUT", path: `/projects/${at(input.organization)}/${at(input.project)}/quotas/`, body: input.body, ...options }),
    /** How much an organization accepts in all of its projects together. */
    listOrganizationQuotas: (input: ListOrganizationQuotasInput, options: CallOptions = {}): Promise<readonly Quota[]> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/quotas/`, ...options }),
    /** Replace the quotas of an organization. */
    updateOrganizationQuotas: (input: UpdateOrganizationQuotasInput, options: CallOptions = {}): Promise<readonly Quota[]> => send.one({ method: "PUT", path: `/organizations/${at(input.organization)}/quotas/`, body: input.body, ...options }),
    /** Where rules that somebody is writing have a mistake. */
    checkGroupingRules: (input: CheckGroupingRulesInput, options: CallOptions = {}): Promise<{
      readonly fingerprintingRules: CheckedRules;
      readonly groupingEnhancements: CheckedRules;
    }> => send.one({ method: "POST", path: `/projects/${at(input.organization)}/${at(input.project)}/grouping-rules/check/`, body: input.body, ...options }),
    /** Which issues would merge or split if the newest 1,000 events were grouped by these rules; changes nothing. */
    tryGroupingRules: (input: TryGroupingRulesInput, options: CallOptions = {}): Promise<RuleTrial> => send.one({ method: "POST", path: `/projects/${at(input.organization)}/${at(input.project)}/grouping-rules/try/`, body: input.body, ...options }),
    /** Every state that a project's grouping rules were saved in, newest first. */
    listRuleVersions: (input: ListRuleVersionsInput, options: CallOptions = {}): Promise<Page<RuleVersion>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/grouping-rules/versions/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** Save the rules of a former version again. */
    restoreRuleVersion: (input: RestoreRuleVersionInput, options: CallOptions = {}): Promise<RuleVersion> => send.one({ method: "POST", path: `/projects/${at(input.organization)}/${at(input.project)}/grouping-rules/versions/${at(input.version)}/restore/`, ...options }),
    /** When events were moved to where the rules would have put them. */
    listRegroups: (input: ListRegroupsInput, options: CallOptions = {}): Promise<readonly Regroup[]> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/grouping-rules/regroups/`, ...options }),
    /** Move the newest 1,000 events to where the saved rules put them; can be undone. */
    regroupEvents: (input: RegroupEventsInput, options: CallOptions = {}): Promise<Regroup> => send.one({ method: "POST", path: `/projects/${at(input.organization)}/${at(input.project)}/grouping-rules/regroups/`, ...options }),
    /** Put the events of a regroup back to where they were. */
    undoRegroup: (input: UndoRegroupInput, options: CallOptions = {}): Promise<Regroup> => send.one({ method: "DELETE", path: `/projects/${at(input.organization)}/${at(input.project)}/grouping-rules/regroups/${at(input.regroup)}/`, ...options }),
    /** The keys of a project, with their DSNs. */
    listProjectKeys: (input: ListProjectKeysInput, options: CallOptions = {}): Promise<Page<ProjectKey>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/keys/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, status: input.status }, ...options }),
    /** Make another key for a project. */
    createProjectKey: (input: CreateProjectKeyInput, options: CallOptions = {}): Promise<ProjectKey> => send.one({ method: "POST", path: `/projects/${at(input.organization)}/${at(input.project)}/keys/`, body: input.body, ...options }),
    /** A key of a project, with its DSNs. */
    showProjectKey: (input: ShowProjectKeyInput, options: CallOptions = {}): Promise<ProjectKey> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/keys/${at(input.key)}/`, ...options }),
    /** Change a key; a key that is not active is refused by ingest. */
    updateProjectKey: (input: UpdateProjectKeyInput, options: CallOptions = {}): Promise<ProjectKey> => send.one({ method: "PUT", path: `/projects/${at(input.organization)}/${at(input.project)}/keys/${at(input.key)}/`, body: input.body, ...options }),
    /** Delete a key: whoever sends with it is refused from then on. */
    deleteProjectKey: (input: DeleteProjectKeyInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/projects/${at(input.organization)}/${at(input.project)}/keys/${at(input.key)}/`, ...options }),
    /** The environments that events of an organization named. */
    listOrganizationEnvironments: (input: ListOrganizationEnvironmentsInput, options: CallOptions = {}): Promise<readonly ({
      readonly id: string;
      readonly name: string;
    })[]> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/environments/`, query: { visibility: input.visibility, project: input.project }, ...options }),
    /** The environments that events of a project named. */
    listProjectEnvironments: (input: ListProjectEnvironmentsInput, options: CallOptions = {}): Promise<readonly ({
      readonly id: string;
      readonly name: string;
      readonly isHidden: boolean;
    })[]> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/environments/`, query: { visibility: input.visibility }, ...options }),
    /** The releases that events and sessions of an organization named, newest first. */
    listReleases: (input: ListReleasesInput, options: CallOptions = {}): Promise<Page<Release>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/releases/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, health: input.health, adoptionStages: input.adoptionStages, summaryStatsPeriod: input.summaryStatsPeriod, healthStatsPeriod: input.healthStatsPeriod, environment: input.environment, query: input.query, sort: input.sort, flatten: input.flatten, status: input.status, project: input.project }, ...options }),
    /** The releases that events and sessions of a project named, newest first. */
    listProjectReleases: (input: ListProjectReleasesInput, options: CallOptions = {}): Promise<Page<Release>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/releases/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, health: input.health, adoptionStages: input.adoptionStages, summaryStatsPeriod: input.summaryStatsPeriod, healthStatsPeriod: input.healthStatsPeriod, environment: input.environment, query: input.query, sort: input.sort, flatten: input.flatten, status: input.status }, ...options }),
    /** A release. */
    showRelease: (input: ShowReleaseInput, options: CallOptions = {}): Promise<Release> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/releases/${at(input.version)}/`, query: { health: input.health, adoptionStages: input.adoptionStages, summaryStatsPeriod: input.summaryStatsPeriod, healthStatsPeriod: input.healthStatsPeriod, environment: input.environment, project: input.project }, ...options }),
    /** A release of a project. */
    showProjectRelease: (input: ShowProjectReleaseInput, options: CallOptions = {}): Promise<Release> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/releases/${at(input.version)}/`, query: { health: input.health, adoptionStages: input.adoptionStages, summaryStatsPeriod: input.summaryStatsPeriod, healthStatsPeriod: input.healthStatsPeriod, environment: input.environment }, ...options }),
    /** Release health: sessions and users over time. */
    showSessions: (input: ShowSessionsInput, options: CallOptions = {}): Promise<{
      readonly start: string;
      readonly end: string;
      readonly intervals: readonly string[];
      readonly groups: readonly ({
        readonly by: { readonly [key: string]: string | number };
        readonly totals: { readonly [key: string]: number | null };
        readonly series: { readonly [key: string]: readonly (number | null)[] };
      })[];
      readonly query: string;
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/sessions/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, field: input.field, groupBy: input.groupBy, interval: input.interval, project: input.project, environment: input.environment, query: input.query, orderBy: input.orderBy, includeTotals: input.includeTotals, includeSeries: input.includeSeries, per_page: input.per_page }, ...options }),
    /** The source repositories of an organization. */
    listRepositories: (input: ListRepositoriesInput, options: CallOptions = {}): Promise<Page<Repository>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/repos/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, query: input.query, status: input.status }, ...options }),
    /** Issues of an organization that match a search. */
    listIssues: (input: ListIssuesInput, options: CallOptions = {}): Promise<Page<Issue>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/issues/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, query: input.query, sort: input.sort, environment: input.environment, groupStatsPeriod: input.groupStatsPeriod, shortIdLookup: input.shortIdLookup, collapse: input.collapse, expand: input.expand, project: input.project }, ...options }),
    /** Issues of a project that match a search. */
    listProjectIssues: (input: ListProjectIssuesInput, options: CallOptions = {}): Promise<Page<Issue>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/issues/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, query: input.query, sort: input.sort, environment: input.environment, groupStatsPeriod: input.groupStatsPeriod, shortIdLookup: input.shortIdLookup, collapse: input.collapse, expand: input.expand }, ...options }),
    /** Update many issues: those named by id, or all that match a query. */
    updateIssues: (input: UpdateIssuesInput, options: CallOptions = {}): Promise<{
      readonly status?: "resolved" | "unresolved" | "ignored" | undefined;
      readonly statusDetails?: { readonly [key: string]: unknown } | undefined;
      readonly substatus?: "new" | "ongoing" | "escalating" | "regressed" | "archived_until_escalating" | "archived_until_condition_met" | "archived_forever" | null | undefined;
      readonly inbox?: null | undefined;
      readonly assignedTo?: {
        readonly type: "user" | "team";
        readonly id: string;
        readonly name: string;
        readonly email?: string | undefined;
      } | null | undefined;
      readonly hasSeen?: boolean | undefined;
      readonly isBookmarked?: boolean | undefined;
      readonly isSubscribed?: boolean | undefined;
      readonly priority?: "low" | "medium" | "high" | undefined;
      readonly merge?: {
        readonly parent: string;
        readonly children: readonly string[];
      } | undefined;
    }> => send.one({ method: "PUT", path: `/organizations/${at(input.organization)}/issues/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, id: input.id, status: input.status, query: input.query, environment: input.environment, project: input.project }, body: input.body, ...options }),
    /** Update many issues of a project. */
    updateProjectIssues: (input: UpdateProjectIssuesInput, options: CallOptions = {}): Promise<{
      readonly status?: "resolved" | "unresolved" | "ignored" | undefined;
      readonly statusDetails?: { readonly [key: string]: unknown } | undefined;
      readonly substatus?: "new" | "ongoing" | "escalating" | "regressed" | "archived_until_escalating" | "archived_until_condition_met" | "archived_forever" | null | undefined;
      readonly inbox?: null | undefined;
      readonly assignedTo?: {
        readonly type: "user" | "team";
        readonly id: string;
        readonly name: string;
        readonly email?: string | undefined;
      } | null | undefined;
      readonly hasSeen?: boolean | undefined;
      readonly isBookmarked?: boolean | undefined;
      readonly isSubscribed?: boolean | undefined;
      readonly priority?: "low" | "medium" | "high" | undefined;
      readonly merge?: {
        readonly parent: string;
        readonly children: readonly string[];
      } | undefined;
    }> => send.one({ method: "PUT", path: `/projects/${at(input.organization)}/${at(input.project)}/issues/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, id: input.id, status: input.status, query: input.query, environment: input.environment }, body: input.body, ...options }),
    /** Delete issues with their events: those named by id, or the first 1000 that match a query. */
    deleteIssues: (input: DeleteIssuesInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/organizations/${at(input.organization)}/issues/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, id: input.id, status: input.status, query: input.query, environment: input.environment, project: input.project }, ...options }),
    /** Delete issues with their events: those named by id, or the first 1000 that match a query. */
    deleteProjectIssues: (input: DeleteProjectIssuesInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/projects/${at(input.organization)}/${at(input.project)}/issues/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, id: input.id, status: input.status, query: input.query, environment: input.environment }, ...options }),
    /** An issue, by its id or short id. */
    showIssue: (input: ShowIssueInput, options: CallOptions = {}): Promise<IssueDetail> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/`, ...options }),
    /** An issue, by its id or short id. */
    showLegacyIssue: (input: ShowLegacyIssueInput, options: CallOptions = {}): Promise<IssueDetail> => send.one({ method: "GET", path: `/issues/${at(input.issue)}/`, ...options }),
    /** Update an issue; answers the whole issue. */
    updateIssue: (input: UpdateIssueInput, options: CallOptions = {}): Promise<IssueDetail> => send.one({ method: "PUT", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/`, body: input.body, ...options }),
    /** Update an issue; answers the whole issue. */
    updateLegacyIssue: (input: UpdateLegacyIssueInput, options: CallOptions = {}): Promise<IssueDetail> => send.one({ method: "PUT", path: `/issues/${at(input.issue)}/`, body: input.body, ...options }),
    /** Delete an issue with its events. */
    deleteIssue: (input: DeleteIssueInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/`, ...options }),
    /** Delete an issue with its events. */
    deleteLegacyIssue: (input: DeleteLegacyIssueInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/issues/${at(input.issue)}/`, ...options }),
    /** How many issues match each of some queries, counted up to 1000. */
    countIssues: (input: CountIssuesInput, options: CallOptions = {}): Promise<{ readonly [key: string]: number }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/issues-count/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, project: input.project, environment: input.environment, query: input.query }, ...options }),
    /** Counts and a chart of some issues over a period. */
    showIssueStats: (input: ShowIssueStatsInput, options: CallOptions = {}): Promise<readonly ({
      readonly id: string;
      readonly count: string;
      readonly userCount: number;
      readonly firstSeen: string | null;
      readonly lastSeen: string | null;
      readonly stats: { readonly [key: string]: readonly (readonly [number, number])[] };
    })[]> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/issues-stats/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, project: input.project, environment: input.environment, groups: input.groups }, ...options }),
    /** Events of an issue, newest first. */
    listIssueEvents: (input: ListIssueEventsInput, options: CallOptions = {}): Promise<Page<Event | EventLite>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/events/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, query: input.query, environment: input.environment, full: input.full, sort: input.sort }, ...options }),
    /** Events of an issue, newest first. */
    listLegacyIssueEvents: (input: ListLegacyIssueEventsInput, options: CallOptions = {}): Promise<Page<Event | EventLite>> => send.page({ method: "GET", path: `/issues/${at(input.issue)}/events/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, query: input.query, environment: input.environment, full: input.full, sort: input.sort }, ...options }),
    /** An event of an issue by its id, or the latest, oldest or recommended one. */
    showIssueEvent: (input: ShowIssueEventInput, options: CallOptions = {}): Promise<EventDetail> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/events/${at(input.event)}/`, query: { environment: input.environment }, ...options }),
    /** An event of an issue by its id, or the latest, oldest or recommended one. */
    showLegacyIssueEvent: (input: ShowLegacyIssueEventInput, options: CallOptions = {}): Promise<EventDetail> => send.one({ method: "GET", path: `/issues/${at(input.issue)}/events/${at(input.event)}/`, query: { environment: input.environment }, ...options }),
    /** Tags of an issue with their most frequent values. */
    listIssueTags: (input: ListIssueTagsInput, options: CallOptions = {}): Promise<readonly Tag[]> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/tags/`, query: { environment: input.environment, key: input.key, limit: input.limit }, ...options }),
    /** One tag of an issue. */
    showIssueTag: (input: ShowIssueTagInput, options: CallOptions = {}): Promise<Tag> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/tags/${at(input.key)}/`, query: { environment: input.environment }, ...options }),
    /** Values of one tag of an issue, most frequent first. */
    listIssueTagValues: (input: ListIssueTagValuesInput, options: CallOptions = {}): Promise<Page<TagValue>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/tags/${at(input.key)}/values/`, query: { environment: input.environment, cursor: input.cursor, per_page: input.per_page, limit: input.limit, sort: input.sort }, ...options }),
    /** What happened to an issue, newest first. */
    listActivities: (input: ListActivitiesInput, options: CallOptions = {}): Promise<{
      readonly activity: readonly Activity[];
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/activities/`, ...options }),
    /** Comments on an issue, newest first. */
    listNotes: (input: ListNotesInput, options: CallOptions = {}): Promise<Page<Activity>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/notes/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** Comment on an issue. */
    createNote: (input: CreateNoteInput, options: CallOptions = {}): Promise<Activity> => send.one({ method: "POST", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/notes/`, body: input.body, ...options }),
    /** Change one's own comment. */
    updateNote: (input: UpdateNoteInput, options: CallOptions = {}): Promise<Activity> => send.one({ method: "PUT", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/notes/${at(input.note)}/`, body: input.body, ...options }),
    /** Delete one's own comment. */
    deleteNote: (input: DeleteNoteInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/notes/${at(input.note)}/`, ...options }),
    /** Hashes that lead events into an issue, with the latest event of each. */
    listIssueHashes: (input: ListIssueHashesInput, options: CallOptions = {}): Promise<Page<{
      readonly id: string;
      readonly latestEvent: EventLite | null;
      readonly mergedBySeer: boolean;
      readonly seerMatchDistance: null;
      /** Events that had it as their first hash. Not part of Sentry's shape. */
      readonly count: string;
      readonly firstSeen: string | null;
      readonly lastSeen: string | null;
    }>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/hashes/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** Hashes that lead events into an issue, with the latest event of each. */
    listLegacyIssueHashes: (input: ListLegacyIssueHashesInput, options: CallOptions = {}): Promise<Page<{
      readonly id: string;
      readonly latestEvent: EventLite | null;
      readonly mergedBySeer: boolean;
      readonly seerMatchDistance: null;
      /** Events that had it as their first hash. Not part of Sentry's shape. */
      readonly count: string;
      readonly firstSeen: string | null;
      readonly lastSeen: string | null;
    }>> => send.page({ method: "GET", path: `/issues/${at(input.issue)}/hashes/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** Unmerge: the hashes named by `id` leave the issue for a new one, with their events. */
    unmergeIssueHashes: (input: UnmergeIssueHashesInput, options: CallOptions = {}): Promise<{
      readonly id: string;
    }> => send.one({ method: "PUT", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/hashes/`, query: { id: input.id }, ...options }),
    /** Unmerge: the hashes named by `id` leave the issue for a new one, with their events. */
    unmergeLegacyIssueHashes: (input: UnmergeLegacyIssueHashesInput, options: CallOptions = {}): Promise<{
      readonly id: string;
    }> => send.one({ method: "PUT", path: `/issues/${at(input.issue)}/hashes/`, query: { id: input.id }, ...options }),
    /** Unmerge: the hashes named by `id` leave the issue for a new one, with their events. */
    deleteIssueHashes: (input: DeleteIssueHashesInput, options: CallOptions = {}): Promise<{
      readonly id: string;
    }> => send.one({ method: "DELETE", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/hashes/`, query: { id: input.id }, ...options }),
    /** Unmerge: the hashes named by `id` leave the issue for a new one, with their events. */
    deleteLegacyIssueHashes: (input: DeleteLegacyIssueHashesInput, options: CallOptions = {}): Promise<{
      readonly id: string;
    }> => send.one({ method: "DELETE", path: `/issues/${at(input.issue)}/hashes/`, query: { id: input.id }, ...options }),
    /** Issues of the project that are grouped by almost the same, each with its likeness; the most similar first. */
    listSimilarIssues: (input: ListSimilarIssuesInput, options: CallOptions = {}): Promise<readonly (readonly [Issue, {
      /** About the share of frames, or words, that both issues are grouped by, 0 to 1. */
      readonly grouping: number;
    }])[]> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/similar/`, query: { limit: input.limit }, ...options }),
    /** Issues that were deleted for good: their events are dropped as they come. */
    listTombstones: (input: ListTombstonesInput, options: CallOptions = {}): Promise<Page<{
      readonly id: string;
      readonly title: string;
      readonly culprit: string;
      readonly level: string;
      readonly type: string;
      readonly metadata: { readonly [key: string]: string };
      readonly actor: User | null;
      readonly dateAdded: string;
      readonly timesSeen: number;
      readonly lastSeen: string | null;
    }>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/tombstones/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** Take events of a discarded issue again; the next one makes a new issue. */
    deleteTombstone: (input: DeleteTombstoneInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/projects/${at(input.organization)}/${at(input.project)}/tombstones/${at(input.tombstone)}/`, ...options }),
    /** Issues of the project that are grouped by almost the same, each with its likeness; the most similar first. */
    listLegacySimilarIssues: (input: ListLegacySimilarIssuesInput, options: CallOptions = {}): Promise<readonly (readonly [Issue, {
      /** About the share of frames, or words, that both issues are grouped by, 0 to 1. */
      readonly grouping: number;
    }])[]> => send.one({ method: "GET", path: `/issues/${at(input.issue)}/similar/`, query: { limit: input.limit }, ...options }),
    /** Links to issues in other trackers; none until integrations exist. */
    listExternalIssues: (input: ListExternalIssuesInput, options: CallOptions = {}): Promise<readonly ({
      readonly id: string;
      readonly issueId: string;
      readonly serviceType: string;
      readonly displayName: string;
      readonly webUrl: string;
    })[]> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/external-issues/`, ...options }),
    /** What users wrote about events of an issue, newest first. */
    listIssueUserReports: (input: ListIssueUserReportsInput, options: CallOptions = {}): Promise<Page<UserReport>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/user-reports/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** The issue of a short id. */
    lookUpShortId: (input: LookUpShortIdInput, options: CallOptions = {}): Promise<{
      readonly organizationSlug: string;
      readonly projectSlug: string;
      readonly groupId: string;
      readonly group: Issue;
      readonly shortId: string;
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/shortids/${at(input.shortId)}/`, ...options }),
    /** The project and issue of an event. */
    lookUpEventId: (input: LookUpEventIdInput, options: CallOptions = {}): Promise<{
      readonly organizationSlug: string;
      readonly projectSlug: string;
      readonly groupId: string | null;
      readonly eventId: string;
      readonly event: EventDetail;
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/eventids/${at(input.event)}/`, ...options }),
    /** Events of a project, newest first. */
    listProjectEvents: (input: ListProjectEventsInput, options: CallOptions = {}): Promise<Page<Event | EventLite>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/events/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, query: input.query, environment: input.environment, full: input.full, sort: input.sort }, ...options }),
    /** An event with its release and its neighbours in the issue. */
    showProjectEvent: (input: ShowProjectEventInput, options: CallOptions = {}): Promise<EventDetail> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/events/${at(input.event)}/`, query: { environment: input.environment }, ...options }),
    /** An event as it is stored, under its wire names. */
    showProjectEventJson: (input: ShowProjectEventJsonInput, options: CallOptions = {}): Promise<{ readonly [key: string]: unknown }> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/events/${at(input.event)}/json/`, ...options }),
    /** An event of any project of the organization as it is stored. */
    showEventJson: (input: ShowEventJsonInput, options: CallOptions = {}): Promise<{ readonly [key: string]: unknown }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/events/${at(input.event)}/json/`, ...options }),
    /** Why an event is in its issue: each way of looking at it, its hash and the parts that count. */
    showGroupingInfo: (input: ShowGroupingInfoInput, options: CallOptions = {}): Promise<GroupingInfo> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/events/${at(input.event)}/grouping-info/`, ...options }),
    /** Why two events are together or apart: what counts in each, side by side. */
    compareGrouping: (input: CompareGroupingInput, options: CallOptions = {}): Promise<{
      readonly together: boolean;
      readonly reason: string;
      readonly left: {
        readonly eventId: string;
        readonly issue: {
          readonly id: string;
          readonly shortId: string;
          readonly title: string;
        } | null;
        readonly title: string;
        readonly dateCreated: string;
        readonly grouping: GroupingInfo;
      };
      readonly right: {
        readonly eventId: string;
        readonly issue: {
          readonly id: string;
          readonly shortId: string;
          readonly title: string;
        } | null;
        readonly title: string;
        readonly dateCreated: string;
        readonly grouping: GroupingInfo;
      };
      readonly shared: readonly string[];
      readonly variants: readonly ({
        readonly name: string;
        readonly leftHash: string | null;
        readonly rightHash: string | null;
        readonly leftHint: string | null;
        readonly rightHint: string | null;
        readonly parts: readonly ({
          readonly path: readonly string[];
          readonly left: string | null;
          readonly right: string | null;
        })[];
      })[];
    }> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/events/${at(input.event)}/grouping-info/${at(input.other)}/`, ...options }),
    /** What became of an event, stored or not. */
    showEventFate: (input: ShowEventFateInput, options: CallOptions = {}): Promise<EventFate> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/events/${at(input.event)}/fate/`, ...options }),
    /** What became of an event, for each project of the organization that heard of it. */
    showOutcomesOfEvent: (input: ShowOutcomesOfEventInput, options: CallOptions = {}): Promise<readonly EventFate[]> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/outcomes/${at(input.event)}/`, ...options }),
    /** What was not kept lately and why, newest first. */
    listOutcomes: (input: ListOutcomesInput, options: CallOptions = {}): Promise<Page<ItemOutcome>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/outcomes/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, project: input.project }, ...options }),
    /** Files that came with an event. */
    listAttachments: (input: ListAttachmentsInput, options: CallOptions = {}): Promise<Page<Attachment>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/events/${at(input.event)}/attachments/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** A file that came with an event; with `download` its bytes. */
    showAttachment: (input: ShowAttachmentInput, options: CallOptions = {}): Promise<Attachment> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/events/${at(input.event)}/attachments/${at(input.attachment)}/`, query: { download: input.download }, ...options }),
    /** A table of errors, transactions, spans, logs or metrics: any columns, functions and equations. */
    listEvents: (input: ListEventsInput, options: CallOptions = {}): Promise<{
      readonly data: readonly ({ readonly [key: string]: unknown })[];
      readonly meta: {
        readonly fields: { readonly [key: string]: string };
        readonly units: { readonly [key: string]: string | null };
        readonly isMetricsData: boolean;
        readonly isMetricsExtractedData: boolean;
        readonly tips: { readonly [key: string]: string };
        readonly datasetReason: string;
        readonly dataset: string;
        readonly dataScanned: string;
      };
      readonly confidence: readonly unknown[];
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/events/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, dataset: input.dataset, query: input.query, project: input.project, environment: input.environment, allowAggregateConditions: input.allowAggregateConditions, field: input.field, sort: input.sort }, ...options }),
    /** Whether a query in the discover language can be answered, part by part. */
    validateEventQuery: (input: ValidateEventQueryInput, options: CallOptions = {}): Promise<{
      readonly valid: boolean;
      readonly projects: readonly ({
        readonly valid: boolean;
        readonly error: string | null;
      })[];
      readonly dataset: readonly ({
        readonly valid: boolean;
        readonly error: string | null;
        readonly name: string;
      })[];
      readonly environment: readonly ({
        readonly valid: boolean;
        readonly error: string | null;
      })[];
      readonly field: readonly ({
        readonly valid: boolean;
        readonly error: string | null;
        readonly name: string;
        readonly attrType: string | null;
      })[];
      readonly query: {
        readonly valid: boolean;
        readonly error: string | null;
        readonly fields: readonly string[];
      };
      readonly orderby: readonly ({
        readonly valid: boolean;
        readonly error: string | null;
        readonly name: string;
        readonly attrType: string | null;
      })[];
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/events/validate/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, dataset: input.dataset, query: input.query, project: input.project, environment: input.environment, allowAggregateConditions: input.allowAggregateConditions, field: input.field, orderby: input.orderby, sort: input.sort }, ...options }),
    /** Functions over time, also of the largest groups; times in seconds. */
    showEventStats: (input: ShowEventStatsInput, options: CallOptions = {}): Promise<{ readonly [key: string]: unknown }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/events-stats/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, dataset: input.dataset, query: input.query, project: input.project, environment: input.environment, allowAggregateConditions: input.allowAggregateConditions, yAxis: input.yAxis, interval: input.interval, topEvents: input.topEvents, sort: input.sort, orderby: input.orderby, excludeOther: input.excludeOther, comparisonDelta: input.comparisonDelta, partial: input.partial, field: input.field }, ...options }),
    /** Functions over time, also of the largest groups; times in milliseconds. */
    showEventTimeSeries: (input: ShowEventTimeSeriesInput, options: CallOptions = {}): Promise<{
      readonly meta: {
        readonly dataset: string;
        readonly start: number;
        readonly end: number;
      };
      readonly timeSeries: readonly ({
        readonly yAxis: string;
        readonly groupBy?: readonly ({
          readonly key: string;
          readonly value: unknown;
        })[] | undefined;
        readonly values: readonly ({
          readonly timestamp: number;
          readonly value: number;
          readonly incomplete: boolean;
          readonly comparisonValue?: number | undefined;
          readonly sampleCount: number;
        })[];
        readonly meta: {
          readonly valueType: string;
          readonly valueUnit: string | null;
          readonly interval: number;
          readonly order?: number | undefined;
          readonly isOther?: boolean | undefined;
          readonly dataScanned: string;
        };
      })[];
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/events-timeseries/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, dataset: input.dataset, query: input.query, project: input.project, environment: input.environment, allowAggregateConditions: input.allowAggregateConditions, yAxis: input.yAxis, interval: input.interval, topEvents: input.topEvents, sort: input.sort, orderby: input.orderby, excludeOther: input.excludeOther, comparisonDelta: input.comparisonDelta, partial: input.partial, groupBy: input.groupBy }, ...options }),
    /** Tags of the newest events of a search with their most frequent values. */
    listEventFacets: (input: ListEventFacetsInput, options: CallOptions = {}): Promise<Page<{
      readonly key: string;
      readonly topValues: readonly ({
        readonly name: string;
        readonly value: string;
        readonly count: number;
      })[];
    }>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/events-facets/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, dataset: input.dataset, query: input.query, project: input.project, environment: input.environment, allowAggregateConditions: input.allowAggregateConditions, includeAll: input.includeAll }, ...options }),
    /** Attributes of spans, logs or metrics: the known ones, and those of the newest rows. */
    listTraceItemAttributes: (input: ListTraceItemAttributesInput, options: CallOptions = {}): Promise<Page<{
      readonly key: string;
      readonly name: string;
      readonly attributeType: "string" | "number" | "boolean";
      readonly attributeSource: {
        readonly source_type: "sentry" | "user";
      };
    }>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/trace-items/attributes/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, dataset: input.dataset, query: input.query, project: input.project, environment: input.environment, allowAggregateConditions: input.allowAggregateConditions, itemType: input.itemType, attributeType: input.attributeType, substringMatch: input.substringMatch }, ...options }),
    /** The spans of a trace as trees, over all projects, with the errors that happened in them. */
    showTrace: (input: ShowTraceInput, options: CallOptions = {}): Promise<readonly (TraceSpan | TraceError)[]> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/trace/${at(input.trace)}/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, project: input.project, limit: input.limit, errorId: input.errorId, additional_attributes: input.additional_attributes }, ...options }),
    /** How many spans, errors, logs and metrics a trace has. */
    showTraceMeta: (input: ShowTraceMetaInput, options: CallOptions = {}): Promise<{
      readonly errorsCount: number;
      readonly logsCount: number;
      readonly metricsCount: number;
      readonly performanceIssuesCount: number;
      readonly spansCount: number;
      readonly uptimeCount: number;
      readonly transactionChildCountMap: readonly ({
        readonly "transaction.event_id": string | null;
        readonly "count()": number;
      })[];
      readonly spansCountMap: { readonly [key: string]: number };
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/trace-meta/${at(input.trace)}/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, project: input.project }, ...options }),
    /** Replays of an organization, newest first. */
    listOrganizationReplays: (input: ListOrganizationReplaysInput, options: CallOptions = {}): Promise<{
      readonly data: readonly Replay[];
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/replays/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, cursor: input.cursor, per_page: input.per_page, limit: input.limit, project: input.project, projectSlug: input.projectSlug, environment: input.environment, field: input.field, query: input.query, sort: input.sort, sortBy: input.sortBy, orderBy: input.orderBy }, ...options }),
    /** A replay, put together from the segments that have arrived. */
    showOrganizationReplay: (input: ShowOrganizationReplayInput, options: CallOptions = {}): Promise<{
      readonly data: Replay;
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/replays/${at(input.replay)}/`, ...options }),
    /** How many replays each issue, transaction or replay id has. */
    countOrganizationReplays: (input: CountOrganizationReplaysInput, options: CallOptions = {}): Promise<{ readonly [key: string]: number | readonly string[] }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/replay-count/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, project: input.project, project_id_or_slug: input.project_id_or_slug, environment: input.environment, data_source: input.data_source, query: input.query, returnIds: input.returnIds }, ...options }),
    /** What was recorded: a list of rrweb events for each segment, in the order of the segments. */
    listRecordingSegments: (input: ListRecordingSegmentsInput, options: CallOptions = {}): Promise<Page<readonly unknown[]>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/replays/${at(input.replay)}/recording-segments/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, download: input.download }, ...options }),
    /** One segment of a replay; with `download` its rrweb events. */
    showRecordingSegment: (input: ShowRecordingSegmentInput, options: CallOptions = {}): Promise<{
      readonly data: ReplaySegment;
    }> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/replays/${at(input.replay)}/recording-segments/${at(input.segment)}/`, query: { download: input.download }, ...options }),
    /** The film of one segment of a phone's replay, as MP4. */
    showReplayVideo: (input: ShowReplayVideoInput, options: CallOptions = {}): Promise<null> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/replays/${at(input.replay)}/videos/${at(input.segment)}/`, ...options }),
    /** Delete a replay with all its segments, in the background. */
    deleteProjectReplay: (input: DeleteProjectReplayInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/projects/${at(input.organization)}/${at(input.project)}/replays/${at(input.replay)}/`, ...options }),
    /** The newest 50 profiles of transactions, and of profilers that run all the time. */
    listProfiles: (input: ListProfilesInput, options: CallOptions = {}): Promise<readonly ProfileRow[]> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/profiling/profiles/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, project: input.project, environment: input.environment }, ...options }),
    /** The profile of a transaction, in the sample format in which it came. */
    showProjectProfile: (input: ShowProjectProfileInput, options: CallOptions = {}): Promise<{ readonly [key: string]: unknown }> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/profiling/profiles/${at(input.profile)}/`, ...options }),
    /** A continuous profile between two times, as one chunk. */
    showProfileChunks: (input: ShowProfileChunksInput, options: CallOptions = {}): Promise<{
      readonly chunk: { readonly [key: string]: unknown };
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/profiling/chunks/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, project: input.project, profiler_id: input.profiler_id }, ...options }),
    /** Where time was spent, over the newest 100 profiles that match. */
    showFlamegraph: (input: ShowFlamegraphInput, options: CallOptions = {}): Promise<{ readonly [key: string]: unknown }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/profiling/flamegraph/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, project: input.project, environment: input.environment, dataSource: input.dataSource, fingerprint: input.fingerprint, expand: input.expand, query: input.query }, ...options }),
    /** Monitors of scheduled jobs, those in trouble first. */
    listMonitors: (input: ListMonitorsInput, options: CallOptions = {}): Promise<Page<Monitor>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/monitors/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, project: input.project, environment: input.environment, query: input.query, owner: input.owner }, ...options }),
    /** Make a monitor; check-ins with a configuration make theirs by themselves. */
    createMonitor: (input: CreateMonitorInput, options: CallOptions = {}): Promise<Monitor> => send.one({ method: "POST", path: `/organizations/${at(input.organization)}/monitors/`, body: input.body, ...options }),
    /** A monitor, by slug or id. */
    showMonitor: (input: ShowMonitorInput, options: CallOptions = {}): Promise<Monitor> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/monitors/${at(input.monitor)}/`, query: { environment: input.environment }, ...options }),
    /** Change, mute or disable a monitor. */
    updateMonitor: (input: UpdateMonitorInput, options: CallOptions = {}): Promise<Monitor> => send.one({ method: "PUT", path: `/organizations/${at(input.organization)}/monitors/${at(input.monitor)}/`, body: input.body, ...options }),
    /** Delete a monitor, or environments of it. */
    deleteMonitor: (input: DeleteMonitorInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/organizations/${at(input.organization)}/monitors/${at(input.monitor)}/`, query: { environment: input.environment }, ...options }),
    /** Check-ins of a monitor, newest first. */
    listMonitorCheckIns: (input: ListMonitorCheckInsInput, options: CallOptions = {}): Promise<Page<CheckIn>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/monitors/${at(input.monitor)}/checkins/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, environment: input.environment, expand: input.expand }, ...options }),
    /** Check-ins of a monitor by status over time. */
    showMonitorStats: (input: ShowMonitorStatsInput, options: CallOptions = {}): Promise<readonly ({
      readonly ts: number;
      /** Mean, milliseconds. */
      readonly duration: number;
      readonly in_progress: number;
      readonly ok: number;
      readonly error: number;
      readonly missed: number;
      readonly timeout: number;
      readonly unknown: number;
    })[]> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/monitors/${at(input.monitor)}/stats/`, query: { since: input.since, until: input.until, resolution: input.resolution, environment: input.environment }, ...options }),
    /** Check-ins of several monitors by environment and status over time: {id: [[epoch seconds, {environment: {status: count}}], …]}. */
    showMonitorsStats: (input: ShowMonitorsStatsInput, options: CallOptions = {}): Promise<{ readonly [key: string]: readonly (readonly [number, { readonly [key: string]: { readonly [key: string]: number } }])[] }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/monitors-stats/`, query: { since: input.since, until: input.until, resolution: input.resolution, environment: input.environment, monitor: input.monitor, project: input.project }, ...options }),
    /** A monitor, by slug or id. */
    showProjectMonitor: (input: ShowProjectMonitorInput, options: CallOptions = {}): Promise<Monitor> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/monitors/${at(input.monitor)}/`, query: { environment: input.environment }, ...options }),
    /** Change, mute or disable a monitor. */
    updateProjectMonitor: (input: UpdateProjectMonitorInput, options: CallOptions = {}): Promise<Monitor> => send.one({ method: "PUT", path: `/projects/${at(input.organization)}/${at(input.project)}/monitors/${at(input.monitor)}/`, body: input.body, ...options }),
    /** Delete a monitor, or environments of it. */
    deleteProjectMonitor: (input: DeleteProjectMonitorInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/projects/${at(input.organization)}/${at(input.project)}/monitors/${at(input.monitor)}/`, query: { environment: input.environment }, ...options }),
    /** Check-ins of a monitor, newest first. */
    listProjectMonitorCheckIns: (input: ListProjectMonitorCheckInsInput, options: CallOptions = {}): Promise<Page<CheckIn>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/monitors/${at(input.monitor)}/checkins/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, environment: input.environment, expand: input.expand }, ...options }),
    /** Check-ins of a monitor by status over time. */
    showProjectMonitorStats: (input: ShowProjectMonitorStatsInput, options: CallOptions = {}): Promise<readonly ({
      readonly ts: number;
      /** Mean, milliseconds. */
      readonly duration: number;
      readonly in_progress: number;
      readonly ok: number;
      readonly error: number;
      readonly missed: number;
      readonly timeout: number;
      readonly unknown: number;
    })[]> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/monitors/${at(input.monitor)}/stats/`, query: { since: input.since, until: input.until, resolution: input.resolution, environment: input.environment }, ...options }),
    /** Mute one environment of a monitor, or no longer. */
    updateMonitorEnvironment: (input: UpdateMonitorEnvironmentInput, options: CallOptions = {}): Promise<Monitor> => send.one({ method: "PUT", path: `/projects/${at(input.organization)}/${at(input.project)}/monitors/${at(input.monitor)}/environments/${at(input.environment)}/`, body: input.body, ...options }),
    /** Delete one environment of a monitor with its check-ins. */
    deleteMonitorEnvironment: (input: DeleteMonitorEnvironmentInput, options: CallOptions = {}): Promise<null> => send.one({ method: "DELETE", path: `/projects/${at(input.organization)}/${at(input.project)}/monitors/${at(input.monitor)}/environments/${at(input.environment)}/`, ...options }),
    /** Events of a project over time: [[epoch seconds, count], …]. */
    showProjectStats: (input: ShowProjectStatsInput, options: CallOptions = {}): Promise<readonly (readonly [number, number])[]> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/stats/`, query: { stat: input.stat, since: input.since, until: input.until, resolution: input.resolution }, ...options }),
    /** Items by outcome, category, reason, project and key over time. */
    showOrganizationStats: (input: ShowOrganizationStatsInput, options: CallOptions = {}): Promise<{
      readonly start: string;
      readonly end: string;
      readonly intervals: readonly string[];
      readonly groups: readonly ({
        readonly by: { readonly [key: string]: string | number | null };
        readonly totals: { readonly [key: string]: number };
        readonly series: { readonly [key: string]: readonly number[] };
      })[];
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/stats_v2/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, category: input.category, outcome: input.outcome, reason: input.reason, groupBy: input.groupBy, field: input.field, interval: input.interval, project: input.project, key: input.key }, ...options }),
    /** Items of each project by category and outcome, added up over a period; with `download` as CSV. */
    showStatsSummary: (input: ShowStatsSummaryInput, options: CallOptions = {}): Promise<{
      readonly start: string;
      readonly end: string;
      readonly projects: readonly ({
        readonly id: string;
        readonly slug: string;
        readonly stats: readonly ({
          readonly category: string;
          readonly outcomes: { readonly [key: string]: number };
          readonly totals: { readonly [key: string]: number };
        })[];
      })[];
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/stats-summary/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, category: input.category, outcome: input.outcome, reason: input.reason, field: input.field, interval: input.interval, project: input.project, download: input.download }, ...options }),
    /** Tag keys in use, most frequent first. */
    listOrganizationTags: (input: ListOrganizationTagsInput, options: CallOptions = {}): Promise<readonly ({
      readonly key: string;
      readonly name: string;
      readonly totalValues: number;
    })[]> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/tags/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, project: input.project, dataset: input.dataset }, ...options }),
    /** Values of a tag, most frequent first. */
    listOrganizationTagValues: (input: ListOrganizationTagValuesInput, options: CallOptions = {}): Promise<Page<TagValue>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/tags/${at(input.key)}/values/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, project: input.project }, ...options }),
    /** Values of a tag, most frequent first. */
    listProjectTagValues: (input: ListProjectTagValuesInput, options: CallOptions = {}): Promise<Page<TagValue>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/tags/${at(input.key)}/values/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** What users wrote about events of a project, newest first. */
    listUserFeedback: (input: ListUserFeedbackInput, options: CallOptions = {}): Promise<Page<UserReport>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/user-feedback/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** Store what a user wrote about an event. */
    submitUserFeedback: (input: SubmitUserFeedbackInput, options: CallOptions = {}): Promise<UserReport> => send.one({ method: "POST", path: `/projects/${at(input.organization)}/${at(input.project)}/user-feedback/`, body: input.body, ...options }),
    /** What takes the space, by project, category and day, and what may. */
    showDisk: (input: ShowDiskInput, options: CallOptions = {}): Promise<{
      readonly categories: readonly string[];
      readonly usage: readonly DiskUsage[];
      readonly budgets: readonly DiskBudget[];
      /** What all organizations of the server take together; for its administrators. */
      readonly instance: {
        readonly bytes: number;
      } | null;
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/disk/`, query: { project: input.project }, ...options }),
    /** Set how much of the disk a category of a project may take, and for how long. */
    setDiskBudget: (input: SetDiskBudgetInput, options: CallOptions = {}): Promise<DiskBudget> => send.one({ method: "PUT", path: `/projects/${at(input.organization)}/${at(input.project)}/disk-budgets/${at(input.category)}/`, body: input.body, ...options }),
    /** Delete all that matches a search, or everything of one user, in the background. */
    createDeletion: (input: CreateDeletionInput, options: CallOptions = {}): Promise<Job> => send.one({ method: "POST", path: `/organizations/${at(input.organization)}/deletions/`, body: input.body, ...options }),
    /** Delete one event with its files, in the background. */
    deleteEvent: (input: DeleteEventInput, options: CallOptions = {}): Promise<Job> => send.one({ method: "DELETE", path: `/projects/${at(input.organization)}/${at(input.project)}/events/${at(input.event)}/`, ...options }),
    /** Deletions and evictions, newest first. */
    listJobs: (input: ListJobsInput, options: CallOptions = {}): Promise<Page<Job>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/jobs/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** How far a deletion or eviction is. */
    showJob: (input: ShowJobInput, options: CallOptions = {}): Promise<Job> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/jobs/${at(input.job)}/`, ...options }),
    /** Live stream of what arrives: events by issue, and rows of spans, logs and the other tables. */
    streamLive: (input: StreamLiveInput, options: CallOptions = {}): Promise<null> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/live/`, query: { project: input.project }, ...options }),
    /** This API as an OpenAPI 3.1 document. */
    showOpenApi: (options: CallOptions = {}): Promise<{ readonly [key: string]: unknown }> => send.one({ method: "GET", path: `/openapi.json/`, ...options }),
  };
}
