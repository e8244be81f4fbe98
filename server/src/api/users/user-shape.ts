import { z } from "zod";
import type { User } from "../../stores/state/model.ts";
import { avatarShape, letterAvatar } from "../avatar.ts";
import { date, isoDate, isoDateOrNull } from "../dates.ts";

export const userShape = z
  .object({
    id: z.string(),
    name: z.string(),
    username: z.string(),
    email: z.string(),
    avatarUrl: z.string(),
    avatar: avatarShape,
    isActive: z.boolean(),
    isSuspended: z.boolean(),
    hasPasswordAuth: z.boolean(),
    isManaged: z.boolean(),
    dateJoined: date,
    lastLogin: date.nullable(),
    lastActive: date.nullable(),
    has2fa: z.boolean(),
    isSuperuser: z.boolean(),
    isStaff: z.boolean(),
    experiments: z.record(z.string(), z.unknown()),
    emails: z.array(z.object({ id: z.string(), email: z.string(), is_verified: z.boolean() })),
  })
  .meta({ id: "User" });

export function toUser(user: User): z.infer<typeof userShape> {
  return {
    id: String(user.id),
    name: user.name ?? user.email,
    username: user.email,
    email: user.email,
    avatarUrl: "",
    avatar: letterAvatar,
    isActive: user.isActive,
    isSuspended: false,
    hasPasswordAuth: user.hasPassword,
    isManaged: false,
    dateJoined: isoDate(user.createdAt),
    lastLogin: isoDateOrNull(user.lastLoginAt),
    lastActive: isoDateOrNull(user.lastLoginAt),
    has2fa: false,
    isSuperuser: user.isAdmin,
    isStaff: user.isAdmin,
    experiments: {},
    emails: [{ id: String(user.id), email: user.email, is_verified: true }],
  };
}
