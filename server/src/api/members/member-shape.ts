import { z } from "zod";
import type { Membership, User } from "../../stores/state/model.ts";
import { date, isoDate } from "../dates.ts";
import { toUser, userShape } from "../users/user-shape.ts";

export const memberShape = z
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
export function toMember(user: User, { role }: Membership): z.infer<typeof memberShape> {
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
