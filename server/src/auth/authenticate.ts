import type { StateReader, StateWriter } from "../stores/state/port.ts";
import type { Actor } from "./actor.ts";
import { withImplied } from "./scopes.ts";
import { hashSecret } from "./tokens.ts";

/** What a request showed for itself. */
export interface Credentials {
  readonly authorization: string | undefined;
  readonly sessionCookie: string | undefined;
}

export type Authentication =
  | { readonly actor: Actor; readonly via: "token" | "session" }
  | { readonly actor: null; readonly via: "nothing" | "badToken" | "endedSession" };

type Reads = Pick<StateReader, "token" | "user" | "memberships" | "session">;
type Writes = Pick<StateWriter, "touchToken">;

const touchEveryMs = 60_000;

/** Decides who makes a request. An `Authorization` header wins over a cookie: a wrong token is an error, never a session. */
export async function authenticate(state: Reads, writer: Writes, credentials: Credentials, now: number): Promise<Authentication> {
  const { authorization, sessionCookie } = credentials;
  if (authorization !== undefined && authorization !== "") return (await byToken(state, writer, authorization, now)) ?? { actor: null, via: "badToken" };
  if (sessionCookie !== undefined && sessionCookie !== "") return (await bySession(state, sessionCookie, now)) ?? { actor: null, via: "endedSession" };
  return { actor: null, via: "nothing" };
}

async function byToken(state: Reads, writer: Writes, authorization: string, now: number): Promise<Authentication | undefined> {
  const secret = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  const token = secret === undefined ? undefined : await state.token(hashSecret(secret));
  if (token === undefined) return undefined;
  // Once a minute is exact enough for "last used" and keeps polling clients from writing all the time.
  if (token.lastUsedAt === null || now - token.lastUsedAt >= touchEveryMs) await writer.touchToken(token.id, now);
  const tokenScopes = withImplied(token.scopes);
  if (token.userId === null) {
    return token.organizationId === null
      ? undefined
      : { actor: { kind: "organization", organizationId: token.organizationId, tokenScopes, userId: null }, via: "token" };
  }
  const actor = await userActor(state, token.userId);
  return actor && { actor: { ...actor, tokenScopes }, via: "token" };
}

async function bySession(state: Reads, cookie: string, now: number): Promise<Authentication | undefined> {
  const session = await state.session(hashSecret(cookie));
  if (session === undefined || session.expiresAt <= now) return undefined;
  const actor = await userActor(state, session.userId);
  return actor && { actor: { ...actor, tokenScopes: null }, via: "session" };
}

async function userActor(state: Reads, userId: number) {
  const user = await state.user(userId);
  if (user === undefined || !user.isActive) return undefined;
  return { kind: "user" as const, user, memberships: await state.memberships({ userId }), userId };
}
