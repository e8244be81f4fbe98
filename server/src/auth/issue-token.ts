import type { AuthToken, Organization } from "../stores/state/model.ts";
import type { StateWriter } from "../stores/state/port.ts";
import type { Scope } from "./scopes.ts";
import { hashSecret, newOrganizationToken, newUserToken, tokenHint } from "./tokens.ts";

/** The token itself is told once, here; only its hash is kept. */
export interface IssuedToken {
  readonly token: string;
  readonly stored: AuthToken;
}

type Writer = Pick<StateWriter, "createToken">;

interface OrganizationTokenRequest {
  readonly organization: Organization;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Clients take the server's address from the token: to the letter as it is configured. */
  readonly publicUrl: string;
  readonly now: number;
}

export async function issueOrganizationToken(writer: Writer, { organization, name, scopes, publicUrl, now }: OrganizationTokenRequest): Promise<IssuedToken> {
  const token = newOrganizationToken({ publicUrl, organizationSlug: organization.slug, now });
  const stored = await writer.createToken({ hash: hashSecret(token), hint: tokenHint(token), name, scopes, organizationId: organization.id, userId: null });
  return { token, stored };
}

export async function issueUserToken(writer: Writer, userId: number, name: string, scopes: readonly Scope[]): Promise<IssuedToken> {
  const token = newUserToken();
  const stored = await writer.createToken({ hash: hashSecret(token), hint: tokenHint(token), name, scopes, organizationId: null, userId });
  return { token, stored };
}
