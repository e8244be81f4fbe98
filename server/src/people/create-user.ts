import { hashPassword, isAcceptablePassword, passwordRule } from "../auth/passwords.ts";
import { createSignInLink } from "../auth/sign-in-link.ts";
import type { Role, User } from "../stores/state/model.ts";
import type { StateWriter } from "../stores/state/port.ts";
import type { Refused } from "../stores/state/port/refused.ts";

export interface NewUser {
  readonly email: string;
  readonly name: string | null;
  /** Without one, the user gets a sign-in link. */
  readonly password: string | null;
  readonly isAdmin: boolean;
  readonly membership?: { readonly organizationId: number; readonly role: Role } | undefined;
}

export interface CreatedUser {
  readonly user: User;
  /** Path and fragment below the public URL; null when a password was given. */
  readonly signInPath: string | null;
}

type Writer = Pick<StateWriter, "createUser" | "setMembership" | "createSignInLink">;

export const isEmail = (text: string): boolean => text.length <= 254 && /^[^\s@]+@[^\s@]+$/.test(text);

/** Makes a user, a member of an organization if asked for. Throws `RangeError` for a password that is too short or long. */
export async function createUser(writer: Writer, { email, name, password, isAdmin, membership }: NewUser, now: number): Promise<CreatedUser | Refused> {
  if (password !== null && !isAcceptablePassword(password)) throw new RangeError(passwordRule);
  const user = await writer.createUser({ email, name, passwordHash: password === null ? null : await hashPassword(password), isAdmin });
  if ("refused" in user) return user;
  if (membership !== undefined) await writer.setMembership({ ...membership, userId: user.id });
  return { user, signInPath: password === null ? await createSignInLink(writer, user.id, now) : null };
}
