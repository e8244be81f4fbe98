import { z } from "zod";
import { withToken } from "../admission.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { inOrganization } from "../place.ts";
import { memberShape, toMember } from "./member-shape.ts";

export const listMembers = defineEndpoint({
  method: "get",
  path: "/organizations/{organization}/members/",
  summary: "The members of an organization",
  auth: withToken,
  place: inOrganization,
  scopes: ["member:read"],
  query: z.object({ ...pageQuery, query: z.string().optional() }),
  response: z.array(memberShape),
  async handler({ organization, query, stores }) {
    const memberships = await stores.state.memberships({ organizationId: organization.id });
    const users = new Map((await stores.state.users(memberships.map(({ userId }) => userId))).map((user) => [user.id, user]));
    const text = query.query?.toLowerCase() ?? "";
    const members = memberships.flatMap((membership) => {
      const user = users.get(membership.userId);
      return user === undefined || !`${user.email} ${user.name ?? ""}`.toLowerCase().includes(text) ? [] : [toMember(user, membership)];
    });
    const { rows, page } = pageOfAll(query, members);
    return { body: [...rows], page };
  },
});
