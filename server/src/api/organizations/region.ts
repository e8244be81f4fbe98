import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inOrganization } from "../place.ts";

export const showRegion = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/region/",
  summary: "Where the organization's data is: here",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:ci", "org:read"],
  response: z.object({ name: z.string(), url: z.url() }),
  async handler({ publicUrl }) {
    return { body: { name: "self-hosted", url: publicUrl() } };
  },
});
