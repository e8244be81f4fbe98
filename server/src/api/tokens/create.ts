import { z } from "zod";
import { issueOrganizationToken } from "../../auth/issue-token.ts";
import { scopes } from "../../auth/scopes.ts";
import { withSession } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { invalid } from "../errors.ts";
import { inOrganization } from "../place.ts";
import { nameField } from "../slug-field.ts";
import { newTokenShape, toToken } from "./token-shape.ts";

export const createToken = defineEndpoint({
  method: "post",
  path: "/organizations/{organization}/org-auth-tokens/",
  summary: "Make a token of an organization; the answer is the only time it is shown",
  auth: withSession,
  place: inOrganization,
  scopes: ["org:write"],
  body: z.object({
    name: nameField,
    scopes: z
      .array(z.enum(scopes))
      .min(1, "Choose at least one scope.")
      .default(["org:ci"])
      .meta({ description: "`org:ci` (releases and artifacts) when left out." }),
  }),
  status: 201,
  response: newTokenShape,
  async handler({ organization, scopesHeld, body, stores, clock, publicUrl }) {
    const beyond = body.scopes.filter((scope) => !scopesHeld.has(scope));
    if (beyond.length > 0) throw invalid({ scopes: [`You cannot give scopes that you do not have: ${beyond.join(", ")}.`] });
    const { token, stored } = await issueOrganizationToken(stores.writer, {
      organization,
      name: body.name,
      scopes: body.scopes,
      publicUrl: publicUrl(),
      now: clock.now(),
    });
    return { body: { ...toToken(stored), token } };
  },
});
