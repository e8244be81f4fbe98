import { z } from "zod";
import type { AuthToken } from "../../stores/state/model.ts";
import { date, isoDate, isoDateOrNull } from "../dates.ts";

export const tokenShape = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    /** The last four characters. */
    tokenLastCharacters: z.string(),
    dateCreated: date,
    dateLastUsed: date.nullable(),
  })
  .meta({ id: "Token" });

/** With the token itself, which is told only once. */
export const newTokenShape = tokenShape.extend({ token: z.string() }).meta({ id: "NewToken" });

export function toToken(token: AuthToken): z.infer<typeof tokenShape> {
  return {
    id: String(token.id),
    name: token.name,
    scopes: [...token.scopes],
    tokenLastCharacters: token.hint,
    dateCreated: isoDate(token.createdAt),
    dateLastUsed: isoDateOrNull(token.lastUsedAt),
  };
}
