import { z } from "zod";
import type { Membership, User } from "../../stores/state/model.ts";
import { withToken } from "../admission.ts";
import { date, isoDate } from "../dates.ts";
import { defineEndpoint } from "../define-endpoint.ts";
import { pageOfAll, pageQuery } from "../pagination.ts";
import { inOrganization } from "../place.ts";
import { toUser, userShape } from "../users/user-shape.ts";

const memberShape = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    user: userShape.nullable(),
    orgRole: z.string(),
    pending: z.boolean(),
    expired: z.boolean(),
    dateCreated: date,
    inviteStatus: z.string(),
    inviterName: z.string().nullable(),
    flags: z.object({
      "idp:provisioned": z.boolean(),
      "idp:role-restricted": z.boolean(),
      "sso:linked": z.boolean(),
      "sso:invalid": z.boolean(),
      "member-limit:restricted": z.boolean(),
      "partnership:restricted": z.boolean(),
    }),
  })
  .meta({ id: "Member" });

/** A member's id is the user's: a user is in an organization once. */
function toMember(user: User, { role }: Membership): z.infer<typeof memberShape> {
  return {
    id: String(user.id),
    email: user.email,
    name: user.name ?? user.email,
    user: toUser(user),
    orgRole: role,
    pending: false,
    expired: false,
    dateCreated: isoDate(user.createdAt),
    inviteStatus: "approved",
    inviterName: null,
    flags: {
      "idp:provisioned": false,
      "idp:role-restricted": false,
      "sso:linked": false,
      "sso:invalid": false,
      "member-limit:restricted": false,
      "partnership:restricted": false,
    },
  };
}

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
