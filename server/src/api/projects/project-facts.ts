import type { Project } from "../../stores/state/model.ts";
import type { StateReader } from "../../stores/state/port.ts";
import type { ProjectFacts } from "./project-shape.ts";

/** Reads what a project's row tells besides the project itself. */
export async function projectFacts(
  state: Pick<StateReader, "environments" | "releases" | "projectUses">,
  project: Project,
  access: Iterable<string>,
): Promise<ProjectFacts> {
  const [environments, [latestRelease], uses] = await Promise.all([
    state.environments([project.id]),
    state.releases(project.organizationId, { projectIds: [project.id], offset: 0, limit: 1 }),
    state.projectUses(project.id),
  ]);
  return { access, environments, latestRelease, uses };
}
