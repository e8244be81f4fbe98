import type { StateWriter } from "../stores/state/port.ts";
import { hashSecret, newSecret } from "./tokens.ts";

const linkMs = 24 * 3600 * 1000;

/**
 * The path and fragment of a link that signs a user in once, within a day. The secret is in the fragment, which browsers
 * do not send: it reaches no access log and no referrer. The page posts it.
 */
export async function createSignInLink(writer: Pick<StateWriter, "createSignInLink">, userId: number, now: number): Promise<string> {
  const secret = newSecret();
  await writer.createSignInLink({ hash: hashSecret(secret), userId, expiresAt: now + linkMs });
  return `/sign-in#link=${secret}`;
}

/** The user of a link that was not used before, and never again. */
export const redeemSignInLink = (writer: Pick<StateWriter, "redeemSignInLink">, secret: string, now: number): Promise<number | undefined> =>
  writer.redeemSignInLink(hashSecret(secret), now);
