import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inProject } from "../place.ts";

export const deleteProject = defineEndpoint({
  method: "delete",
  path: "/projects/{organization}/{project}/",
  summary: "Delete a project with its issues",
  description: "Events are unreachable at once; their files go with retention.",
  auth: withToken,
  place: inProject,
  scopes: ["project:admin"],
  status: 204,
  async handler({ project, stores }) {
    if (!(await stores.writer.deleteProject(project.id))) throw fail("notFound");
    return {};
  },
});
