import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { inOrganization } from "../place.ts";
import { projectFacts } from "./project-facts.ts";
import { projectMatches } from "./project-matches.ts";
import { projectShape, toProject } from "./project-shape.ts";

export const listOrganizationProjects = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/projects/",
  summary: "The projects of an organization",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "project:read", "org:ci"],
  query: z.object({ ...pageQuery, query: z.string().optional() }),
  response: z.array(projectShape),
  async handler({ organization, scopesHeld, access, query, stores }) {
    const { rows, page } = pageOfAll(query, (await access.projects(organization)).filter(projectMatches(query.query)));
    return { body: await Promise.all(rows.map(async (project) => toProject(project, await projectFacts(stores.state, project, scopesHeld)))), page };
  },
});
