import type { IncomingHttpHeaders } from "node:http";
import { parseAuthHeader, parseAuthQuery, parseBasicAuth, type SentryAuth } from "@vedette/protocol";
import { limits } from "../config/limits.ts";

const KEY = /^[0-9A-Za-z]{32}$/;

/**
 * Who sends a request, by its query and headers; undefined when they do not say, so that the envelope's own header may.
 *
 * Relay refuses several carriers at once. Proxies and SDK wrappers do add a second one, so the first of query,
 * `X-Sentry-Auth`, `Authorization` counts here (`protocol.md` §3). `Authorization: Bearer` is not ours and ignored.
 */
export function authenticate(headers: IncomingHttpHeaders, query: string): SentryAuth | undefined {
  const fromQuery = query === "" ? undefined : parseAuthQuery(query);
  const header = headers["x-sentry-auth"];
  const fromHeader = typeof header === "string" && header.length <= limits.authBytes ? parseAuthHeader(header) : undefined;
  const first = fromQuery ?? fromHeader ?? fromAuthorization(headers.authorization);
  if (first === undefined || first.client !== null || fromHeader === undefined) return first;
  return { ...first, client: fromHeader.client };
}

/** 32 characters, as Relay checks; whether there is such a key is another matter. */
export function isWellFormedKey(publicKey: string): boolean {
  return KEY.test(publicKey);
}

function fromAuthorization(value: string | undefined): SentryAuth | undefined {
  if (value === undefined || value.length > limits.authBytes) return undefined;
  return parseAuthHeader(value) ?? parseBasicAuth(value);
}
