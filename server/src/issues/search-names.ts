import type { IssueNames } from "../query/issue-search.ts";
import { literal } from "../query/text-match.ts";
import type { Token } from "../query/token.ts";
import type { Project } from "../stores/state/model.ts";
import type { StateReader } from "../stores/state/port.ts";
import { findIssue } from "./find-issue.ts";

interface Scope {
  readonly organizationId: number;
  readonly projects: readonly Project[];
  readonly userId: number | null;
}

const personKeys: ReadonlySet<string> = new Set(["assigned", "assigned_to", "assignee", "assigned_or_suggested", "bookmarks"]);
const issueKeys: ReadonlySet<string> = new Set(["issue", "issue.id"]);
const releaseKeys: ReadonlySet<string> = new Set(["release", "first_release", "firstRelease"]);

/** Looks up what the names in a query stand for; asks the store only about kinds of names that are in it. */
export async function searchNames(state: StateReader, tokens: readonly Token[], { organizationId, projects, userId }: Scope): Promise<IssueNames> {
  const values = (keys: ReadonlySet<string>) =>
    tokens.flatMap((token) => (token.kind === "filter" && keys.has(token.key) ? token.value.items.map(literal) : []));
  const people = values(personKeys).filter((value) => value !== "me" && value !== "none");
  const [users, teams, issues, latestReleases] = await Promise.all([
    people.length === 0 ? [] : organizationUsers(state, organizationId),
    people.length === 0 ? [] : state.teams(organizationId),
    Promise.all(values(issueKeys).map(async (shortId) => [shortId, await findIssue(state, projects, shortId)] as const)),
    values(releaseKeys).includes("latest") ? latestVersions(state, organizationId, projects) : [],
  ]);
  const issueIds = new Map(issues.map(([shortId, issue]) => [shortId, issue?.id]));
  return {
    me: userId,
    // Every member belongs to all teams of the organization.
    myTeams: teams.map((team) => team.id),
    latestReleases,
    user: (name) => users.find((user) => user.email.toLowerCase() === name.toLowerCase() || user.name === name)?.id,
    team: (slug) => teams.find((team) => team.slug === slug)?.id,
    project: (name) => projects.find((project) => project.slug === name || String(project.id) === name)?.id,
    issue: (shortId) => issueIds.get(shortId),
  };
}

export async function organizationUsers(state: StateReader, organizationId: number) {
  const memberships = await state.memberships({ organizationId });
  return state.users(memberships.map((membership) => membership.userId));
}

/** The newest release of each project. */
export async function latestVersions(state: StateReader, organizationId: number, projects: readonly Project[]): Promise<readonly string[]> {
  const newest = await Promise.all(projects.map((project) => state.releases(organizationId, { projectIds: [project.id], offset: 0, limit: 1 })));
  return [...new Set(newest.flat().map((release) => release.version))];
}
