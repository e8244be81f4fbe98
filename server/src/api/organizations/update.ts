import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { scrubbingFields, scrubbingOptions } from "../../projects/settings-input.ts";
import { inOrganization } from "../place.ts";
import { nameField, slugField } from "../slug-field.ts";
import { describeWhole, organizationDetailShape } from "./organization-detail.ts";

export const updateOrganization = defineEndpoint({
  method: "put",
  path: "/organizations/{organization}/",
  summary: "Change an organization's name, slug, or what it scrubs in all of its projects",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:write"],
  body: z.object({ name: nameField.optional(), slug: slugField.optional(), ...z.object(scrubbingFields).partial().shape }),
  otherStatuses: { 409: "The slug is taken." },
  response: organizationDetailShape,
  async handler({ organization, scopesHeld, body, stores, publicUrl }) {
    const changed = await stores.writer.updateOrganization(organization.id, {
      ...(body.name === undefined ? {} : { name: body.name }),
      ...(body.slug === undefined ? {} : { slug: body.slug }),
      options: scrubbingOptions(body),
    });
    if ("refused" in changed) throw changed.refused === "slugTaken" ? fail("slugTaken", { what: "An organization" }) : fail("notFound");
    return { body: await describeWhole({ state: stores.state, organization: changed, scopesHeld, publicUrl: publicUrl() }) };
  },
});
