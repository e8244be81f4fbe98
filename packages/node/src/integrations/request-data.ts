import type { IncomingMessage } from "node:http";
import type { CollectOptions, RequestData } from "@vedette/core";

/** Headers that tell who somebody is or let others act as them: sent only when asked for (the list of sentry-go). */
const SENSITIVE_HEADERS = new Set([
  "_csrf", "_csrf_token", "_session", "_xsrf", "api-key", "apikey", "auth", "authorization", "cookie", "credentials", "csrf", "csrf-token", "csrftoken",
  "forwarded", "ip-address", "passwd", "password", "private-key", "privatekey", "proxy-authorization", "remote-addr", "secret", "session", "sessionid", "set-cookie",
  "token", "user-session", "x-api-key", "x-csrftoken", "x-forwarded-for", "x-real-ip", "xsrf-token", "true-client-ip", "cf-connecting-ip",
]); // prettier-ignore

/** Bodies above this are left out, never cut: half a document misleads. */
const MAX_BODY = 10_000;

/** What of a request an event may show. */
export interface RequestSource {
  readonly request: IncomingMessage;
  /** As the application parsed it; undefined: nobody did. */
  readonly body?: unknown;
}

export type Collect = Readonly<Record<keyof CollectOptions, boolean>>;

/** Everything with `sendDefaultPii`, nothing personal without; `collect` decides one by one. */
export function collectOf(sendDefaultPii = false, collect: CollectOptions = {}): Collect {
  const all = { ip: sendDefaultPii, cookies: sendDefaultPii, headers: sendDefaultPii, body: sendDefaultPii };
  const given = Object.fromEntries(Object.entries(collect).filter(([, value]) => value !== undefined));
  // A query string is part of the address; the scrubber looks after its secrets.
  return { ...all, query: true, ...given };
}

export function requestData({ request, body }: RequestSource, collect: Collect): RequestData {
  const { method, headers, socket } = request;
  const [path, query] = splitOnce(pathOf(request), "?");
  const secure = "encrypted" in socket && socket.encrypted === true;
  const url = `${secure ? "https" : "http"}://${headers.host ?? "localhost"}${path}`;
  const address = collect.ip ? clientAddress(request) : undefined;
  return {
    url,
    ...(method === undefined ? {} : { method }),
    ...(query !== "" && collect.query ? { query_string: query } : {}),
    headers: headersOf(request, collect),
    ...(collect.cookies && headers.cookie ? { cookies: cookiesOf(headers.cookie) } : {}),
    ...(address === undefined ? {} : { env: { REMOTE_ADDR: address } }),
    ...(collect.body ? bodyOf(body) : {}),
  };
}

/** Frameworks rewrite `url` while they route; `originalUrl` keeps what the client asked for. */
export function pathOf(request: IncomingMessage): string {
  return "originalUrl" in request && typeof request.originalUrl === "string" ? request.originalUrl : (request.url ?? "/");
}

export function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/** The address that a proxy names first, else that of the connection. */
export function clientAddress(request: IncomingMessage): string | undefined {
  const forwarded = request.headers["x-forwarded-for"];
  const first = (Array.isArray(forwarded) ? forwarded[0] : forwarded)?.split(",", 1)[0]?.trim();
  return first || request.socket.remoteAddress;
}

function headersOf({ headers }: IncomingMessage, collect: Collect): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || (name === "cookie" && !collect.cookies)) continue;
    if (!collect.headers && SENSITIVE_HEADERS.has(name)) continue;
    kept[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return kept;
}

function cookiesOf(header: string): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const part of header.split(";")) {
    const [name, value] = splitOnce(part.trim(), "=");
    if (name !== "") cookies[name] = value;
  }
  return cookies;
}

function bodyOf(body: unknown): { data?: unknown } {
  if (body === undefined || body === null) return {};
  if (typeof body === "string") return body.length <= MAX_BODY ? { data: body } : {};
  if (typeof body !== "object" || ArrayBuffer.isView(body)) return {};
  try {
    const text = JSON.stringify(body);
    return text.length <= MAX_BODY ? { data: body } : {};
  } catch {
    return {};
  }
}
