import type { IncomingMessage } from "node:http";
import { parseDsn, type SentryAuth } from "@vedette/protocol";
import { isAllowedOrigin } from "./allowed-origin.ts";
import { isWellFormedKey } from "./authenticate.ts";
import type { KeyAccess } from "./key-cache.ts";
import { badRequest, forbidden, unauthorized, type Refusal } from "./refusal.ts";

export const MISSING_AUTH = unauthorized("missing authorization information");

/** Whether the owner of a key may send to the project of this path, from this origin. */
export function checkAccess(access: KeyAccess | undefined, projectId: number | null, request: IncomingMessage): Refusal | undefined {
  if (access === undefined || !access.key.isActive || access.projectStatus !== "active") return forbidden("project_id");
  if (projectId !== null && projectId !== access.projectId) return forbidden("project_id");
  return isAllowedOrigin(request.headers.origin ?? request.headers.referer, access.allowedDomains) ? undefined : forbidden("cors");
}

/**
 * Completes authentication by the DSN in an envelope's header, which is all a tunnelled envelope has (`protocol.md` §2.9).
 * When the request has said who sends it, the DSN must agree.
 */
export function authenticateByDsn(auth: SentryAuth | undefined, dsnText: string | undefined, projectId: number | null): SentryAuth | Refusal {
  if (dsnText === undefined) return auth ?? MISSING_AUTH;
  const dsn = parseDsn(dsnText);
  if (dsn === undefined) return auth ?? badRequest("the dsn in the envelope header cannot be read", "invalid_envelope");
  const agrees = (projectId === null || dsn.projectId === String(projectId)) && (auth === undefined || auth.publicKey === dsn.publicKey);
  if (!agrees) return badRequest("the dsn in the envelope header is not the one of the request", "invalid_envelope");
  return auth ?? wellFormed({ publicKey: dsn.publicKey, version: "7", client: null });
}

export function wellFormed(auth: SentryAuth): SentryAuth | Refusal {
  return isWellFormedKey(auth.publicKey) ? auth : badRequest("bad sentry_key: it must have 32 letters or digits", "auth_client");
}
