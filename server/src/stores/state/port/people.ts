import type { AuthToken, Membership, Role, Session, User } from "../model.ts";
import type { Refused } from "./refused.ts";

export interface PeopleReads {
  user(id: number): Promise<User | undefined>;
  users(ids: readonly number[]): Promise<readonly User[]>;
  userByEmail(email: string): Promise<User | undefined>;
  /** The argon2id hash in PHC string format. Only sign-in asks for it. */
  passwordHash(userId: number): Promise<string | undefined>;
  memberships(of: { readonly userId: number } | { readonly organizationId: number }): Promise<readonly Membership[]>;
  token(hash: string): Promise<AuthToken | undefined>;
  tokens(of: { readonly organizationId: number } | { readonly userId: number }): Promise<readonly AuthToken[]>;
  session(hash: string): Promise<Session | undefined>;
}

export interface PeopleWrites {
  createUser(input: {
    readonly email: string;
    readonly name: string | null;
    readonly passwordHash: string | null;
    readonly isAdmin: boolean;
  }): Promise<User | Refused>;
  updateUser(id: number, change: { readonly email?: string; readonly name?: string | null; readonly lastLoginAt?: number }): Promise<User | Refused>;
  setPassword(userId: number, passwordHash: string): Promise<void>;
  setMembership(input: { readonly organizationId: number; readonly userId: number; readonly role: Role }): Promise<void>;
  createToken(input: {
    readonly hash: string;
    readonly hint: string;
    readonly name: string;
    readonly scopes: readonly string[];
    readonly organizationId: number | null;
    readonly userId: number | null;
  }): Promise<AuthToken>;
  touchToken(id: number, at: number): Promise<void>;
  deleteToken(id: number, owner: { readonly organizationId: number } | { readonly userId: number }): Promise<boolean>;
  createSession(input: { readonly hash: string; readonly userId: number; readonly expiresAt: number }): Promise<void>;
  deleteSession(hash: string): Promise<void>;
  createSignInLink(input: { readonly hash: string; readonly userId: number; readonly expiresAt: number }): Promise<void>;
  /** Single use: answers the user once, then never again. */
  redeemSignInLink(hash: string, now: number): Promise<number | undefined>;
}
