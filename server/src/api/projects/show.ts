import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { toOrganization } from "../organizations/organization-shape.ts";
import { inProject } from "../place.ts";
import { projectDetailShape, toProjectDetail } from "./project-detail-shape.ts";
import { projectFacts } from "./project-facts.ts";

export const showProject = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/",
  summary: "A project with its settings",
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  response: projectDetailShape,
  async handler({ organization, project, scopesHeld, stores, publicUrl }) {
    const facts = await projectFacts(stores.state, project, scopesHeld);
    return { body: toProjectDetail(project, toOrganization(organization, scopesHeld, publicUrl()), facts) };
  },
});
