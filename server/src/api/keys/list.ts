import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { inProject } from "../place.ts";
import { keyShape, toKey } from "./key-shape.ts";

export const listProjectKeys = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/keys/",
  summary: "The keys of a project, with their DSNs",
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  query: z.object({ ...pageQuery, status: z.string().optional().meta({ description: "`active` or `inactive`; all when left out." }) }),
  response: z.array(keyShape),
  async handler({ project, query, stores, publicUrl }) {
    const wanted = (isActive: boolean) => (query.status === "active" ? isActive : query.status === "inactive" ? !isActive : true);
    const { rows, page } = pageOfAll(
      query,
      (await stores.state.projectKeys(project.id)).filter(({ isActive }) => wanted(isActive)),
    );
    return { body: rows.map((key) => toKey(key, publicUrl())), page };
  },
});
