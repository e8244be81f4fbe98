import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { inTeam } from "../place.ts";
import { projectFacts } from "../projects/project-facts.ts";
import { projectShape, toProject } from "../projects/project-shape.ts";

export const listTeamProjects = defineEndpoint({
  method: "get",
  path: "/teams/{organization}/{team}/projects/",
  summary: "The projects of a team",
  auth: withToken,
  place: inTeam,
  scopes: ["project:read"],
  query: z.object(pageQuery),
  response: z.array(projectShape),
  async handler({ organization, team, scopesHeld, access, query, stores }) {
    const own = (await access.projects(organization)).filter(({ teams }) => teams.some(({ id }) => id === team.id));
    const { rows, page } = pageOfAll(query, own);
    return { body: await Promise.all(rows.map(async (project) => toProject(project, await projectFacts(stores.state, project, scopesHeld)))), page };
  },
});
