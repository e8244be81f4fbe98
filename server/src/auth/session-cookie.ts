const name = "vedette_session";

/** Sessions last 30 days from sign-in. */
export const sessionMs = 30 * 24 * 3600 * 1000;

export function readSessionCookie(header: string | null): string | undefined {
  const pair = (header ?? "").split(";").find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}

const attributes = (publicUrl: string): string => `Path=/; HttpOnly; SameSite=Lax${publicUrl.startsWith("https:") ? "; Secure" : ""}`;

export const sessionCookie = (secret: string, publicUrl: string): string => `${name}=${secret}; Max-Age=${sessionMs / 1000}; ${attributes(publicUrl)}`;

export const endedSessionCookie = (publicUrl: string): string => `${name}=; Max-Age=0; ${attributes(publicUrl)}`;
