import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inProject } from "../place.ts";
import { findKey } from "./find-key.ts";
import { keyParams } from "./key-input.ts";
import { keyShape, toKey } from "./key-shape.ts";

export const showProjectKey = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/keys/{key}/",
  summary: "A key of a project, with its DSNs",
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  params: keyParams,
  response: keyShape,
  async handler({ project, params, stores, publicUrl }) {
    return { body: toKey(await findKey(stores.state, project.id, params.key), publicUrl()) };
  },
});
