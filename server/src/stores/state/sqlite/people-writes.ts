import type { StateWriter } from "../port.ts";
import type { Refused } from "../port/refused.ts";
import type { StateDb } from "./kysely.ts";
import { toToken, toUser } from "./rows.ts";
import type { Write } from "./transactions.ts";

const emailTaken: Refused = { refused: "emailTaken" };

/** Users and their memberships. */
export function userWrites(db: StateDb, write: Write) {
  // The column compares without case.
  const userIdOf = async (email: string) => (await db.selectFrom("users").select("id").where("email", "=", email).executeTakeFirst())?.id;
  return {
    createUser: ({ email, name, passwordHash, isAdmin }) =>
      write(async () => {
        if ((await userIdOf(email)) !== undefined) return emailTaken;
        const values = { email, name, password_hash: passwordHash, is_admin: Number(isAdmin), created_at: Date.now(), last_login_at: null };
        return toUser(await db.insertInto("users").values(values).returningAll().executeTakeFirstOrThrow());
      }),
    updateUser: (id, change) =>
      write(async () => {
        if (change.email !== undefined && ((await userIdOf(change.email)) ?? id) !== id) return emailTaken;
        const row = await db
          .updateTable("users")
          .set((builder) => ({
            email: change.email ?? builder.ref("email"),
            name: change.name === undefined ? builder.ref("name") : change.name,
            last_login_at: change.lastLoginAt ?? builder.ref("last_login_at"),
          }))
          .where("id", "=", id)
          .returningAll()
          .executeTakeFirst();
        return row === undefined ? { refused: "notFound" as const } : toUser(row);
      }),
    /** A new password ends every session that the old one opened. */
    setPassword: (userId, passwordHash) =>
      write(async () => {
        await db.updateTable("users").set({ password_hash: passwordHash }).where("id", "=", userId).execute();
        await db.deleteFrom("sessions").where("user_id", "=", userId).execute();
      }),
    setMembership: ({ organizationId, userId, role }) =>
      write(async () => {
        await db
          .insertInto("memberships")
          .values({ organization_id: organizationId, user_id: userId, role })
          .onConflict((conflict) => conflict.columns(["organization_id", "user_id"]).doUpdateSet({ role }))
          .execute();
      }),
  } satisfies Partial<StateWriter>;
}

/** Tokens, sessions and sign-in links. Only hashes of them are ever stored. */
export function credentialWrites(db: StateDb, write: Write) {
  return {
    createToken: ({ hash, hint, name, scopes, organizationId, userId }) =>
      write(async () => {
        const values = {
          hash,
          hint,
          name,
          scopes_json: JSON.stringify(scopes),
          organization_id: organizationId,
          user_id: userId,
          created_at: Date.now(),
          last_used_at: null,
        };
        return toToken(await db.insertInto("tokens").values(values).returningAll().executeTakeFirstOrThrow());
      }),
    touchToken: (id, at) =>
      write(async () => {
        await db.updateTable("tokens").set({ last_used_at: at }).where("id", "=", id).execute();
      }),
    deleteToken: (id, owner) =>
      write(async () => {
        const [column, ownerId] = "userId" in owner ? (["user_id", owner.userId] as const) : (["organization_id", owner.organizationId] as const);
        return (await db.deleteFrom("tokens").where("id", "=", id).where(column, "=", ownerId).executeTakeFirst()).numDeletedRows > 0n;
      }),
    createSession: ({ hash, userId, expiresAt }) =>
      write(async () => {
        const now = Date.now();
        await db.deleteFrom("sessions").where("expires_at", "<", now).execute();
        await db.insertInto("sessions").values({ hash, user_id: userId, created_at: now, expires_at: expiresAt }).execute();
      }),
    deleteSession: (hash) =>
      write(async () => {
        await db.deleteFrom("sessions").where("hash", "=", hash).execute();
      }),
    createSignInLink: ({ hash, userId, expiresAt }) =>
      write(async () => {
        await db.deleteFrom("sign_in_links").where("expires_at", "<", Date.now()).execute();
        await db.insertInto("sign_in_links").values({ hash, user_id: userId, expires_at: expiresAt }).execute();
      }),
    redeemSignInLink: (hash, now) =>
      write(async () => {
        const row = await db.deleteFrom("sign_in_links").where("hash", "=", hash).returningAll().executeTakeFirst();
        return row !== undefined && row.expires_at > now ? row.user_id : undefined;
      }),
  } satisfies Partial<StateWriter>;
}
