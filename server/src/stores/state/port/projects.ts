import type { OrganizationOptions, ProjectOptions } from "../../../project-settings/options.ts";
import type { ProjectSettings } from "../../../project-settings/project-settings.ts";
import type { KeyAccess, LoaderOptions, Organization, Project, ProjectKey, QuotaCounter, RuleVersion, Team } from "../model.ts";
import type { Refused } from "./refused.ts";

export interface ProjectReads {
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
  environments(projectIds: readonly number[]): Promise<readonly string[]>;
  /** Kinds of data that a project has sent. */
  projectUses(projectId: number): Promise<{ readonly sessions: boolean; readonly monitors: boolean }>;
}

export interface ProjectWrites {
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
  /** What changed since the last time; windows that ended are forgotten. */
  saveQuotaCounters(counters: readonly QuotaCounter[], now: number): Promise<void>;
}
