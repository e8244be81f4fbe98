import { z } from "zod";
import { roleScopes } from "../../auth/scopes.ts";
import { createOrganization as makeOrganization } from "../../people/create-organization.ts";
import { withUser } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { anywhere } from "../place.ts";
import { nameField, slugField } from "../slug-field.ts";
import { organizationShape, toOrganization } from "./organization-shape.ts";

export const createOrganization = defineEndpoint({
  method: "post",
  path: "/organizations/",
  summary: "Make an organization with a first team; you become its owner",
  auth: withUser,
  place: anywhere,
  scopes: ["org:write"],
  body: z.object({ name: nameField, slug: slugField.optional() }),
  status: 201,
  response: organizationShape,
  async handler({ actor, body, stores, publicUrl }) {
    if (!actor.user.isAdmin) throw fail("adminOnly");
    const made = await makeOrganization(stores.writer, { ...body, ownerUserId: actor.userId });
    if ("refused" in made) throw fail("slugTaken", { what: "An organization" });
    return { body: toOrganization(made, roleScopes.owner, publicUrl()) };
  },
});
