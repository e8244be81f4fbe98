import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { fail } from "../errors.ts";
import { roleListFields, roleLists } from "../organizations/role-lists.ts";
import { inOrganization } from "../place.ts";
import { memberShape, toMember } from "./member-shape.ts";

export const showMember = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/members/{member}/",
  summary: "A member of an organization, by id, or yourself as `me`",
  auth: withToken,
  place: inOrganization,
  scopes: ["member:read"],
  params: z.object({ member: z.string().regex(/^(me|\d{1,15})$/) }),
  response: memberShape
    .extend({
      ...roleListFields,
      role: z.string(),
      roleName: z.string(),
      teams: z.array(z.string()),
      teamRoles: z.array(z.object({ teamSlug: z.string(), role: z.string().nullable() })),
    })
    .meta({ id: "MemberDetail" }),
  async handler({ organization, scopesHeld, actor, params, stores }) {
    const id = params.member === "me" ? actor.userId : Number(params.member);
    const membership = (await stores.state.memberships({ organizationId: organization.id })).find(({ userId }) => userId === id);
    const user = membership && (await stores.state.user(membership.userId));
    if (membership === undefined || user === undefined) throw fail("notFound");
    const teams = (await stores.state.teams(organization.id)).map(({ slug }) => slug);
    const lists = roleLists(scopesHeld);
    return {
      body: {
        ...toMember(user, membership),
        ...lists,
        role: membership.role,
        roleName: lists.orgRoleList.find(({ id }) => id === membership.role)?.name ?? membership.role,
        teams,
        teamRoles: teams.map((teamSlug) => ({ teamSlug, role: null })),
      },
    };
  },
});
