import type { Actor, UserActor } from "../auth/actor.ts";
import { fail } from "./errors.ts";

/** Which kinds of credentials an endpoint takes, and so what its handler knows about the actor. */
export interface Admission<Who> {
  readonly kind: "token" | "user" | "session" | "public";
  admit(actor: Actor | null): Who;
}

/** A token of either kind, or a browser session. */
export const withToken: Admission<Actor> = {
  kind: "token",
  admit(actor) {
    if (actor === null) throw fail("unauthenticated");
    return actor;
  },
};

/** A user's token or a browser session. */
export const withUser: Admission<UserActor> = {
  kind: "user",
  admit(actor) {
    if (actor === null) throw fail("unauthenticated");
    if (actor.kind !== "user") throw fail("userOnly");
    return actor;
  },
};

/** A browser session: tokens may not change passwords or make tokens. */
export const withSession: Admission<UserActor> = {
  kind: "session",
  admit(actor) {
    const user = withUser.admit(actor);
    if (user.tokenScopes !== null) throw fail("sessionOnly");
    return user;
  },
};

/** Nobody in particular. Credentials that are sent are still checked. */
export const withoutSignIn: Admission<Actor | null> = { kind: "public", admit: (actor) => actor };
