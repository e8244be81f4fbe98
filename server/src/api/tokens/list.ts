import { z } from "zod";
import { withSession } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { inOrganization } from "../place.ts";
import { tokenShape, toToken } from "./token-shape.ts";

export const listTokens = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/org-auth-tokens/",
  summary: "The tokens of an organization",
  auth: withSession,
  place: inOrganization,
  scopes: ["org:read"],
  query: z.object(pageQuery),
  response: z.array(tokenShape),
  async handler({ organization, query, stores }) {
    const { rows, page } = pageOfAll(query, await stores.state.tokens({ organizationId: organization.id }));
    return { body: rows.map(toToken), page };
  },
});
