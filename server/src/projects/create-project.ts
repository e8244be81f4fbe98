import type { Project, ProjectKey } from "../stores/state/model.ts";
import type { StateWriter } from "../stores/state/port.ts";
import type { Refused } from "../stores/state/port/refused.ts";
import { firstFree, slugFrom } from "./slug.ts";

export interface NewProject {
  readonly organizationId: number;
  readonly name: string;
  /** From the name when left out, made unique. A slug that is given is kept as it is, or refused. */
  readonly slug?: string | undefined;
  readonly platform: string | null;
  readonly teamIds?: readonly number[];
}

export interface CreatedProject {
  readonly project: Project;
  readonly key: ProjectKey;
}

/** Makes a project with its first key. */
export async function createProject(writer: Pick<StateWriter, "createProject">, { slug, ...project }: NewProject): Promise<CreatedProject | Refused> {
  if (slug !== undefined) return writer.createProject({ ...project, slug });
  return firstFree(slugFrom(project.name, "project"), async (candidate) => {
    const made = await writer.createProject({ ...project, slug: candidate });
    if (!("refused" in made)) return made;
    if (made.refused === "slugTaken") return undefined;
    throw new Error(`a project could not be made: ${made.refused}`);
  });
}
