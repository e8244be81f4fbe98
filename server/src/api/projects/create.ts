import { z } from "zod";
import type { Scope } from "../../auth/scopes.ts";
import { createProject } from "../../projects/create-project.ts";
import { withToken } from "../admission.ts";
import type { ApiStores } from "../context.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail, invalid } from "../errors.ts";
import { inOrganization, inTeam } from "../place.ts";
import { nameField, slugField } from "../slug-field.ts";
import { projectFacts } from "./project-facts.ts";
import { projectShape, toProject } from "./project-shape.ts";

const body = z.object({
  name: nameField,
  slug: slugField.nullish(),
  platform: z.string().max(64).nullish(),
  default_rules: z.boolean().optional().meta({ description: "Taken for compatibility." }),
});

interface Request {
  readonly stores: ApiStores;
  readonly body: z.output<typeof body>;
  readonly scopesHeld: ReadonlySet<Scope>;
}

async function create({ stores, body: { name, slug, platform }, scopesHeld }: Request, organizationId: number, teamIds?: readonly number[]) {
  const made = await createProject(stores.writer, {
    organizationId,
    name,
    slug: slug ?? undefined,
    platform: platform ?? null,
    ...(teamIds === undefined ? {} : { teamIds }),
  });
  if ("refused" in made) throw made.refused === "slugTaken" ? fail("slugTaken", { what: "A project" }) : fail("notFound");
  return { body: toProject(made.project, await projectFacts(stores.state, made.project, scopesHeld)) };
}

export const createTeamProject = defineEndpoint({
  method: "post",
  path: "/teams/{organization}/{team}/projects/",
  summary: "Make a project with a first key, for a team",
  auth: withToken,
  place: inTeam,
  scopes: ["project:write"],
  body,
  status: 201,
  otherStatuses: { 409: "A slug that was given is taken. Without one, a free slug is made from the name." },
  response: projectShape,
  handler: (request) => create(request, request.organization.id, [request.team.id]),
});

export const createOrganizationProject = defineEndpoint({
  method: "post",
  path: "/organizations/{organization}/projects/",
  summary: "Make a project with a first key, for the organization's first team",
  auth: withToken,
  place: inOrganization,
  scopes: ["project:write"],
  body,
  status: 201,
  otherStatuses: { 409: "A slug that was given is taken. Without one, a free slug is made from the name." },
  response: projectShape,
  async handler(request) {
    const teams = await request.stores.state.teams(request.organization.id);
    if (teams.length === 0) throw invalid({ team: ["The organization has no team yet. Make one first."] });
    return create(request, request.organization.id);
  },
});
