import { z } from "zod";
import { firstFree, slugFrom } from "../../projects/slug.ts";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail, invalid } from "../errors.ts";
import { inOrganization } from "../place.ts";
import { nameField, slugField } from "../slug-field.ts";
import { teamShape, toTeam } from "./team-shape.ts";

export const createTeam = defineEndpoint({
  method: "post",
  path: "/organizations/{organization}/teams/",
  summary: "Make a team",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:write", "team:write"],
  body: z.object({ name: nameField.nullish(), slug: slugField.nullish() }),
  status: 201,
  otherStatuses: { 409: "A slug that was given is taken." },
  response: teamShape,
  async handler({ organization, scopesHeld, body, stores }) {
    const name = body.name ?? body.slug;
    if (name === null || name === undefined) throw invalid({ name: ["Name or slug is required."] });
    const attempt = async (slug: string) => {
      const made = await stores.writer.createTeam({ organizationId: organization.id, slug, name });
      return "refused" in made ? undefined : made;
    };
    const team = typeof body.slug === "string" ? await attempt(body.slug) : await firstFree(slugFrom(name, "team"), attempt);
    if (team === undefined) throw fail("slugTaken", { what: "A team" });
    const members = await stores.state.memberships({ organizationId: organization.id });
    return { body: toTeam(team, members.length, scopesHeld) };
  },
});
