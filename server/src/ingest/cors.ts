/**
 * On every answer, refusals included: without them a browser SDK sees a network error where there is a rate limit, and
 * sends again (`protocol.md` §4).
 */
export const corsHeaders = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-sentry-error, x-sentry-rate-limits, retry-after",
} as const;

export const preflightHeaders = {
  ...corsHeaders,
  "access-control-allow-methods": "POST, GET, OPTIONS",
  "access-control-allow-headers":
    "x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept, content-type, authentication, authorization, content-encoding, transfer-encoding, sentry-trace, baggage",
  "access-control-max-age": "3600",
} as const;
