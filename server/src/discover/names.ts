import { latestVersions } from "../issues/search-names.ts";
import { findIssue } from "../issues/find-issue.ts";
import { formatShortId } from "../issues/short-id.ts";
import type { Project } from "../stores/state/model.ts";
import type { StateReader } from "../stores/state/port.ts";

/** Names in a query and the ids they stand for. */
export interface DiscoverNames {
  readonly latestReleases: readonly string[];
  projectId(name: string): number | undefined;
  issueId(shortId: string): number | undefined;
}

export async function discoverNames(state: StateReader, query: string, organizationId: number, projects: readonly Project[]): Promise<DiscoverNames> {
  const shortIds = [...query.matchAll(/\bissue(?:\.id)?:(?:\[([^\]]*)\]|"?([\w-]+))/g)].flatMap(([, list, one]) =>
    (list ?? one ?? "").split(",").map((text) => text.trim().replaceAll('"', "")),
  );
  const issues = new Map(await Promise.all(shortIds.map(async (text) => [text, (await findIssue(state, projects, text))?.id] as const)));
  return {
    latestReleases: query.includes("latest") ? await latestVersions(state, organizationId, projects) : [],
    projectId: (name) => projects.find((project) => project.slug === name || String(project.id) === name)?.id,
    issueId: (text) => issues.get(text),
  };
}

/** What ids are shown as; an issue that is gone is `unknown` (`api.md` §3.4). */
export interface ShownNames {
  project(id: number): string;
  issue(id: number): string;
}

export async function shownNames(state: StateReader, projects: readonly Project[], issueIds: readonly number[]): Promise<ShownNames> {
  const slugs = new Map(projects.map((project) => [project.id, project.slug]));
  const ids = [...new Set(issueIds)];
  const issues =
    ids.length === 0
      ? []
      : await state.issuesById(
          projects.map(({ id }) => id),
          ids,
        );
  const shortIds = new Map(issues.map((issue) => [issue.id, formatShortId(slugs.get(issue.projectId) ?? "", issue.shortIdNumber)]));
  return { project: (id) => slugs.get(id) ?? String(id), issue: (id) => shortIds.get(id) ?? "unknown" };
}
