import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { inOrganization } from "../place.ts";
import { teamShape, toTeam } from "./team-shape.ts";

export const listTeams = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/teams/",
  summary: "The teams of an organization",
  auth: withToken,
  place: inOrganization,
  scopes: ["org:read", "team:read"],
  query: z.object({ ...pageQuery, query: z.string().optional(), detailed: z.string().optional() }),
  response: z.array(teamShape),
  async handler({ organization, scopesHeld, query, stores }) {
    const text = query.query?.toLowerCase() ?? "";
    const [teams, members] = await Promise.all([stores.state.teams(organization.id), stores.state.memberships({ organizationId: organization.id })]);
    const { rows, page } = pageOfAll(
      query,
      teams.filter(({ slug, name }) => slug.includes(text) || name.toLowerCase().includes(text)),
    );
    return { body: rows.map((team) => toTeam(team, members.length, scopesHeld)), page };
  },
});
