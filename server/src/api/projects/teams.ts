import { z } from "zod";
import type { Organization, Project, Team } from "../../stores/state/model.ts";
import { withToken } from "../admission.ts";
import type { ApiStores } from "../context.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { inProject } from "../place.ts";
import { teamShape, toTeam } from "../teams/team-shape.ts";
import { projectFacts } from "./project-facts.ts";
import { projectShape, toProject } from "./project-shape.ts";

export const listProjectTeams = defineEndpoint({
  method: "get",
  path: "/projects/{organization}/{project}/teams/",
  summary: "The teams of a project",
  auth: withToken,
  place: inProject,
  scopes: ["project:read"],
  query: z.object(pageQuery),
  response: z.array(teamShape),
  async handler({ organization, project, scopesHeld, query, stores }) {
    const members = await stores.state.memberships({ organizationId: organization.id });
    const { rows, page } = pageOfAll(query, project.teams);
    return { body: rows.map((team) => toTeam(team, members.length, scopesHeld)), page };
  },
});

interface Request {
  readonly stores: ApiStores;
  readonly organization: Organization;
  readonly project: Project;
  readonly scopesHeld: ReadonlySet<string>;
  readonly params: { readonly team: string };
}

async function change(request: Request, teamsAfter: (team: Team) => readonly number[]) {
  const { stores, organization, project, scopesHeld, params } = request;
  const team = (await stores.state.teams(organization.id)).find(({ id, slug }) => slug === params.team || String(id) === params.team);
  if (team === undefined) throw fail("notFound");
  const changed = await stores.writer.setProjectTeams(project.id, teamsAfter(team));
  if ("refused" in changed) throw fail("notFound");
  return { body: toProject(changed, await projectFacts(stores.state, changed, scopesHeld)) };
}

export const addProjectTeam = defineEndpoint({
  method: "post",
  path: "/projects/{organization}/{project}/teams/{team}/",
  summary: "Give a team a project",
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  params: z.object({ team: z.string() }),
  status: 201,
  response: projectShape,
  handler: (request) => change(request, (team) => [...new Set([...request.project.teams.map(({ id }) => id), team.id])]),
});

export const removeProjectTeam = defineEndpoint({
  method: "delete",
  path: "/projects/{organization}/{project}/teams/{team}/",
  summary: "Take a project from a team",
  description: "Answers 200 with the project, not 204, as Sentry does.",
  auth: withToken,
  place: inProject,
  scopes: ["project:write"],
  params: z.object({ team: z.string() }),
  response: projectShape,
  handler: (request) => change(request, (team) => request.project.teams.map(({ id }) => id).filter((id) => id !== team.id)),
});
