import { z } from "zod";
import { withToken } from "../admission.ts";
import { date } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { inOrganization } from "../place.ts";

const repositoryShape = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string().nullable(),
    provider: z.object({ id: z.string(), name: z.string() }),
    status: z.enum(["active", "disabled"]),
    dateCreated: date,
    integrationId: z.string().nullable(),
  })
  .meta({ id: "Repository" });

export const listRepositories = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/repos/",
  summary: "The source repositories of an organization",
  description:
    "Vedette is connected to no source code host, so the list is empty. Clients ask before they set the commits of a release, and take commits from the local repository when there is none here.",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "org:ci"],
  query: z.object({ ...pageQuery, query: z.string().optional(), status: z.string().optional() }),
  response: z.array(repositoryShape),
  handler: ({ query }) => {
    const { page } = pageOfAll(query, []);
    return Promise.resolve({ body: [], page });
  },
});
