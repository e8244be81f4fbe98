import type { Issue, Project } from "../stores/state/model.ts";
import type { StateReader } from "../stores/state/port.ts";
import { parseShortId } from "./short-id.ts";

/** By numeric id or short id, among the projects given. */
export async function findIssue(state: StateReader, projects: readonly Project[], idOrShortId: string): Promise<Issue | undefined> {
  const projectIds = projects.map((project) => project.id);
  if (/^\d{1,15}$/.test(idOrShortId)) return state.issue(projectIds, Number(idOrShortId));
  const short = parseShortId(idOrShortId);
  return short && state.issueByShortId(projectIds, short.projectSlug, short.number);
}
