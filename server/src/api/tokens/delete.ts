import { z } from "zod";
import { withSession } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { inOrganization } from "../place.ts";

export const deleteToken = defineEndpoint({
  method: "delete",
  path: "/organizations/{organization}/org-auth-tokens/{token}/",
  summary: "Revoke a token of an organization",
  auth: withSession,
  place: inOrganization,
  scopes: ["org:write"],
  params: z.object({ token: z.string().regex(/^\d{1,15}$/) }),
  status: 204,
  async handler({ organization, params, stores }) {
    if (!(await stores.writer.deleteToken(Number(params.token), { organizationId: organization.id }))) throw fail("notFound");
    return {};
  },
});
