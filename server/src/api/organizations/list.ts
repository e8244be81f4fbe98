import { z } from "zod";
import { scopesIn } from "../../auth/actor.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { anywhere } from "../place.ts";
import { organizationShape, toOrganization } from "./organization-shape.ts";

export const listOrganizations = defineEndpoint({
  method: "get",
  path: "/organizations/",
  summary: "The organizations that you belong to",
  auth: withToken,
  place: anywhere,
  scopes: ["org:read", "org:ci"],
  query: z.object({ ...pageQuery, query: z.string().optional() }),
  response: z.array(organizationShape),
  async handler({ access, actor, query, publicUrl }) {
    const text = query.query?.toLowerCase() ?? "";
    const found = (await access.organizations()).filter(({ slug, name }) => slug.includes(text) || name.toLowerCase().includes(text));
    const { rows, page } = pageOfAll(query, found);
    return { body: rows.map((organization) => toOrganization(organization, scopesIn(actor, organization.id), publicUrl())), page };
  },
});
