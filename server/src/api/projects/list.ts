import { z } from "zod";
import { scopesIn } from "../../auth/actor.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { toOrganization } from "../organizations/organization-shape.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { anywhere } from "../place.ts";
import { projectFacts } from "./project-facts.ts";
import { projectMatches } from "./project-matches.ts";
import { projectWithOrganizationShape, toProject } from "./project-shape.ts";

export const listProjects = defineEndpoint({
  method: "get",
  path: "/projects/",
  summary: "All projects that you may see, each with its organization",
  auth: withToken,
  place: anywhere,
  scopes: ["project:read"],
  query: z.object({ ...pageQuery, query: z.string().optional() }),
  response: z.array(projectWithOrganizationShape),
  async handler({ actor, access, query, stores, publicUrl }) {
    const organizations = await access.organizations();
    const all = await Promise.all(
      organizations.map(async (organization) => (await access.projects(organization)).map((project) => ({ organization, project }))),
    );
    const matches = projectMatches(query.query);
    const { rows, page } = pageOfAll(
      query,
      all.flat().filter(({ project }) => matches(project)),
    );
    const body = rows.map(async ({ organization, project }) => {
      const held = scopesIn(actor, organization.id);
      const row = toProject(project, await projectFacts(stores.state, project, held ?? []));
      return Object.assign(row, { organization: toOrganization(organization, held, publicUrl()) });
    });
    return { body: await Promise.all(body), page };
  },
});
