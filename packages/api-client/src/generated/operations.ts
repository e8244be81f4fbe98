// Generated from the server's endpoints by tools/generate-api-client.ts. Do not edit.

import type { CallOptions, Page, Sender } from "../client.ts";
import type { Activity, AddProjectTeamInput, Attachment, CheckGroupingRulesInput, CheckIn, CheckedRules, CompareGroupingInput, CountIssuesInput, CountOrganizationReplaysInput, CreateMonitorInput, CreateMyTokenInput, CreateNoteInput, CreateOrganizationInput, CreateOrganizationProjectInput, CreateProjectKeyInput, CreateTeamInput, CreateTeamProjectInput, CreateTokenInput, DeleteIssueHashesInput, DeleteIssueInput, DeleteIssuesInput, DeleteLegacyIssueHashesInput, DeleteLegacyIssueInput, DeleteMonitorEnvironmentInput, DeleteMonitorInput, DeleteMyTokenInput, DeleteNoteInput, DeleteProjectInput, DeleteProjectIssuesInput, DeleteProjectKeyInput, DeleteProjectMonitorInput, DeleteProjectReplayInput, DeleteTokenInput, Event, EventDetail, EventFate, EventLite, GroupingInfo, Issue, IssueDetail, ItemOutcome, ListActivitiesInput, ListAttachmentsInput, ListExternalIssuesInput, ListIssueEventsInput, ListIssueHashesInput, ListIssueTagValuesInput, ListIssueTagsInput, ListIssueUserReportsInput, ListIssuesInput, ListLegacyIssueEventsInput, ListLegacyIssueHashesInput, ListMembersInput, ListMonitorCheckInsInput, ListMonitorsInput, ListMyTokensInput, ListNotesInput, ListOrganizationEnvironmentsInput, ListOrganizationProjectsInput, ListOrganizationReplaysInput, ListOrganizationTagValuesInput, ListOrganizationTagsInput, ListOrganizationsInput, ListOutcomesInput, ListProjectEnvironmentsInput, ListProjectEventsInput, ListProjectIssuesInput, ListProjectKeysInput, ListProjectMonitorCheckInsInput, ListProjectReleasesInput, ListProjectTagValuesInput, ListProjectTeamsInput, ListProjectsInput, ListRecordingSegmentsInput, ListRegroupsInput, ListReleasesInput, ListRepositoriesInput, ListRuleVersionsInput, ListTeamProjectsInput, ListTeamsInput, ListTokensInput, LookUpEventIdInput, LookUpShortIdInput, Member, MemberDetail, Monitor, NewToken, Organization, OrganizationDetail, Project, ProjectDetail, ProjectKey, ProjectWithOrganization, RedeemSignInLinkInput, Regroup, RegroupEventsInput, Release, RemoveProjectTeamInput, Replay, ReplaySegment, Repository, RestoreRuleVersionInput, RuleTrial, RuleVersion, Session, ShowAttachmentInput, ShowEventFateInput, ShowEventJsonInput, ShowFlamegraphInput, ShowGroupingInfoInput, ShowIssueEventInput, ShowIssueInput, ShowIssueStatsInput, ShowIssueTagInput, ShowLegacyIssueEventInput, ShowLegacyIssueInput, ShowMemberInput, ShowMonitorInput, ShowMonitorStatsInput, ShowMonitorsStatsInput, ShowOrganizationInput, ShowOrganizationReplayInput, ShowOrganizationStatsInput, ShowOutcomesOfEventInput, ShowProfileChunksInput, ShowProjectEventInput, ShowProjectEventJsonInput, ShowProjectInput, ShowProjectKeyInput, ShowProjectMonitorInput, ShowProjectMonitorStatsInput, ShowProjectProfileInput, ShowProjectReleaseInput, ShowProjectStatsInput, ShowRecordingSegmentInput, ShowRegionInput, ShowReleaseInput, ShowReplayVideoInput, ShowSessionsInput, ShowStatsSummaryInput, SignInInput, StreamLiveInput, Tag, TagValue, Team, Token, TryGroupingRulesInput, UndoRegroupInput, UnmergeIssueHashesInput, UnmergeLegacyIssueHashesInput, UpdateIssueInput, UpdateIssuesInput, UpdateLegacyIssueInput, UpdateMeInput, UpdateMonitorEnvironmentInput, UpdateMonitorInput, UpdateNoteInput, UpdateOrganizationInput, UpdateProjectInput, UpdateProjectIssuesInput, UpdateProjectKeyInput, UpdateProjectMonitorInput, User, UserReport } from "./types.ts";

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
    /** Change the name or slug of an organization. */
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
    /** The releases that events of an organization named, newest first. */
    listReleases: (input: ListReleasesInput, options: CallOptions = {}): Promise<Page<Release>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/releases/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, query: input.query, project: input.project }, ...options }),
    /** The releases that events of a project named, newest first. */
    listProjectReleases: (input: ListProjectReleasesInput, options: CallOptions = {}): Promise<Page<Release>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/releases/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, query: input.query }, ...options }),
    /** A release. */
    showRelease: (input: ShowReleaseInput, options: CallOptions = {}): Promise<Release> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/releases/${at(input.version)}/`, ...options }),
    /** A release of a project. */
    showProjectRelease: (input: ShowProjectReleaseInput, options: CallOptions = {}): Promise<Release> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/releases/${at(input.version)}/`, ...options }),
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
    }>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/issues/${at(input.issue)}/hashes/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
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
      readonly groupId: string;
      readonly eventId: string;
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
    /** Events of a project over time: [[epoch seconds, count], …]. */
    showProjectStats: (input: ShowProjectStatsInput, options: CallOptions = {}): Promise<readonly (readonly [number, number])[]> => send.one({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/stats/`, query: { stat: input.stat, since: input.since, until: input.until, resolution: input.resolution }, ...options }),
    /** Items by outcome, category, reason and project over time. */
    showOrganizationStats: (input: ShowOrganizationStatsInput, options: CallOptions = {}): Promise<{
      readonly start: string;
      readonly end: string;
      readonly intervals: readonly string[];
      readonly groups: readonly ({
        readonly by: { readonly [key: string]: string | number | null };
        readonly totals: { readonly [key: string]: number };
        readonly series: { readonly [key: string]: readonly number[] };
      })[];
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/stats_v2/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, groupBy: input.groupBy, field: input.field, interval: input.interval, project: input.project, category: input.category, outcome: input.outcome, reason: input.reason }, ...options }),
    /** Tag keys in use, most frequent first. */
    listOrganizationTags: (input: ListOrganizationTagsInput, options: CallOptions = {}): Promise<readonly ({
      readonly key: string;
      readonly name: string;
      readonly totalValues: number;
    })[]> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/tags/`, query: { statsPeriod: input.statsPeriod, start: input.start, end: input.end, statsPeriodStart: input.statsPeriodStart, statsPeriodEnd: input.statsPeriodEnd, project: input.project }, ...options }),
    /** Values of a tag, most frequent first. */
    listOrganizationTagValues: (input: ListOrganizationTagValuesInput, options: CallOptions = {}): Promise<Page<TagValue>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/tags/${at(input.key)}/values/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, project: input.project }, ...options }),
    /** Values of a tag, most frequent first. */
    listProjectTagValues: (input: ListProjectTagValuesInput, options: CallOptions = {}): Promise<Page<TagValue>> => send.page({ method: "GET", path: `/projects/${at(input.organization)}/${at(input.project)}/tags/${at(input.key)}/values/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit }, ...options }),
    /** Live stream of new events and issues. */
    streamLive: (input: StreamLiveInput, options: CallOptions = {}): Promise<null> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/live/`, query: { project: input.project }, ...options }),
    /** This API as an OpenAPI 3.1 document. */
    showOpenApi: (options: CallOptions = {}): Promise<{ readonly [key: string]: unknown }> => send.one({ method: "GET", path: `/openapi.json/`, ...options }),
  };
}
