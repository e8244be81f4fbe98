/** What a request says about who sends it, from any carrier (`protocol.md` §3). */
export interface SentryAuth {
  /** As sent, without the `.flag` suffix that old SDKs may add. Not checked for its form. */
  readonly publicKey: string;
  /** Protocol version; 7 when it is not said. */
  readonly version: string;
  /** `name/version` of the SDK. */
  readonly client: string | null;
}

const DEFAULT_VERSION = "7";
const SCHEME = /^\s*sentry\s+/i;

/**
 * Reads the value of `X-Sentry-Auth` or `Authorization`: `Sentry k=v, k=v`, with or without spaces after the commas.
 * Undefined when the scheme is another one (`Bearer`, set by proxies) or when there is no key.
 */
export function parseAuthHeader(value: string): SentryAuth | undefined {
  const scheme = SCHEME.exec(value);
  if (scheme === null) return undefined;
  let key: string | undefined;
  let version: string | undefined;
  let client: string | undefined;
  for (const part of value.slice(scheme[0].length).split(",")) {
    const equals = part.indexOf("=");
    if (equals === -1) continue;
    const name = part.slice(0, equals).trim().toLowerCase();
    if (name === "sentry_key") key ??= decode(part.slice(equals + 1));
    else if (name === "sentry_version") version ??= decode(part.slice(equals + 1));
    else if (name === "sentry_client") client ??= decode(part.slice(equals + 1));
  }
  return sentryAuth(key, version, client);
}

/** Reads `sentry_key`, `sentry_version` and `sentry_client` of a query string (without the question mark). */
export function parseAuthQuery(query: string): SentryAuth | undefined {
  if (!query.includes("sentry_key=")) return undefined;
  let key: string | undefined;
  let version: string | undefined;
  let client: string | undefined;
  for (const part of query.split("&")) {
    if (part.startsWith("sentry_key=")) key ??= decode(part.slice(11));
    else if (part.startsWith("sentry_version=")) version ??= decode(part.slice(15));
    else if (part.startsWith("sentry_client=")) client ??= decode(part.slice(14).replaceAll("+", " "));
  }
  return sentryAuth(key, version, client);
}

/** Reads `Authorization: Basic base64(public_key:)`; undefined for any other scheme. */
export function parseBasicAuth(value: string): SentryAuth | undefined {
  const match = /^\s*basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(value);
  if (match?.[1] === undefined) return undefined;
  try {
    const credentials = atob(match[1].replaceAll("-", "+").replaceAll("_", "/"));
    return sentryAuth(credentials.split(":", 1)[0], undefined, undefined);
  } catch {
    return undefined;
  }
}

/** The value an SDK sends as `X-Sentry-Auth`. */
export function formatAuthHeader(auth: { readonly publicKey: string; readonly version?: string; readonly client?: string | null }): string {
  const fields = [`sentry_version=${encode(auth.version ?? DEFAULT_VERSION)}`, `sentry_key=${encode(auth.publicKey)}`];
  if (auth.client !== undefined && auth.client !== null) fields.push(`sentry_client=${encode(auth.client)}`);
  return `Sentry ${fields.join(", ")}`;
}

/** Assembles what a carrier gave. Undefined without a key. */
function sentryAuth(key: string | null | undefined, version: string | null | undefined, client: string | null | undefined): SentryAuth | undefined {
  if (key === null || key === undefined || key === "") return undefined;
  const flag = key.indexOf(".");
  return {
    publicKey: flag === -1 ? key : key.slice(0, flag),
    version: version === null || version === undefined || version === "" ? DEFAULT_VERSION : version,
    client: client === null || client === undefined || client === "" ? null : client,
  };
}

function decode(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.includes("%")) return trimmed;
  try {
    return decodeURIComponent(trimmed);
  } catch {
    return trimmed;
  }
}

/** `/` stays readable: `sentry.python/2.68.0` is what every SDK sends. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll("%2F", "/");
}
