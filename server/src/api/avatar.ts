import { z } from "zod";

/** Initials drawn by the client; uploaded pictures are not kept. */
export const avatarShape = z.object({ avatarType: z.string(), avatarUuid: z.string().nullable() });

export const letterAvatar = { avatarType: "letter_avatar", avatarUuid: null };
