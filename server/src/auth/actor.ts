import type { Membership, User } from "../stores/state/model.ts";
import type { Scope } from "./scopes.ts";
import { roleScopes } from "./scopes.ts";

/** Who makes a request. */
export type Actor = UserActor | OrganizationActor;

export interface UserActor {
  readonly kind: "user";
  readonly user: User;
  readonly memberships: readonly Membership[];
  /** Scopes of the token; null for a browser session, which may do all that the user's role allows. */
  readonly tokenScopes: ReadonlySet<Scope> | null;
  /** For activity entries and the like. */
  readonly userId: number;
}

/** An organization token: acts for no user. */
interface OrganizationActor {
  readonly kind: "organization";
  readonly organizationId: number;
  readonly tokenScopes: ReadonlySet<Scope>;
  readonly userId: null;
}

/**
 * What the actor may do in an organization; undefined when it may not even know that it exists. Administrators of the
 * instance act as owners everywhere: somebody must reach organizations that were made on the command line.
 */
export function scopesIn(actor: Actor, organizationId: number): ReadonlySet<Scope> | undefined {
  if (actor.kind === "organization") return actor.organizationId === organizationId ? actor.tokenScopes : undefined;
  const role = actor.user.isAdmin ? "owner" : actor.memberships.find((membership) => membership.organizationId === organizationId)?.role;
  if (role === undefined) return undefined;
  const { tokenScopes } = actor;
  return tokenScopes === null ? roleScopes[role] : new Set([...roleScopes[role]].filter((scope) => tokenScopes.has(scope)));
}

/** Scopes where no organization is named: those of the token, or for a session of any of the user's roles. */
export function scopesAnywhere(actor: Actor): ReadonlySet<Scope> {
  if (actor.kind === "organization") return actor.tokenScopes;
  if (actor.tokenScopes !== null) return actor.tokenScopes;
  if (actor.user.isAdmin) return roleScopes.owner;
  return new Set(actor.memberships.flatMap((membership) => [...roleScopes[membership.role]]));
}
