import { z } from "zod";
import { scopesIn } from "../../auth/actor.ts";
import { sessionCookie } from "../../auth/session-cookie.ts";
import { startSession } from "../../auth/sessions.ts";
import type { User } from "../../stores/state/model.ts";
import type { ApiContext } from "../context.ts";

export const sessionShape = z
  .object({
    user: z.object({ id: z.string(), email: z.string(), name: z.string().nullable(), isAdmin: z.boolean(), hasPassword: z.boolean() }).nullable(),
    organizations: z.array(
      z.object({ id: z.string(), slug: z.string(), name: z.string(), role: z.enum(["member", "admin", "manager", "owner"]), access: z.array(z.string()) }),
    ),
    version: z.string(),
  })
  .meta({ id: "Session" });

type SessionAnswer = z.infer<typeof sessionShape>;

/** What a page needs to know before it draws anything. */
export async function describeSession({ stores, version }: ApiContext, user: User | null): Promise<SessionAnswer> {
  if (user === null) return { user: null, organizations: [], version };
  const memberships = await stores.state.memberships({ userId: user.id });
  const organizations = await stores.state.organizations(user.isAdmin ? undefined : { userId: user.id });
  const actor = { kind: "user" as const, user, memberships, tokenScopes: null, userId: user.id };
  return {
    user: { id: String(user.id), email: user.email, name: user.name, isAdmin: user.isAdmin, hasPassword: user.hasPassword },
    organizations: organizations.map(({ id, slug, name }) => ({
      id: String(id),
      slug,
      name,
      role: memberships.find(({ organizationId }) => organizationId === id)?.role ?? "owner",
      access: [...(scopesIn(actor, id) ?? [])],
    })),
    version,
  };
}

/** Starts a session for a user who proved to be one. */
export async function replyWithNewSession(context: ApiContext, user: User) {
  const { stores, clock, publicUrl } = context;
  const secret = await startSession(stores.writer, user.id, clock.now());
  return { body: await describeSession(context, user), headers: { "Set-Cookie": sessionCookie(secret, publicUrl()) } };
}
