import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inOrganization } from "../place.ts";
import { describeOrganization, describeWhole, organizationDetailShape } from "./organization-detail.ts";

export const showOrganization = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/",
  summary: "An organization with its projects and teams",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "org:ci"],
  query: z.object({ detailed: z.string().optional().meta({ description: "`0` leaves projects and teams out." }) }),
  response: organizationDetailShape,
  async handler({ organization, scopesHeld, stores, query, publicUrl }) {
    const described = { state: stores.state, organization, scopesHeld, publicUrl: publicUrl() };
    return { body: query.detailed === "0" ? describeOrganization(described) : await describeWhole(described) };
  },
});
