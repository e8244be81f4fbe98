import type { StateWriter } from "../stores/state/port.ts";
import { sessionMs } from "./session-cookie.ts";
import { hashSecret, newSecret } from "./tokens.ts";

/** Starts a session and answers the secret for the cookie; only its hash is kept. */
export async function startSession(writer: Pick<StateWriter, "createSession" | "updateUser">, userId: number, now: number): Promise<string> {
  const secret = newSecret();
  await writer.createSession({ hash: hashSecret(secret), userId, expiresAt: now + sessionMs });
  await writer.updateUser(userId, { lastLoginAt: now });
  return secret;
}

export const endSession = (writer: Pick<StateWriter, "deleteSession">, secret: string): Promise<void> => writer.deleteSession(hashSecret(secret));
