// Generated from the server's endpoints by tools/generate-api-client.ts. Do not edit.

import type { CallOptions, Page, Sender } from "../client.ts";
import type { AddProjectTeamInput, CreateOrganizationInput, CreateOrganizationProjectInput, CreateProjectKeyInput, CreateTeamInput, CreateTeamProjectInput, CreateTokenInput, DeleteProjectInput, DeleteProjectKeyInput, DeleteTokenInput, ListMembersInput, ListOrganizationEnvironmentsInput, ListOrganizationProjectsInput, ListOrganizationsInput, ListProjectEnvironmentsInput, ListProjectKeysInput, ListProjectReleasesInput, ListProjectTeamsInput, ListProjectsInput, ListReleasesInput, ListTeamProjectsInput, ListTeamsInput, ListTokensInput, Member, NewToken, Organization, OrganizationDetail, OrganizationSettings, Project, ProjectDetail, ProjectKey, ProjectWithOrganization, RedeemSignInLinkInput, Release, RemoveProjectTeamInput, Session, ShowOrganizationInput, ShowProjectInput, ShowProjectKeyInput, ShowRegionInput, ShowReleaseInput, SignInInput, Team, Token, UpdateMeInput, UpdateOrganizationInput, UpdateProjectInput, UpdateProjectKeyInput, User } from "./types.ts";

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
    updateOrganization: (input: UpdateOrganizationInput, options: CallOptions = {}): Promise<OrganizationSettings> => send.one({ method: "PUT", path: `/organizations/${at(input.organization)}/`, body: input.body, ...options }),
    /** Where the organization's data is: here. */
    showRegion: (input: ShowRegionInput, options: CallOptions = {}): Promise<{
      readonly name: string;
      readonly url: string;
    }> => send.one({ method: "GET", path: `/organizations/${at(input.organization)}/region/`, ...options }),
    /** The members of an organization. */
    listMembers: (input: ListMembersInput, options: CallOptions = {}): Promise<Page<Member>> => send.page({ method: "GET", path: `/organizations/${at(input.organization)}/members/`, query: { cursor: input.cursor, per_page: input.per_page, limit: input.limit, query: input.query }, ...options }),
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
    /** This API as an OpenAPI 3.1 document. */
    showOpenApi: (options: CallOptions = {}): Promise<{ readonly [key: string]: unknown }> => send.one({ method: "GET", path: `/openapi.json/`, ...options }),
  };
}
