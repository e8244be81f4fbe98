import { z } from "zod";
import type { Team } from "../../stores/state/model.ts";
import { avatarShape, letterAvatar } from "../avatar.ts";
import { date, isoDate } from "../dates.ts";

export const teamShape = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    dateCreated: date,
    isMember: z.boolean(),
    hasAccess: z.boolean(),
    isPending: z.boolean(),
    teamRole: z.string().nullable(),
    flags: z.object({ "idp:provisioned": z.boolean() }),
    access: z.array(z.string()),
    memberCount: z.int(),
    avatar: avatarShape,
  })
  .meta({ id: "Team" });

/** Everybody in the organization belongs to all of its teams at present. */
export function toTeam(team: Team, members: number, access: Iterable<string>): z.infer<typeof teamShape> {
  return {
    id: String(team.id),
    slug: team.slug,
    name: team.name,
    dateCreated: isoDate(team.createdAt),
    isMember: true,
    hasAccess: true,
    isPending: false,
    teamRole: null,
    flags: { "idp:provisioned": false },
    access: [...access],
    memberCount: members,
    avatar: letterAvatar,
  };
}
