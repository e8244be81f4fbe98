/**
 * Whether a request that carries a session cookie comes from our own pages. Two independent checks: a custom header, which
 * other origins cannot send without a CORS permission that we never give, and the browser's own word on the origin.
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  if (headers.get("x-vedette-csrf") === null) return false;
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  // Without both, no browser of this decade sent it; the custom header alone decides.
  if (origin === null) return true;
  const host = headers.get("host");
  return origin === new URL(publicUrl).origin || (host !== null && URL.canParse(origin) && new URL(origin).host === host);
}
