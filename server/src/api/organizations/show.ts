import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { inOrganization } from "../place.ts";
import { projectFacts } from "../projects/project-facts.ts";
import { projectShape, toProject } from "../projects/project-shape.ts";
import { teamShape, toTeam } from "../teams/team-shape.ts";
import { organizationDetailFields, roleLists, toOrganization } from "./organization-shape.ts";

export const showOrganization = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/",
  summary: "An organization with its projects and teams",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "org:ci"],
  query: z.object({ detailed: z.string().optional().meta({ description: "`0` leaves projects and teams out." }) }),
  response: z
    .object({ ...organizationDetailFields, projects: z.array(projectShape).optional(), teams: z.array(teamShape).optional() })
    .meta({ id: "OrganizationDetail" }),
  async handler({ organization, scopesHeld, stores, query, publicUrl }) {
    const detail = { ...toOrganization(organization, scopesHeld, publicUrl()), ...roleLists(scopesHeld), defaultRole: "member" };
    if (query.detailed === "0") return { body: detail };
    const [projects, teams, members] = await Promise.all([
      stores.state.projects(organization.id),
      stores.state.teams(organization.id),
      stores.state.memberships({ organizationId: organization.id }),
    ]);
    return {
      body: {
        ...detail,
        projects: await Promise.all(projects.map(async (project) => toProject(project, await projectFacts(stores.state, project, scopesHeld)))),
        teams: teams.map((team) => toTeam(team, members.length, scopesHeld)),
      },
    };
  },
});
