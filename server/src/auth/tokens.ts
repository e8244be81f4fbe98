import { createHash, randomBytes } from "node:crypto";

/** Only this is stored of tokens, sessions and sign-in links: they are random enough that a plain hash cannot be searched. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** What is kept of a token to tell it apart on a page. */
export const tokenHint = (token: string): string => token.slice(-4);

/** `sntryu_` + 64 hex (`api.md` §1.4). */
export const newUserToken = (): string => `sntryu_${randomBytes(32).toString("hex")}`;

/**
 * `sntrys_` + base64(JSON) + `_` + 43 characters (`api.md` §1.4). Clients take server and organization from it: `url` must
 * be the public URL to the letter; sentry-cli 2 ignores a token without `region_url`.
 */
export function newOrganizationToken(about: { readonly publicUrl: string; readonly organizationSlug: string; readonly now: number }): string {
  const facts = { iat: about.now / 1000, url: about.publicUrl, region_url: about.publicUrl, org: about.organizationSlug };
  // Exactly two underscores in all: the random part uses the standard alphabet, which has none.
  return `sntrys_${Buffer.from(JSON.stringify(facts)).toString("base64")}_${randomBytes(32).toString("base64").replace(/=+$/, "")}`;
}

/** 256 random bits for cookies and links, safe in URLs. */
export const newSecret = (): string => randomBytes(32).toString("base64url");
