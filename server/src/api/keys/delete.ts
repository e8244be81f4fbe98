import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inProject } from "../place.ts";
import { keyParams } from "./key-input.ts";

export const deleteProjectKey = defineEndpoint({
  method: "delete",
  path: "/projects/{organization}/{project}/keys/{key}/",
  summary: "Delete a key: whoever sends with it is refused from then on",
  auth: withToken,
  place: inProject,
  scopes: ["project:admin"],
  params: keyParams,
  status: 204,
  async handler({ project, params, stores }) {
    if (!(await stores.writer.deleteKey(project.id, params.key))) throw fail("notFound");
    return {};
  },
});
