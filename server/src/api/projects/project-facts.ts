import type { Project } from "../../stores/state/model.ts";
import type { StateReader } from "../../stores/state/port.ts";
import type { ProjectFacts } from "./project-shape.ts";

/** Reads what a project's row tells besides the project itself. */
export async function projectFacts(state: Pick<StateReader, "environments" | "releases">, project: Project, access: Iterable<string>): Promise<ProjectFacts> {
  const [environments, [latestRelease]] = await Promise.all([
    state.environments([project.id]),
    state.releases(project.organizationId, { projectIds: [project.id], offset: 0, limit: 1 }),
  ]);
  return { access, environments, latestRelease };
}
