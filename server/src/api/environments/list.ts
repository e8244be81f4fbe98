import { crc32 } from "node:zlib";
import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inOrganization, inProject } from "../place.ts";

/** Environments are known by name alone; the API wants an id of digits that stays with the name. */
const idOf = (name: string): string => String(crc32(name));

const query = z.object({ visibility: z.enum(["all", "hidden", "visible"]).optional() });

export const listOrganizationEnvironments = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/environments/",
  summary: "The environments that events of an organization named",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "project:read"],
  query: query.extend({ project: z.array(z.string()).optional() }),
  response: z.array(z.object({ id: z.string(), name: z.string() })),
  async handler({ organization, access, query, stores }) {
    if (query.visibility === "hidden") return { body: [] };
    const projects = await access.chosenProjects(organization, query.project);
    const names = await stores.state.environments(projects.map(({ id }) => id));
    return { body: names.map((name) => ({ id: idOf(name), name })) };
  },
});

export const listProjectEnvironments = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/environments/",
  summary: "The environments that events of a project named",
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  query,
  response: z.array(z.object({ id: z.string(), name: z.string(), isHidden: z.boolean() })),
  async handler({ project, query, stores }) {
    if (query.visibility === "hidden") return { body: [] };
    return { body: (await stores.state.environments([project.id])).map((name) => ({ id: idOf(name), name, isHidden: false })) };
  },
});
